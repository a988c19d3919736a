// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/edits/Outpaint.h"

#include "app/sandbox/edits/HoleFill.h"
#include "app/sandbox/edits/Insert.h"
#include "app/sandbox/edits/Masks.h"
#include "app/sandbox/edits/Pixels.h"
#include "app/sandbox/pictures/PromptWords.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox::edits {

namespace {

constexpr double kMostPixels = 3.2e6; ///< worked on; a larger result is enlarged, and the old pixels laid over it

/// The task at the size it is worked at.
struct Sheet
{
    cv::Mat inner;   ///< the old picture, CV_8UC3
    cv::Rect where;  ///< it lies there
    cv::Size size;   ///< of the whole
    cv::Mat outside; ///< CV_8U, 255 where nothing is yet
    cv::Mat away;    ///< CV_32F, 0 at the old picture to 1 at the far end
};

Sheet sheetFor(const cv::Mat& rgb, const QMargins& margins)
{
    Sheet sheet;
    const int width = rgb.cols + margins.left() + margins.right();
    const int height = rgb.rows + margins.top() + margins.bottom();
    const double scale = std::min(1.0, std::sqrt(kMostPixels / (double(width) * height)));
    sheet.size = {std::max(8, int(std::lround(width * scale))), std::max(8, int(std::lround(height * scale)))};
    const int left = int(std::lround(margins.left() * scale));
    const int top = int(std::lround(margins.top() * scale));
    const int right = int(std::lround(margins.right() * scale));
    const int bottom = int(std::lround(margins.bottom() * scale));
    sheet.where = {left, top, std::max(4, sheet.size.width - left - right),
                   std::max(4, sheet.size.height - top - bottom)};
    cv::resize(rgb, sheet.inner, sheet.where.size(), 0, 0, cv::INTER_AREA);
    sheet.outside = cv::Mat(sheet.size, CV_8U, cv::Scalar(255));
    sheet.outside(sheet.where).setTo(0);
    cv::distanceTransform(sheet.outside, sheet.away, cv::DIST_L2, 5);
    sheet.away /= std::max({left, top, right, bottom, 1});
    sheet.away = cv::min(sheet.away, 1.0);
    return sheet;
}

/// What the new area should look like from afar: a blurred mirror image, or, the freer the hand, mere colours.
cv::Mat firstIdea(const Sheet& sheet, double creativity)
{
    cv::Mat mirror;
    cv::copyMakeBorder(sheet.inner, mirror, sheet.where.y, sheet.size.height - sheet.where.br().y, sheet.where.x,
                       sheet.size.width - sheet.where.br().x, cv::BORDER_REFLECT);
    cv::Mat edge;
    cv::copyMakeBorder(sheet.inner, edge, sheet.where.y, sheet.size.height - sheet.where.br().y, sheet.where.x,
                       sheet.size.width - sheet.where.br().x, cv::BORDER_REPLICATE);
    const double blur = 0.012 * std::max(sheet.size.width, sheet.size.height);
    cv::GaussianBlur(edge, edge, cv::Size(), blur);
    // A room or a street may go on as its mirror image to the sides; above a sky there is no second sea.
    cv::Mat weight(sheet.size, CV_32F, cv::Scalar(std::min(0.85, 0.25 + 0.6 * creativity)));
    weight.rowRange(0, sheet.where.y).setTo(0.92);
    weight.rowRange(sheet.where.br().y, sheet.size.height).setTo(0.92);
    return mixed(mirror, edge, weight);
}

/// The old picture continued: to the sides from its whole height, upwards from its upper part and downwards from its
/// lower one, so that no sea appears above a sky.
cv::Mat continued(const Sheet& sheet, const cv::Mat& idea, quint32 seed)
{
    cv::Mat canvas = idea.clone();
    sheet.inner.copyTo(canvas(sheet.where));
    const cv::Rect& in = sheet.where;
    const auto fill = [&](const cv::Rect& band, const cv::Mat& hole, quint32 part) {
        if (cv::countNonZero(hole) > 0) {
            fillHole(canvas(band).clone(), hole, seed ^ (part * 0x9e3779b9U), idea(band)).copyTo(canvas(band));
        }
    };
    const cv::Rect middle(0, in.y, sheet.size.width, in.height);
    fill(middle, sheet.outside(middle), 1);
    const int reach = std::max(24, in.height * 2 / 5);
    const cv::Rect upper(0, 0, sheet.size.width, std::min(sheet.size.height, in.y + reach));
    cv::Mat above(upper.size(), CV_8U, cv::Scalar(0));
    above.rowRange(0, in.y).setTo(255);
    fill(upper, above, 2);
    const int top = std::max(0, in.br().y - reach);
    const cv::Rect lower(0, top, sheet.size.width, sheet.size.height - top);
    cv::Mat below(lower.size(), CV_8U, cv::Scalar(0));
    below.rowRange(in.br().y - top, lower.height).setTo(255);
    fill(lower, below, 3);
    return canvas;
}

/// How much of each pixel is the painter's: from the far end inwards, along an uneven front.
cv::Mat painterShare(const Sheet& sheet, double creativity, quint32 seed)
{
    const double front = 1.25 - 1.2 * creativity;
    const double band = 0.16;
    const float grain = 6.0F / float(std::max(sheet.size.width, sheet.size.height));
    cv::Mat share(sheet.size, CV_32F);
    for (int y = 0; y < share.rows; ++y) {
        for (int x = 0; x < share.cols; ++x) {
            const double wave = 0.14 * double(fractalNoise(float(x) * grain, float(y) * grain, 3, seed));
            const double away = double(sheet.away.at<float>(y, x));
            share.at<float>(y, x) =
                float(smoothStep(front - band, front + band, away + wave) * smoothStep(0.0, 0.1, away));
        }
    }
    return share;
}

/// Softer with the way from the old picture.
cv::Mat softened(const cv::Mat& rgb, const Sheet& sheet)
{
    cv::Mat soft;
    cv::GaussianBlur(rgb, soft, cv::Size(), 0.0012 * std::max(sheet.size.width, sheet.size.height) + 0.4);
    cv::Mat weight = cv::max((sheet.away - 0.25) / 0.75, 0.0);
    return mixed(rgb, soft, weight * 0.8);
}

/// A place for a thing in the widest margin.
cv::Rect placeForThing(const Sheet& sheet, bool high)
{
    const cv::Rect& in = sheet.where;
    const int right = sheet.size.width - in.br().x;
    const int bottom = sheet.size.height - in.br().y;
    const int widest = std::max({in.x, right, in.y, bottom});
    cv::Rect margin;
    if (widest == in.x) {
        margin = {0, in.y, in.x, in.height};
    } else if (widest == right) {
        margin = {in.br().x, in.y, right, in.height};
    } else if (widest == in.y) {
        margin = {in.x, 0, in.width, in.y};
    } else {
        margin = {in.x, in.br().y, in.width, bottom};
    }
    const int side = std::max(8, int(0.78 * std::min({margin.width, margin.height, sheet.size.height / 2})));
    const int x = margin.x + (margin.width - side) / 2;
    const int y = margin.y + int((margin.height - side) * (high ? 0.22 : 0.8));
    return {x, y, side, side};
}

} // namespace

QImage outpaint(const QImage& picture, const QMargins& margins, double creativity, const Wording& wording, quint32 seed)
{
    const Pixels pixels = pixelsOf(picture);
    const Sheet sheet = sheetFor(pixels.rgb, margins);
    cv::Mat canvas = softened(continued(sheet, firstIdea(sheet, creativity), seed), sheet);
    cv::Mat outside;
    sheet.outside.convertTo(outside, CV_32F, 1.0 / 255.0);
    if (!wording.prompt.isEmpty()) {
        const Scene scene = readPrompt(wording.prompt, wording.negative);
        const Subject* thing = standingThing(scene);
        const cv::Mat share = painterShare(sheet, thing ? creativity * 0.75 : creativity, seed);
        const cv::Mat like(sheet.size, CV_8UC3, cv::mean(sheet.inner));
        canvas = mixed(canvas,
                       paintedScene({wording.prompt, wording.negative, {}}, like, 0.8 * (1.0 - creativity) + 0.1, seed),
                       share);
        if (thing) {
            const bool high = thing->thing == Thing::Balloon || thing->thing == Thing::Bird ||
                              thing->thing == Thing::Plane || thing->thing == Thing::Dragon;
            Overlay overlay = paintedThing(scene, *thing, placeForThing(sheet, high), canvas, seed);
            overlay.alpha = overlay.alpha.mul(outside);
            canvas = laidOver(canvas, overlay);
        }
    }
    if (!wording.style.isEmpty()) {
        const cv::Mat seam = cv::min(sheet.away / 0.08, 1.0);
        canvas = inStyle(canvas, seam, wording.style, seed);
    }
    const cv::Size whole(pixels.rgb.cols + margins.left() + margins.right(),
                         pixels.rgb.rows + margins.top() + margins.bottom());
    if (canvas.size() != whole) {
        cv::resize(canvas, canvas, whole, 0, 0, cv::INTER_CUBIC);
    }
    const cv::Rect old(margins.left(), margins.top(), pixels.rgb.cols, pixels.rgb.rows);
    pixels.rgb.copyTo(canvas(old));
    cv::Mat alpha;
    if (!pixels.alpha.empty()) {
        alpha = cv::Mat(whole, CV_8U, cv::Scalar(255));
        pixels.alpha.copyTo(alpha(old));
    }
    return imageOf(canvas, alpha);
}

} // namespace maquette::sandbox::edits
