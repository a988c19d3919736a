// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/Peaks.h"

#include <QCryptographicHash>
#include <QDataStream>
#include <QFile>
#include <QSaveFile>

#include <algorithm>
#include <cmath>
#include <cstring>

namespace maquette {

namespace {

constexpr quint32 kMagic = 0x4d51504b; // "MQPK"
constexpr quint32 kVersion = 2;
constexpr double kScale = 8192; // of full scale: levels up to 4 are kept
constexpr int kSeal = 20;       // bytes of the hash at the end

qint64 framesOf(int level)
{
    qint64 frames = Peaks::kBase;
    for (int i = 0; i < level; ++i) {
        frames *= Peaks::kFactor;
    }
    return frames;
}

qint16 packed(double value)
{
    return qint16(std::clamp(std::lround(value * kScale), -32'767L, 32'767L));
}

/// A file that is hashed on its way in or out.
class Sealed
{
public:
    explicit Sealed(QIODevice& file)
        : m_file(file)
    {
    }
    bool write(const char* bytes, qint64 length)
    {
        m_hash.addData(QByteArrayView(bytes, length));
        return m_file.write(bytes, length) == length;
    }
    bool read(char* bytes, qint64 length)
    {
        const bool whole = m_file.read(bytes, length) == length;
        m_hash.addData(QByteArrayView(bytes, whole ? length : 0));
        return whole;
    }
    [[nodiscard]] QByteArray seal() const { return m_hash.result(); }

private:
    QIODevice& m_file;
    QCryptographicHash m_hash{QCryptographicHash::Sha1};
};

} // namespace

void Peaks::Row::push(const Cell& cell)
{
    if (m_rest.capacity() == 0) {
        m_rest.reserve(kChunk);
    }
    m_rest.push_back(cell);
    if (m_rest.size() == kChunk) {
        m_full.push_back(std::make_shared<const std::vector<Cell>>(std::move(m_rest)));
        m_rest = {};
    }
}

bool Peaks::Row::operator==(const Row& other) const
{
    const auto same = [](const auto& a, const auto& b) { return a == b || *a == *b; };
    return m_rest == other.m_rest &&
           std::equal(m_full.begin(), m_full.end(), other.m_full.begin(), other.m_full.end(), same);
}

template <typename Each>
void Peaks::Row::eachChunk(const Each& each) const
{
    for (const auto& chunk : m_full) {
        each(*chunk);
    }
    each(m_rest);
}

Peaks::Peaks(int channels, int sampleRate)
    : m_channels(channels)
    , m_sampleRate(sampleRate)
{
    for (auto& open : m_open) {
        open.resize(size_t(channels));
    }
}

void Peaks::add(const float* interleaved, qint64 frames)
{
    for (qint64 done = 0; done < frames;) {
        const int inCell = m_open[0].empty() ? 0 : m_open[0][0].count;
        const auto run = int(std::min<qint64>(frames - done, kBase - inCell));
        for (int channel = 0; channel < m_channels; ++channel) {
            Sum& sum = m_open[0][size_t(channel)];
            const float* sample = interleaved + done * m_channels + channel;
            float low = sum.count == 0 ? *sample : sum.low;
            float high = sum.count == 0 ? *sample : sum.high;
            float power = 0;
            for (int i = 0; i < run; ++i, sample += m_channels) {
                low = std::min(low, *sample);
                high = std::max(high, *sample);
                power += *sample * *sample;
            }
            sum.low = low;
            sum.high = high;
            sum.power += double(power);
            sum.count += run;
        }
        done += run;
        m_frames += run;
        if (m_open[0][0].count == kBase) {
            close(0);
        }
    }
}

void Peaks::close(int level)
{
    auto& open = m_open[size_t(level)];
    const auto whole = double(framesOf(level));
    for (size_t channel = 0; channel < open.size(); ++channel) {
        Sum& sum = open[channel];
        const double rms = std::sqrt(sum.power / std::max(1, sum.count));
        m_rows[size_t(level)].push(
            {packed(double(sum.low)), packed(double(sum.high)), quint16(std::clamp(rms * kScale, 0.0, 65'535.0))});
        if (level + 1 < kLevels) {
            Sum& above = m_open[size_t(level) + 1][channel];
            above.low = above.count == 0 ? sum.low : std::min(above.low, sum.low);
            above.high = above.count == 0 ? sum.high : std::max(above.high, sum.high);
            above.power += sum.power;
            above.count += sum.count;
        }
        sum = {};
    }
    if (level + 1 < kLevels && double(m_open[size_t(level) + 1][0].count) >= whole * kFactor) {
        close(level + 1);
    }
}

void Peaks::finish()
{
    for (int level = 0; level < kLevels; ++level) {
        if (!m_open[size_t(level)].empty() && m_open[size_t(level)][0].count > 0) {
            close(level);
        }
    }
}

Peak Peaks::cellAt(int level, qint64 index, int channel) const
{
    const Row& row = m_rows[size_t(level)];
    const auto at = size_t(index * m_channels + channel);
    if (index < 0 || at >= row.size()) {
        return {};
    }
    const Cell& cell = row.at(at);
    return {float(cell.low / kScale), float(cell.high / kScale), float(cell.rms / kScale)};
}

QList<Peak> Peaks::range(int channel, double from, double to, int columns) const
{
    QList<Peak> peaks;
    peaks.reserve(columns);
    if (m_channels == 0 || columns <= 0 || channel >= m_channels) {
        return peaks;
    }
    const double width = (to - from) / columns;
    int level = 0;
    while (level + 1 < kLevels && double(framesOf(level + 1)) <= width) {
        ++level;
    }
    const auto cell = double(framesOf(level));
    const auto last = qint64(m_rows[size_t(level)].size()) / m_channels - 1;
    for (int column = 0; column < columns; ++column) {
        const auto first = qint64(std::floor((from + column * width) / cell));
        const qint64 end = std::max(first + 1, qint64(std::ceil((from + (column + 1) * width) / cell)));
        Peak sum;
        double power = 0;
        qint64 counted = 0;
        for (qint64 index = std::max<qint64>(0, first); index < end && index <= last; ++index) {
            const Peak one = cellAt(level, index, channel);
            sum.low = counted == 0 ? one.low : std::min(sum.low, one.low);
            sum.high = counted == 0 ? one.high : std::max(sum.high, one.high);
            power += double(one.rms) * double(one.rms);
            ++counted;
        }
        sum.rms = counted > 0 ? float(std::sqrt(power / double(counted))) : 0.0F;
        peaks.append(sum);
    }
    return peaks;
}

float Peaks::highest() const
{
    float most = 0;
    const Row& row = m_rows[kLevels - 1].size() == 0 ? m_rows[0] : m_rows[kLevels - 1];
    row.eachChunk([&most](const std::vector<Cell>& cells) {
        for (const Cell& cell : cells) {
            most = std::max({most, float(cell.high / kScale), float(-cell.low / kScale)});
        }
    });
    return most;
}

Result<void> Peaks::save(const QString& path) const
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return failure(ErrorKind::Storage, file.errorString(), path);
    }
    QByteArray head;
    QDataStream out(&head, QIODevice::WriteOnly);
    out << kMagic << kVersion << qint32(m_channels) << qint32(m_sampleRate) << qint64(m_frames);
    for (const Row& row : m_rows) {
        out << quint64(row.size());
    }
    Sealed sealed(file);
    bool written = sealed.write(head.constData(), head.size());
    for (const Row& row : m_rows) {
        row.eachChunk([&](const std::vector<Cell>& cells) {
            written = written && sealed.write(reinterpret_cast<const char*>(cells.data()),
                                              qint64(cells.size()) * qint64(sizeof(Cell)));
        });
    }
    written = written && file.write(sealed.seal()) == kSeal;
    if (!written || !file.commit()) {
        return failure(ErrorKind::Storage, file.errorString(), path);
    }
    return {};
}

Result<Peaks> Peaks::load(const QString& path)
{
    const auto damaged = [&path] {
        return failure(ErrorKind::Storage, QStringLiteral("the waveform's file is damaged"), path);
    };
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(ErrorKind::Storage, file.errorString(), path);
    }
    constexpr int kHead = 24 + 8 * kLevels;
    QByteArray head(kHead, '\0');
    Sealed sealed(file);
    if (!sealed.read(head.data(), kHead)) {
        return damaged();
    }
    QDataStream in(head);
    quint32 magic = 0;
    quint32 version = 0;
    qint32 channels = 0;
    qint32 rate = 0;
    qint64 frames = 0;
    in >> magic >> version >> channels >> rate >> frames;
    if (magic != kMagic || version != kVersion || channels < 1 || channels > 32 || rate < 1 || frames < 0) {
        return damaged();
    }
    Peaks peaks(channels, rate);
    peaks.m_frames = frames;
    std::vector<Cell> block(Row::kChunk);
    for (Row& row : peaks.m_rows) {
        quint64 cells = 0;
        in >> cells;
        if (cells > quint64(file.size()) / sizeof(Cell) || cells % quint64(channels) != 0) {
            return damaged();
        }
        while (row.size() < cells) {
            const auto count = size_t(std::min<quint64>(cells - row.size(), Row::kChunk));
            if (!sealed.read(reinterpret_cast<char*>(block.data()), qint64(count) * qint64(sizeof(Cell)))) {
                return damaged();
            }
            std::for_each_n(block.begin(), count, [&row](const Cell& cell) { row.push(cell); });
        }
    }
    if (file.bytesAvailable() != kSeal || file.read(kSeal) != sealed.seal()) {
        return damaged();
    }
    return peaks;
}

bool Peaks::operator==(const Peaks& other) const
{
    return m_channels == other.m_channels && m_sampleRate == other.m_sampleRate && m_frames == other.m_frames &&
           m_rows == other.m_rows;
}

} // namespace maquette
