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
    QString bytes(qint64 count) const { return m_locale.formattedDataSize(count); }

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
