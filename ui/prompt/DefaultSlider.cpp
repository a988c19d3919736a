// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/DefaultSlider.h"

#include "ui/widgets/Theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOptionSlider>

namespace maquette {

namespace {

constexpr int kHandle = 16; // of the style sheet, frame included

} // namespace

DefaultSlider::DefaultSlider(QWidget* parent)
    : QSlider(Qt::Horizontal, parent)
{
}

void DefaultSlider::setMark(int place)
{
    m_mark = place;
    update();
}

void DefaultSlider::paintEvent(QPaintEvent* event)
{
    QSlider::paintEvent(event);
    if (m_mark < 0) {
        return;
    }
    const int x = kHandle / 2 + QStyle::sliderPositionFromValue(minimum(), maximum(), m_mark, width() - kHandle);
    QPainter painter(this);
    painter.fillRect(QRectF(x - 0.5, height() / 2.0 + 6, 1.5, 4), Theme::instance().colours().text3);
}

void DefaultSlider::mousePressEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        setSliderPosition(valueAt(event->position().toPoint().x()));
    }
    QSlider::mousePressEvent(event);
}

int DefaultSlider::valueAt(int x) const
{
    return QStyle::sliderValueFromPosition(minimum(), maximum(), x - kHandle / 2, width() - kHandle);
}

} // namespace maquette
