// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audio/TimelineView.h"

#include "ui/widgets/Theme.h"

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr double kEdgeReach = 5; // logical pixels either side
constexpr double kDragFrom = 4;
constexpr double kZoomPerNotch = 1.25;

} // namespace

QString timeText(double seconds, int decimals)
{
    const double unit = std::pow(10.0, decimals);
    const double rounded = std::round(std::max(0.0, seconds) * unit) / unit;
    const auto minutes = qint64(rounded / 60);
    QLocale plain;
    plain.setNumberOptions(QLocale::OmitGroupSeparator);
    const QString rest = plain.toString(rounded - double(minutes) * 60, 'f', decimals);
    const bool one = rounded - double(minutes) * 60 < 10;
    return QStringLiteral("%1:%2%3").arg(minutes).arg(one ? QStringLiteral("0") : QString(), rest);
}

TimelineView::TimelineView(SoundSession& session, TimeAxis& axis, QWidget* parent)
    : QWidget(parent)
    , m_session(session)
    , m_axis(axis)
{
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    connect(&session, &SoundSession::positionChanged, this, &TimelineView::moveHead);
    connect(&session, &SoundSession::spanChanged, this, qOverload<>(&QWidget::update));
    connect(&session, &SoundSession::analysed, this, &TimelineView::redraw);
    connect(&session, &SoundSession::takesChanged, this, &TimelineView::redraw);
    connect(&Theme::instance(), &Theme::changed, this, &TimelineView::redraw);
}

void TimelineView::resizeEvent(QResizeEvent* event)
{
    m_axis.setWidth(width());
    QWidget::resizeEvent(event);
}

void TimelineView::moveHead()
{
    const double x = m_axis.toX(double(m_session.position()));
    const double left = std::min(x, m_head);
    update(QRectF(left - 2, 0, std::abs(x - m_head) + 4, height()).toAlignedRect());
    m_head = x;
}

void TimelineView::redraw()
{
    m_drawn[0] = m_drawn[1] = QImage();
    update();
}

const QImage& TimelineView::drawn(bool played)
{
    QImage& picture = m_drawn[played ? 1 : 0];
    if (picture.isNull()) {
        picture = QImage((QSizeF(size()) * devicePixelRatioF()).toSize(), QImage::Format_RGB32);
        picture.setDevicePixelRatio(devicePixelRatioF());
        picture.fill(Theme::instance().colours().ground0);
        paintSound(picture, played);
    }
    return picture;
}

void TimelineView::paintEvent(QPaintEvent* /*event*/)
{
    const ThemeColours& colours = Theme::instance().colours();
    const double ratio = devicePixelRatioF();
    if (m_drawnAxis != m_axis || (!m_drawn[0].isNull() && m_drawn[0].size() != (QSizeF(size()) * ratio).toSize())) {
        m_drawn[0] = m_drawn[1] = QImage();
        m_drawnAxis = m_axis;
    }
    QPainter painter(this);
    m_head = m_axis.toX(double(m_session.position()));
    const double border = showsPlayed() ? std::clamp(std::round(m_head * ratio) / ratio, 0.0, double(width())) : 0.0;
    const auto show = [&](bool played, double from, double to) {
        if (to > from) {
            const QRectF source(from * ratio, 0, (to - from) * ratio, height() * ratio);
            painter.drawImage(QRectF(from, 0, to - from, height()), drawn(played), source);
        }
    };
    show(true, 0, border);
    show(false, border, width());
    if (m_session.span()) {
        const double from = m_axis.toX(double(m_session.span()->from));
        const double to = m_axis.toX(double(m_session.span()->to));
        QColor wash = colours.accent;
        wash.setAlphaF(m_session.isLooping() ? 0.20F : 0.13F);
        painter.fillRect(QRectF(from, 0, to - from, height()), wash);
        painter.setPen(QPen(colours.accent, 1));
        for (const double x : {from, to}) {
            painter.drawLine(QPointF(x, 0), QPointF(x, height()));
        }
        painter.setBrush(colours.accent);
        painter.setPen(Qt::NoPen);
        painter.drawRect(QRectF(from, 0, 6, 3));
        painter.drawRect(QRectF(to - 6, 0, 6, 3));
    }
    if (m_session.frames() > 0) {
        painter.fillRect(QRectF(std::round(m_head * ratio) / ratio - 0.5, 0, 1, height()), colours.text1);
    }
}

void TimelineView::wheelEvent(QWheelEvent* event)
{
    const QPoint turn = event->angleDelta();
    if (turn.isNull()) {
        event->ignore();
        return;
    }
    const bool sideways = std::abs(turn.x()) > std::abs(turn.y()) || event->modifiers().testFlag(Qt::ShiftModifier);
    if (sideways) {
        const int by = turn.x() != 0 ? turn.x() : turn.y();
        m_axis.scrollBy(-by * width() / 1200.0);
    } else {
        m_axis.zoomBy(std::pow(kZoomPerNotch, turn.y() / 120.0), event->position().x());
    }
    update();
    Q_EMIT axisChanged();
    event->accept();
}

TimelineView::Drag TimelineView::edgeAt(double x) const
{
    if (!m_session.span()) {
        return Drag::None;
    }
    const double from = std::abs(m_axis.toX(double(m_session.span()->from)) - x);
    const double to = std::abs(m_axis.toX(double(m_session.span()->to)) - x);
    if (std::min(from, to) > kEdgeReach) {
        return Drag::None;
    }
    return from < to ? Drag::FromEdge : Drag::ToEdge;
}

void TimelineView::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton || m_session.frames() == 0) {
        return;
    }
    m_pressX = event->position().x();
    m_drag = edgeAt(m_pressX);
    if (m_drag == Drag::FromEdge) {
        m_anchor = m_session.span()->to;
    } else if (m_drag == Drag::ToEdge) {
        m_anchor = m_session.span()->from;
    } else if (event->modifiers().testFlag(Qt::AltModifier)) {
        m_drag = Drag::Scrub;
        m_session.scrub(m_axis.toFrame(m_pressX));
    } else {
        m_drag = Drag::Press;
        m_anchor = m_axis.toFrame(m_pressX);
    }
}

void TimelineView::markTo(double x)
{
    const qint64 here = m_axis.toFrame(x);
    m_session.setSpan(LoopSpan{std::min(m_anchor, here), std::max(m_anchor, here)});
}

void TimelineView::mouseMoveEvent(QMouseEvent* event)
{
    const double x = event->position().x();
    if (m_drag == Drag::Press && std::abs(x - m_pressX) >= kDragFrom) {
        m_drag = Drag::Mark;
    }
    if (m_drag == Drag::Mark || m_drag == Drag::FromEdge || m_drag == Drag::ToEdge) {
        markTo(x);
    } else if (m_drag == Drag::Scrub) {
        m_session.scrub(m_axis.toFrame(x));
    } else {
        setCursor(edgeAt(x) != Drag::None ? Qt::SizeHorCursor : Qt::ArrowCursor);
    }
    if (m_session.frames() > 0) {
        const double seconds = double(m_axis.toFrame(x)) / m_session.sampleRate();
        const QString more = describe(event->position());
        Q_EMIT pointed(more.isEmpty() ? timeText(seconds) : QStringLiteral("%1  %2").arg(timeText(seconds), more));
    }
}

void TimelineView::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        if (m_drag == Drag::Press) {
            m_session.seek(m_axis.toFrame(m_pressX));
        }
        m_drag = Drag::None;
    }
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton) {
        m_session.setSpan(std::nullopt);
    }
}

void TimelineView::leaveEvent(QEvent* event)
{
    Q_EMIT pointed(QString());
    QWidget::leaveEvent(event);
}

} // namespace maquette
