// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Canvas.h"
#include "app/sandbox/pictures/Palette.h"

namespace maquette::sandbox {

/// The finish every picture gets (bloom, grading, fine grain, brush where asked), then the style preset's own.
void finishPicture(Canvas& canvas, const Scene& scene, const Palette& palette, const QString& style, double guidance,
                   Rng rng);
/// Only the style preset's finish; nothing for an unknown or empty name.
void applyStyle(Canvas& canvas, const QString& style, Rng rng);

// The building blocks of styles.

/// Light spills over: \a amount of the blurred highlights is added.
void bloom(Canvas& canvas, double amount, double radius);
/// Brush strokes (Kuwahara's filter), \a radius in pixels.
void brushed(Canvas& canvas, int radius);
void grain(Canvas& canvas, double amount, quint32 seed);
void vignette(Canvas& canvas, double amount);
/// Saturation, contrast round the middle and a colour for shadows and highlights.
void grade(Canvas& canvas, double saturation, double contrast, Rgb shadows, Rgb highlights, double split);

} // namespace maquette::sandbox
