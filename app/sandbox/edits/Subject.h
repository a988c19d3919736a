// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/edits/Pixels.h"

#include <QString>

namespace maquette::sandbox::edits {

/// How much each pixel belongs to the picture's subject: CV_32F, 0 to 1, with a soft edge. A picture that is cut out
/// already keeps its own alpha. \a words (may be empty) say what the subject is.
[[nodiscard]] cv::Mat subjectIn(const Pixels& pixels, const QString& words, quint32 seed);

/// The colours of the subject alone: those of its inside reach past its soft edge, so that nothing of the old
/// background shows through it. CV_8UC3.
[[nodiscard]] cv::Mat subjectColours(const cv::Mat& rgb, const cv::Mat& subject);

/// The subject with everything behind it transparent. RGBA8888 or, when nothing is behind it, RGB888.
[[nodiscard]] QImage removeBackground(const QImage& picture);

} // namespace maquette::sandbox::edits
