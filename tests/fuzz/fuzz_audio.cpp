// SPDX-License-Identifier: GPL-3.0-or-later
// For libFuzzer: bytes in, no crash, no leak, bounded time and memory out; first the check of a sound's headers, then
// the decoder as the sound bench opens it. Built as CONTRIBUTING.md says, then:
//   LSAN_OPTIONS=suppressions=tests/support/lsan.supp build/fuzz/bin/fuzz_audio -max_len=65536 -rss_limit_mb=512 CORPUS
#include "app/assets/AudioProbe.h"
#include "app/audio/AudioFile.h"

#include <QBuffer>
#include <QString>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <sys/mman.h>
#include <unistd.h>

namespace {

using namespace maquette;

void probe(const QByteArray& bytes)
{
    QBuffer device;
    device.setData(bytes);
    device.open(QIODevice::ReadOnly);
    for (const char* type : {"audio/wav", "audio/flac", "audio/ogg", "audio/mpeg"}) {
        const auto seconds = audioSeconds(device, QString::fromLatin1(type));
        if (seconds && !(std::isfinite(*seconds) && *seconds >= 0)) {
            __builtin_trap();
        }
    }
}

void decode(const QString& path)
{
    const auto opened = AudioFile::open(path);
    if (!opened) {
        return;
    }
    constexpr qint64 kEnough = 1 << 20; // frames: headers may honestly promise hours of silence
    std::atomic_bool stop = false;
    qint64 frames = 0;
    static_cast<void>((*opened)->scan(
        [&](const float*, qint64 more) {
            frames += more;
            stop = frames > kEnough;
        },
        stop));
    const AudioFormat format = (*opened)->format();
    if (format.channels < 1 || format.channels > AudioFile::kMaxChannels || format.frames < 0) {
        __builtin_trap();
    }
    std::vector<float> block(size_t(64 * format.channels));
    (*opened)->read(format.frames - 32, block.data(), 64);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char*>(data), qsizetype(size));
    probe(bytes);
    static const int file = memfd_create("sound", 0);
    static const QString path = QStringLiteral("/proc/self/fd/%1").arg(file);
    if (ftruncate(file, 0) == 0 && pwrite(file, data, size, 0) == ssize_t(size)) {
        decode(path);
    }
    return 0;
}
