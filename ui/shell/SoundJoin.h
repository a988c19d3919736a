// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"

#include <QObject>

namespace maquette {

class PromptPanel;
class SoundBench;
class Studio;
struct Operation;
struct SoundTake;

/// Joins form and sound bench: the stretch marked on the waveform is the one that is repainted, and the sound on the
/// bench is the recording an operation starts from.
class SoundJoin : public QObject
{
    Q_OBJECT

public:
    SoundJoin(Studio& studio, PromptPanel& prompt, SoundBench& bench, QObject* parent);

private:
    void takeSpan(double from, double to);
    /// Another operation: a stretch that is marked already is the one it is for.
    void enter();
    /// The sound on the bench goes into an empty well, and what the form says to the bench; the other way round when
    /// what is marked wins.
    void follow(bool markedWins);
    /// What is made of a recording is to be as long as it, unless a length was chosen.
    void followLength(const Operation& operation, const SoundTake& recording);
    [[nodiscard]] const Operation* operation() const;

    Studio& m_studio;
    PromptPanel& m_prompt;
    SoundBench& m_bench;
    QString m_lengthOf;  ///< operation and recording whose length was put into the form
    double m_length = 0; ///< seconds: what was put there
    bool m_telling = false;
};

} // namespace maquette
