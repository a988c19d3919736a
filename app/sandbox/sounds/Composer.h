// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/sounds/SoundPlan.h"
#include "app/sandbox/sounds/Voice.h"

namespace maquette::sandbox {

/// What is played when.
struct Score
{
    std::vector<Note> notes;   ///< by start
    std::vector<qint64> kicks; ///< frames at which the bass drum is struck, for ducking
    qint64 frames = 0;         ///< length of the piece
    double beatFrames = 0;
    bool fadeOut = true;
};

/// Composes \a frames of music to \a plan: a chord progression, a melody that repeats its phrases, and an arrangement
/// with an opening, a full middle and an ending where there is room for them. \a offset is the frame within a bar at
/// which the piece begins (for music that joins in).
[[nodiscard]] Score compose(const SoundPlan& plan, qint64 frames, quint32 seed, qint64 offset = 0);

} // namespace maquette::sandbox
