// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <opencv2/core.hpp>

namespace maquette::sandbox::edits {

/// How likely each pixel of a small picture (CV_8UC3) belongs to what \a words name: colours ("red"), zones (sky,
/// water, ground, background), parts of a person (hair, skin, clothes), places in the picture (left, middle ...), and
/// for anything else what stands out, in the colour such a thing usually has. CV_32F, 0 to 1.
[[nodiscard]] cv::Mat likelihoodOf(const cv::Mat& small, const QString& words);

/// How far a find goes: exactly what the words name ("red": the red stripes of a balloon), or the thing that has it
/// (the balloon with all its stripes and its basket).
enum class Extent { Named, Whole };

/// The part of \a rgb that \a words name, as a mask with a soft edge: CV_8U, 255 inside. Never empty.
[[nodiscard]] cv::Mat findRegion(const cv::Mat& rgb, const QString& words, quint32 seed, Extent extent = Extent::Named);

} // namespace maquette::sandbox::edits
