// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/Brush.h"

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr qsizetype kSide = TiledMask::kTile;
constexpr double kFarthest = 1e6; ///< pixels; a pointer is never farther out
constexpr double kMinStep = 0.5;  ///< pixels between two dabs

double finiteIn(double value, double low, double high)
{
    return std::isfinite(value) ? std::clamp(value, low, high) : low;
}

quint32 div255(quint32 value)
{
    return (value + 128 + ((value + 128) >> 8)) >> 8;
}

/// The form of a dab (see StrokePainter) in what the inner loop needs.
struct Profile
{
    float outer; ///< distance at which it has faded out
    float slope; ///< of t
    float scale; ///< opacity * 255
};

/// Raises \a coverage of \a count pixels in a row to what the dab gives them; \a dx is the first one's distance in x.
void coverRow(quint8* coverage, int count, float dx, float dy, const Profile& profile)
{
    for (int at = 0; at < count; ++at) {
        const float x = dx + float(at);
        const float t = (profile.outer - std::sqrt(x * x + dy * dy)) * profile.slope;
        const float inside = std::min(std::max(t, 0.0F), 1.0F);
        const float half = inside * inside * (3.0F - 2.0F * inside) * profile.scale + 0.5F;
        coverage[at] = std::max(coverage[at], quint8(int(half)));
    }
}

/// One colour channel at \a shift of base under a stroke of \a colour with \a coverage.
quint32 blendChannel(QRgb base, QRgb colour, quint32 coverage, quint32 keep, int shift)
{
    const quint32 painted = div255(((colour >> shift) & 255U) * coverage);
    return (painted + div255(((base >> shift) & 255U) * keep)) << shift;
}

} // namespace

StrokePainter::StrokePainter(TiledMask& target, const Brush& brush, quint8 value)
    : m_brush(brush)
    , m_mask(&target)
    , m_baseMask(target)
    , m_coverage(target.size())
    , m_value(value)
    , m_isTouched(size_t(target.tileCount()), 0)
{
}

StrokePainter::StrokePainter(TiledColour& target, const Brush& brush, QRgb colour, bool erase)
    : m_brush(brush)
    , m_colour(&target)
    , m_baseColour(target)
    , m_coverage(target.size())
    , m_value(qPremultiply(colour))
    , m_erase(erase)
    , m_isTouched(size_t(target.tileCount()), 0)
{
}

double StrokePainter::sizeAt(double pressure) const
{
    const double size = finiteIn(m_brush.size, Brush::kMinSize, Brush::kMaxSize);
    return m_brush.pressureSize ? std::max(size * pressure, Brush::kMinSize) : size;
}

double StrokePainter::stepAt(double pressure) const
{
    return std::max(finiteIn(m_brush.spacing, 0.01, 2.0) * sizeAt(pressure), kMinStep);
}

QRect StrokePainter::strokeTo(const StrokePoint& point)
{
    const StrokePoint next{
        QPointF(finiteIn(point.at.x(), -kFarthest, kFarthest), finiteIn(point.at.y(), -kFarthest, kFarthest)),
        finiteIn(point.pressure, 0.0, 1.0)};
    QRect area;
    const QPointF way = next.at - m_last.at;
    const double length = std::hypot(way.x(), way.y());
    if (!m_begun || (length == 0 && next.pressure > m_last.pressure)) {
        area = dab(next);
        m_untilNext = stepAt(next.pressure);
    } else {
        double gone = 0;
        while (gone + m_untilNext <= length) {
            gone += m_untilNext;
            const double share = gone / length;
            const StrokePoint here{m_last.at + way * share,
                                   m_last.pressure + (next.pressure - m_last.pressure) * share};
            area |= dab(here);
            m_untilNext = stepAt(here.pressure);
        }
        m_untilNext -= length - gone;
    }
    m_begun = true;
    m_last = next;
    blendTouched();
    return area;
}

QRect StrokePainter::dab(const StrokePoint& point)
{
    const double reach = sizeAt(point.pressure) / 2 + 0.5;
    const QPointF corner(std::floor(point.at.x() - reach), std::floor(point.at.y() - reach));
    const int side = int(std::ceil(2 * reach)) + 1;
    const QRect area = QRect(corner.toPoint(), QSize(side, side)) & m_coverage.rect();
    const QRect tiles = m_coverage.tilesIn(area);
    for (int row = tiles.top(); row <= tiles.bottom(); ++row) {
        for (int column = tiles.left(); column <= tiles.right(); ++column) {
            const int tile = row * m_coverage.columns() + column;
            cover(tile, m_coverage.tileRect(tile) & area, point);
        }
    }
    return area;
}

/// Raises the coverage of \a part of a tile by the dab at \a point.
void StrokePainter::cover(int tile, QRect part, const StrokePoint& point)
{
    const double radius = sizeAt(point.pressure) / 2;
    const double opacity = finiteIn(m_brush.opacity, 0.0, 1.0) * (m_brush.pressureOpacity ? point.pressure : 1.0);
    const Profile profile{float(radius + 0.5), float(1 / (1 + radius * finiteIn(m_brush.softness, 0.0, 1.0))),
                          float(opacity * 255)};
    const Tile<quint8>& there = m_coverage.tile(tile);
    if (there.isUniform() && there.value() >= std::lround(profile.scale)) {
        return;
    }
    const QPoint corner = m_coverage.tileRect(tile).topLeft();
    quint8* coverage = nullptr;
    for (int y = part.top(); y <= part.bottom(); ++y) {
        const double dy = y + 0.5 - point.at.y();
        const double chord = profile.outer * profile.outer - dy * dy;
        if (chord <= 0) {
            continue;
        }
        const double half = std::sqrt(chord);
        const int left = std::max(part.left(), int(std::floor(point.at.x() - half - 0.5)));
        const int right = std::min(part.right(), int(std::ceil(point.at.x() + half - 0.5)));
        if (left > right) {
            continue;
        }
        coverage = coverage ? coverage : m_coverage.editTile(tile);
        coverRow(coverage + (y - corner.y()) * kSide + (left - corner.x()), right - left + 1,
                 float(left + 0.5 - point.at.x()), float(dy), profile);
    }
    if (coverage) {
        m_coverage.compactTile(tile);
        if (!m_isTouched[size_t(tile)]) {
            m_isTouched[size_t(tile)] = 1;
            m_touched.push_back(tile);
        }
    }
}

/// Makes the target anew in the tiles whose coverage has risen.
void StrokePainter::blendTouched()
{
    for (const int tile : m_touched) {
        m_isTouched[size_t(tile)] = 0;
        if (m_mask) {
            blendMask(tile);
        } else {
            blendColour(tile);
        }
    }
    m_touched.clear();
}

void StrokePainter::blendMask(int tile)
{
    Tile<quint8> coverage = m_coverage.tile(tile);
    Tile<quint8> base = m_baseMask.tile(tile);
    if (base.isUniform() && coverage.isUniform()) {
        const quint32 covered = coverage.value();
        m_mask->setTile(tile, Tile<quint8>(quint8(div255(base.value() * (255 - covered) + m_value * covered))));
        return;
    }
    const quint8* from = base.edit();
    const quint8* cover = coverage.edit();
    quint8* to = m_mask->editTile(tile);
    const quint32 value = m_value;
    for (int at = 0; at < Tile<quint8>::kPixels; ++at) {
        to[at] = quint8(div255(from[at] * (255U - cover[at]) + value * cover[at]));
    }
    m_mask->compactTile(tile);
}

void StrokePainter::blendColour(int tile)
{
    Tile<quint8> coverage = m_coverage.tile(tile);
    Tile<QRgb> base = m_baseColour.tile(tile);
    const QRgb* from = base.edit();
    const quint8* cover = coverage.edit();
    QRgb* to = m_colour->editTile(tile);
    const QRgb colour = m_erase ? 0 : m_value;
    for (int at = 0; at < Tile<QRgb>::kPixels; ++at) {
        const quint32 covered = cover[at];
        const quint32 keep = 255 - (m_erase ? covered : div255(qAlpha(m_value) * covered));
        to[at] = blendChannel(from[at], colour, covered, keep, 0) | blendChannel(from[at], colour, covered, keep, 8) |
                 blendChannel(from[at], colour, covered, keep, 16) | blendChannel(from[at], colour, covered, keep, 24);
    }
    m_colour->compactTile(tile);
}

} // namespace maquette
