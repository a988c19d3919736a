// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/output/UvCanvas.h"

#include "ui/widgets/Theme.h"

#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr double kRoom = 0.9; // of the widget, when all is shown
constexpr double kLeastScale = 8;
constexpr double kMostScale = 400'000;
constexpr double kWheelStep = 1.25; // for 15 degrees
constexpr int kWheelUnits = 120;

} // namespace

UvCanvas::UvCanvas(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("uvCanvas"));
    setAccessibleName(tr("Layout of the texture"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(160, 120);
    m_pool.setMaxThreadCount(1);
    connect(&Theme::instance(), &Theme::changed, this, &UvCanvas::changed);
}

UvCanvas::~UvCanvas()
{
    if (m_task) {
        m_task->cancelled = true;
    }
    m_pool.waitForDone();
}

void UvCanvas::setUvLayout(UvLayoutPtr layout, const QImage& under)
{
    m_layout = std::move(layout);
    m_under = under;
    m_image = {};
    if (m_fitted) {
        fit();
    } else {
        changed();
    }
}

void UvCanvas::fit()
{
    QRectF all(0, 0, 1, 1);
    if (m_layout && m_layout->outside) {
        all |= m_layout->box;
    }
    const double longest = std::max({all.width(), all.height(), 1e-6});
    const double room =
        std::min(width() / std::max(all.width(), longest * 1e-3), height() / std::max(all.height(), longest * 1e-3));
    m_scale = std::clamp(room * kRoom, kLeastScale, kMostScale);
    m_origin = QRectF(rect()).center() - all.center() * m_scale;
    m_fitted = true;
    changed();
}

void UvCanvas::zoom(double factor)
{
    zoomAt(QRectF(rect()).center(), factor);
}

void UvCanvas::zoomAt(QPointF at, double factor)
{
    const QPointF plane = toPlane(at);
    m_scale = std::clamp(m_scale * factor, kLeastScale, kMostScale);
    m_origin = at - plane * m_scale;
    m_fitted = false;
    changed();
}

void UvCanvas::pan(QPointF pixels)
{
    m_origin += pixels;
    m_fitted = false;
    changed();
}

QRectF UvCanvas::seen() const
{
    return {toPlane({0, 0}), toPlane({double(width()), double(height())})};
}

void UvCanvas::changed()
{
    m_stale = true;
    update();
    draw();
    Q_EMIT viewChanged();
}

/// One picture at a time: a newer wish waits for the end of the one before, so that something new is seen while
/// dragging.
void UvCanvas::draw()
{
    if (m_task || !m_stale || !m_layout || !isVisible() || width() <= 0 || height() <= 0) {
        return;
    }
    m_stale = false;
    const ThemeColours& colours = Theme::instance().colours();
    UvPart part;
    part.area = seen();
    part.pixels = (QSizeF(size()) * devicePixelRatioF()).toSize();
    part.line = colours.text1;
    part.line.setAlphaF(0.55F);
    part.border = colours.accent;
    part.frame = colours.text3;
    const auto task = std::make_shared<Task>();
    m_task = task;
    m_pool.start([this, task, layout = m_layout, under = m_under, part] {
        const QImage image = paintUvPart(*layout, under, part, &task->cancelled);
        QMetaObject::invokeMethod(
            this,
            [this, layout, image, area = part.area] {
                m_task.reset();
                if (layout == m_layout) {
                    m_image = image;
                    m_imageArea = area;
                    update();
                }
                draw();
            },
            Qt::QueuedConnection);
    });
}

void UvCanvas::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), Theme::instance().colours().ground0);
    if (!m_image.isNull()) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform, !isUpToDate());
        painter.drawImage(QRectF(toWidget(m_imageArea.topLeft()), m_imageArea.size() * m_scale), m_image);
    }
}

void UvCanvas::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (m_fitted) {
        fit();
    } else {
        changed();
    }
}

void UvCanvas::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    draw();
}

void UvCanvas::wheelEvent(QWheelEvent* event)
{
    const double steps = double(event->angleDelta().y()) / kWheelUnits;
    if (steps != 0) {
        zoomAt(event->position(), std::pow(kWheelStep, steps));
    }
    event->accept();
}

void UvCanvas::mousePressEvent(QMouseEvent* event)
{
    m_dragging = true;
    m_last = event->position();
    setCursor(Qt::ClosedHandCursor);
}

void UvCanvas::mouseMoveEvent(QMouseEvent* event)
{
    if (m_dragging) {
        const QPointF by = event->position() - m_last;
        m_last = event->position();
        pan(by);
    }
    Q_EMIT pointed(toPlane(event->position()));
}

void UvCanvas::mouseReleaseEvent(QMouseEvent*)
{
    m_dragging = false;
    unsetCursor();
}

void UvCanvas::mouseDoubleClickEvent(QMouseEvent*)
{
    fit();
}

void UvCanvas::leaveEvent(QEvent* event)
{
    Q_EMIT left();
    QWidget::leaveEvent(event);
}

} // namespace maquette
