// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/control/ToneClusters.h"

#include "app/sandbox/control/Planes.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <numeric>

namespace maquette::sandbox {

namespace {

constexpr int kClusters = 7;

/// What pixels are compared by: lightness, colour and place, in about equal steps of the eye.
using Feature = cv::Vec<float, 5>;

std::vector<Feature> featuresOf(const cv::Mat& lab)
{
    std::vector<Feature> features;
    features.reserve(lab.total());
    for (int y = 0; y < lab.rows; ++y) {
        for (int x = 0; x < lab.cols; ++x) {
            const auto& c = lab.at<cv::Vec3f>(y, x);
            features.push_back(
                {c[0], c[1], c[2], 45.0F * float(y) / float(lab.rows), 12.0F * float(x) / float(lab.cols)});
        }
    }
    return features;
}

size_t nearest(const std::vector<Feature>& centres, const Feature& feature)
{
    size_t best = 0;
    float least = 1e30F;
    for (size_t k = 0; k < centres.size(); ++k) {
        const Feature d = centres[k] - feature;
        if (const float distance = d.dot(d); distance < least) {
            least = distance;
            best = k;
        }
    }
    return best;
}

/// Lloyd's iteration from starts that lie farthest apart: no chance is involved.
std::vector<Feature> centresOf(const std::vector<Feature>& features)
{
    Feature mean;
    for (const Feature& f : features) {
        mean += f * (1.0F / float(features.size()));
    }
    std::vector<Feature> centres{mean};
    std::vector<float> distance(features.size(), 1e30F);
    while (centres.size() < kClusters) {
        size_t farthest = 0;
        for (size_t i = 0; i < features.size(); ++i) {
            const Feature d = features[i] - centres.back();
            distance[i] = std::min(distance[i], d.dot(d));
            farthest = distance[i] > distance[farthest] ? i : farthest;
        }
        if (distance[farthest] < 4.0F) {
            break; // an even picture has fewer parts
        }
        centres.push_back(features[farthest]);
    }
    for (int pass = 0; pass < 10; ++pass) {
        std::vector<Feature> sums(centres.size(), Feature());
        std::vector<float> counts(centres.size(), 0.0F);
        for (const Feature& f : features) {
            const size_t k = nearest(centres, f);
            sums[k] += f;
            counts[k] += 1.0F;
        }
        for (size_t k = 0; k < centres.size(); ++k) {
            centres[k] = counts[k] > 0 ? sums[k] * (1.0F / counts[k]) : centres[k];
        }
    }
    return centres;
}

void addMasks(std::vector<ToneCluster>& clusters, const std::vector<cv::Mat>& small, const cv::Mat& lab)
{
    const cv::Mat guide = plane(lab, 0) * 0.01;
    const int radius = std::max(2, int(0.02 * std::min(lab.cols, lab.rows)));
    cv::Mat sum(lab.size(), CV_32F, cv::Scalar(1e-4));
    for (size_t k = 0; k < clusters.size(); ++k) {
        cv::Mat full;
        cv::resize(small[k], full, lab.size(), 0, 0, cv::INTER_LINEAR);
        clusters[k].mask = guidedSmooth(guide, full, radius, 0.0004);
        cv::max(clusters[k].mask, 0.0, clusters[k].mask);
        sum += clusters[k].mask;
    }
    for (ToneCluster& cluster : clusters) {
        cluster.mask /= sum;
    }
}

} // namespace

std::vector<ToneCluster> toneClusters(const cv::Mat& lab)
{
    const double k = std::min(1.0, 176.0 / std::max(lab.cols, lab.rows));
    cv::Mat small;
    cv::resize(lab, small, cv::Size(std::max(4, int(lab.cols * k)), std::max(4, int(lab.rows * k))), 0, 0,
               cv::INTER_AREA);
    const std::vector<Feature> features = featuresOf(small);
    const std::vector<Feature> centres = centresOf(features);
    std::vector<cv::Mat> masks;
    for (size_t i = 0; i < centres.size(); ++i) {
        masks.emplace_back(small.size(), CV_32F, cv::Scalar(0));
    }
    for (size_t i = 0; i < features.size(); ++i) {
        masks[nearest(centres, features[i])].at<float>(int(i) / small.cols, int(i) % small.cols) = 1.0F;
    }
    std::vector<ToneCluster> clusters(centres.size());
    for (size_t i = 0; i < clusters.size(); ++i) {
        clusters[i].colours = labStatistics(small, masks[i]);
        clusters[i].share = cv::sum(masks[i])[0] / double(small.total());
        clusters[i].height = double(centres[i][3]) / 45.0;
        double darker = 0;
        for (const Feature& other : centres) {
            darker += other[0] < centres[i][0] ? 1.0 : 0.0;
        }
        clusters[i].rank = darker / std::max(1.0, double(centres.size()) - 1.0);
    }
    addMasks(clusters, masks, lab);
    return clusters;
}

std::vector<size_t> matchedClusters(const std::vector<ToneCluster>& parts, const std::vector<ToneCluster>& others)
{
    const auto cost = [&](size_t i, size_t j) {
        const double size = std::abs(std::log((parts[i].share + 0.01) / (others[j].share + 0.01)));
        const double light = std::abs(parts[i].rank - others[j].rank);
        const double height = std::abs(parts[i].height - others[j].height);
        return (parts[i].share + 0.05) * (light + 1.5 * height + 0.25 * size);
    };
    // With seven parts all 5,040 ways can be tried. Slots past the last of the others stand for them once more.
    std::vector<size_t> slots(std::max(parts.size(), others.size()));
    std::iota(slots.begin(), slots.end(), size_t(0));
    std::vector<size_t> best;
    double least = 1e30;
    do {
        double sum = 0;
        for (size_t i = 0; i < parts.size(); ++i) {
            sum += cost(i, slots[i] % others.size());
        }
        if (sum < least) {
            least = sum;
            best = slots;
        }
    } while (std::next_permutation(slots.begin(), slots.end()));
    best.resize(parts.size());
    for (size_t& slot : best) {
        slot %= others.size();
    }
    return best;
}

} // namespace maquette::sandbox
