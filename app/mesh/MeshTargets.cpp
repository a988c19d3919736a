// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/MeshTargets.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("MeshTargets", text);
}

class Comparison
{
public:
    template <typename T>
    void most(const QString& what, const std::optional<T>& wanted, T found, const QString& unit = {})
    {
        if (wanted) {
            add(what, tr("at most %1").arg(shown(*wanted, unit)), shown(found, unit), found <= *wanted);
        }
    }
    void none(const QString& what, bool wanted, qint64 found)
    {
        if (wanted) {
            add(what, tr("none"), m_locale.toString(found), found == 0);
        }
    }
    void add(const QString& what, const QString& wanted, const QString& found, bool passed)
    {
        results.append({what, wanted, found, passed});
    }
    QString bytes(qint64 count) const { return m_locale.formattedDataSize(count, 1, QLocale::DataSizeSIFormat); }

    QList<TargetResult> results;

private:
    template <typename T>
    QString shown(T value, const QString& unit) const
    {
        QString text;
        if constexpr (std::is_floating_point_v<T>) {
            text = m_locale.toString(value, 'g', 4);
        } else {
            text = m_locale.toString(qint64(value));
        }
        return unit.isEmpty() ? text : text + QLatin1Char(' ') + unit;
    }

    QLocale m_locale;
};

} // namespace

QJsonObject MeshTargets::toJson() const
{
    QJsonObject json;
    const auto put = [&json](const char* name, const auto& value) {
        if (value) {
            json.insert(QLatin1String(name), double(*value));
        }
    };
    put("mostTriangles", mostTriangles);
    put("mostVertices", mostVertices);
    put("mostMaterials", mostMaterials);
    put("mostTextureSide", mostTextureSide);
    put("mostBytes", mostBytes);
    put("longestSide", longestSide);
    put("mostComponents", mostComponents);
    json.insert(QStringLiteral("watertight"), watertight);
    json.insert(QStringLiteral("noNonManifold"), noNonManifold);
    json.insert(QStringLiteral("noDegenerate"), noDegenerate);
    return json;
}

MeshTargets MeshTargets::fromJson(const QJsonObject& json)
{
    MeshTargets targets;
    const auto take = [&json](const char* name, auto& value, double most) {
        using Value = typename std::remove_reference_t<decltype(value)>::value_type;
        const double read = json.value(QLatin1String(name)).toDouble(-1);
        if (read > 0 && read <= most) {
            value = Value(read);
        }
    };
    constexpr double kCount = 1e12;
    take("mostTriangles", targets.mostTriangles, kCount);
    take("mostVertices", targets.mostVertices, kCount);
    take("mostMaterials", targets.mostMaterials, 1e6);
    take("mostTextureSide", targets.mostTextureSide, 1e6);
    take("mostBytes", targets.mostBytes, 1e15);
    take("longestSide", targets.longestSide, 1e30);
    take("mostComponents", targets.mostComponents, kCount);
    targets.watertight = json.value(QLatin1String("watertight")).toBool();
    targets.noNonManifold = json.value(QLatin1String("noNonManifold")).toBool();
    targets.noDegenerate = json.value(QLatin1String("noDegenerate")).toBool();
    return targets;
}

QList<TargetResult> compareWithTargets(const MeshFacts& facts, const MeshTargets& targets)
{
    Comparison compare;
    compare.most(tr("Triangles"), targets.mostTriangles, facts.triangles);
    compare.most(tr("Vertices"), targets.mostVertices, facts.vertices);
    compare.most(tr("Materials"), targets.mostMaterials, facts.materials);
    int side = 0;
    for (const QSize& size : facts.textures) {
        side = std::max({side, size.width(), size.height()});
    }
    compare.most(tr("Texture side"), targets.mostTextureSide, side, tr("px"));
    if (targets.mostBytes) {
        compare.add(tr("File size"), tr("at most %1").arg(compare.bytes(*targets.mostBytes)),
                    compare.bytes(facts.fileBytes), facts.fileBytes <= *targets.mostBytes);
    }
    const QVector3D size = facts.box.size();
    compare.most(tr("Longest side"), targets.longestSide, double(std::max({size.x(), size.y(), size.z()})), facts.unit);
    compare.most(tr("Separate pieces"), targets.mostComponents, facts.components);
    if (targets.watertight) {
        compare.add(tr("Watertight"), tr("yes"), facts.watertight ? tr("yes") : tr("no"), facts.watertight);
    }
    compare.none(tr("Non-manifold edges"), targets.noNonManifold, facts.nonManifoldEdges);
    compare.none(tr("Triangles without area"), targets.noDegenerate, facts.degenerate);
    return compare.results;
}

} // namespace maquette
