// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"

#include <QObject>

namespace maquette {

class PromptPanel;
class SoundBench;
class Studio;
struct Operation;

/// Joins form and sound bench: the stretch marked on the waveform is the one that is repainted, and the sound on the
/// bench is the recording an operation starts from.
class SoundJoin : public QObject
{
    Q_OBJECT

public:
    SoundJoin(Studio& studio, PromptPanel& prompt, SoundBench& bench, QObject* parent);

private:
    void takeSpan(double from, double to);
    /// What the form says goes to the bench, and the sound there into an empty well.
    void follow();
    [[nodiscard]] const Operation* operation() const;

    Studio& m_studio;
    PromptPanel& m_prompt;
    SoundBench& m_bench;
    bool m_telling = false;
};

} // namespace maquette
