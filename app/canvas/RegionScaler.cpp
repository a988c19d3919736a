// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/RegionScaler.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core/hal/intrin.hpp>

namespace maquette {

namespace {

constexpr int kChannels = 4;

double catmullRom(double x)
{
    x = std::abs(x);
    if (x < 1) {
        return (1.5 * x - 2.5) * x * x + 1;
    }
    return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

/// One row of the result as the weighted sum of \a count rows, the first of them at \a row.
void addRows(const float* row, std::size_t rowValues, const float* weights, int count, float* to)
{
    for (std::size_t i = 0; i < rowValues; i += kChannels) {
        cv::v_float32x4 sum = cv::v_setzero_f32();
        const float* value = row + i;
        for (int tap = 0; tap < count; ++tap, value += rowValues) {
            sum = cv::v_muladd(cv::v_load(value), cv::v_setall_f32(weights[tap]), sum);
        }
        cv::v_store(to + i, sum);
    }
}

} // namespace

ScaleAxis::ScaleAxis(int source, int target, const ScaleMap& map)
{
    const double stretch = std::max(1.0, map.ratio);
    m_taps.reserve(std::size_t(target));
    for (int i = 0; i < target; ++i) {
        const double centre = std::clamp((i + 0.5) * map.ratio + map.start - 0.5, -0.5, source - 0.5);
        const int first = std::clamp(int(std::ceil(centre - 2 * stretch)), 0, source - 1);
        const int last = std::clamp(int(std::floor(centre + 2 * stretch)), first, source - 1);
        ScaleTaps taps{first, 0, int(m_weights.size())};
        double sum = 0;
        for (int j = first; j <= last; ++j) {
            const double weight = catmullRom((j - centre) / stretch);
            m_weights.push_back(float(weight));
            sum += weight;
        }
        // What the edge cut off is made up for by the rest.
        for (auto weight = m_weights.begin() + taps.weights; weight != m_weights.end(); ++weight) {
            *weight = float(*weight / sum);
        }
        taps.count = last - first + 1;
        m_taps.push_back(taps);
    }
}

RegionScaler::RegionScaler(const QImage& source, QSize target)
    : RegionScaler(source, target, {double(source.width()) / target.width(), 0},
                   {double(source.height()) / target.height(), 0})
{
}

RegionScaler::RegionScaler(const QImage& source, QSize target, const ScaleMap& across, const ScaleMap& down)
    : m_source(source)
    , m_wide(source.depth() == 64)
    , m_same(source.size() == target && across.ratio == 1 && across.start == 0 && down.ratio == 1 && down.start == 0)
    , m_across(source.width(), target.width(), across)
    , m_down(source.height(), target.height(), down)
{
}

template <typename Channel>
void RegionScaler::scaleRowAcross(int sourceRow, int firstColumn, int columns, std::vector<float>& row, float* to) const
{
    const auto* from = reinterpret_cast<const Channel*>(m_source.constScanLine(sourceRow));
    if (m_same) {
        std::copy_n(from + std::ptrdiff_t(firstColumn) * kChannels, std::ptrdiff_t(columns) * kChannels, to);
        return;
    }
    const int first = m_across.taps(firstColumn).first;
    const ScaleTaps& rightmost = m_across.taps(firstColumn + columns - 1);
    const auto used = std::size_t(rightmost.first + rightmost.count - first) * kChannels;
    // Turned into floating point once: each source pixel is wanted by several of the target's.
    row.resize(used);
    std::copy_n(from + std::ptrdiff_t(first) * kChannels, used, row.data());
    for (int x = 0; x < columns; ++x, to += kChannels) {
        const ScaleTaps& taps = m_across.taps(firstColumn + x);
        const float* weights = m_across.weights(taps);
        const float* pixel = row.data() + std::ptrdiff_t(taps.first - first) * kChannels;
        cv::v_float32x4 sum = cv::v_setzero_f32();
        for (int tap = 0; tap < taps.count; ++tap, pixel += kChannels) {
            sum = cv::v_muladd(cv::v_load(pixel), cv::v_setall_f32(weights[tap]), sum);
        }
        cv::v_store(to, sum);
    }
}

void RegionScaler::scale(const QRect& area, std::vector<float>& to) const
{
    const std::size_t rowValues = std::size_t(area.width()) * kChannels;
    to.resize(rowValues * std::size_t(area.height()));
    std::vector<float> source;
    const auto scaleAcross = [&](int row, float* values) {
        m_wide ? scaleRowAcross<quint16>(row, area.left(), area.width(), source, values)
               : scaleRowAcross<quint8>(row, area.left(), area.width(), source, values);
    };
    if (m_same) {
        for (int y = 0; y < area.height(); ++y) {
            scaleAcross(area.top() + y, to.data() + std::size_t(y) * rowValues);
        }
        return;
    }
    const int first = m_down.taps(area.top()).first;
    const ScaleTaps& lowest = m_down.taps(area.bottom());
    const int last = lowest.first + lowest.count;
    std::vector<float> across(std::size_t(last - first) * rowValues);
    for (int row = first; row < last; ++row) {
        scaleAcross(row, across.data() + std::size_t(row - first) * rowValues);
    }
    for (int y = 0; y < area.height(); ++y) {
        const ScaleTaps& taps = m_down.taps(area.top() + y);
        addRows(across.data() + std::size_t(taps.first - first) * rowValues, rowValues, m_down.weights(taps),
                taps.count, to.data() + std::size_t(y) * rowValues);
    }
}

} // namespace maquette
