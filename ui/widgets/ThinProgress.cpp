// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ThinProgress.h"

#include "ui/widgets/Theme.h"

#include <QPainter>
#include <QTimer>

#include <algorithm>

namespace maquette {

namespace {

constexpr int kSteps = 60;
constexpr int kStepMs = 33;

} // namespace

ThinProgress::ThinProgress(QWidget* parent)
    : QWidget(parent)
    , m_timer(new QTimer(this))
{
    setFixedHeight(4);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_timer->setInterval(kStepMs);
    connect(m_timer, &QTimer::timeout, this, [this] {
        m_step = (m_step + 1) % kSteps;
        update();
    });
}

void ThinProgress::setFraction(double fraction)
{
    m_fraction = fraction < 0 ? -1.0 : std::min(fraction, 1.0);
    runIfNeeded();
    update();
}

void ThinProgress::runIfNeeded()
{
    const bool run = m_fraction < 0 && isVisible() && !Theme::instance().reduceMotion();
    if (run && !m_timer->isActive()) {
        m_timer->start();
    } else if (!run) {
        m_timer->stop();
    }
}

void ThinProgress::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    runIfNeeded();
}

void ThinProgress::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    runIfNeeded();
}

void ThinProgress::paintEvent(QPaintEvent*)
{
    const ThemeColours& colours = Theme::instance().colours();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colours.ground3);
    const QRectF all = rect();
    const double round = all.height() / 2;
    painter.drawRoundedRect(all, round, round);
    painter.setBrush(colours.accent);
    QRectF part = all;
    if (m_fraction >= 0) {
        part.setWidth(all.width() * m_fraction);
    } else {
        const double length = all.width() * 0.3;
        const double at = m_timer->isActive() ? double(m_step) / kSteps : 0.35;
        part = QRectF(at * (all.width() + length) - length, 0, length, all.height()).intersected(all);
    }
    if (part.width() > 0) {
        painter.drawRoundedRect(part, round, round);
    }
}

} // namespace maquette
