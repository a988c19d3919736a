// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/credits/MeterBar.h"

#include "ui/widgets/Theme.h"

#include <QPainter>

#include <algorithm>

namespace maquette {

namespace {

constexpr double kNearlySpent = 0.9;

} // namespace

MeterBar::MeterBar(QWidget* parent)
    : QWidget(parent)
{
    setFixedHeight(4);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void MeterBar::setSpent(Credits spent, Credits budget)
{
    m_part = budget.milli > 0 ? double(spent.milli) / double(budget.milli) : (spent.milli > 0 ? 1.0 : 0.0);
    update();
}

void MeterBar::paintEvent(QPaintEvent*)
{
    const ThemeColours& colours = Theme::instance().colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.ground3);
    painter.drawRoundedRect(rect(), 2, 2);
    const double part = std::clamp(m_part, 0.0, 1.0);
    if (part > 0) {
        painter.setBrush(part < kNearlySpent ? colours.text2 : colours.warn);
        painter.drawRoundedRect(QRectF(0, 0, std::max(4.0, width() * part), height()), 2, 2);
    }
}

} // namespace maquette
