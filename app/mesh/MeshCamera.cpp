// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/MeshCamera.h"

#include <QtMath>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr double kMargin = 1.3;       // of a framed box
constexpr double kNearestPart = 2e-3; // of the distance: nothing nearer is seen
constexpr float kGround = 4;          // the ground reaches this many times as far as the mesh
constexpr double kLeastDistance = 1e-6;
constexpr double kMostDistance = 1e9;

} // namespace

QVector3D MeshCamera::forward() const
{
    const double turn = qDegreesToRadians(yaw);
    const double rise = qDegreesToRadians(pitch);
    return -QVector3D(float(std::sin(turn) * std::cos(rise)), float(std::sin(rise)),
                      float(std::cos(turn) * std::cos(rise)));
}

QVector3D MeshCamera::right() const
{
    const double turn = qDegreesToRadians(yaw);
    return {float(std::cos(turn)), 0, float(-std::sin(turn))};
}

QVector3D MeshCamera::up() const
{
    return QVector3D::crossProduct(right(), forward());
}

QMatrix4x4 MeshCamera::view() const
{
    const QVector3D x = right();
    const QVector3D y = up();
    const QVector3D z = -forward();
    const QVector3D from = eye();
    const auto along = [&from](const QVector3D& axis) { return -QVector3D::dotProduct(axis, from); };
    return {x.x(), x.y(), x.z(), along(x), y.x(), y.y(), y.z(), along(y), z.x(), z.y(), z.z(), along(z), 0, 0, 0, 1};
}

QSizeF MeshCamera::halfView(const QSizeF& size) const
{
    const double width = std::max(1.0, size.width());
    const double height = std::max(1.0, size.height());
    const double longer = kSensor / 2 / focal;
    return QSizeF(width, height) * (longer / std::max(width, height));
}

QMatrix4x4 MeshCamera::projection(const QSizeF& size, const MeshBox& shown) const
{
    const QSizeF half = halfView(size);
    const float reach = std::max(shown.size().length(), 1e-6F) * kGround;
    const float depth = QVector3D::dotProduct(shown.centre() - eye(), forward());
    QMatrix4x4 result;
    if (orthographic) {
        const auto x = float(half.width() * distance);
        const auto y = float(half.height() * distance);
        result.ortho(-x, x, -y, y, depth - reach, depth + reach);
        return result;
    }
    const float nearest = std::max(depth - reach, float(distance * kNearestPart));
    const float farthest = std::max(depth + reach, nearest * 2);
    const auto x = float(half.width()) * nearest;
    const auto y = float(half.height()) * nearest;
    result.frustum(-x, x, -y, y, nearest, farthest);
    return result;
}

MeshRay MeshCamera::ray(QPointF point, const QSizeF& size) const
{
    const QSizeF half = halfView(size);
    const auto x = float((point.x() / std::max(1.0, size.width()) * 2 - 1) * half.width());
    const auto y = float((1 - point.y() / std::max(1.0, size.height()) * 2) * half.height());
    const QVector3D aside = right() * x + up() * y;
    if (orthographic) {
        // From far enough behind to meet whatever the view shows.
        return {eye() + aside * float(distance) - forward() * float(distance) * 100, forward()};
    }
    return {eye(), (forward() + aside).normalized()};
}

std::optional<QPointF> MeshCamera::seenAt(const QVector3D& place, const QSizeF& size) const
{
    const QVector3D away = place - eye();
    const double depth = orthographic ? distance : double(QVector3D::dotProduct(away, forward()));
    if (depth <= distance * kNearestPart) {
        return std::nullopt;
    }
    const QSizeF half = halfView(size);
    const double x = double(QVector3D::dotProduct(away, right())) / depth / half.width();
    const double y = double(QVector3D::dotProduct(away, up())) / depth / half.height();
    return QPointF((x + 1) / 2 * size.width(), (1 - y) / 2 * size.height());
}

double MeshCamera::unitsPerPixel(const QSizeF& size) const
{
    return 2 * halfView(size).height() * distance / std::max(1.0, size.height());
}

void MeshCamera::orbit(double byYaw, double byPitch)
{
    yaw = std::remainder(yaw + byYaw, 360.0);
    pitch = std::clamp(pitch + byPitch, -90.0, 90.0);
}

void MeshCamera::pan(QPointF pixels, const QSizeF& size)
{
    const double unit = unitsPerPixel(size);
    target += up() * float(pixels.y() * unit) - right() * float(pixels.x() * unit);
}

void MeshCamera::zoom(double factor, QPointF at, const QSizeF& size)
{
    const double before = distance;
    const double unit = unitsPerPixel(size);
    distance = std::clamp(distance * factor, kLeastDistance, kMostDistance);
    const QPointF off = at - QPointF(size.width() / 2, size.height() / 2);
    const double kept = 1 - distance / before;
    target += right() * float(off.x() * unit * kept) - up() * float(off.y() * unit * kept);
}

void MeshCamera::look(MeshSide side)
{
    switch (side) {
    case MeshSide::Front:
        yaw = 0;
        pitch = 0;
        break;
    case MeshSide::Right:
        yaw = 90;
        pitch = 0;
        break;
    case MeshSide::Top:
        yaw = 0;
        pitch = 90;
        break;
    case MeshSide::Isometric:
        yaw = 45;
        pitch = qRadiansToDegrees(std::atan(std::sqrt(0.5)));
        break;
    }
}

void MeshCamera::frame(const MeshBox& box, const QSizeF& size)
{
    target = box.centre();
    const QSizeF half = halfView(size);
    const QVector3D reach = box.size() / 2;
    double needed = 0;
    for (int corner = 0; corner < 8; ++corner) {
        const QVector3D at(reach.x() * ((corner & 1) != 0 ? 1.0F : -1.0F),
                           reach.y() * ((corner & 2) != 0 ? 1.0F : -1.0F),
                           reach.z() * ((corner & 4) != 0 ? 1.0F : -1.0F));
        const double nearer = orthographic ? 0 : -double(QVector3D::dotProduct(at, forward()));
        const double across = std::abs(double(QVector3D::dotProduct(at, right()))) / half.width();
        const double upwards = std::abs(double(QVector3D::dotProduct(at, up()))) / half.height();
        needed = std::max(needed, nearer + std::max(across, upwards) * kMargin);
    }
    distance = needed > 0 ? std::clamp(needed, kLeastDistance, kMostDistance) : 1.0;
}

void MeshCamera::setFocal(double millimetres)
{
    const double wanted = std::clamp(millimetres, kLeastFocal, kMostFocal);
    distance *= wanted / focal;
    focal = wanted;
}

} // namespace maquette
