// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/edits/PatchFill.h"

#include "app/sandbox/edits/Pixels.h"

#include <opencv2/core/hal/intrin.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace maquette::sandbox::edits {

namespace {

constexpr int kSide = PatchFill::kSide;
constexpr int kPixels = kSide * kSide;
constexpr int kMostShift = 20;       ///< a patch's colours may be shifted by so much to suit its place
constexpr float kShiftPrice = 0.25F; ///< part of the shift's own square that is added to the cost

cv::Mat wide(const cv::Mat& rgb)
{
    cv::Mat out(rgb.size(), CV_16SC4, cv::Scalar::all(0));
    cv::Mat deep;
    rgb.convertTo(deep, CV_16SC3);
    const int order[] = {0, 0, 1, 1, 2, 2};
    cv::mixChannels(std::vector<cv::Mat>{deep}, std::vector<cv::Mat>{out}, order, 3);
    return out;
}

/// Sums of \a flags over every patch, by its upper left pixel.
cv::Mat sumsOver(const cv::Mat& flags)
{
    cv::Mat ones;
    cv::Mat sums;
    cv::Mat(flags != 0).convertTo(ones, CV_32S, 1.0 / 255.0);
    ones.convertTo(ones, CV_8U);
    cv::integral(ones, sums, CV_32S);
    return sums;
}

int sumAt(const cv::Mat& integral, int x, int y)
{
    return integral.at<int>(y + kSide, x + kSide) - integral.at<int>(y, x + kSide) - integral.at<int>(y + kSide, x) +
           integral.at<int>(y, x);
}

} // namespace

PatchFill::PatchFill(const cv::Mat& guess, const cv::Mat& hole, const cv::Mat& blocked, Rng rng)
    : m_across(std::max(0, guess.cols - kSide + 1))
    , m_down(std::max(0, guess.rows - kSide + 1))
    , m_pixels(wide(guess))
    , m_hole(hole)
    , m_rng(rng)
{
    const size_t patches = size_t(m_across) * size_t(m_down);
    m_match.assign(patches, -1);
    m_fit.resize(patches);
    m_usable.assign(patches, 0);
    const cv::Mat holes = sumsOver(hole);
    const cv::Mat blocks = sumsOver(blocked);
    for (int y = 0; y < m_down; ++y) {
        for (int x = 0; x < m_across; ++x) {
            const int patch = y * m_across + x;
            if (sumAt(holes, x, y) > 0) {
                m_targets.push_back(patch);
            }
            if (sumAt(blocks, x, y) == 0) {
                m_sources.push_back(patch);
                m_usable[size_t(patch)] = 1;
            }
        }
    }
    cv::Mat depth;
    cv::distanceTransform(hole != 0, depth, cv::DIST_L2, 3);
    m_trust = cv::Mat(depth.size(), CV_32F);
    for (int y = 0; y < depth.rows; ++y) {
        for (int x = 0; x < depth.cols; ++x) {
            m_trust.at<float>(y, x) = std::pow(1.25F, -std::min(depth.at<float>(y, x), 90.0F));
        }
    }
}

PatchFill::Fit PatchFill::fitOf(int target, int source) const
{
    const int tx = target % m_across;
    const int sx = source % m_across;
    cv::v_int32x4 squares = cv::v_setzero_s32();
    cv::v_int16x8 sums = cv::v_setzero_s16();
    for (int row = 0; row < kSide; ++row) {
        const short* t = m_pixels.ptr<short>(target / m_across + row) + qsizetype(4) * tx;
        const short* s = m_pixels.ptr<short>(source / m_across + row) + qsizetype(4) * sx;
        for (int part = 0; part < 4 * kSide; part += 8) {
            const cv::v_int16x8 difference = cv::v_load(t + part) - cv::v_load(s + part);
            squares += cv::v_dotprod(difference, difference);
            sums += difference;
        }
    }
    short lanes[8];
    cv::v_store(lanes, sums);
    Fit fit;
    fit.cost = float(cv::v_reduce_sum(squares));
    for (int c = 0; c < 3; ++c) {
        const int sum = lanes[c] + lanes[c + 4];
        const int shift = std::clamp(sum / kPixels, -kMostShift, kMostShift);
        fit.shift[c] = short(shift);
        fit.cost += float(shift) * (float(kPixels * shift) * (1.0F + kShiftPrice) - 2.0F * float(sum));
    }
    return fit;
}

void PatchFill::consider(int target, int source)
{
    if (!m_usable[size_t(source)] || source == m_match[size_t(target)]) {
        return;
    }
    const Fit fit = fitOf(target, source);
    if (fit.cost < m_fit[size_t(target)].cost) {
        m_fit[size_t(target)] = fit;
        m_match[size_t(target)] = source;
    }
}

void PatchFill::refresh()
{
    for (const int target : m_targets) {
        m_fit[size_t(target)] = fitOf(target, m_match[size_t(target)]);
    }
}

void PatchFill::start()
{
    for (const int target : m_targets) {
        m_match[size_t(target)] = randomSource();
    }
    refresh();
}

void PatchFill::start(const PatchFill& coarser)
{
    for (const int target : m_targets) {
        const int x = target % m_across;
        const int y = target / m_across;
        const int cx = std::min(x / 2, coarser.m_across - 1);
        const int cy = std::min(y / 2, coarser.m_down - 1);
        const int found = coarser.m_match[size_t(cy) * size_t(coarser.m_across) + size_t(cx)];
        int source = -1;
        if (found >= 0) {
            const int sx = std::min(2 * (found % coarser.m_across) + x % 2, m_across - 1);
            const int sy = std::min(2 * (found / coarser.m_across) + y % 2, m_down - 1);
            source = sy * m_across + sx;
        }
        m_match[size_t(target)] = source >= 0 && m_usable[size_t(source)] ? source : randomSource();
        m_fit[size_t(target)] = Fit();
        if (found >= 0) {
            m_fit[size_t(target)].shift = coarser.m_fit[size_t(cy) * size_t(coarser.m_across) + size_t(cx)].shift;
        }
    }
    vote();
}

void PatchFill::improve(bool search)
{
    refresh();
    const int step = m_backward ? -1 : 1;
    const int count = int(m_targets.size());
    for (int i = 0; i < count; ++i) {
        const int target = m_targets[size_t(m_backward ? count - 1 - i : i)];
        const int x = target % m_across;
        const int y = target / m_across;
        if (x - step >= 0 && x - step < m_across) {
            const int found = m_match[size_t(target - step)];
            if (found >= 0 && found % m_across + step >= 0 && found % m_across + step < m_across) {
                consider(target, found + step);
            }
        }
        if (y - step >= 0 && y - step < m_down) {
            const int found = m_match[size_t(target - step * m_across)];
            if (found >= 0 && found / m_across + step >= 0 && found / m_across + step < m_down) {
                consider(target, found + step * m_across);
            }
        }
        for (int reach = search ? std::max(m_across, m_down) : 0; reach >= 1; reach /= 2) {
            const int sx = m_match[size_t(target)] % m_across + m_rng.below(2 * reach + 1) - reach;
            const int sy = m_match[size_t(target)] / m_across + m_rng.below(2 * reach + 1) - reach;
            if (sx >= 0 && sx < m_across && sy >= 0 && sy < m_down) {
                consider(target, sy * m_across + sx);
            }
        }
    }
    m_backward = !m_backward;
}

cv::Mat PatchFill::votes(int from, int to, bool strict) const
{
    std::vector<float> costs;
    costs.reserve(m_targets.size());
    for (const int target : m_targets) {
        costs.push_back(m_fit[size_t(target)].cost);
    }
    const size_t rank = costs.size() * (strict ? 10 : 35) / 100;
    std::nth_element(costs.begin(), costs.begin() + std::ptrdiff_t(rank), costs.end());
    const float usual = std::max(costs[rank], float(kPixels));
    cv::Mat sums(m_pixels.size(), CV_32FC4, cv::Scalar::all(0));
    for (const int target : m_targets) {
        const int source = m_match[size_t(target)];
        const Fit& fit = m_fit[size_t(target)];
        const int x = target % m_across;
        const int y = target / m_across;
        const float weight = m_trust.at<float>(y + kSide / 2, x + kSide / 2) *
                             std::max(std::exp(-std::max(fit.cost, 0.0F) / usual), 1e-6F);
        const cv::v_float32x4 weights = cv::v_setall_f32(weight);
        const cv::v_float32x4 shift(fit.shift[0], fit.shift[1], fit.shift[2], 1.0F);
        for (int row = from; row < to; ++row) {
            const short* s = m_pixels.ptr<short>(source / m_across + row) + qsizetype(4) * (source % m_across);
            float* sum = sums.ptr<float>(y + row) + qsizetype(4) * x;
            for (int part = 4 * from; part < 4 * to; part += 4) {
                const cv::v_float32x4 colour = cv::v_cvt_f32(cv::v_load_expand(s + part)) + shift;
                cv::v_store(sum + part, cv::v_muladd(colour, weights, cv::v_load(sum + part)));
            }
        }
    }
    return sums;
}

void PatchFill::vote()
{
    const cv::Mat sums = votes(0, kSide, false);
    for (int y = 0; y < m_pixels.rows; ++y) {
        auto* line = m_pixels.ptr<cv::Vec4s>(y);
        const auto* sum = sums.ptr<cv::Vec4f>(y);
        for (int x = 0; x < m_pixels.cols; ++x) {
            if (m_hole.at<uchar>(y, x) == 0 || sum[x][3] <= 0) {
                continue;
            }
            for (int c = 0; c < 3; ++c) {
                line[x][c] = short(std::clamp(int(std::lround(sum[x][c] / sum[x][3])), 0, 255));
            }
        }
    }
}

cv::Mat PatchFill::finish()
{
    refresh();
    const cv::Mat whole = votes(0, kSide, true);
    const cv::Mat inner = votes(kSide / 2 - 2, kSide / 2 + 2, true);
    cv::Mat filled(m_pixels.size(), CV_32FC3);
    cv::Mat seam(m_pixels.size(), CV_32FC3, cv::Scalar::all(0));
    cv::Mat known(m_pixels.size(), CV_32F, cv::Scalar::all(0));
    for (int y = 0; y < m_pixels.rows; ++y) {
        for (int x = 0; x < m_pixels.cols; ++x) {
            const cv::Vec4s& pixel = m_pixels.at<cv::Vec4s>(y, x);
            const cv::Vec4f& most = whole.at<cv::Vec4f>(y, x);
            const cv::Vec4f& best = inner.at<cv::Vec4f>(y, x)[3] > 0 ? inner.at<cv::Vec4f>(y, x) : most;
            cv::Vec3f& out = filled.at<cv::Vec3f>(y, x);
            out = {float(pixel[0]), float(pixel[1]), float(pixel[2])};
            if (best[3] <= 0) {
                continue;
            }
            const cv::Vec3f voted(best[0] / best[3], best[1] / best[3], best[2] / best[3]);
            if (m_hole.at<uchar>(y, x) != 0) {
                out = voted;
            } else {
                seam.at<cv::Vec3f>(y, x) = out - voted;
                known.at<float>(y, x) = 1;
            }
        }
    }
    cv::GaussianBlur(seam, seam, cv::Size(), 2.0);
    cv::Mat weight;
    cv::GaussianBlur(known, weight, cv::Size(), 2.0);
    for (int y = 0; y < filled.rows; ++y) {
        for (int x = 0; x < filled.cols; ++x) {
            if (known.at<float>(y, x) > 0) {
                seam.at<cv::Vec3f>(y, x) /= std::max(weight.at<float>(y, x), 1e-3F);
            }
        }
    }
    const cv::Mat lift = spread(seam, known);
    cv::Mat out;
    for (int y = 0; y < filled.rows; ++y) {
        for (int x = 0; x < filled.cols; ++x) {
            if (m_hole.at<uchar>(y, x) != 0) {
                filled.at<cv::Vec3f>(y, x) += lift.at<cv::Vec3f>(y, x);
            }
        }
    }
    filled.convertTo(out, CV_8UC3);
    return out;
}

} // namespace maquette::sandbox::edits
