// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audio/TimeAxis.h"

#include <algorithm>
#include <cmath>

namespace maquette {

void TimeAxis::setSound(qint64 frames, int sampleRate)
{
    m_frames = frames;
    m_rate = std::max(1, sampleRate);
    showAll();
}

void TimeAxis::setFrames(qint64 frames)
{
    const bool all = showsAll();
    m_frames = frames;
    if (all) {
        showAll();
    } else {
        settle();
    }
}

void TimeAxis::setWidth(int pixels)
{
    const bool all = showsAll();
    m_width = std::max(1, pixels);
    if (all) {
        showAll();
    } else {
        settle();
    }
}

double TimeAxis::wholePerPixel() const
{
    return std::max(1.0 / kMostZoom, double(m_frames) / m_width);
}

qint64 TimeAxis::toFrame(double x) const
{
    return std::clamp<qint64>(qint64(std::llround(m_from + x * m_perPixel)), 0, m_frames);
}

void TimeAxis::zoomBy(double factor, double x)
{
    const double held = m_from + x * m_perPixel;
    m_perPixel = std::clamp(m_perPixel / factor, 1.0 / kMostZoom, wholePerPixel());
    m_from = held - x * m_perPixel;
    settle();
}

void TimeAxis::scrollBy(double pixels)
{
    m_from += pixels * m_perPixel;
    settle();
}

void TimeAxis::showAll()
{
    m_perPixel = wholePerPixel();
    m_from = 0;
}

void TimeAxis::show(qint64 from, qint64 to)
{
    const double around = double(to - from) * 0.1;
    m_perPixel = std::clamp((double(to - from) + 2 * around) / m_width, 1.0 / kMostZoom, wholePerPixel());
    m_from = double(from) - around;
    settle();
}

void TimeAxis::follow(qint64 frame)
{
    const double x = toX(double(frame));
    if (x < 0 || x > m_width) {
        m_from = double(frame) - m_width * m_perPixel * 0.05;
        settle();
    }
}

void TimeAxis::settle()
{
    m_perPixel = std::min(m_perPixel, wholePerPixel());
    m_from = std::clamp(m_from, 0.0, std::max(0.0, double(m_frames) - m_width * m_perPixel));
}

} // namespace maquette
