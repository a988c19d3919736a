// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Scene.h"

#include <QImage>

#include <opencv2/core.hpp>

namespace maquette::sandbox::edits {

/// The words an edit is steered by.
struct Wording
{
    QString prompt;
    QString negative;
    QString style; ///< a style preset's name, or empty
};

/// The colour \a wording asks for. Without a colour word, one of the palette that fits its scene; never one of the
/// negative prompt's.
[[nodiscard]] Rgb wantedColour(const Wording& wording, quint32 seed);

/// \a rgb (CV_8UC3) in \a colour by \a weight (CV_32F): light, folds and texture stay.
[[nodiscard]] cv::Mat inColour(const cv::Mat& rgb, const cv::Mat& weight, Rgb colour);

/// The style preset's finish on the part of \a rgb inside \a weight's box; \a rgb itself without a style.
[[nodiscard]] cv::Mat inStyle(const cv::Mat& rgb, const cv::Mat& weight, const QString& style, quint32 seed);

/// The picture with what \a select names brought to the colour the wording asks for.
[[nodiscard]] QImage searchAndRecolour(const QImage& picture, const QString& select, const Wording& wording,
                                       double grow, quint32 seed);

} // namespace maquette::sandbox::edits
