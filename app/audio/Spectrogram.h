// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

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
    QByteArray levels; ///< column after column, lowest band first

    [[nodiscard]] qint64 columns() const { return levels.size() / kBands; }
    [[nodiscard]] float decibels(qint64 column, int band) const
    {
        return kFloor * (1.0F - float(quint8(levels.at(column * kBands + band))) / 255.0F);
    }
    /// The middle of \a band in hertz.
    [[nodiscard]] double hertz(double band) const;
    [[nodiscard]] double bandAt(double hertz) const;
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
