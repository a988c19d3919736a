// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <memory>
#include <optional>

namespace maquette {

/// How loud a sound is, by EBU R 128. A level that cannot be told (silence, too short) is empty.
struct Loudness
{
    std::optional<double> integrated; ///< LUFS, gated
    std::optional<double> range;      ///< LU
    std::optional<double> truePeak;   ///< dBTP, the loudest channel
    std::optional<double> samplePeak; ///< dBFS
    QList<float> shortTerm;           ///< LUFS over the 3 s before, one value each 100 ms; -120 where silent
    bool operator==(const Loudness&) const = default;
};

/// Measures sound block by block.
class LoudnessMeter
{
public:
    LoudnessMeter(int channels, int sampleRate);
    ~LoudnessMeter();
    LoudnessMeter(const LoudnessMeter&) = delete;
    LoudnessMeter& operator=(const LoudnessMeter&) = delete;

    void add(const float* interleaved, qint64 frames);
    [[nodiscard]] Loudness result() const;

private:
    struct State;
    std::unique_ptr<State> d;
};

/// The gain in dB that brings \a loudness to \a target LUFS with its true peak at most \a ceiling dBTP; 0 when it
/// cannot be told.
[[nodiscard]] double gainTo(const Loudness& loudness, double target, double ceiling = -1.0);

} // namespace maquette
