// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/SeamField.h"

#include "app/canvas/PatchFill.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace maquette {

namespace {

constexpr float kDrift = 12.0F / 255;
constexpr double kSmoothPixels = 8; ///< grain of the ring must not become a pattern of the field

/// What the match leaves of a pair.
cv::Vec4f leftOver(const ColourPair& pair, const ColourMatch& match)
{
    cv::Vec4f left;
    for (int c = 0; c < 3; ++c) {
        const auto i = std::size_t(c);
        left[c] = pair.original[i] - (pair.result[i] * match.gain[i] + match.offset[i]);
    }
    return left;
}

} // namespace

SeamField::SeamField(const RingSamples& ring, const ColourMatch& match)
    : m_area(ring.area)
    , m_step(ring.step)
{
    if (ring.pairs.isEmpty()) {
        return;
    }
    cv::Mat4f cells(ring.cells.height(), ring.cells.width(), cv::Vec4f());
    cv::Mat1b unknown(cells.size(), uchar(255));
    qsizetype known = 0;
    for (qsizetype i = 0; i < ring.pairs.size(); ++i) {
        const cv::Vec4f left = leftOver(ring.pairs[i], match);
        if (std::max({std::abs(left[0]), std::abs(left[1]), std::abs(left[2])}) <= kDrift) {
            const cv::Point at(ring.at[i].x(), ring.at[i].y());
            cells(at) = left;
            unknown(at) = 0;
            ++known;
        }
    }
    if (known * 2 < ring.pairs.size()) {
        return;
    }
    fillSmoothly(cells, unknown);
    cv::GaussianBlur(cells, m_cells, cv::Size(), std::max(1.5, kSmoothPixels / m_step));
}

void SeamField::row(int y, int firstColumn, int columns, const std::array<int, 3>& places, float unit,
                    std::vector<float>& to) const
{
    const float row =
        std::clamp((float(y - m_area.top()) + 0.5F) / float(m_step) - 0.5F, 0.0F, float(m_cells.rows - 1));
    const int upper = int(row);
    const int lower = std::min(upper + 1, m_cells.rows - 1);
    const float down = row - float(upper);
    std::vector<cv::Vec4f> between(std::size_t(m_cells.cols));
    for (int x = 0; x < m_cells.cols; ++x) {
        const cv::Vec4f value = (m_cells(upper, x) * (1 - down) + m_cells(lower, x) * down) * unit;
        for (std::size_t c = 0; c < 3; ++c) {
            between[std::size_t(x)][places[c]] = value[int(c)];
        }
    }
    to.resize(std::size_t(columns) * 4);
    const float last = float(m_cells.cols - 1);
    const float pace = 1 / float(m_step);
    for (int x = 0; x < columns; ++x) {
        const float at = std::clamp((float(firstColumn + x - m_area.left()) + 0.5F) * pace - 0.5F, 0.0F, last);
        const auto left = std::size_t(at);
        const std::size_t right = std::min(left + 1, between.size() - 1);
        const float share = at - float(left);
        float* out = to.data() + std::size_t(x) * 4;
        for (int c = 0; c < 4; ++c) {
            out[c] = between[left][c] * (1 - share) + between[right][c] * share;
        }
    }
}

} // namespace maquette
