// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/control/Texture.h"

#include "app/sandbox/control/ColourTransfer.h"
#include "app/sandbox/control/Planes.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox {

namespace {

/// Bands from fine to coarse; the last is what remains.
std::vector<cv::Mat> bandsOf(const cv::Mat& values, int count)
{
    std::vector<cv::Mat> bands;
    cv::Mat level = values;
    for (int i = 0; i < count && std::min(level.cols, level.rows) >= 8; ++i) {
        cv::Mat smaller;
        cv::Mat back;
        cv::pyrDown(level, smaller);
        cv::pyrUp(smaller, back, level.size());
        bands.push_back(level - back);
        level = smaller;
    }
    bands.push_back(level);
    return bands;
}

double energy(const cv::Mat& band)
{
    return std::sqrt(cv::norm(band, cv::NORM_L2SQR) / double(band.total()));
}

/// For every pixel of one picture the place in another whose surroundings are most alike.
class PatchField
{
public:
    PatchField(const cv::Mat& from, const cv::Mat& to, quint32 seed)
        : m_from(from)
        , m_to(to)
        , m_rng(seed)
        , m_place(from.size(), CV_32SC2)
        , m_cost(from.size(), CV_32F)
    {
        for (int y = 0; y < from.rows; ++y) {
            for (int x = 0; x < from.cols; ++x) {
                const cv::Point at(m_rng.below(to.cols), m_rng.below(to.rows));
                m_place.at<cv::Vec2i>(y, x) = {at.x, at.y};
                m_cost.at<float>(y, x) = cost({x, y}, at, 1e30F);
            }
        }
    }

    void improve(int passes)
    {
        for (int pass = 0; pass < passes; ++pass) {
            const bool back = pass % 2 == 1;
            const int step = back ? 1 : -1;
            for (int i = 0; i < m_from.rows; ++i) {
                const int y = back ? m_from.rows - 1 - i : i;
                for (int j = 0; j < m_from.cols; ++j) {
                    const int x = back ? m_from.cols - 1 - j : j;
                    follow({x, y}, {step, 0});
                    follow({x, y}, {0, step});
                    search({x, y});
                }
            }
        }
    }
    [[nodiscard]] const cv::Mat& places() const { return m_place; }

private:
    static constexpr int kReach = 2;
    static constexpr float kTogether = 0.8F; ///< a neighbour's continuation may be this much worse and still win

    float cost(cv::Point a, cv::Point b, float limit) const
    {
        float sum = 0;
        for (int dy = -kReach; dy <= kReach; ++dy) {
            const auto* p = m_from.ptr<cv::Vec2f>(std::clamp(a.y + dy, 0, m_from.rows - 1));
            const auto* q = m_to.ptr<cv::Vec2f>(std::clamp(b.y + dy, 0, m_to.rows - 1));
            for (int dx = -kReach; dx <= kReach; ++dx) {
                const cv::Vec2f d =
                    p[std::clamp(a.x + dx, 0, m_from.cols - 1)] - q[std::clamp(b.x + dx, 0, m_to.cols - 1)];
                sum += d[0] * d[0] + d[1] * d[1];
            }
            if (sum > limit) {
                return sum;
            }
        }
        return sum;
    }
    void offer(cv::Point at, cv::Point candidate, float favour)
    {
        float& best = m_cost.at<float>(at);
        const float c = cost(at, candidate, best / favour);
        if (c * favour < best) {
            best = c;
            m_place.at<cv::Vec2i>(at) = {candidate.x, candidate.y};
        }
    }
    void follow(cv::Point at, cv::Point side)
    {
        const cv::Point neighbour = at + side;
        if (neighbour.x < 0 || neighbour.y < 0 || neighbour.x >= m_from.cols || neighbour.y >= m_from.rows) {
            return;
        }
        const cv::Vec2i place = m_place.at<cv::Vec2i>(neighbour);
        const cv::Point candidate(place[0] - side.x, place[1] - side.y);
        if (candidate.x >= 0 && candidate.y >= 0 && candidate.x < m_to.cols && candidate.y < m_to.rows) {
            offer(at, candidate, kTogether);
        }
    }
    void search(cv::Point at)
    {
        const cv::Vec2i place = m_place.at<cv::Vec2i>(at);
        for (int radius = std::max(m_to.cols, m_to.rows) / 2; radius > 3; radius /= 4) {
            const cv::Point candidate(std::clamp(place[0] + m_rng.below(2 * radius + 1) - radius, 0, m_to.cols - 1),
                                      std::clamp(place[1] + m_rng.below(2 * radius + 1) - radius, 0, m_to.rows - 1));
            offer(at, candidate, 1.0F);
        }
    }

    const cv::Mat& m_from;
    const cv::Mat& m_to;
    Rng m_rng;
    cv::Mat m_place;
    cv::Mat m_cost;
};

/// What patches are compared by: lightness and how lively the place is, at half the size.
cv::Mat features(const cv::Mat& lightness)
{
    cv::Mat small;
    cv::resize(lightness, small, cv::Size(std::max(8, lightness.cols / 2), std::max(8, lightness.rows / 2)), 0, 0,
               cv::INTER_AREA);
    const cv::Mat soft = blurred(small, 2.0);
    const cv::Mat lively = blurred(cv::Mat(cv::abs(small - soft)), 3.0) * 3.0;
    cv::Mat both;
    cv::merge(std::vector<cv::Mat>{small, lively}, both);
    return both;
}

/// \a style's pixels carried to the places of \a field, at full size.
cv::Mat carried(const cv::Mat& style, const cv::Mat& field, cv::Size size)
{
    cv::Mat mapX(size, CV_32F);
    cv::Mat mapY(size, CV_32F);
    for (int y = 0; y < size.height; ++y) {
        const auto* line = field.ptr<cv::Vec2i>(std::min(y / 2, field.rows - 1));
        for (int x = 0; x < size.width; ++x) {
            const cv::Vec2i place = line[std::min(x / 2, field.cols - 1)];
            mapX.at<float>(y, x) = float(std::min(place[0] * 2 + x % 2, style.cols - 1));
            mapY.at<float>(y, x) = float(std::min(place[1] * 2 + y % 2, style.rows - 1));
        }
    }
    cv::Mat out;
    cv::remap(style, out, mapX, mapY, cv::INTER_NEAREST);
    return out;
}

} // namespace

cv::Mat bandsMatched(const cv::Mat& values, const cv::Mat& like, double amount)
{
    constexpr int kBands = 4;
    std::vector<cv::Mat> bands = bandsOf(values, kBands);
    const std::vector<cv::Mat> goal = bandsOf(like, kBands);
    for (size_t i = 0; i + 1 < std::min(bands.size(), goal.size()); ++i) {
        const double gain = std::clamp(energy(goal[i]) / std::max(energy(bands[i]), 0.05), 0.35, 2.4);
        bands[i] *= 1.0 + (gain - 1.0) * amount;
    }
    cv::Mat level = bands.back();
    for (size_t i = bands.size() - 1; i-- > 0;) {
        cv::Mat larger;
        cv::pyrUp(level, larger, bands[i].size());
        level = larger + bands[i];
    }
    return level;
}

cv::Mat withSurfaceOf(const cv::Mat& picture, const cv::Mat& style, double amount, quint32 seed)
{
    if (amount <= 0) {
        return picture.clone();
    }
    const cv::Mat light = plane(picture, 0);
    const cv::Mat lightSoft = features(light);
    const cv::Mat styleSoft = features(histogramMatched(plane(style, 0), light, 1.0));
    PatchField field(lightSoft, styleSoft, seed);
    field.improve(4);
    const double sigma = 0.007 * std::min(picture.cols, picture.rows);
    const cv::Mat stroke = carried(style - blurred(style, sigma), field.places(), picture.size());
    const cv::Mat base = blurred(picture, sigma);
    // The picture's own detail gives way, but for its strong edges, which carry what it shows.
    const cv::Mat own = picture - base;
    cv::Mat edge = blurred(cv::Mat(cv::abs(plane(own, 0))), 1.2) * (1.0 / 9.0);
    cv::min(edge, 1.0, edge);
    const cv::Mat keep = 1.0 - amount * (1.0 - edge);
    cv::Mat keep3;
    cv::merge(std::vector<cv::Mat>(3, keep), keep3);
    return base + own.mul(keep3) + stroke * amount;
}

} // namespace maquette::sandbox
