// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/EdgeDistance.h"

#include <opencv2/core/utility.hpp>

#include <algorithm>
#include <array>
#include <cmath>

namespace maquette {

namespace {

constexpr int kSide = TiledMask::kTile;
constexpr qsizetype kRow = kSide; ///< a tile's pixels from one row to the next
constexpr quint8 kNone = 255;     ///< no pixel of the other side in this column, within reach
constexpr quint8 kIn = 255;
constexpr quint8 kOut = 0;

enum class Side : quint8 { Out, Mixed, In };

Side sideOf(const Tile<quint8>& tile, QSize used, int threshold)
{
    if (tile.isUniform()) {
        return tile.value() >= threshold ? Side::In : Side::Out;
    }
    int least = 255;
    int most = 0;
    for (int y = 0; y < used.height(); ++y) {
        const auto [low, high] = std::minmax_element(tile.pixels() + y * kRow, tile.pixels() + y * kRow + used.width());
        least = std::min(least, int(*low));
        most = std::max(most, int(*high));
    }
    return least >= threshold ? Side::In : most < threshold ? Side::Out : Side::Mixed;
}

/// Works out one mask. Only "near" tiles are looked at: all that a circle of the reach around any edge pixel touches.
/// The nearest pixel of the other side, the column it is in and the row of the pixel that asks then lie in one
/// unbroken run of near tiles each, so columns and rows can be treated run by run.
class EdgeDistance
{
public:
    EdgeDistance(const TiledMask& mask, const EdgeRamp& ramp, const std::atomic_bool* cancelled)
        : m_mask(mask)
        , m_ramp(ramp)
        , m_cancelled(cancelled)
        , m_columns(mask.columns())
        , m_rows(mask.rows())
    {
    }

    TiledMask run();

private:
    struct Work
    {
        std::array<quint8, size_t(kSide) * kSide> side; ///< kIn or kOut of each pixel
        std::array<quint8, size_t(kSide) * kSide> far;  ///< distance to the other side in the column
    };
    /// A parabola of the lower envelope: a column, its squared distance, and where it begins to be the lowest.
    struct Parabola
    {
        int column;
        int height;
        double from;
    };
    /// Buffers of one row, kept from row to row.
    struct RowWork
    {
        std::vector<quint8> side;
        std::vector<quint8> far;
        std::vector<quint8> result;
        std::vector<Parabola> envelope;
    };

    [[nodiscard]] bool isCancelled() const { return m_cancelled && m_cancelled->load(); }
    [[nodiscard]] bool isEdge(int column, int row) const;
    [[nodiscard]] int at(int column, int row) const { return row * m_columns + column; }
    void findNear();
    void measureColumn(int column);
    void measureColumnRun(int column, int top, int bottom);
    void loadSides(int tile);
    void finishRow(int row);
    void finishRowRun(int row, int left, int right, RowWork& work);
    void measureSegment(RowWork& work, int from, int to, int width) const;

    const TiledMask& m_mask;
    const EdgeRamp& m_ramp;
    const std::atomic_bool* m_cancelled;
    int m_columns;
    int m_rows;
    std::vector<Side> m_sides;
    std::vector<int> m_near; ///< by tile: its place in m_work, -1 for tiles far from every edge
    std::vector<Work> m_work;
    std::vector<Tile<quint8>> m_result;
};

bool EdgeDistance::isEdge(int column, int row) const
{
    const Side here = m_sides[size_t(at(column, row))];
    const auto differs = [&](int otherColumn, int otherRow) {
        return otherColumn >= 0 && otherRow >= 0 && otherColumn < m_columns && otherRow < m_rows &&
               m_sides[size_t(at(otherColumn, otherRow))] != here;
    };
    return here == Side::Mixed || differs(column - 1, row) || differs(column + 1, row) || differs(column, row - 1) ||
           differs(column, row + 1);
}

void EdgeDistance::findNear()
{
    m_sides.resize(size_t(m_mask.tileCount()));
    for (int tile = 0; tile < m_mask.tileCount(); ++tile) {
        m_sides[size_t(tile)] = sideOf(m_mask.tile(tile), m_mask.tileRect(tile).size(), m_ramp.threshold);
    }
    // Of two tiles n apart the nearest pixels are (n - 1) * kSide + 1 apart.
    const auto gap = [](int tiles) { return tiles == 0 ? 0.0 : (std::abs(tiles) - 1) * double(kSide) + 1; };
    const int most = (m_ramp.reach + kSide - 1) / kSide;
    m_near.assign(m_sides.size(), -1);
    for (int row = 0; row < m_rows; ++row) {
        for (int column = 0; column < m_columns; ++column) {
            if (!isEdge(column, row)) {
                continue;
            }
            for (int dy = std::max(-most, -row); dy <= std::min(most, m_rows - 1 - row); ++dy) {
                for (int dx = std::max(-most, -column); dx <= std::min(most, m_columns - 1 - column); ++dx) {
                    if (std::hypot(gap(dx), gap(dy)) <= m_ramp.reach) {
                        m_near[size_t(at(column + dx, row + dy))] = 0;
                    }
                }
            }
        }
    }
    int count = 0;
    for (int& near : m_near) {
        near = near < 0 ? near : count++;
    }
    m_work.resize(size_t(count));
}

void EdgeDistance::loadSides(int tile)
{
    auto& side = m_work[size_t(m_near[size_t(tile)])].side;
    const Tile<quint8>& from = m_mask.tile(tile);
    if (from.isUniform()) {
        side.fill(from.value() >= m_ramp.threshold ? kIn : kOut);
        return;
    }
    const auto threshold = quint8(m_ramp.threshold);
    std::transform(from.pixels(), from.pixels() + side.size(), side.begin(),
                   [threshold](quint8 value) { return value >= threshold ? kIn : kOut; });
}

void EdgeDistance::measureColumn(int column)
{
    for (int row = 0; row < m_rows; ++row) {
        if (m_near[size_t(at(column, row))] < 0) {
            continue;
        }
        const int top = row;
        while (row + 1 < m_rows && m_near[size_t(at(column, row + 1))] >= 0) {
            ++row;
        }
        measureColumnRun(column, top, row);
    }
}

/// Distances within the columns of tiles \a top to \a bottom, which hang together: downwards, then upwards.
void EdgeDistance::measureColumnRun(int column, int top, int bottom)
{
    std::array<quint8, kSide> noSide{};
    std::array<quint8, kSide> noFar{};
    noFar.fill(kNone);
    const quint8* lastSide = noSide.data();
    const quint8* lastFar = noFar.data();
    const auto step = [&](const quint8* side, quint8* far, bool first, bool keepNearer) {
        for (int x = 0; x < kSide; ++x) {
            const bool same = side[x] == lastSide[x] || first;
            const auto next = quint8(lastFar[x] + (lastFar[x] < kNone ? 1 : 0));
            const auto found = same ? next : quint8(1);
            far[x] = keepNearer ? std::min(far[x], found) : found;
        }
        lastSide = side;
        lastFar = far;
    };
    for (int row = top; row <= bottom; ++row) {
        const int tile = at(column, row);
        loadSides(tile);
        Work& work = m_work[size_t(m_near[size_t(tile)])];
        for (int y = 0; y < m_mask.tileRect(tile).height(); ++y) {
            step(work.side.data() + y * kRow, work.far.data() + y * kRow, row == top && y == 0, false);
        }
    }
    lastFar = noFar.data();
    bool first = true;
    for (int row = bottom; row >= top; --row) {
        const int tile = at(column, row);
        Work& work = m_work[size_t(m_near[size_t(tile)])];
        for (int y = m_mask.tileRect(tile).height() - 1; y >= 0; --y) {
            step(work.side.data() + y * kRow, work.far.data() + y * kRow, first, true);
            first = false;
        }
    }
}

void EdgeDistance::finishRow(int row)
{
    RowWork work;
    for (int column = 0; column < m_columns; ++column) {
        if (m_near[size_t(at(column, row))] < 0) {
            continue;
        }
        const int left = column;
        while (column + 1 < m_columns && m_near[size_t(at(column + 1, row))] >= 0) {
            ++column;
        }
        finishRowRun(row, left, column, work);
    }
}

/// The final values of the tiles \a left to \a right of a row of tiles, which hang together.
void EdgeDistance::finishRowRun(int row, int left, int right, RowWork& work)
{
    const int tiles = right - left + 1;
    const int width = m_mask.tileRect(at(right, row)).right() + 1 - left * kSide;
    for (auto* buffer : {&work.side, &work.far, &work.result}) {
        buffer->resize(size_t(tiles) * kSide);
    }
    work.envelope.resize(size_t(width) + 2);
    std::vector<quint8*> to(static_cast<size_t>(tiles));
    for (int tile = 0; tile < tiles; ++tile) {
        to[size_t(tile)] = m_result[size_t(at(left + tile, row))].edit();
    }
    for (int y = 0; y < m_mask.tileRect(at(left, row)).height(); ++y) {
        for (int tile = 0; tile < tiles; ++tile) {
            const Work& from = m_work[size_t(m_near[size_t(at(left + tile, row))])];
            std::copy_n(from.side.data() + y * kRow, kSide, work.side.data() + tile * kRow);
            std::copy_n(from.far.data() + y * kRow, kSide, work.far.data() + tile * kRow);
        }
        for (int from = 0; from < width;) {
            const quint8 side = work.side[size_t(from)];
            int end = from + 1;
            while (end < width && work.side[size_t(end)] == side) {
                ++end;
            }
            measureSegment(work, from, end, width);
            from = end;
        }
        for (int tile = 0; tile < tiles; ++tile) {
            std::copy_n(work.result.data() + tile * kRow, kSide, to[size_t(tile)] + y * kRow);
        }
    }
    for (int column = left; column <= right; ++column) {
        m_result[size_t(at(column, row))].compact(m_mask.tileRect(at(column, row)).size());
    }
}

/// The values of a row's pixels \a from up to \a to, all of one side and between pixels of the other. The nearest
/// pixel of the other side is in one of their columns or beside them.
void EdgeDistance::measureSegment(RowWork& work, int from, int to, int width) const
{
    Parabola* envelope = work.envelope.data();
    int count = 0;
    const auto add = [&](int column, int height) {
        double begin = -1;
        while (count > 0) {
            const Parabola& last = envelope[count - 1];
            const auto rise = double(height - last.height);
            begin = (rise / double(column - last.column) + double(column + last.column)) * 0.5;
            if (begin > last.from) {
                break;
            }
            --count;
            begin = -1;
        }
        envelope[count++] = {column, height, begin};
    };
    if (from > 0) {
        add(from - 1, 0);
    }
    const int reach = m_ramp.reach;
    for (int column = from; column < to; ++column) {
        const int far = work.far[size_t(column)];
        if (far <= reach) {
            add(column, far * far);
        }
    }
    if (to < width) {
        add(to, 0);
    }
    const bool inside = work.side[size_t(from)] == kIn;
    const quint8* ramp = inside ? m_ramp.inside.data() : m_ramp.outside.data();
    const quint8 beyond = inside ? 255 : 0;
    quint8* result = work.result.data();
    if (count == 0) {
        std::fill(result + from, result + to, beyond);
        return;
    }
    const int most = reach * reach;
    int nearest = 0;
    for (int column = from; column < to; ++column) {
        while (nearest + 1 < count && envelope[nearest + 1].from < column) {
            ++nearest;
        }
        // Far away the square needs more than 32 bits.
        const qint64 across = column - envelope[nearest].column;
        const qint64 squared = across * across + envelope[nearest].height;
        result[column] = squared <= most ? ramp[squared] : beyond;
    }
}

TiledMask EdgeDistance::run()
{
    findNear();
    m_result.resize(m_sides.size());
    const auto each = [this](int count, auto what) {
        cv::parallel_for_(cv::Range(0, count), [&](const cv::Range& range) {
            for (int at = range.start; at < range.end && !isCancelled(); ++at) {
                what(at);
            }
        });
    };
    each(m_columns, [this](int column) { measureColumn(column); });
    each(m_rows, [this](int row) { finishRow(row); });
    if (isCancelled()) {
        return {};
    }
    TiledMask result(m_mask.size());
    for (int tile = 0; tile < result.tileCount(); ++tile) {
        const bool near = m_near[size_t(tile)] >= 0;
        const quint8 far = m_sides[size_t(tile)] == Side::In ? 255 : 0;
        result.setTile(tile, near ? std::move(m_result[size_t(tile)]) : Tile<quint8>(far));
    }
    return result;
}

} // namespace

EdgeRamp makeRamp(int reach, const std::function<double(double)>& inside, const std::function<double(double)>& outside)
{
    EdgeRamp ramp;
    ramp.reach = std::clamp(reach, 1, EdgeRamp::kMaxReach);
    const auto value = [](double share) { return quint8(std::lround(std::clamp(share, 0.0, 1.0) * 255)); };
    for (int squared = 0; squared <= ramp.reach * ramp.reach; ++squared) {
        ramp.inside.push_back(value(inside(std::sqrt(squared))));
        ramp.outside.push_back(value(outside(std::sqrt(squared))));
    }
    return ramp;
}

TiledMask applyRamp(const TiledMask& mask, const EdgeRamp& ramp, const std::atomic_bool* cancelled)
{
    return EdgeDistance(mask, ramp, cancelled).run();
}

} // namespace maquette
