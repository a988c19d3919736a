// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/edits/Saliency.h"

#include "app/sandbox/pictures/Noise.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <vector>

namespace maquette::sandbox::edits {

namespace {

/// The lower quarter of the sides is left out: a subject cut off below often reaches it.
constexpr double kSidePart = 0.75;

/// The pixels of the lowest row that go on at the sides: ground does, a subject cut off below does not.
cv::Mat groundBelow(const cv::Mat& lab)
{
    constexpr float kAlike = 13;
    std::vector<cv::Vec3f> sides;
    sides.reserve(size_t(lab.rows));
    for (int y = lab.rows / 2; y < int(lab.rows * 0.88); ++y) {
        sides.push_back(lab.at<cv::Vec3f>(y, 1));
        sides.push_back(lab.at<cv::Vec3f>(y, lab.cols - 2));
    }
    cv::Mat ground(1, lab.cols, CV_8U, cv::Scalar(0));
    for (int x = 0; x < lab.cols; ++x) {
        const cv::Vec3f& pixel = lab.at<cv::Vec3f>(lab.rows - 2, x);
        const bool alike = std::any_of(sides.begin(), sides.end(), [&pixel](const cv::Vec3f& side) {
            const cv::Vec3f away = pixel - side;
            return away.dot(away) < kAlike * kAlike;
        });
        ground.at<uchar>(0, x) = alike ? 255 : 0;
    }
    return ground;
}

cv::Mat beginnings(const cv::Mat& lab, Edges edges)
{
    cv::Mat begin(lab.size(), CV_8U, cv::Scalar(0));
    if (edges == Edges::Bottom) {
        begin.row(lab.rows - 1).setTo(255);
        return begin;
    }
    if (edges == Edges::CutOffBelow) {
        cv::Mat(~groundBelow(lab)).copyTo(begin.row(lab.rows - 1));
        return begin;
    }
    begin.row(0).setTo(255);
    if (edges == Edges::All) {
        const cv::Range part(0, std::max(1, int(lab.rows * kSidePart)));
        begin(part, cv::Range(0, 1)).setTo(255);
        begin(part, cv::Range(lab.cols - 1, lab.cols)).setTo(255);
        groundBelow(lab).copyTo(begin.row(lab.rows - 1));
    }
    return begin;
}

/// The barrier in one channel: sweeps to and fro, as distance transforms do.
class BarrierSweep
{
public:
    BarrierSweep(const cv::Mat& channel, const cv::Mat& begin)
        : m_value(channel)
        , m_high(channel.clone())
        , m_low(channel.clone())
        , m_barrier(channel.size(), CV_32F, cv::Scalar(1e6))
    {
        m_barrier.setTo(0, begin);
    }
    cv::Mat run()
    {
        for (int pass = 0; pass < 4; ++pass) {
            const int step = pass % 2 == 0 ? 1 : -1;
            for (int i = 0; i < m_value.rows; ++i) {
                const int y = step > 0 ? i : m_value.rows - 1 - i;
                for (int j = 0; j < m_value.cols; ++j) {
                    const int x = step > 0 ? j : m_value.cols - 1 - j;
                    offer(x, y, x, y - step);
                    offer(x, y, x - step, y);
                }
            }
        }
        return m_barrier;
    }

private:
    void offer(int x, int y, int fromX, int fromY)
    {
        if (fromX < 0 || fromY < 0 || fromX >= m_value.cols || fromY >= m_value.rows) {
            return;
        }
        const float value = m_value.at<float>(y, x);
        const float high = std::max(m_high.at<float>(fromY, fromX), value);
        const float low = std::min(m_low.at<float>(fromY, fromX), value);
        if (high - low < m_barrier.at<float>(y, x)) {
            m_barrier.at<float>(y, x) = high - low;
            m_high.at<float>(y, x) = high;
            m_low.at<float>(y, x) = low;
        }
    }

    cv::Mat m_value;
    cv::Mat m_high;
    cv::Mat m_low;
    cv::Mat m_barrier;
};

/// How unlike the colours of one strip of edge each pixel is.
cv::Mat unlike(const cv::Mat& lab, const cv::Mat& strip)
{
    cv::Mat samples = strip.clone().reshape(1, int(strip.total()));
    cv::Mat covariance;
    cv::Mat mean;
    cv::calcCovarMatrix(samples, covariance, mean, cv::COVAR_NORMAL | cv::COVAR_ROWS | cv::COVAR_SCALE, CV_32F);
    covariance += cv::Mat::eye(3, 3, CV_32F) * 30.0;
    const cv::Matx33f inverse = cv::Mat(covariance.inv());
    const cv::Vec3f middle(mean.at<float>(0), mean.at<float>(1), mean.at<float>(2));
    cv::Mat out(lab.size(), CV_32F);
    for (int y = 0; y < lab.rows; ++y) {
        for (int x = 0; x < lab.cols; ++x) {
            const cv::Vec3f away = lab.at<cv::Vec3f>(y, x) - middle;
            out.at<float>(y, x) = std::sqrt(std::max(0.0F, away.dot(inverse * away)));
        }
    }
    return out;
}

cv::Mat unlikeTheEdges(const cv::Mat& lab)
{
    const int band = std::max(2, std::min(lab.cols, lab.rows) / 14);
    const cv::Range part(0, std::max(1, int(lab.rows * kSidePart)));
    std::vector<cv::Mat> strips{lab(cv::Range(0, band), cv::Range::all()), lab(part, cv::Range(0, band)),
                                lab(part, cv::Range(lab.cols - band, lab.cols))};
    if (cv::countNonZero(groundBelow(lab)) > lab.cols * 3 / 5) {
        strips.push_back(lab(cv::Range(lab.rows - band, lab.rows), cv::Range::all()));
    }
    cv::Mat least;
    for (const cv::Mat& strip : strips) {
        const cv::Mat one = unlike(lab, strip);
        least = least.empty() ? one : cv::min(least, one);
    }
    return least;
}

cv::Mat middlePrior(cv::Size size)
{
    cv::Mat prior(size, CV_32F);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const double dx = (x + 0.5) / size.width - 0.5;
            const double dy = (y + 0.5) / size.height - 0.54;
            prior.at<float>(y, x) = float(std::exp(-(dx * dx + dy * dy) / 0.22));
        }
    }
    return prior;
}

} // namespace

cv::Mat barrierFrom(const cv::Mat& lab, Edges edges)
{
    std::vector<cv::Mat> channels;
    cv::split(lab, channels);
    const cv::Mat begin = beginnings(lab, edges);
    cv::Mat sum(lab.size(), CV_32F, cv::Scalar(0));
    for (const cv::Mat& channel : channels) {
        sum += BarrierSweep(channel, begin).run();
    }
    return sum;
}

cv::Mat stretched(const cv::Mat& map)
{
    std::vector<float> values(map.begin<float>(), map.end<float>());
    const auto at = [&values](size_t rank) {
        std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(rank), values.end());
        return values[rank];
    };
    const float low = at(values.size() / 100);
    const float high = at(values.size() - 1 - values.size() / 100);
    return cv::min(cv::max((map - low) / std::max(high - low, 1e-4F), 0.0), 1.0);
}

namespace {

/// A small thing that stands out far more than a wide stretch of middling ground is the subject alone: the ground is
/// pressed down then.
cv::Mat emphasised(const cv::Mat& map)
{
    constexpr double kMiddling = 0.33;
    constexpr double kHigh = 0.63;
    const int all = cv::countNonZero(map > kMiddling);
    const int high = cv::countNonZero(map > kHigh);
    const int between = cv::countNonZero(map > 0.5) - high;
    if (high < int(map.total()) / 50 || all < 6 * high || between > 2 * high) {
        return map;
    }
    return cv::max((map - kMiddling) / (1.0 - kMiddling), 0.0);
}

/// What is one with a subject that the lower edge cuts off; empty when there is none.
cv::Mat cutOffBelow(const cv::Mat& lab)
{
    if (cv::countNonZero(groundBelow(lab)) > lab.cols * 7 / 10) {
        return {};
    }
    const cv::Mat barrier = barrierFrom(lab, Edges::CutOffBelow);
    cv::Mat map(lab.size(), CV_32F);
    for (int y = 0; y < lab.rows; ++y) {
        const double low = smoothStep(0.45, 0.75, double(y) / lab.rows);
        for (int x = 0; x < lab.cols; ++x) {
            map.at<float>(y, x) = float(0.6 * low * std::exp(-double(barrier.at<float>(y, x)) / 22.0));
        }
    }
    return map;
}

} // namespace

cv::Mat saliencyOf(const cv::Mat& lab)
{
    cv::Mat even;
    cv::GaussianBlur(lab, even, cv::Size(), 1.2);
    cv::Mat map = stretched(barrierFrom(even, Edges::All)) + stretched(unlikeTheEdges(even)) * 0.8;
    map = map.mul(middlePrior(lab.size()) * 0.75 + 0.25);
    const double sigma = 0.012 * std::max(lab.cols, lab.rows);
    cv::GaussianBlur(map, map, cv::Size(), sigma);
    map = stretched(map);
    const cv::Mat below = cutOffBelow(even);
    return below.empty() ? emphasised(map) : cv::Mat(cv::max(map, below));
}

} // namespace maquette::sandbox::edits
