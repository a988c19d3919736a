// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/MeshView.h"

#include "ui/mesh/RenderService.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/WhenReady.h"

#include <QEvent>
#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QPromise>

#include <algorithm>
#include <cmath>
#include <utility>

namespace maquette {

namespace {

constexpr int kSmoothMs = 45;  // a full frame that takes longer is drawn roughly while something moves
constexpr int kSettleMs = 140; // without movement, until the full frame
constexpr double kSameSize = 2.5;
constexpr double kDot = 4; // px
constexpr double kLabelGap = 10;

MeshColours coloursOf(const ThemeColours& theme)
{
    MeshColours colours;
    colours.grid = theme.text1;
    colours.grid.setAlphaF(theme.dark ? 0.34 : 0.42);
    colours.arrows = theme.practice;
    colours.faults = theme.warn;
    colours.front = mixed(theme.ground0, theme.dark ? theme.text1 : theme.ground2, 0.72);
    colours.back = theme.accent;
    return colours;
}

/// What the mesh stands before. In any thread.
void paintGround(QPainter& painter, const QSize& size, const ThemeColours& theme)
{
    QRadialGradient light(QPointF(size.width() * 0.5, size.height() * 0.42),
                          std::hypot(size.width(), size.height()) * 0.56);
    light.setColorAt(0, theme.dark ? mixed(theme.ground0, theme.text1, 0.24) : theme.ground2);
    light.setColorAt(1, theme.dark ? mixed(theme.ground0, theme.text1, 0.05) : theme.ground0);
    painter.fillRect(QRect(QPoint(0, 0), size), light);
}

} // namespace

MeshView::MeshView(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("meshView"));
    setAccessibleName(tr("Mesh"));
    setAccessibleDescription(tr("Drag to look from another side, with Shift to turn the light, with Ctrl to move. "
                                "The wheel goes nearer; a double click puts a place in the middle."));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettleMs);
    connect(&m_settle, &QTimer::timeout, this, [this] {
        m_rough = false;
        refresh();
    });
    connect(&Theme::instance(), &Theme::changed, this, [this] {
        m_ground = {};
        refresh();
        update();
    });
}

MeshView::~MeshView() = default;

RenderService& MeshView::service()
{
    if (!m_service) {
        m_service = std::make_unique<RenderService>();
        connect(m_service.get(), &RenderService::failed, this, &MeshView::failed);
        connect(m_service.get(), &RenderService::frameDrawn, this, [this](const QImage& frame, int milliseconds) {
            if (!m_mesh) {
                return;
            }
            m_frame = frame;
            update();
            Q_EMIT frameShown();
            if (std::exchange(m_first, false)) {
                refresh();
            } else if (!m_rough) {
                m_took = milliseconds;
            }
        });
    }
    return *m_service;
}

void MeshView::prepare()
{
    if (RenderService::refusal().isEmpty()) {
        service();
    }
}

void MeshView::setMesh(const MeshPtr& mesh, Keep keep)
{
    const MeshPtr before = m_mesh;
    m_mesh = mesh;
    m_first = true;
    m_picker.reset();
    m_faults.reset();
    m_points.clear();
    m_hover.reset();
    m_look.animation = mesh && !mesh->scene.animations.isEmpty() ? 0 : -1;
    m_look.seconds = 0;
    if (!mesh) {
        m_frame = {};
        update();
        return;
    }
    const double size = std::max(double(mesh->box.size().length()), 1e-9);
    const double part = before ? size / std::max(double(before->box.size().length()), 1e-9) : 0;
    if (keep == Keep::Nothing || part > kSameSize || part < 1 / kSameSize) {
        m_unframed = true;
    }
    Q_EMIT measuredChanged();
    Q_EMIT lookChanged();
    refresh();
}

void MeshView::setPicker(const std::shared_ptr<const MeshPicker>& picker)
{
    m_picker = picker;
}

void MeshView::setFaults(const std::shared_ptr<const QList<std::array<QVector3D, 2>>>& edges)
{
    m_faults = edges;
    if (m_look.faults) {
        refresh();
    }
}

void MeshView::setCamera(const MeshCamera& camera)
{
    if (camera != m_camera) {
        m_camera = camera;
        m_unframed = false;
        changed();
    }
}

void MeshView::setLook(const MeshLook& look)
{
    if (look != m_look) {
        m_look = look;
        refresh();
        Q_EMIT lookChanged();
    }
}

void MeshView::frame()
{
    if (m_mesh) {
        m_camera.frame(m_mesh->box, size());
        changed();
    }
}

void MeshView::lookFrom(MeshSide side)
{
    m_camera.look(side);
    frame();
}

void MeshView::orbit(double byYaw, double byPitch)
{
    m_camera.orbit(byYaw, byPitch);
    changed();
}

void MeshView::pan(QPointF pixels)
{
    m_camera.pan(pixels, size());
    changed();
}

void MeshView::zoom(double factor)
{
    m_camera.zoom(factor, QRectF(rect()).center(), size());
    changed();
}

void MeshView::changed()
{
    m_rough = m_took > kSmoothMs;
    if (m_rough) {
        m_settle.start();
    }
    refresh();
    update();
    Q_EMIT cameraChanged();
}

MeshShot MeshView::shot(bool rough) const
{
    MeshShot shot;
    shot.mesh = m_mesh;
    shot.faults = m_faults;
    shot.camera = m_camera;
    shot.look = m_look;
    shot.colours = coloursOf(Theme::instance().colours());
    shot.size = (QSizeF(size()) * devicePixelRatioF() * (rough ? 0.5 : 1)).toSize().expandedTo({1, 1});
    shot.samples = rough || m_first ? 1 : 4;
    return shot;
}

void MeshView::refresh()
{
    if (!m_mesh || !isVisible() || !RenderService::refusal().isEmpty()) {
        return;
    }
    if (m_unframed) {
        m_unframed = false;
        m_camera.frame(m_mesh->box, size());
        Q_EMIT cameraChanged();
    }
    service().show(shot(m_rough));
}

QFuture<QImage> MeshView::renderPicture(const QSize& size, double turnDegrees, bool transparent)
{
    QPromise<QImage> promise;
    QFuture<QImage> future = promise.future();
    if (!m_mesh || !RenderService::refusal().isEmpty()) {
        promise.start();
        promise.finish();
        return future;
    }
    MeshShot wanted = shot(false);
    wanted.size = size;
    wanted.samples = 4;
    wanted.camera.yaw -= turnDegrees;
    wanted.look.lightTurn -= turnDegrees; // the light goes with the viewer
    QFuture<QImage> drawn = service().picture(wanted);
    if (transparent) {
        return drawn;
    }
    // Where it is drawn, not here: thousands of pixels wide, the ground takes long, too.
    return drawn.then([theme = Theme::instance().colours()](const QImage& picture) {
        if (picture.isNull()) {
            return QImage();
        }
        QImage whole(picture.size(), QImage::Format_RGB32);
        QPainter painter(&whole);
        paintGround(painter, whole.size(), theme);
        painter.drawImage(0, 0, picture);
        painter.end();
        return whole;
    });
}

void MeshView::paintEvent(QPaintEvent* /*event*/)
{
    const QSize pixels = (QSizeF(size()) * devicePixelRatioF()).toSize();
    if (m_ground.size() != pixels) {
        m_ground = QPixmap(pixels);
        QPainter painter(&m_ground);
        paintGround(painter, pixels, Theme::instance().colours());
    }
    QPainter painter(this);
    painter.drawPixmap(rect(), m_ground, m_ground.rect());
    if (!m_frame.isNull()) {
        painter.setRenderHint(QPainter::SmoothPixmapTransform, m_frame.size() != pixels);
        painter.drawImage(rect(), m_frame, m_frame.rect());
    }
    if (m_measuring) {
        paintMeasure(painter);
    }
}

QString MeshView::lengthText(double length) const
{
    const int digits = length > 0 ? std::clamp(3 - int(std::floor(std::log10(length))), 0, 6) : 2;
    const QString number = QLocale().toString(length, 'f', digits);
    return m_mesh && !m_mesh->scene.unit.isEmpty() ? QStringLiteral("%1 %2").arg(number, m_mesh->scene.unit)
                                                   : tr("%1 units").arg(number);
}

void MeshView::paintMeasure(QPainter& painter) const
{
    const ThemeColours& theme = Theme::instance().colours();
    painter.setRenderHint(QPainter::Antialiasing);
    QList<QVector3D> points = m_points;
    if (m_hover && points.size() < 2) {
        points.append(*m_hover);
    }
    QList<QPointF> seen;
    for (const QVector3D& point : points) {
        if (const auto at = m_camera.seenAt(point, size())) {
            seen.append(*at);
        }
    }
    if (seen.size() == 2) {
        painter.setPen(QPen(theme.ground0, 4, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(seen[0], seen[1]);
        painter.setPen(QPen(theme.accent, 2, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(seen[0], seen[1]);
    }
    painter.setPen(QPen(theme.ground0, 1.5));
    painter.setBrush(theme.accent);
    for (const QPointF& at : seen) {
        painter.drawEllipse(at, kDot, kDot);
    }
    if (seen.size() < 2) {
        return;
    }
    const QString text = lengthText(double((points[1] - points[0]).length()));
    painter.setFont(Theme::font(metrics::kFontBody, true));
    QRectF plate = painter.fontMetrics().boundingRect(text);
    plate.adjust(-8, -4, 8, 4);
    plate.moveCenter((seen[0] + seen[1]) / 2 + QPointF(0, -kLabelGap - plate.height() / 2));
    plate.moveLeft(std::clamp(plate.left(), 4.0, std::max(4.0, width() - plate.width() - 4)));
    plate.moveTop(std::clamp(plate.top(), 4.0, std::max(4.0, height() - plate.height() - 4)));
    painter.setPen(theme.line);
    painter.setBrush(theme.ground1);
    painter.drawRoundedRect(plate, metrics::kRadius, metrics::kRadius);
    painter.setPen(theme.text1);
    painter.drawText(plate, Qt::AlignCenter, text);
}

std::optional<double> MeshView::measured() const
{
    if (m_points.size() < 2) {
        return std::nullopt;
    }
    return double((m_points[1] - m_points[0]).length());
}

void MeshView::setMeasuring(bool measuring)
{
    m_measuring = measuring;
    m_points.clear();
    m_hover.reset();
    setCursor(measuring ? Qt::CrossCursor : Qt::ArrowCursor);
    update();
    Q_EMIT measuredChanged();
}

void MeshView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    refresh();
}

void MeshView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void MeshView::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::EnabledChange) {
        update();
    }
}

} // namespace maquette
