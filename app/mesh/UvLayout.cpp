// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/UvLayout.h"

#include "app/mesh/MeshShading.h"

#include <QPainter>

#include <algorithm>
#include <numeric>

namespace maquette {

namespace {

struct UvEdge
{
    quint32 low = 0;
    quint32 high = 0;
    auto operator<=>(const UvEdge&) const = default;
};

QPointF pointOf(const QVector3D& uv)
{
    return {double(uv.x()), double(uv.y())};
}

quint32 rootOf(std::vector<quint32>& parents, quint32 of)
{
    while (parents[of] != of) {
        parents[of] = parents[parents[of]];
        of = parents[of];
    }
    return of;
}

/// Coordinates of a primitive joined where they are the same; an edge with one triangle is a border.
void addPrimitive(const MeshPrimitive& primitive, int uvSet, UvLayout& layout)
{
    const auto& uv = primitive.uv[size_t(std::clamp(uvSet, 0, 1))];
    if (uv.isEmpty()) {
        return;
    }
    std::vector<QVector3D> places;
    places.reserve(size_t(uv.size()));
    for (const QVector2D& at : uv.values()) {
        places.emplace_back(at.x(), at.y(), 0.0F);
    }
    quint32 count = 0;
    const std::vector<quint32> points = weldPositions(places, &count);
    std::vector<QVector3D> byPoint(count);
    for (size_t i = 0; i < points.size(); ++i) {
        byPoint[points[i]] = places[i];
    }
    std::vector<quint32> parents(count);
    std::iota(parents.begin(), parents.end(), 0U);
    std::vector<bool> used(count, false);
    std::vector<UvEdge> edges;
    edges.reserve(size_t(primitive.indices.size()));
    for (qsizetype i = 0; i < primitive.indices.size(); ++i) {
        const qsizetype next = i % 3 == 2 ? i - 2 : i + 1;
        const quint32 a = points[primitive.indices[i]];
        const quint32 b = points[primitive.indices[next]];
        used[a] = true;
        if (a != b) {
            edges.push_back({std::min(a, b), std::max(a, b)});
            parents[rootOf(parents, a)] = rootOf(parents, b);
        }
    }
    std::sort(edges.begin(), edges.end());
    for (size_t i = 0; i < edges.size();) {
        size_t next = i + 1;
        while (next < edges.size() && edges[next] == edges[i]) {
            ++next;
        }
        const QLineF line(pointOf(byPoint[edges[i].low]), pointOf(byPoint[edges[i].high]));
        layout.edges.append(line);
        if (next == i + 1) {
            layout.borders.append(line);
        }
        i = next;
    }
    for (quint32 i = 0; i < count; ++i) {
        layout.islands += used[i] && rootOf(parents, i) == i ? 1 : 0;
        const QPointF at = pointOf(byPoint[i]);
        layout.box =
            layout.box.isNull() ? QRectF(at, QSizeF(1e-9, 1e-9)) : layout.box.united(QRectF(at, QSizeF(1e-9, 1e-9)));
        layout.outside = layout.outside || at.x() < -1e-6 || at.y() < -1e-6 || at.x() > 1 + 1e-6 || at.y() > 1 + 1e-6;
    }
}

} // namespace

UvLayout uvLayout(const MeshScene& scene, int material, int uvSet)
{
    UvLayout layout;
    for (const Mesh& mesh : scene.meshes) {
        for (const MeshPrimitive& primitive : mesh.primitives) {
            if (material == -2 || primitive.material == material) {
                addPrimitive(primitive, uvSet, layout);
            }
        }
    }
    return layout;
}

QImage paintUvPart(const UvLayout& layout, const QImage& under, const UvPart& part, const std::atomic_bool* cancelled)
{
    constexpr qsizetype kChunk = 4096;
    constexpr qsizetype kSoftened = 150'000; // more lines than that are drawn hard, several times as fast
    QImage image(part.pixels, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.scale(part.pixels.width() / part.area.width(), part.pixels.height() / part.area.height());
    painter.translate(-part.area.topLeft());
    const QRectF square(0, 0, 1, 1);
    const QRectF seen = square & part.area;
    if (!under.isNull() && !seen.isEmpty()) {
        // The seen part only: a picture that is enlarged a hundred times is not to be drawn whole.
        painter.drawImage(seen, under,
                          QRectF(seen.x() * under.width(), seen.y() * under.height(), seen.width() * under.width(),
                                 seen.height() * under.height()));
    }
    const auto draw = [&](const QList<QLineF>& lines, const QColor& colour, double width) {
        QPen pen(colour, width);
        pen.setCosmetic(true);
        painter.setPen(pen);
        QList<QLineF> chosen;
        chosen.reserve(kChunk);
        for (qsizetype i = 0; i <= lines.size(); ++i) {
            if (chosen.size() == kChunk || i == lines.size()) {
                if (cancelled != nullptr && *cancelled) {
                    return;
                }
                painter.drawLines(chosen);
                chosen.clear();
            }
            if (i < lines.size()) {
                const QLineF& line = lines[i];
                const auto [left, right] = std::minmax({line.x1(), line.x2()});
                const auto [top, bottom] = std::minmax({line.y1(), line.y2()});
                if (right >= part.area.left() && left <= part.area.right() && bottom >= part.area.top() &&
                    top <= part.area.bottom()) {
                    chosen.append(line);
                }
            }
        }
    };
    QPen frame(part.frame, 1);
    frame.setCosmetic(true);
    painter.setPen(frame);
    painter.drawRect(square);
    painter.setRenderHint(QPainter::Antialiasing, layout.edges.size() < kSoftened);
    draw(layout.edges, part.line, 1);
    draw(layout.borders, part.border, 1.5);
    return cancelled != nullptr && *cancelled ? QImage() : image;
}

} // namespace maquette
