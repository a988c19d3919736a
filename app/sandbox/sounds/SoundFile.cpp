// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/sounds/Dsp.h"
#include "app/sandbox/sounds/Sound.h"

#include <QFile>

#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace maquette::sandbox {

namespace {

constexpr int kMostChannels = 32;
constexpr double kMostSeconds = 600; // twice what any operation takes: what claims more is not decoded

struct Closer
{
    void operator()(SNDFILE* file) const { sf_close(file); }
};
using File = std::unique_ptr<SNDFILE, Closer>;

/// Bytes in memory as libsndfile writes them.
struct Memory
{
    QByteArray bytes;
    sf_count_t at = 0;
};

sf_count_t memoryLength(void* user)
{
    return static_cast<Memory*>(user)->bytes.size();
}
sf_count_t memorySeek(sf_count_t offset, int whence, void* user)
{
    auto* memory = static_cast<Memory*>(user);
    memory->at =
        whence == SEEK_SET ? offset : (whence == SEEK_CUR ? memory->at + offset : memory->bytes.size() + offset);
    return memory->at;
}
sf_count_t memoryRead(void* to, sf_count_t count, void* user)
{
    auto* memory = static_cast<Memory*>(user);
    const sf_count_t got = std::clamp<sf_count_t>(memory->bytes.size() - memory->at, 0, count);
    std::copy_n(memory->bytes.constData() + memory->at, got, static_cast<char*>(to));
    memory->at += got;
    return got;
}
sf_count_t memoryWrite(const void* from, sf_count_t count, void* user)
{
    auto* memory = static_cast<Memory*>(user);
    if (memory->at + count > memory->bytes.size()) {
        memory->bytes.resize(memory->at + count);
    }
    std::copy_n(static_cast<const char*>(from), count, memory->bytes.data() + memory->at);
    memory->at += count;
    return count;
}
sf_count_t memoryTell(void* user)
{
    return static_cast<Memory*>(user)->at;
}

/// To 44,100 frames per second by a windowed sinc, low-passed when that halves the band.
std::vector<float> resampled(const std::vector<float>& in, int rate)
{
    if (rate == kSoundRate || in.empty()) {
        return in;
    }
    constexpr int kReach = 16;
    const double step = double(rate) / kSoundRate;
    const double band = std::min(1.0, 1.0 / step);
    const auto reach = int(std::ceil(kReach / band));
    std::vector<float> out(size_t(double(in.size()) / step));
    for (size_t i = 0; i < out.size(); ++i) {
        const double at = double(i) * step;
        const auto middle = qint64(at);
        double sum = 0;
        double weight = 0;
        for (qint64 k = std::max<qint64>(0, middle - reach + 1); k <= std::min(qint64(in.size()) - 1, middle + reach);
             ++k) {
            const double x = (double(k) - at) * band;
            const double window = 0.5 + 0.5 * std::cos(3.14159265358979 * std::clamp(x / kReach, -1.0, 1.0));
            const double sinc = std::abs(x) < 1e-9 ? 1.0 : std::sin(3.14159265358979 * x) / (3.14159265358979 * x);
            sum += double(in[size_t(k)]) * sinc * window;
            weight += sinc * window;
        }
        out[i] = float(weight != 0.0 ? sum / weight : 0.0);
    }
    return out;
}

} // namespace

Result<Sound> readSound(const QString& path)
{
    SF_INFO info{};
    const File file(sf_open(QFile::encodeName(path).constData(), SFM_READ, &info));
    if (!file || info.channels < 1 || info.channels > kMostChannels || info.samplerate < 1000 ||
        double(info.frames) / info.samplerate > kMostSeconds) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("the recording cannot be decoded"));
    }
    Sound sound;
    std::vector<float> block(size_t(info.channels) * 4096);
    for (sf_count_t got = 0; (got = sf_readf_float(file.get(), block.data(), 4096)) > 0;) {
        for (sf_count_t i = 0; i < got; ++i) {
            // More than two channels: those at the left and those at the right are added up, as a room would.
            float side[2] = {0, 0};
            for (int channel = 0; channel < info.channels; ++channel) {
                const float value = block[size_t(i * info.channels + channel)];
                if (info.channels == 1 || channel % 2 == 0) {
                    side[0] += value;
                }
                if (info.channels == 1 || channel % 2 == 1) {
                    side[1] += value;
                }
            }
            const float scale = info.channels <= 2 ? 1.0F : 2.0F / float(info.channels);
            sound.left.push_back(std::clamp(side[0] * scale, -1.0F, 1.0F));
            sound.right.push_back(std::clamp(side[1] * scale, -1.0F, 1.0F));
        }
    }
    if (sound.left.empty()) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("the recording is empty"));
    }
    sound.left = resampled(sound.left, info.samplerate);
    sound.right = resampled(sound.right, info.samplerate);
    return sound;
}

Result<QByteArray> encodeSound(const Sound& sound, const QString& format)
{
    SF_INFO info{};
    info.samplerate = kSoundRate;
    info.channels = 2;
    const bool wav = format == QLatin1String("wav");
    info.format = wav ? SF_FORMAT_WAV | SF_FORMAT_PCM_16 : SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III;
    Memory memory;
    SF_VIRTUAL_IO io{memoryLength, memorySeek, memoryRead, memoryWrite, memoryTell};
    {
        const File file(sf_open_virtual(&io, SFM_WRITE, &info, &memory));
        if (!file) {
            return failure(ErrorKind::Internal, QString::fromUtf8(sf_strerror(nullptr)));
        }
        if (wav) {
            sf_command(file.get(), SFC_SET_CLIPPING, nullptr, SF_TRUE);
        } else {
            int mode = SF_BITRATE_MODE_CONSTANT;
            sf_command(file.get(), SFC_SET_BITRATE_MODE, &mode, sizeof mode);
            double level = 0.5; // 192 kbit/s
            sf_command(file.get(), SFC_SET_COMPRESSION_LEVEL, &level, sizeof level);
        }
        std::vector<float> block(size_t(2) * 4096);
        for (qint64 at = 0; at < sound.frames(); at += 4096) {
            const qint64 count = std::min<qint64>(4096, sound.frames() - at);
            for (qint64 i = 0; i < count; ++i) {
                block[size_t(2 * i)] = sound.left[size_t(at + i)];
                block[size_t(2 * i + 1)] = sound.right[size_t(at + i)];
            }
            if (sf_writef_float(file.get(), block.data(), count) != count) {
                return failure(ErrorKind::Internal, QString::fromUtf8(sf_strerror(file.get())));
            }
        }
    }
    return memory.bytes;
}

} // namespace maquette::sandbox
