// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>
#include <memory>

namespace maquette {

/// Plays stereo sound quicker or slower without changing its pitch (Rubber Band).
class TimeStretch
{
public:
    static constexpr double kSlowest = 0.25;
    static constexpr double kFastest = 4.0;

    explicit TimeStretch(int sampleRate);
    ~TimeStretch();
    TimeStretch(const TimeStretch&) = delete;
    TimeStretch& operator=(const TimeStretch&) = delete;

    void setSpeed(double speed);
    /// Forgets what was fed: after a jump.
    void reset();
    /// Fills \a out (interleaved) with \a frames; \a pull is asked for as much of the original as that takes.
    using Pull = std::function<void(float* interleaved, qint64 frames)>;
    void render(float* out, qint64 frames, const Pull& pull);
    /// Frames of the original that were fed but are not heard yet.
    [[nodiscard]] double pending() const;

private:
    struct State;
    std::unique_ptr<State> d;
};

} // namespace maquette
