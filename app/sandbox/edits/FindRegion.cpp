// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/edits/FindRegion.h"

#include "app/sandbox/edits/Pixels.h"
#include "app/sandbox/edits/Saliency.h"
#include "app/sandbox/edits/SearchWords.h"
#include "app/sandbox/edits/Segment.h"
#include "app/sandbox/edits/WholeThing.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <functional>
#include <vector>

namespace maquette::sandbox::edits {

namespace {

constexpr int kSide = 320;

cv::Vec3f labOf(Rgb colour)
{
    cv::Mat one(1, 1, CV_32FC3, cv::Scalar(double(colour.r), double(colour.g), double(colour.b)));
    cv::cvtColor(one, one, cv::COLOR_RGB2Lab);
    return one.at<cv::Vec3f>(0, 0);
}

float likeness(const cv::Vec3f& pixel, const cv::Vec3f& wanted)
{
    const float chroma = std::hypot(pixel[1], pixel[2]);
    const float wantedChroma = std::hypot(wanted[1], wanted[2]);
    const float light = (pixel[0] - wanted[0]) / (wantedChroma < 12 ? 24.0F : 48.0F);
    if (wantedChroma < 12) {
        return std::exp(-light * light - chroma * chroma / 300.0F);
    }
    const float turn =
        std::atan2(pixel[1] * wanted[2] - pixel[2] * wanted[1], pixel[1] * wanted[1] + pixel[2] * wanted[2]) / 0.48F;
    const float strong = float(smoothStep(0.18, 0.55, double(chroma / wantedChroma)));
    return std::exp(-turn * turn - light * light) * strong;
}

cv::Mat mapOf(const cv::Mat& lab, const std::function<float(int, int, const cv::Vec3f&)>& of)
{
    cv::Mat map(lab.size(), CV_32F);
    for (int y = 0; y < lab.rows; ++y) {
        for (int x = 0; x < lab.cols; ++x) {
            map.at<float>(y, x) = of(x, y, lab.at<cv::Vec3f>(y, x));
        }
    }
    return map;
}

cv::Mat colourMap(const cv::Mat& lab, const std::vector<Rgb>& colours)
{
    std::vector<cv::Vec3f> wanted;
    wanted.reserve(colours.size());
    for (const Rgb& colour : colours) {
        wanted.push_back(labOf(colour));
    }
    const cv::Mat map = mapOf(lab, [&wanted](int, int, const cv::Vec3f& pixel) {
        float best = 0;
        for (const cv::Vec3f& one : wanted) {
            best = std::max(best, likeness(pixel, one));
        }
        return best;
    });
    cv::Mat even;
    cv::GaussianBlur(map, even, cv::Size(), 1.2);
    return even;
}

cv::Mat skyMap(const cv::Mat& lab)
{
    cv::Mat even;
    cv::GaussianBlur(lab, even, cv::Size(), 2.0);
    const cv::Mat barrier = barrierFrom(even, Edges::Top);
    return mapOf(lab, [&barrier, &lab](int x, int y, const cv::Vec3f&) {
        const double down = double(y) / lab.rows;
        return float(std::exp(-double(barrier.at<float>(y, x)) / 60.0) * (1.0 - smoothStep(0.55, 0.85, down)));
    });
}

/// Colours a person is told apart by: hair, face and clothes, sampled where they mostly are.
struct PersonColours
{
    cv::Vec3f hair;
    cv::Vec3f face;
    cv::Vec3f clothes;
};

PersonColours coloursOf(const cv::Mat& lab, const cv::Mat& subject)
{
    cv::Rect box = cv::boundingRect(subject > 0.33);
    if (box.empty()) {
        box = cv::Rect(0, 0, lab.cols, lab.rows);
    }
    const auto middle = [&](double from, double to, double width) {
        cv::Scalar sum;
        double weight = 0;
        const int half = std::max(1, int(box.width * width / 2));
        for (int y = box.y + int(box.height * from); y < box.y + int(box.height * to); ++y) {
            for (int x = box.x + box.width / 2 - half; x < box.x + box.width / 2 + half; ++x) {
                if (x < 0 || y < 0 || x >= lab.cols || y >= lab.rows) {
                    continue;
                }
                const double w = double(subject.at<float>(y, x)) + 1e-3;
                sum += cv::Scalar(lab.at<cv::Vec3f>(y, x)) * w;
                weight += w;
            }
        }
        sum = sum * (1.0 / std::max(weight, 1e-6));
        return cv::Vec3f(float(sum[0]), float(sum[1]), float(sum[2]));
    };
    return {middle(0.02, 0.1, 0.24), middle(0.2, 0.36, 0.2), middle(0.8, 0.97, 0.36)};
}

/// A part of a person: of the subject, by the colour it is nearest to and by height.
cv::Mat personMap(const cv::Mat& lab, Zone zone)
{
    const cv::Mat subject = saliencyOf(lab);
    const cv::Rect box = cv::boundingRect(subject > 0.33);
    const PersonColours colours = coloursOf(lab, subject);
    const cv::Vec3f wanted = zone == Zone::Hair ? colours.hair : zone == Zone::Skin ? colours.face : colours.clothes;
    const auto near = [](const cv::Vec3f& pixel, const cv::Vec3f& colour) {
        // Light differs within one cloth or face more than its hue does.
        const cv::Vec3f away((pixel[0] - colour[0]) * 0.55F, pixel[1] - colour[1], pixel[2] - colour[2]);
        return std::exp(-std::sqrt(double(away.dot(away))) / 7.0) + 1e-5;
    };
    return mapOf(lab, [&](int x, int y, const cv::Vec3f& pixel) {
        const double down = box.height > 0 ? double(y - box.y) / box.height : 0.5;
        const double all = near(pixel, colours.hair) + near(pixel, colours.face) + near(pixel, colours.clothes);
        const double share = near(pixel, wanted) / all;
        const auto here = double(subject.at<float>(y, x));
        const double height = zone == Zone::Clothes ? smoothStep(0.3, 0.5, down)
                              : zone == Zone::Hair  ? 1.0 - 0.5 * smoothStep(0.6, 0.9, down)
                                                    : 1.0 - smoothStep(0.6, 0.9, down);
        return float(std::max(here, 0.4 * near(pixel, wanted)) * share * share * height);
    });
}

cv::Mat lowerMap(const cv::Mat& lab, Zone zone)
{
    cv::Mat even;
    cv::GaussianBlur(lab, even, cv::Size(), 2.0);
    const cv::Mat barrier = barrierFrom(even, Edges::Bottom);
    const cv::Mat sky = skyMap(lab);
    return mapOf(lab, [&](int x, int y, const cv::Vec3f& pixel) {
        const double down = double(y) / lab.rows;
        const double near = std::exp(-double(barrier.at<float>(y, x)) / 80.0) * smoothStep(0.2, 0.55, down);
        const double cool = zone == Zone::Water ? 0.6 + 0.4 * smoothStep(8, -8, double(pixel[2])) : 1.0;
        return float(near * cool * (1.0 - 0.8 * double(sky.at<float>(y, x))));
    });
}

cv::Mat zoneMap(const cv::Mat& lab, Zone zone)
{
    switch (zone) {
    case Zone::Sky:
        return skyMap(lab);
    case Zone::Water:
    case Zone::Ground:
        return lowerMap(lab, zone);
    case Zone::Background:
        return cv::Mat(1.0 - saliencyOf(lab));
    default:
        return personMap(lab, zone);
    }
}

cv::Mat placeMap(const cv::Mat& lab, QPointF place)
{
    return mapOf(lab, [place, &lab](int x, int y, const cv::Vec3f&) {
        const double dx = place.x() == 0.5 && place.y() != 0.5 ? 0 : (x + 0.5) / lab.cols - place.x();
        const double dy = place.y() == 0.5 && place.x() != 0.5 ? 0 : (y + 0.5) / lab.rows - place.y();
        return float(std::exp(-(dx * dx + dy * dy) / 0.07));
    });
}

double greatest(const cv::Mat& map)
{
    double most = 0;
    cv::minMaxLoc(map, nullptr, &most);
    return most;
}

} // namespace

cv::Mat likelihoodOf(const cv::Mat& small, const QString& words)
{
    const Search search = readSearch(words);
    const cv::Mat lab = edits::labOf(small);
    cv::Mat map;
    if (search.zone != Zone::None) {
        map = zoneMap(lab, search.zone);
    }
    if (!search.colours.empty()) {
        const cv::Mat colour = colourMap(lab, search.colours);
        // A colour nobody sees is a slip of the tongue rather than an order to find nothing.
        if (greatest(colour) > 0.25) {
            const double much = search.thing ? 0.75 : 0.45;
            if (map.empty()) {
                map = colour.mul(saliencyOf(lab) * much + (1.0 - much));
            } else if (search.zone == Zone::Hair || search.zone == Zone::Skin || search.zone == Zone::Clothes) {
                map = colour.mul(map * 0.35 + 0.65); // the colour is surer than the guess where the person is
            } else {
                map = map.mul(colour * 0.8 + 0.2);
            }
        }
    }
    if (map.empty()) {
        map = saliencyOf(lab);
        if (search.usual) {
            const cv::Mat colour = colourMap(lab, {*search.usual});
            if (greatest(colour) > 0.35) {
                map = colour.mul(map * 0.6 + 0.4);
            }
        }
    }
    if (search.place) {
        const cv::Mat there = placeMap(lab, *search.place);
        map = search.thing || search.zone != Zone::None || !search.colours.empty()
                  ? cv::Mat(map.mul(there))
                  : cv::Mat(there.mul(map * 0.6 + 0.4));
    }
    return stretched(map);
}

cv::Mat findRegion(const cv::Mat& rgb, const QString& words, quint32 seed, Extent extent)
{
    const cv::Mat small = reduced(rgb, kSide);
    const Search search = readSearch(words);
    const cv::Mat likelihood = likelihoodOf(small, words);
    const bool one = search.zone == Zone::None && search.thing && !search.several;
    cv::Mat cut;
    if (one && search.usual) {
        // A tree is as green as the grass: what it is told apart by is that it stands by itself.
        cut = likeliestObject(small, likelihood);
    }
    if (cut.empty()) {
        cut = cutOut(small, likelihood, seed);
        if (one && !search.colours.empty() && isStretch(cut)) {
            // "The blue box" below a blue sky.
            const cv::Mat object = likeliestObject(small, likelihood);
            cut = object.empty() ? cut : object;
        }
    }
    if (extent == Extent::Whole && search.zone == Zone::None && search.thing) {
        cut = withItsParts(small, search.colours.empty() ? cut : joinedParts(small, cut));
    }
    cv::Mat mask;
    refinedCut(rgb, cut, seed).convertTo(mask, CV_8U, 255.0);
    if (cv::countNonZero(mask > 127) == 0) {
        // Everything looks the same: what a person would point at is the middle.
        cv::ellipse(mask, cv::Point(rgb.cols / 2, rgb.rows / 2), cv::Size(rgb.cols / 4, rgb.rows / 4), 0, 0, 360,
                    cv::Scalar(255), cv::FILLED, cv::LINE_AA);
    }
    return mask;
}

} // namespace maquette::sandbox::edits
