// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/control/ColourTransfer.h"
#include "app/sandbox/control/Control.h"
#include "app/sandbox/control/Planes.h"
#include "app/sandbox/control/Texture.h"
#include "app/sandbox/pictures/Picture.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox {

namespace {

constexpr double kStylePixels = 0.6e6; ///< a style is read at this size: strokes of a large scan are not smaller ones

cv::Mat styleLab(const QImage& style)
{
    return toLab(floatPicture(style, workingSize(style.size(), kStylePixels)));
}

cv::Mat paintedLab(const Wish& wish, QSize size)
{
    PictureRequest request;
    request.prompt = wish.prompt;
    request.negativePrompt = wish.negativePrompt;
    request.stylePreset = wish.stylePreset;
    request.seed = wish.seed;
    request.size = size;
    return toLab(floatPicture(paintPicture(request), size));
}

/// Palette, then contrast by bands, then surface.
cv::Mat restyled(const cv::Mat& lab, const cv::Mat& style, double palette, double surface, quint32 seed)
{
    const int stamp = std::max(20, int(0.065 * std::min(lab.cols, lab.rows)));
    cv::Mat out = withPaletteOf(lab, style, palette);
    cv::insertChannel(bandsMatched(plane(out, 0), plane(style, 0), 0.7 * surface), out, 0);
    // Bands and surface have spread the colours a little; they are gathered once more.
    return withPaletteOf(withSurfaceOf(out, style, surface, stamp, seed), style, palette);
}

} // namespace

QImage paintInStyleOf(const QImage& guide, const Wish& wish, QSize size, double fidelity)
{
    const double f = clamp01(fidelity);
    return bytePicture(
        fromLab(restyled(paintedLab(wish, size), styleLab(guide), 0.3 + 0.7 * f, 0.1 + 0.85 * f, wish.seed)));
}

QImage transferStyle(const QImage& content, const QImage& style, const Wish& wish, QSize size,
                     const TransferAmounts& amounts)
{
    const cv::Mat original = toLab(floatPicture(content, size));
    const double unit = std::min(size.width(), size.height());
    const double loose = 1.0 - clamp01(amounts.composition);
    const double change = clamp01(amounts.change);
    cv::Mat subject = original;
    if (!wish.prompt.trimmed().isEmpty() || !wish.negativePrompt.trimmed().isEmpty()) {
        // The words' picture shows where the arrangement is free, and lends its colours where it is not.
        cv::Mat painted = paintedLab(wish, workingSize(size, kStylePixels / 2)); // strokes will cover its detail
        cv::resize(painted, painted, original.size(), 0, 0, cv::INTER_CUBIC);
        subject = withPaletteOf(subject, painted, 0.45 * change);
        const double shows = smoothStep(0.1, 1.0, loose) * change;
        const cv::Mat guide = plane(original, 0) * 0.01;
        const cv::Mat following = guidedSmooth(guide, painted, int(unit * 0.03), 0.004);
        subject = subject * (1.0 - shows) + (painted * loose + following * (1.0 - loose)) * shows;
    }
    // Loose drawing: outlines wander and small things run together.
    subject = wobbled(subject, unit * 0.03 * loose * change, unit * 0.11, wish.seed * 31U + 7U, cv::INTER_LINEAR);
    const double s = clamp01(amounts.style);
    const cv::Mat goal = restyled(subject, styleLab(style), s, 0.9 * s, wish.seed);
    // Even without a style the picture is repainted; how much of that shows is the change's matter.
    const double k = std::pow(change, 0.7);
    const cv::Mat low = blurred(original, unit * 0.008);
    const cv::Mat goalLow = blurred(goal, unit * 0.008);
    const double fine = change * change;
    return bytePicture(
        fromLab(low * (1.0 - k) + goalLow * k + (original - low) * (1.0 - fine) + (goal - goalLow) * fine));
}

} // namespace maquette::sandbox
