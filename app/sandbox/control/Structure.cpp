// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/control/Control.h"
#include "app/sandbox/control/Planes.h"
#include "app/sandbox/control/PromptLayers.h"
#include "app/sandbox/control/Texture.h"
#include "app/sandbox/control/ToneClusters.h"
#include "app/sandbox/pictures/Finish.h"

#include <opencv2/imgproc.hpp>

#include <vector>

namespace maquette::sandbox {

namespace {

constexpr double kWorkingPixels = 1.3e6;

/// Each part of the source in the colours of the part of the painting that suits it.
cv::Mat recoloured(const cv::Mat& source, const cv::Mat& painting)
{
    const std::vector<ToneCluster> parts = toneClusters(source);
    const std::vector<ToneCluster> others = toneClusters(painting);
    const std::vector<size_t> match = matchedClusters(parts, others);
    cv::Mat out(source.size(), CV_32FC3, cv::Scalar::all(0));
    for (size_t i = 0; i < parts.size(); ++i) {
        const cv::Mat part = mappedColours(source, transferMap(parts[i].colours, others[match[i]].colours, 1.0));
        cv::Mat weight;
        cv::merge(std::vector<cv::Mat>(3, parts[i].mask), weight);
        out += part.mul(weight);
    }
    return out;
}

/// \a values through a smooth step between \a from and \a to.
cv::Mat steepened(const cv::Mat& values, double from, double to)
{
    cv::Mat out(values.size(), CV_32F);
    for (int y = 0; y < values.rows; ++y) {
        const auto* line = values.ptr<float>(y);
        auto* target = out.ptr<float>(y);
        for (int x = 0; x < values.cols; ++x) {
            target[x] = float(smoothStep(from, to, double(line[x])));
        }
    }
    return out;
}

/// The even part of a picture that hangs from its upper edge: its sky, or the wall behind. Empty where there is none.
cv::Mat upperSpace(const cv::Mat& lab)
{
    const double k = 200.0 / std::max(lab.cols, lab.rows);
    cv::Mat small;
    cv::resize(lab, small, cv::Size(std::max(8, int(lab.cols * k)), std::max(8, int(lab.rows * k))), 0, 0,
               cv::INTER_AREA);
    cv::Mat bytes;
    blurred(small, 0.8).convertTo(bytes, CV_8UC3, 1.0, 100.0);
    cv::Mat filled(small.rows + 2, small.cols + 2, CV_8U, cv::Scalar(0));
    for (int x = 0; x < small.cols; x += 4) {
        if (filled.at<uchar>(1, x + 1) == 0) {
            cv::floodFill(bytes, filled, {x, 0}, {}, nullptr, cv::Scalar::all(2), cv::Scalar::all(2),
                          4 | cv::FLOODFILL_MASK_ONLY | (255 << 8));
        }
    }
    const cv::Mat inside = filled(cv::Rect(1, 1, small.cols, small.rows));
    const double share = cv::countNonZero(inside) / double(inside.total());
    const int low = cv::countNonZero(inside.rowRange(inside.rows * 3 / 4, inside.rows));
    if (share < 0.06 || low > 0.4 * inside.cols * inside.rows / 4) {
        return {};
    }
    cv::Mat mask;
    inside.convertTo(mask, CV_32F, 1.0 / 255.0);
    cv::resize(mask, mask, lab.size(), 0, 0, cv::INTER_LINEAR);
    mask = guidedSmooth(plane(lab, 0) * 0.01, mask, std::max(2, int(0.015 * std::min(lab.cols, lab.rows))), 0.0004);
    return steepened(mask, 0.2, 0.7);
}

int lowestRow(const cv::Mat& mask)
{
    for (int y = mask.rows - 1; y > 0; --y) {
        if (cv::countNonZero(mask.row(y) > 0.5) > mask.cols / 12) {
            return y;
        }
    }
    return 0;
}

/// The lightness of \a picture with what is finer than \a sigma taken from \a source, \a amount of it.
cv::Mat withDetailOf(const cv::Mat& picture, const cv::Mat& source, double amount, double sigma)
{
    const cv::Mat light = plane(picture, 0);
    const cv::Mat theirs = plane(source, 0);
    const cv::Mat own = light - blurred(light, sigma);
    const cv::Mat detail = theirs - blurred(theirs, sigma);
    cv::Mat out = picture.clone();
    cv::insertChannel(cv::Mat(light + (detail - own) * amount), out, 0);
    return out;
}

/// Where the source is kept, 0 to 1: everywhere from a strength of about 0.6 on, below it only where most is going on.
/// The rest is left to the painting rather than mixed with it, which would look like a double exposure.
cv::Mat keptPlane(const cv::Mat& lab, double strength)
{
    const double unit = std::min(lab.cols, lab.rows);
    const cv::Mat light = plane(lab, 0);
    cv::Mat lively = cv::abs(light - blurred(light, 0.01 * unit));
    lively = blurred(lively, 0.035 * unit);
    cv::Mat steps(1, 512, CV_32F);
    for (int i = 0; i < steps.cols; ++i) {
        steps.at<float>(0, i) = float(i) / float(steps.cols - 1);
    }
    const double threshold = lerp(1.3, -0.3, clamp01(strength / 0.6));
    return steepened(histogramMatched(lively, steps, 1.0), threshold - 0.25, threshold + 0.25); // by its rank
}

} // namespace

QImage paintOnStructure(const QImage& source, const Wish& wish, double strength)
{
    const double s = clamp01(strength);
    const QSize work = workingSize(source.size(), kWorkingPixels);
    const double unit = std::min(work.width(), work.height());
    const cv::Mat lab = toLab(floatPicture(source, work));
    const PromptLayers layers(wish, work);
    const cv::Mat painting = toLab(layers.whole());
    const cv::Mat guide = plane(lab, 0) * 0.01;

    // With less strength small things of the source are simplified away before anything else.
    const double coarse = (1.0 - s) * 0.03 * unit;
    const cv::Mat simple = coarse > 1.5 ? guidedSmooth(guide, lab, int(coarse), 0.0005 + 0.01 * (1.0 - s)) : lab;
    cv::Mat kept = recoloured(simple, painting);
    // Light and dark of the source count as well, in the range of the painting's.
    const cv::Mat light = histogramMatched(plane(simple, 0), plane(painting, 0), 1.0);
    cv::insertChannel(cv::Mat(plane(kept, 0) * (1.0 - 0.5 * s) + light * (0.5 * s)), kept, 0);
    if (const cv::Mat space = upperSpace(lab); layers.outdoors() && !space.empty()) {
        const cv::Mat sky = toLab(layers.sky(lowestRow(space)));
        kept = mixed(kept, sky, space * 0.9);
    }
    // A night stays dark whatever is largest in the source.
    cv::insertChannel(histogramMatched(plane(kept, 0), plane(painting, 0), 0.6), kept, 0);
    kept = withSurfaceOf(kept, painting, 0.45, int(0.03 * unit), wish.seed);
    kept = withDetailOf(kept, simple, 0.25 + 0.6 * s, 0.006 * unit);

    // The painting itself comes through, in the shapes of the source as long as those count.
    const cv::Mat along = guidedSmooth(guide, painting, std::max(2, int(0.02 * unit)), 0.0006);
    const double own = (1.0 - s) * (1.0 - s);
    kept = kept * (0.7 + 0.3 * s) + along * (0.3 - 0.3 * s);
    cv::Mat picture = fromLab(mixed(along * (1.0 - own) + painting * own, kept, keptPlane(lab, s)));
    Canvas canvas(source.size());
    if (work != source.size()) {
        // What the smaller working picture lost of the source's detail comes back in full size.
        const cv::Mat full = floatPicture(source, source.size());
        cv::Mat back;
        cv::resize(floatPicture(source, work), back, full.size(), 0, 0, cv::INTER_CUBIC);
        cv::resize(picture, picture, full.size(), 0, 0, cv::INTER_CUBIC);
        picture += (full - back) * s;
    }
    canvas.image = bytePicture(picture).convertToFormat(QImage::Format_RGB32);
    finishPicture(canvas, layers.scene(), layers.palette(), wish.stylePreset, 4.0, layers.rng(3));
    return canvas.image.convertToFormat(QImage::Format_RGB888);
}

} // namespace maquette::sandbox
