// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

namespace maquette::sandbox {

/// What was drawn: planes of 0 to 1 in the size of the drawing.
struct SketchLines
{
    cv::Mat ink;         ///< strokes, full in their middle
    cv::Mat edges;       ///< where one colour meets another, with or without a stroke
    cv::Vec3f paper;     ///< the ground it was drawn on, Lab
    bool onDark = false; ///< light strokes on a dark ground
};

/// Finds strokes narrower than a fiftieth of the shorter side, dark on light or light on dark, whatever the paper's
/// tone and the light on it, and the borders of coloured areas.
[[nodiscard]] SketchLines sketchLines(const cv::Mat& lab);

} // namespace maquette::sandbox
