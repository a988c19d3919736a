// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QSize>
#include <QString>

namespace maquette::sandbox {

/// Four times per side, edges kept crisp, alpha kept. \a source: 32 to 1536 px a side.
[[nodiscard]] QImage upscaleFast(const QImage& source);

/// To about 4 megapixels with the source's aspect (at least 1 x); faithful: denoised, sharpened, fine detail added by
/// \a creativity (0.2 to 0.5) and \a seed. Words of the prompts may tint or sharpen but never recompose.
[[nodiscard]] QImage upscaleConservative(const QImage& source, const QString& prompt, const QString& negativePrompt,
                                         double creativity, quint32 seed);

/// To a 4K-class picture (about 8.8 megapixels, at most 4096 a side), with invented texture, local contrast and the
/// style preset's finish by \a creativity (0.1 to 0.5) and \a seed.
[[nodiscard]] QImage upscaleCreative(const QImage& source, const QString& prompt, const QString& negativePrompt,
                                     const QString& stylePreset, double creativity, quint32 seed);

} // namespace maquette::sandbox
