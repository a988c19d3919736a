// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/MeshPreview.h"

#include "app/mesh/MeshReader.h"
#include "app/mesh/Pose.h"

#include <QColor>
#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <limits>

namespace maquette {

namespace {

constexpr int kFiner = 2;         // drawn so many times as large, then made smaller
constexpr float kYaw = 30;        // degrees
constexpr float kPitch = 18;      // degrees
constexpr float kWide = 0.8F;     // of the picture's width that the mesh fills at most
constexpr float kHigh = 0.66F;    // of its height: tiles are wider than high and cut what is above and below
constexpr int kTextureSide = 512; // finer ones would only flicker
constexpr qint64 kMostBytes = 256LL << 20;
constexpr qint64 kMostTriangles = 4'000'000;
constexpr QRgb kGroundTop = 0xff4a4a4a;
constexpr QRgb kGroundBottom = 0xff333333;

float toLinear(int byte)
{
    const float value = float(byte) / 255;
    return value <= 0.04045F ? value / 12.92F : std::pow((value + 0.055F) / 1.055F, 2.4F);
}

int toScreen(float linear)
{
    const float value = std::clamp(linear, 0.0F, 1.0F);
    const float coded = value <= 0.0031308F ? value * 12.92F : 1.055F * std::pow(value, 1 / 2.4F) - 0.055F;
    return int(std::lround(coded * 255));
}

/// What is drawn into: colour and how near it is.
struct Target
{
    explicit Target(int pixels)
        : side(pixels)
        , colour(pixels, pixels, QImage::Format_RGB32)
        , depth(size_t(pixels) * size_t(pixels), -std::numeric_limits<float>::max())
    {
        for (int y = 0; y < side; ++y) {
            const int part = 255 * y / std::max(1, side - 1);
            const int grey = (qRed(kGroundTop) * (255 - part) + qRed(kGroundBottom) * part) / 255;
            std::fill_n(reinterpret_cast<QRgb*>(colour.scanLine(y)), side, qRgb(grey, grey, grey));
        }
    }
    int side;
    QImage colour;
    std::vector<float> depth; ///< larger is nearer
};

/// A material as it is painted.
struct Paint
{
    Paint(const MeshScene& scene, int index)
    {
        if (index < 0 || index >= scene.materials.size()) {
            return;
        }
        material = scene.materials[index];
        const int image = material.baseColourMap.image;
        if (image < 0 || image >= scene.images.size() || scene.images[image].image.isNull()) {
            return;
        }
        const QImage& stored = scene.images[image].image;
        picture = std::max(stored.width(), stored.height()) > kTextureSide
                      ? stored.scaled(kTextureSide, kTextureSide, Qt::KeepAspectRatio, Qt::SmoothTransformation)
                      : stored;
        picture = picture.convertToFormat(QImage::Format_ARGB32);
        const MeshTexture& map = material.baseColourMap;
        cosine = std::cos(map.rotation);
        sine = std::sin(map.rotation);
    }

    [[nodiscard]] static int wrapped(float at, int count, TextureWrap wrap)
    {
        const float whole = std::floor(at);
        float part = at - whole;
        if (wrap == TextureWrap::Clamp) {
            part = std::clamp(at, 0.0F, 0.9999F);
        } else if (wrap == TextureWrap::Mirror && std::fmod(std::abs(whole), 2.0F) == 1) {
            part = 1 - part;
        }
        return std::clamp(int(part * float(count)), 0, count - 1);
    }
    [[nodiscard]] QRgb at(const QVector2D& uv) const
    {
        // KHR_texture_transform: scaled, turned, moved.
        const MeshTexture& map = material.baseColourMap;
        const float u = uv.x() * map.scale.x();
        const float v = uv.y() * map.scale.y();
        const int x = wrapped(u * cosine + v * sine + map.offset.x(), picture.width(), map.wrapU);
        const int y = wrapped(v * cosine - u * sine + map.offset.y(), picture.height(), map.wrapV);
        return reinterpret_cast<const QRgb*>(picture.constScanLine(y))[x];
    }

    MeshMaterial material;
    QImage picture; ///< null without one
    float cosine = 1;
    float sine = 0;
};

/// A corner of a triangle on the way to the screen.
struct Corner
{
    QVector3D place; ///< x, y in pixels, z nearer when larger
    QVector3D normal;
    QVector2D uv;
    QVector4D tint{1, 1, 1, 1};
};

QMatrix4x4 turned()
{
    QMatrix4x4 view;
    view.rotate(kPitch, 1, 0, 0);
    view.rotate(-kYaw, 0, 1, 0);
    return view;
}

class Painter
{
public:
    Painter(Target& target, const Paint& paint)
        : m_target(target)
        , m_paint(paint)
        , m_factor(paint.material.baseColour)
    {
        for (int i = 0; i < 256; ++i) {
            m_linear[size_t(i)] = toLinear(i);
        }
        for (int i = 0; i <= kSteps; ++i) {
            m_screen[size_t(i)] = toScreen(float(i) / kSteps);
        }
    }

    void triangle(const std::array<Corner, 3>& corner)
    {
        const QVector3D& a = corner[0].place;
        const QVector3D& b = corner[1].place;
        const QVector3D& c = corner[2].place;
        const float area = (b.x() - a.x()) * (c.y() - a.y()) - (b.y() - a.y()) * (c.x() - a.x());
        if (area == 0 || !std::isfinite(area)) {
            return;
        }
        const auto [left, right] = std::minmax({a.x(), b.x(), c.x()});
        const auto [top, bottom] = std::minmax({a.y(), b.y(), c.y()});
        const int fromX = std::clamp(int(std::ceil(left - 0.5F)), 0, m_target.side);
        const int toX = std::clamp(int(std::floor(right - 0.5F)) + 1, 0, m_target.side);
        const int fromY = std::clamp(int(std::ceil(top - 0.5F)), 0, m_target.side);
        const int toY = std::clamp(int(std::floor(bottom - 0.5F)) + 1, 0, m_target.side);
        for (int y = fromY; y < toY; ++y) {
            for (int x = fromX; x < toX; ++x) {
                const float px = float(x) + 0.5F;
                const float py = float(y) + 0.5F;
                const float wa = ((b.x() - px) * (c.y() - py) - (b.y() - py) * (c.x() - px)) / area;
                const float wb = ((c.x() - px) * (a.y() - py) - (c.y() - py) * (a.x() - px)) / area;
                const float wc = 1 - wa - wb;
                if (wa >= 0 && wb >= 0 && wc >= 0) {
                    pixel(x, y, corner, {wa, wb, wc});
                }
            }
        }
    }

private:
    static constexpr int kSteps = 1023;

    void pixel(int x, int y, const std::array<Corner, 3>& corner, const std::array<float, 3>& weight)
    {
        const auto mix = [&](auto member) {
            return corner[0].*member * weight[0] + corner[1].*member * weight[1] + corner[2].*member * weight[2];
        };
        const float near = mix(&Corner::place).z();
        float& depth = m_target.depth[size_t(y) * size_t(m_target.side) + size_t(x)];
        if (near <= depth) {
            return;
        }
        QVector4D colour = m_factor * mix(&Corner::tint);
        if (!m_paint.picture.isNull()) {
            const QRgb texel = m_paint.at(mix(&Corner::uv));
            colour *= QVector4D(m_linear[size_t(qRed(texel))], m_linear[size_t(qGreen(texel))],
                                m_linear[size_t(qBlue(texel))], float(qAlpha(texel)) / 255);
        }
        if (m_paint.material.alpha != AlphaMode::Opaque && colour.w() < 0.5F) {
            return; // a hole, or nearly
        }
        depth = near;
        const float light = m_paint.material.unlit ? 1 : lightOn(mix(&Corner::normal).normalized());
        const auto shown = [&](float linear) {
            return m_screen[size_t(std::lrint(std::clamp(linear * light, 0.0F, 1.0F) * kSteps))];
        };
        reinterpret_cast<QRgb*>(m_target.colour.scanLine(y))[x] =
            qRgb(shown(colour.x()), shown(colour.y()), shown(colour.z()));
    }

    /// A large lamp at the upper left before it, a weaker one at the right, and what comes from everywhere, more of it
    /// from above. A face seen from behind is lit as its front is.
    [[nodiscard]] static float lightOn(QVector3D normal)
    {
        if (normal.z() < 0) {
            normal = -normal;
        }
        static const QVector3D key = QVector3D(-0.5F, 0.65F, 0.75F).normalized();
        static const QVector3D fill = QVector3D(0.9F, 0.1F, 0.35F).normalized();
        return 0.28F + 0.14F * normal.y() + 0.75F * std::max(0.0F, QVector3D::dotProduct(normal, key)) +
               0.2F * std::max(0.0F, QVector3D::dotProduct(normal, fill));
    }

    Target& m_target;
    const Paint& m_paint;
    QVector4D m_factor;
    std::array<float, 256> m_linear{};
    std::array<int, kSteps + 1> m_screen{};
};

/// A part as it stands before the camera.
struct Placed
{
    const MeshPrimitive* source = nullptr;
    MeshBuffer<QVector3D> positions;
    MeshBuffer<QVector3D> normals;
};

void draw(const Placed& part, const MeshScene& scene, const MeshBox& box, Target& target,
          const std::atomic_bool* cancelled)
{
    const MeshPrimitive& source = *part.source;
    const Paint paint(scene, source.material);
    Painter painter(target, paint);
    const QVector3D extent = box.size();
    const float scale = float(target.side) / std::max({extent.x() / kWide, extent.y() / kHigh, 1e-30F});
    const float middle = float(target.side) / 2;
    const QVector3D centre = box.centre();
    const auto& uv = source.uv[size_t(std::clamp(paint.material.baseColourMap.uvSet, 0, 1))];
    const auto corner = [&](quint32 index) {
        Corner made;
        const QVector3D at = (part.positions[index] - centre) * scale;
        made.place = {middle + at.x(), middle - at.y(), at.z()};
        made.normal = part.normals.isEmpty() ? QVector3D(0, 0, 1) : part.normals[index];
        made.uv = uv.isEmpty() ? QVector2D() : uv[index];
        if (!source.colours.isEmpty()) {
            made.tint = source.colours[index];
        }
        return made;
    };
    const quint32* const index = source.indices.data();
    for (qsizetype i = 0; i + 2 < source.indices.size(); i += 3) {
        if ((i & 0xffff) == 0 && cancelled != nullptr && *cancelled) {
            return;
        }
        painter.triangle({corner(index[i]), corner(index[i + 1]), corner(index[i + 2])});
    }
}

} // namespace

QImage previewOf(const MeshScene& scene, int side, const std::atomic_bool* cancelled)
{
    const QMatrix4x4 view = turned();
    QList<Placed> parts;
    MeshBox box;
    for (const WorldPart& part : worldParts(scene)) {
        Placed placed{&part.source(scene), part.worldPositions(), part.worldNormals()};
        for (QVector3D& at : placed.positions) {
            at = view.map(at);
            box.add(at);
        }
        for (QVector3D& normal : placed.normals) {
            normal = view.mapVector(normal);
        }
        parts.append(placed);
    }
    Target target(side * kFiner);
    for (const Placed& part : std::as_const(parts)) {
        draw(part, scene, box, target, cancelled);
    }
    if (cancelled != nullptr && *cancelled) {
        return {};
    }
    return target.colour.scaled(side, side, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
}

Result<QImage> meshPreview(const QString& path, int side, const std::atomic_bool* cancelled)
{
    MeshReadOptions options;
    options.cancelled = cancelled;
    options.limits.fileBytes = kMostBytes;
    options.limits.triangles = kMostTriangles;
    const auto scene = readMesh(path, options);
    if (!scene) {
        return tl::unexpected(scene.error());
    }
    const QImage picture = previewOf(*scene, side, cancelled);
    if (picture.isNull()) {
        return failure(ErrorKind::Cancelled, {}, path);
    }
    return picture;
}

} // namespace maquette
