// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/control/ColourTransfer.h"

#include "app/sandbox/pictures/Noise.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace maquette::sandbox {

namespace {

/// f applied to the eigenvalues of a symmetric matrix.
template <typename Function>
cv::Matx33d ofEigenvalues(const cv::Matx33d& m, Function f)
{
    cv::Matx31d values;
    cv::Matx33d vectors; // in rows
    cv::eigen(m, values, vectors);
    cv::Matx33d diagonal = cv::Matx33d::zeros();
    for (int i = 0; i < 3; ++i) {
        diagonal(i, i) = f(std::max(0.0, values(i)));
    }
    return vectors.t() * diagonal * vectors;
}

/// About \a count pixels spread evenly over a picture, always the same ones.
std::vector<cv::Vec3f> samples(const cv::Mat& picture, int count)
{
    const double step = std::max(1.0, std::sqrt(double(picture.total()) / count));
    std::vector<cv::Vec3f> out;
    for (double y = step / 2; y < picture.rows; y += step) {
        const auto* line = picture.ptr<cv::Vec3f>(int(y));
        for (double x = step / 2; x < picture.cols; x += step) {
            out.push_back(line[int(x)]);
        }
    }
    return out;
}

/// A rotation by Euler angles that runs through directions without repeating (golden ratio sequence).
cv::Matx33d rotation(int step)
{
    const double a = 6.283185307 * std::fmod(step * 0.6180339887, 1.0);
    const double b = 6.283185307 * std::fmod(step * 0.7548776662, 1.0);
    const double c = 6.283185307 * std::fmod(step * 0.5698402910, 1.0);
    const cv::Matx33d x(1, 0, 0, 0, std::cos(a), -std::sin(a), 0, std::sin(a), std::cos(a));
    const cv::Matx33d y(std::cos(b), 0, std::sin(b), 0, 1, 0, -std::sin(b), 0, std::cos(b));
    const cv::Matx33d z(std::cos(c), -std::sin(c), 0, std::sin(c), std::cos(c), 0, 0, 0, 1);
    return x * y * z;
}

float quantile(const std::vector<float>& sorted, double at)
{
    const double position = at * double(sorted.size() - 1);
    const auto low = size_t(position);
    const size_t high = std::min(low + 1, sorted.size() - 1);
    return float(sorted[low] + (sorted[high] - sorted[low]) * (position - double(low)));
}

/// Moves \a points so that their spread along each axis becomes that of \a target.
void matchAxes(std::vector<cv::Vec3f>& points, const std::vector<cv::Vec3f>& target, const cv::Matx33d& axes)
{
    const cv::Matx33f turn(axes);
    std::vector<float> from(points.size());
    std::vector<float> to(target.size());
    std::vector<cv::Vec3f> moved(points.size());
    for (int axis = 0; axis < 3; ++axis) {
        const cv::Vec3f direction(turn(axis, 0), turn(axis, 1), turn(axis, 2));
        std::transform(points.begin(), points.end(), from.begin(),
                       [&direction](const cv::Vec3f& p) { return direction.dot(p); });
        std::transform(target.begin(), target.end(), to.begin(),
                       [&direction](const cv::Vec3f& p) { return direction.dot(p); });
        std::sort(to.begin(), to.end());
        std::vector<size_t> order(points.size());
        for (size_t i = 0; i < order.size(); ++i) {
            order[i] = i;
        }
        std::sort(order.begin(), order.end(),
                  [&from](size_t a, size_t b) { return from[a] != from[b] ? from[a] < from[b] : a < b; });
        for (size_t rank = 0; rank < order.size(); ++rank) {
            const double at = (double(rank) + 0.5) / double(order.size());
            moved[order[rank]] += direction * (quantile(to, at) - from[order[rank]]);
        }
    }
    for (size_t i = 0; i < points.size(); ++i) {
        points[i] += moved[i];
    }
}

/// A table over Lab of how far to move each colour, learnt from samples and their goals.
class ShiftTable
{
public:
    void learn(const std::vector<cv::Vec3f>& from, const std::vector<cv::Vec3f>& to)
    {
        m_sum.assign(size_t(kSide) * kSide * kSide, cv::Vec4f());
        for (size_t i = 0; i < from.size(); ++i) {
            spread(from[i], to[i] - from[i]);
        }
        for (int pass = 0; pass < 3; ++pass) {
            smooth();
        }
        for (cv::Vec4f& cell : m_sum) {
            if (cell[3] > 0) {
                cell *= 1.0F / cell[3];
            }
        }
    }
    [[nodiscard]] cv::Vec3f shift(const cv::Vec3f& colour) const
    {
        cv::Vec4f sum;
        forCorners(colour, [&](size_t cell, float weight) { sum += m_sum[cell] * weight; });
        return sum[3] > 1e-6F ? cv::Vec3f(sum[0], sum[1], sum[2]) * (1.0F / sum[3]) : cv::Vec3f();
    }

private:
    static constexpr int kSide = 24;
    static constexpr std::array<float, 3> kLow{0, -110, -110};
    static constexpr std::array<float, 3> kRange{100, 220, 220};

    template <typename Visit>
    static void forCorners(const cv::Vec3f& colour, Visit visit)
    {
        std::array<int, 3> cell{};
        std::array<float, 3> part{};
        for (size_t i = 0; i < 3; ++i) {
            const float at = std::clamp((colour[int(i)] - kLow[i]) / kRange[i], 0.0F, 0.9999F) * float(kSide - 1);
            cell[i] = int(at);
            part[i] = at - float(cell[i]);
        }
        for (int corner = 0; corner < 8; ++corner) {
            float weight = 1;
            size_t index = 0;
            for (size_t i = 0; i < 3; ++i) {
                const int up = (corner >> i) & 1;
                weight *= up != 0 ? part[i] : 1.0F - part[i];
                index = index * kSide + size_t(cell[i] + up);
            }
            visit(index, weight);
        }
    }
    void spread(const cv::Vec3f& from, const cv::Vec3f& shift)
    {
        forCorners(from, [&](size_t cell, float weight) {
            m_sum[cell] += cv::Vec4f(shift[0], shift[1], shift[2], 1.0F) * weight;
        });
    }
    /// A blur along each axis: sums and counts spread together, so empty cells take after their neighbours.
    void smooth()
    {
        constexpr std::array<size_t, 3> strides{1, kSide, size_t(kSide) * kSide};
        for (const size_t stride : strides) {
            const std::vector<cv::Vec4f> before = m_sum;
            for (size_t i = 0; i < m_sum.size(); ++i) {
                const size_t along = (i / stride) % kSide;
                cv::Vec4f sum = before[i] * 2.0F;
                if (along > 0) {
                    sum += before[i - stride];
                }
                if (along + 1 < kSide) {
                    sum += before[i + stride];
                }
                m_sum[i] = sum * 0.25F;
            }
        }
    }

    std::vector<cv::Vec4f> m_sum;
};

} // namespace

LabStatistics labStatistics(const cv::Mat& lab, const cv::Mat& weight)
{
    LabStatistics s;
    cv::Vec3d sum;
    cv::Matx33d square = cv::Matx33d::zeros();
    double n = 0;
    for (int y = 0; y < lab.rows; ++y) {
        const auto* line = lab.ptr<cv::Vec3f>(y);
        const float* w = weight.empty() ? nullptr : weight.ptr<float>(y);
        for (int x = 0; x < lab.cols; ++x) {
            const double k = w != nullptr ? double(w[x]) : 1.0;
            if (k > 0) {
                const cv::Vec3d c(line[x]);
                sum += c * k;
                square += (c * c.t()) * k;
                n += k;
            }
        }
    }
    if (n > 0) {
        s.mean = sum * (1.0 / n);
        s.covariance = square * (1.0 / n) - s.mean * s.mean.t();
    }
    return s;
}

LabMap transferMap(const LabStatistics& from, const LabStatistics& to, double amount)
{
    // A floor under both variances: a flat picture has no direction to be stretched in.
    const cv::Matx33d floor = cv::Matx33d::eye() * 2.0;
    const cv::Matx33d u = from.covariance + floor;
    const cv::Matx33d v = to.covariance + floor;
    const cv::Matx33d root = ofEigenvalues(u, [](double e) { return std::sqrt(e); });
    const cv::Matx33d back = ofEigenvalues(u, [](double e) { return 1.0 / std::sqrt(std::max(e, 1e-6)); });
    const cv::Matx33d middle = ofEigenvalues(root * v * root, [](double e) { return std::sqrt(e); });
    const cv::Matx33d full = ofEigenvalues(back * middle * back, [](double e) { return std::clamp(e, 0.08, 3.0); });
    LabMap map;
    map.linear = cv::Matx33d::eye() * (1.0 - amount) + full * amount;
    const cv::Vec3d mean = from.mean * (1.0 - amount) + to.mean * amount;
    map.offset = mean - map.linear * from.mean;
    return map;
}

cv::Mat mappedColours(const cv::Mat& lab, const LabMap& map)
{
    cv::Mat out;
    cv::Matx34d all;
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 3; ++j) {
            all(i, j) = map.linear(i, j);
        }
        all(i, 3) = map.offset[i];
    }
    cv::transform(lab, out, all);
    return out;
}

cv::Mat withPaletteOf(const cv::Mat& lab, const cv::Mat& like, double amount)
{
    constexpr int kSamples = 6000;
    constexpr int kRotations = 8;
    const cv::Mat near = mappedColours(lab, transferMap(labStatistics(lab), labStatistics(like), 1.0));
    const std::vector<cv::Vec3f> from = samples(near, kSamples);
    const std::vector<cv::Vec3f> target = samples(like, kSamples);
    std::vector<cv::Vec3f> points = from;
    for (int step = 0; step < kRotations; ++step) {
        matchAxes(points, target, step == 0 ? cv::Matx33d::eye() : rotation(step));
    }
    ShiftTable table;
    table.learn(from, points);
    cv::Mat out(lab.size(), CV_32FC3);
    const auto k = float(amount);
    for (int y = 0; y < lab.rows; ++y) {
        const auto* before = lab.ptr<cv::Vec3f>(y);
        const auto* line = near.ptr<cv::Vec3f>(y);
        auto* to = out.ptr<cv::Vec3f>(y);
        for (int x = 0; x < lab.cols; ++x) {
            const cv::Vec3f goal = line[x] + table.shift(line[x]);
            to[x] = before[x] + (goal - before[x]) * k;
            to[x][0] = std::clamp(to[x][0], 0.0F, 100.0F);
        }
    }
    return out;
}

cv::Mat histogramMatched(const cv::Mat& values, const cv::Mat& like, double amount)
{
    const auto sorted = [](const cv::Mat& m) {
        const size_t step = std::max<size_t>(1, m.total() / 20000);
        std::vector<float> out;
        size_t skip = 0;
        for (int y = 0; y < m.rows; ++y) {
            const auto* line = m.ptr<float>(y);
            for (int x = 0; x < m.cols; ++x) {
                if (skip++ % step == 0) {
                    out.push_back(line[x]);
                }
            }
        }
        std::sort(out.begin(), out.end());
        return out;
    };
    const std::vector<float> from = sorted(values);
    const std::vector<float> to = sorted(like);
    constexpr int kKnots = 64;
    std::array<float, kKnots + 1> low{};
    std::array<float, kKnots + 1> high{};
    for (int i = 0; i <= kKnots; ++i) {
        low[size_t(i)] = quantile(from, double(i) / kKnots);
        high[size_t(i)] = quantile(to, double(i) / kKnots);
    }
    cv::Mat out(values.size(), CV_32F);
    for (int y = 0; y < values.rows; ++y) {
        const auto* line = values.ptr<float>(y);
        auto* target = out.ptr<float>(y);
        for (int x = 0; x < values.cols; ++x) {
            const auto above = std::upper_bound(low.begin(), low.end(), line[x]);
            const size_t i = size_t(std::clamp<long>(above - low.begin(), 1, kKnots));
            const float gap = low[i] - low[i - 1];
            const float part = gap > 1e-6F ? std::clamp((line[x] - low[i - 1]) / gap, 0.0F, 1.0F) : 0.5F;
            const float goal = high[i - 1] + (high[i] - high[i - 1]) * part;
            target[x] = line[x] + (goal - line[x]) * float(amount);
        }
    }
    return out;
}

} // namespace maquette::sandbox
