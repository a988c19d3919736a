// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/edits/Recolour.h"

#include <optional>

namespace maquette::sandbox::edits {

/// Replace background and relight, as the contract's fields say it.
struct Staging
{
    QImage subject;
    std::optional<QImage> background; ///< a picture whose look the new background takes
    QString backgroundPrompt;
    QString subjectPrompt; ///< what the subject is: helps to find it and keeps the background's colours off it
    QString negativePrompt;
    double preserveSubject = 0.6;         ///< 1 leaves its pixels, 0 lets the light change it freely
    double originalDepth = 0.5;           ///< how much the new background takes the old one's light and depth
    bool keepBackground = false;          ///< only the light changes
    QString lightDirection;               ///< "left", "right", "above", "below", or empty
    std::optional<QImage> lightReference; ///< wins over the direction
    double lightStrength = 0.3;           ///< 0 to 1; without a light of its own the new background lights the subject
    quint32 seed = 1;
};

/// The subject before its new background, in its new light; opaque, of the subject picture's size.
[[nodiscard]] QImage replaceBackground(const Staging& staging);

} // namespace maquette::sandbox::edits
