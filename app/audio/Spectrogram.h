// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

#include <memory>

namespace maquette {

/// Levels by time and pitch: bands are spaced by the mel scale (O'Shaughnessy 1987) from 20 Hz to half the sample rate.
/// A value.
struct Spectrogram
{
    static constexpr int kBands = 128;
    static constexpr float kFloor = -96.0F; ///< dB that a level of 0 stands for; 255 is 0 dB

    int sampleRate = 0;
    qint64 framesPerColumn = 0;

    [[nodiscard]] qint64 columns() const
    {
        return m_blocks.isEmpty() ? 0 : (m_blocks.size() - 1) * kBlock + m_blocks.constLast().size() / kBands;
    }
    /// The levels of a column, lowest band first.
    [[nodiscard]] const quint8* column(qint64 index) const
    {
        return reinterpret_cast<const quint8*>(m_blocks.at(index / kBlock).constData()) + index % kBlock * kBands;
    }
    void append(const quint8* levels);
    [[nodiscard]] float decibels(qint64 at, int band) const
    {
        return kFloor * (1.0F - float(column(at)[band]) / 255.0F);
    }
    /// The middle of \a band in hertz.
    [[nodiscard]] double hertz(double band) const;
    [[nodiscard]] double bandAt(double hertz) const;
    bool operator==(const Spectrogram&) const = default;

private:
    static constexpr qint64 kBlock = 1024; ///< columns
    QList<QByteArray> m_blocks;            ///< full but for the last: copies share what does not grow any more
};

/// Makes a spectrogram block by block, of all channels mixed. Longer sounds get wider columns, so that it never has
/// more than about 65,000.
class SpectrogramMaker
{
public:
    SpectrogramMaker(int channels, int sampleRate, qint64 frames);
    ~SpectrogramMaker();
    SpectrogramMaker(const SpectrogramMaker&) = delete;
    SpectrogramMaker& operator=(const SpectrogramMaker&) = delete;

    void add(const float* interleaved, qint64 frames);
    /// So far; cheap, shares its bytes.
    [[nodiscard]] const Spectrogram& result() const;
    void finish();

private:
    struct State;
    void transform();
    std::unique_ptr<State> d;
};

} // namespace maquette
