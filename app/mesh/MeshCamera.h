// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshScene.h"

#include <QPointF>
#include <QSizeF>

#include <optional>

namespace maquette {

enum class MeshSide { Front, Right, Top, Isometric };

/// The line of sight through a point of the view. \a direction has length 1.
struct MeshRay
{
    QVector3D origin;
    QVector3D direction;
};

/// From where a mesh is looked at: a camera on a ball around its target, the y axis up. A value. Points of the view are
/// in its own pixels, (0, 0) at the upper left; sizes are those of the view.
struct MeshCamera
{
    static constexpr double kLeastFocal = 12; ///< mm
    static constexpr double kMostFocal = 300;
    static constexpr double kSensor = 36; ///< mm: a full frame's longer side sees the view's longer side

    QVector3D target;
    double yaw = 28;     ///< degrees to the right around the target; 0 looks from the front (+Z)
    double pitch = 14;   ///< degrees upwards, from -90 to 90
    double distance = 3; ///< from the target; without perspective it sets the size all the same
    double focal = 50;   ///< mm
    bool orthographic = false;

    [[nodiscard]] QVector3D forward() const;
    [[nodiscard]] QVector3D right() const;
    [[nodiscard]] QVector3D up() const;
    [[nodiscard]] QVector3D eye() const { return target - forward() * float(distance); }
    [[nodiscard]] QMatrix4x4 view() const;
    /// Near and far planes hold \a shown and what is as far around it as it is large.
    [[nodiscard]] QMatrix4x4 projection(const QSizeF& size, const MeshBox& shown) const;
    [[nodiscard]] MeshRay ray(QPointF point, const QSizeF& size) const;
    /// Where a place of the world is seen; nothing behind the eye.
    [[nodiscard]] std::optional<QPointF> seenAt(const QVector3D& place, const QSizeF& size) const;
    /// How large a pixel is at the target, in the world's units.
    [[nodiscard]] double unitsPerPixel(const QSizeF& size) const;

    void orbit(double byYaw, double byPitch);
    /// The target's plane follows the pointer by \a pixels.
    void pan(QPointF pixels, const QSizeF& size);
    /// Nearer for a \a factor below 1; what is at \a at in the target's plane stays there.
    void zoom(double factor, QPointF at, const QSizeF& size);
    void look(MeshSide side);
    /// Keeps the direction and shows the whole of \a box with a margin.
    void frame(const MeshBox& box, const QSizeF& size);
    /// Within the limits above; the target stays as large as it is.
    void setFocal(double millimetres);

    bool operator==(const MeshCamera&) const = default;

private:
    /// Half of the view at the distance 1.
    [[nodiscard]] QSizeF halfView(const QSizeF& size) const;
};

} // namespace maquette
