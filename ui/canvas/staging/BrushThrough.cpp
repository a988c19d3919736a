// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/staging/BrushThrough.h"

#include "ui/canvas/LayerLevels.h"

#include <utility>
#include <vector>

namespace maquette {

namespace {

/// Blends \a Channel by \a Channel: exact at both ends, rounded between.
template <typename Channel>
void mixRow(Channel* top, const Channel* under, const quint8* hidden, int pixels)
{
    for (int x = 0; x < pixels; ++x, top += 4, under += 4) {
        const int part = hidden[x];
        for (int channel = 0; part != 0 && channel < 4; ++channel) {
            const int difference = int(under[channel]) - int(top[channel]);
            const int step = (difference * part + (difference < 0 ? -127 : 127)) / 255;
            top[channel] = Channel(int(top[channel]) + step);
        }
    }
}

} // namespace

BrushThrough::BrushThrough(QSize size, QString under)
    : m_hidden(size)
    , m_under(std::move(under))
{
}

QRect BrushThrough::begin(const Brush& brush, const StrokePoint& at, bool back)
{
    m_before = m_hidden;
    m_painter.emplace(m_hidden, brush, quint8(back ? 0 : 255));
    return m_painter->strokeTo(at);
}

QRect BrushThrough::strokeTo(const StrokePoint& at)
{
    return m_painter ? m_painter->strokeTo(at) : QRect();
}

void BrushThrough::end()
{
    m_painter.reset();
    m_before = {};
}

QRect BrushThrough::abandon()
{
    if (!m_painter) {
        return {};
    }
    m_painter.reset();
    const TiledMask painted = std::exchange(m_hidden, std::exchange(m_before, {}));
    return changedArea(m_hidden, painted);
}

QImage BrushThrough::mixed(const QImage& top, const QImage& under, const QRect& area) const
{
    const QRect part = area.intersected(top.rect());
    QImage out = top.copy(part);
    if (part.isEmpty() || under.size() != top.size()) {
        return out;
    }
    const QImage below = under.copy(part).convertToFormat(top.format());
    std::vector<quint8> hidden(size_t(part.width()));
    for (int y = 0; y < part.height(); ++y) {
        m_hidden.read(QRect(part.left(), part.top() + y, part.width(), 1), hidden.data(), part.width());
        if (out.depth() == 64) {
            mixRow(reinterpret_cast<quint16*>(out.scanLine(y)),
                   reinterpret_cast<const quint16*>(below.constScanLine(y)), hidden.data(), part.width());
        } else {
            mixRow(out.scanLine(y), below.constScanLine(y), hidden.data(), part.width());
        }
    }
    return out;
}

} // namespace maquette
