// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/edits/Erase.h"
#include "app/sandbox/edits/Recolour.h"

namespace maquette::sandbox::edits {

/// A thing painted on nothing, to be laid over a picture.
struct Overlay
{
    cv::Mat rgb;   ///< CV_8UC3
    cv::Mat alpha; ///< CV_32F, 0 to 1
};

/// The first thing of \a scene that can stand in a picture by itself; nullptr when there is none.
[[nodiscard]] const Subject* standingThing(const Scene& scene);

/// That thing (as many as the prompt asks for) to fill \a where, in the light of \a surroundings (CV_8UC3), whose size
/// it has.
[[nodiscard]] Overlay paintedThing(const Scene& scene, const Subject& subject, const cv::Rect& where,
                                   const cv::Mat& surroundings, quint32 seed);

/// \a rgb with \a overlay over it.
[[nodiscard]] cv::Mat laidOver(const cv::Mat& rgb, const Overlay& overlay);

/// A painted scene (CV_8UC3 of \a like's size) with its light and colours drawn towards those of \a like by \a pull (0
/// to 1).
[[nodiscard]] cv::Mat paintedScene(const Wording& wording, const cv::Mat& like, double pull, quint32 seed);

/// Inpainting: the mask's part shows what the prompt names. A thing stands before the continued surroundings; a part of
/// what is there ("a teal jacket") takes the colour; a place fills the whole mask. Pixels beyond the grown mask keep
/// their bytes.
[[nodiscard]] QImage repaintRegion(const MaskedPicture& work, const Wording& wording);

/// Search and replace: what \a search names gives way to what the prompt names.
[[nodiscard]] QImage searchAndReplace(const QImage& picture, const QString& search, const Wording& wording, double grow,
                                      quint32 seed);

} // namespace maquette::sandbox::edits
