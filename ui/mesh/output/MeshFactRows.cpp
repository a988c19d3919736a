// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/output/MeshFactRows.h"

#include "ui/widgets/items/Formats.h"

#include <QCoreApplication>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <map>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("MeshFactRows", text);
}

QString number(qint64 count)
{
    return QLocale().toString(count);
}

/// "2 × 1024 × 1024, 512 × 256": the same sizes counted together, the largest first.
QString textureText(const QList<QSize>& textures)
{
    if (textures.isEmpty()) {
        return tr("none");
    }
    std::map<std::pair<int, int>, int, std::greater<>> counted;
    for (const QSize& size : textures) {
        ++counted[{size.width(), size.height()}];
    }
    QStringList parts;
    for (const auto& [size, count] : counted) {
        const QString pixels = formats::pixels(size.first, size.second);
        parts.append(count > 1 ? tr("%1 of %2").arg(count).arg(pixels) : pixels);
    }
    return parts.join(QStringLiteral(", "));
}

QString lengthText(double length)
{
    return QLocale().toString(length, 'g', 3);
}

QString sizeText(const MeshFacts& facts)
{
    const QVector3D size = facts.box.size();
    const QString sides =
        QStringLiteral("%1 × %2 × %3")
            .arg(lengthText(double(size.x())), lengthText(double(size.y())), lengthText(double(size.z())));
    return facts.unit.isEmpty() ? tr("%1, no unit").arg(sides) : sides + QLatin1Char(' ') + facts.unit;
}

QString volumeText(const MeshFacts& facts)
{
    // Not "%1³": to arg() the raised three is a digit, and that would be place 13.
    const QString unit = facts.unit.isEmpty() ? QString() : QLatin1Char(' ') + facts.unit + QChar(0x00B3);
    return lengthText(facts.volume) + unit;
}

} // namespace

QList<MeshFactRow> meshFactRows(const MeshFacts& facts, const QString& format)
{
    QList<MeshFactRow> rows;
    const auto add = [&rows](const char* name, const QString& label, const QString& value, bool doubtful = false) {
        rows.append({QLatin1String(name), label, value, doubtful});
    };
    const auto faults = [&](const char* name, const QString& label, qint64 count) {
        add(name, label, number(count), count > 0);
    };
    add("triangles", tr("Triangles"), number(facts.triangles));
    add("vertices", tr("Vertices"), number(facts.vertices));
    add("materials", tr("Materials"), number(facts.materials));
    add("textures", tr("Textures"), textureText(facts.textures));
    if (!format.isEmpty()) {
        add("file", tr("File"), tr("%1 %2").arg(formats::bytes(facts.fileBytes), format));
    }
    add("size", tr("Size"), sizeText(facts));
    add("pieces", tr("Pieces"), number(facts.components));
    add("watertight", tr("Watertight"), facts.watertight ? tr("yes") : tr("no"), !facts.watertight);
    faults("open", tr("Open edges"), facts.openEdges);
    faults("nonManifold", tr("Non-manifold"), facts.nonManifoldEdges);
    if (facts.reversedEdges > 0) {
        faults("reversed", tr("Reversed"), facts.reversedEdges);
    }
    if (facts.insideOut > 0) {
        faults("insideOut", tr("Inside out"), facts.insideOut);
    }
    faults("degenerate", tr("Without area"), facts.degenerate);
    if (facts.watertight) {
        add("volume", tr("Volume"), volumeText(facts));
    }
    return rows;
}

QString targetVerdict(const QList<TargetResult>& results)
{
    if (results.isEmpty()) {
        return {};
    }
    const auto missed =
        std::count_if(results.begin(), results.end(), [](const TargetResult& one) { return !one.passed; });
    if (missed == 0) {
        return results.size() == 1 ? tr("The target is kept.") : tr("All %1 targets are kept.").arg(results.size());
    }
    return results.size() == 1 ? tr("The target is missed.")
                               : tr("%1 of %2 targets are missed.").arg(missed).arg(results.size());
}

QString targetWord(bool passed)
{
    return passed ? tr("kept") : tr("missed");
}

void paintTargetMark(QPainter& painter, const QRectF& place, bool passed, const QColor& colour)
{
    const double side = std::min(place.width(), place.height());
    const QPointF corner = place.center() - QPointF(side, side) / 2;
    const auto at = [&](double x, double y) { return corner + QPointF(x, y) * side; };
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colour, side * 0.14, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    if (passed) {
        const QPointF tick[] = {at(0.14, 0.54), at(0.4, 0.8), at(0.86, 0.22)};
        painter.drawPolyline(tick, 3);
    } else {
        painter.drawLine(at(0.2, 0.2), at(0.8, 0.8));
        painter.drawLine(at(0.8, 0.2), at(0.2, 0.8));
    }
    painter.restore();
}

} // namespace maquette
