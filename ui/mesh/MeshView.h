// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshPicker.h"
#include "ui/mesh/MeshLook.h"

#include <QFuture>
#include <QImage>
#include <QPixmap>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>
#include <optional>

namespace maquette {

class RenderService;

/// A mesh, looked at and measured with the pointer. Drawn by RenderService into a picture of its own, so that whatever
/// floats above it can: the window's bars, its popovers, what is dragged over it.
///
/// Left button: orbit; with Shift: turn the light; with Ctrl, or the middle or right button: move. Wheel: nearer and
/// farther at the pointer. Double click: what is there becomes the middle.
class MeshView : public QWidget
{
    Q_OBJECT

public:
    explicit MeshView(QWidget* parent = nullptr);
    ~MeshView() override;

    /// Where the camera stands with the new mesh.
    enum class Keep {
        Nothing, ///< the whole of it is shown
        Camera   ///< as it stands, when the two are of a size; otherwise its direction
    };
    /// Gets everything ready that a first picture would wait for; while a mesh is being read.
    void prepare();
    void setMesh(const MeshPtr& mesh, Keep keep = Keep::Nothing);
    [[nodiscard]] const MeshPtr& mesh() const { return m_mesh; }
    void setPicker(const std::shared_ptr<const MeshPicker>& picker);
    void setFaults(const std::shared_ptr<const QList<std::array<QVector3D, 2>>>& edges);

    [[nodiscard]] const MeshCamera& camera() const { return m_camera; }
    void setCamera(const MeshCamera& camera);
    [[nodiscard]] const MeshLook& look() const { return m_look; }
    void setLook(const MeshLook& look);

    void frame();
    void lookFrom(MeshSide side);
    /// In screen pixels, degrees, and parts of the distance; for keys.
    void orbit(double byYaw, double byPitch);
    void pan(QPointF pixels);
    void zoom(double factor);

    /// Picks two points of the mesh with the left button; they snap to corners.
    void setMeasuring(bool measuring);
    [[nodiscard]] bool isMeasuring() const { return m_measuring; }
    /// Between the two points, in the mesh's unit; nothing before there are two.
    [[nodiscard]] std::optional<double> measured() const;

    /// Draws the mesh as it is shown now, turned by \a turnDegrees before the camera, the light as it stands for the
    /// viewer. Cancelled when this view goes. Without a transparent ground it has the view's own.
    [[nodiscard]] QFuture<QImage> renderPicture(const QSize& size, double turnDegrees, bool transparent);
    /// What is on screen, in its pixels; null before the first one.
    [[nodiscard]] const QImage& shown() const { return m_frame; }

Q_SIGNALS:
    void cameraChanged();
    void lookChanged();
    void measuredChanged();
    void frameShown();
    void failed(const QString& why);
    void menuRequested(QPoint globalPosition);
    void filesDropped(const QStringList& paths);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    enum class Drag { None, Orbit, Pan, Light, Point };

    void changed(); ///< the camera was moved
    void refresh(); ///< asks for a frame
    [[nodiscard]] MeshShot shot(bool rough) const;
    RenderService& service(); ///< made when it is first wanted
    [[nodiscard]] std::optional<MeshHit> hitAt(QPointF at) const;
    [[nodiscard]] std::optional<QVector3D> snapped(QPointF at) const;
    void paintMeasure(QPainter& painter) const;
    [[nodiscard]] QString lengthText(double length) const;

    std::unique_ptr<RenderService> m_service;
    MeshPtr m_mesh;
    std::shared_ptr<const MeshPicker> m_picker;
    std::shared_ptr<const QList<std::array<QVector3D, 2>>> m_faults;
    MeshCamera m_camera;
    MeshLook m_look;
    QImage m_frame;
    QPixmap m_ground;
    int m_took = 0;  ///< ms for a full frame
    QTimer m_settle; ///< then a full frame after rough ones
    bool m_rough = false;
    bool m_first = false;   ///< nothing of the mesh was on screen yet: quickly first, then well
    bool m_unframed = true; ///< the size was not known yet
    Drag m_drag = Drag::None;
    QPointF m_last;
    QPointF m_pressed;
    bool m_moved = false;
    bool m_measuring = false;
    QList<QVector3D> m_points;
    std::optional<QVector3D> m_hover;
};

} // namespace maquette
