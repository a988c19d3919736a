// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/control/ColourTransfer.h"
#include "app/sandbox/control/Control.h"
#include "app/sandbox/control/Planes.h"
#include "app/sandbox/control/SketchMaterials.h"
#include "app/sandbox/pictures/Finish.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox {

namespace {

constexpr double kWorkingPixels = 1.3e6; ///< larger drawings are painted at this size; their lines are not

/// Which areas are followed: with less strength the smaller ones are let go first, things as a whole.
std::vector<bool> followedAreas(const RegionMap& map, const SketchPlan& plan, double strength)
{
    const double total = double(map.labels.total());
    const double weak = clamp01(1.0 - strength / 0.6);
    std::map<int, double> groups;
    for (size_t i = 0; i < map.regions.size(); ++i) {
        groups[plan.areas[i].group] += map.regions[i].area / total;
    }
    std::vector<bool> followed(map.regions.size());
    for (size_t i = 0; i < followed.size(); ++i) {
        const int group = plan.areas[i].group;
        const double share = group >= 0 ? groups[group] : map.regions[i].area / total;
        const bool ground = plan.areas[i].role != Role::Thing && plan.areas[i].role != Role::Cloud;
        followed[i] = strength > 0 && share > weak * weak * (ground ? 0.55 : 0.3);
    }
    return followed;
}

/// 0 in areas let go, rising to 1 within \a border pixels of the others.
cv::Mat followedPlane(const cv::Mat& labels, const std::vector<bool>& followed, double border)
{
    cv::Mat mask(labels.size(), CV_32F);
    for (int y = 0; y < mask.rows; ++y) {
        for (int x = 0; x < mask.cols; ++x) {
            mask.at<float>(y, x) = followed[size_t(labels.at<int>(y, x))] ? 1.0F : 0.0F;
        }
    }
    mask = blurred(mask, border / 2.0) * 2.0 - 1.0;
    cv::max(mask, 0.0, mask);
    return mask;
}

/// Things that are let go leave no hole: what is around them closes over it, and they cast no shadow.
void closeOverThings(RegionMap& map, SketchPlan& plan, const std::vector<bool>& followed)
{
    const auto leaves = [&](size_t i) {
        const Role role = plan.areas[i].role;
        return !followed[i] && (role == Role::Thing || role == Role::Cloud || role == Role::Orb);
    };
    int left = 0;
    for (size_t i = 0; i < followed.size(); ++i) {
        left += leaves(i) ? 0 : 1;
    }
    if (left == 0) {
        return;
    }
    for (int y = 0; y < map.labels.rows; ++y) {
        for (int x = 0; x < map.labels.cols; ++x) {
            int& label = map.labels.at<int>(y, x);
            label = leaves(size_t(label)) ? -1 : label;
        }
    }
    growLabels(cv::Mat(map.labels.size(), CV_32F, cv::Scalar(0)), map.labels);
    for (size_t i = 0; i < followed.size(); ++i) {
        plan.areas[i].group = leaves(i) ? -1 : plan.areas[i].group;
    }
}

/// Stair steps between areas are smoothed where no line covers them.
cv::Mat smoothBorders(const cv::Mat& picture, const cv::Mat& labels)
{
    cv::Mat step(labels.size(), CV_8U, cv::Scalar(0));
    for (int y = 0; y + 1 < labels.rows; ++y) {
        const int* line = labels.ptr<int>(y);
        const int* below = labels.ptr<int>(y + 1);
        for (int x = 0; x + 1 < labels.cols; ++x) {
            if (line[x] != line[x + 1] || line[x] != below[x]) {
                step.at<uchar>(y, x) = 255;
            }
        }
    }
    cv::dilate(step, step, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    cv::Mat near;
    step.convertTo(near, CV_32F, 1.0 / 255.0);
    return mixed(picture, blurred(picture, 1.1), blurred(near, 0.8));
}

/// A drawing's own colours still take something of the mood that was asked for, more with less strength.
cv::Mat inTheMood(const cv::Mat& picture, const RegionMap& map, const SketchPlan& plan, const Wish& wish,
                  double strength)
{
    double drawn = 0;
    for (size_t i = 0; i < plan.areas.size(); ++i) {
        drawn += plan.areas[i].drawn ? map.regions[i].area / double(map.labels.total()) : 0;
    }
    if (drawn < 0.1) {
        return picture;
    }
    const cv::Mat lab = toLab(picture);
    const PromptLayers small(wish, workingSize({picture.cols, picture.rows}, 40'000));
    const LabStatistics mood = labStatistics(toLab(small.whole()));
    return fromLab(mappedColours(lab, transferMap(labStatistics(lab), mood, drawn * 0.5 * (1.1 - strength))));
}

/// Sun or moon as drawn shine on what is around them.
void addGlow(Canvas& canvas, const Region& orb, const Palette& palette, double scale)
{
    const double radius = std::sqrt(orb.area / 3.1416) * scale;
    canvas.glow(QPointF(orb.centre.x, orb.centre.y) * scale, radius * 4.5, palette.sun, palette.night ? 0.28 : 0.42,
                2.2);
}

/// The lines drawn over the paint, as dark ink that takes something of the colour around it.
void drawLines(Canvas& canvas, const cv::Mat& ink, double amount)
{
    for (int y = 0; y < canvas.h; ++y) {
        quint32* line = canvas.row(y);
        const auto* stroke = ink.ptr<float>(y);
        for (int x = 0; x < canvas.w; ++x) {
            if (stroke[x] > 0.02F) {
                const Rgb c = unpack(line[x]);
                line[x] = pack(mix(c, c * 0.22 + hex(0x14101c) * 0.5, amount * double(stroke[x])));
            }
        }
    }
}

cv::Mat sized(const cv::Mat& picture, cv::Size size)
{
    cv::Mat out = picture;
    if (picture.size() != size) {
        cv::resize(picture, out, size, 0, 0, cv::INTER_CUBIC);
    }
    return out;
}

} // namespace

QImage paintFromSketch(const QImage& sketch, const Wish& wish, double strength)
{
    const double s = clamp01(strength);
    const QSize work = workingSize(sketch.size(), kWorkingPixels);
    const double unit = std::min(work.width(), work.height());
    const cv::Mat lab = toLab(floatPicture(sketch, work));
    const SketchLines lines = sketchLines(lab);
    RegionMap map = cutRegions(cv::max(lines.ink, lines.edges), lab);
    PromptLayers layers(wish, work);
    SketchPlan plan = planSketch(map, lines, layers);
    const std::vector<bool> areas = followedAreas(map, plan, s);
    if (plan.orb >= 0 && areas[size_t(plan.orb)]) {
        const Region& orb = map.regions[size_t(plan.orb)];
        layers.placeSun({orb.centre.x, orb.centre.y}, std::sqrt(orb.area / 3.1416), plan.skyBottom);
    }
    const double border = 2.0 + 0.05 * unit * (1.0 - s);
    const cv::Mat inked = followedPlane(map.labels, areas, border);
    closeOverThings(map, plan, areas);
    // A loose hand: with less strength shapes keep less exactly to their lines.
    const double loose = (1.0 - s) * (1.0 - s) * unit * 0.04;
    map.labels.convertTo(map.labels, CV_32F);
    map.labels = wobbled(map.labels, loose, unit * 0.12, wish.seed * 13U + 3U, cv::INTER_NEAREST);
    map.labels.convertTo(map.labels, CV_32S);
    cv::Mat picture = smoothBorders(paintAreas(map, plan, layers), map.labels);
    picture = inTheMood(picture, map, plan, wish, s);
    const cv::Mat followed = followedPlane(map.labels, areas, border);
    if (std::find(areas.begin(), areas.end(), false) != areas.end()) {
        picture = mixed(PromptLayers(wish, work).whole(), picture, followed);
    }
    const cv::Size full(sketch.width(), sketch.height());
    Canvas canvas(sketch.size());
    canvas.image = bytePicture(sized(picture, full)).convertToFormat(QImage::Format_RGB32);
    if (s > 0) {
        brushed(canvas, std::max(2, int(canvas.unit * 0.004)));
    }
    const cv::Mat ink = work == sketch.size() ? lines.ink : sketchLines(toLab(floatPicture(sketch, sketch.size()))).ink;
    const cv::Mat shown = wobbled(ink.mul(sized(inked, full)), loose * canvas.unit / unit, canvas.unit * 0.12,
                                  wish.seed * 13U + 3U, cv::INTER_LINEAR);
    drawLines(canvas, shown, 0.92 * std::pow(s, 1.3));
    if (plan.orb >= 0 && areas[size_t(plan.orb)]) {
        addGlow(canvas, map.regions[size_t(plan.orb)], layers.palette(), canvas.unit / unit);
    }
    finishPicture(canvas, layers.scene(), layers.palette(), wish.stylePreset, 4.0, layers.rng(3));
    return canvas.image.convertToFormat(QImage::Format_RGB888);
}

} // namespace maquette::sandbox
