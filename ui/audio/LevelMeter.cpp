// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audio/LevelMeter.h"

#include "ui/widgets/Theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr double kFall = 20; // dB per second
constexpr double kHold = 1.5;

double decibels(float level)
{
    return 20 * std::log10(std::max(1e-5, double(level)));
}

} // namespace

LevelMeter::LevelMeter(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("levelMeter"));
    setAccessibleName(tr("Level"));
    setToolTip(
        tr("Level left and right, -60 to 0 dB: the bar is RMS, the thin part the peak, the line the highest peak"));
    setFixedHeight(14);
    setMinimumWidth(96);
}

void LevelMeter::show(const MeterReading& reading, double seconds)
{
    for (size_t i = 0; i < 2; ++i) {
        Side& side = m_sides[i];
        const double peak = decibels(reading.peak[i]);
        side.peak = std::max(peak, side.peak - kFall * seconds);
        side.rms = std::max(decibels(reading.rms[i]), side.rms - kFall * seconds);
        side.heldFor += seconds;
        if (peak >= side.held || side.heldFor > kHold) {
            side.held = std::max(peak, side.peak);
            side.heldFor = 0;
        }
    }
    update();
}

void LevelMeter::paintEvent(QPaintEvent* /*event*/)
{
    const ThemeColours& colours = Theme::instance().colours();
    QPainter painter(this);
    const auto x = [this](double level) { return std::clamp((level - kLowest) / -kLowest, 0.0, 1.0) * width(); };
    for (size_t i = 0; i < 2; ++i) {
        const Side& side = m_sides[i];
        const double top = i == 0 ? 1 : height() / 2.0 + 1;
        const double tall = height() / 2.0 - 2;
        painter.fillRect(QRectF(0, top, width(), tall), colours.ground3);
        painter.fillRect(QRectF(0, top, x(side.peak), tall), mixed(colours.ground3, colours.accent, 0.5));
        painter.fillRect(QRectF(0, top, x(side.rms), tall), colours.accent);
        if (side.held > kLowest) {
            painter.fillRect(QRectF(x(side.held) - 1, top, 2, tall), side.held > -0.2 ? colours.warn : colours.text1);
        }
    }
}

} // namespace maquette
