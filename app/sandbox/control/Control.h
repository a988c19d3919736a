// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QSize>
#include <QString>

namespace maquette::sandbox {

// Pictures that follow another picture. All are pure and thread-safe, opaque and Format_RGB888; the same value gives
// the same pixels. Amounts are 0 to 1.

/// What the words, the style and the seed ask for.
struct Wish
{
    QString prompt;
    QString negativePrompt;
    QString stylePreset; ///< empty for none
    quint32 seed = 1;
};

/// A drawing, in lines or in colours, painted out by the prompt, in the drawing's own size. With a \a strength of 1
/// every line and shape is kept; with less the smaller shapes and the lines give way to the prompt's own picture, which
/// is all that is left at 0.
[[nodiscard]] QImage paintFromSketch(const QImage& sketch, const Wish& wish, double strength);

/// The prompt's colours, light and surfaces in the arrangement of \a source, in its size. \a strength: how closely its
/// edges and its light and dark are kept.
[[nodiscard]] QImage paintOnStructure(const QImage& source, const Wish& wish, double strength);

/// The prompt's picture in \a size with palette and surface of \a guide, by \a fidelity.
[[nodiscard]] QImage paintInStyleOf(const QImage& guide, const Wish& wish, QSize size, double fidelity);

struct TransferAmounts
{
    double style = 1.0;       ///< how much of the style's palette and surface is used
    double composition = 0.9; ///< how closely the arrangement is kept
    double change = 0.9;      ///< how far the result may leave the content
};

/// \a content in \a size with palette and surface of \a style; words of the prompt pull its colours and show where the
/// composition is not kept.
[[nodiscard]] QImage transferStyle(const QImage& content, const QImage& style, const Wish& wish, QSize size,
                                   const TransferAmounts& amounts);

} // namespace maquette::sandbox
