// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshTargets.h"

#include <QColor>
#include <QList>
#include <QRectF>
#include <QString>

class QPainter;

namespace maquette {

/// One thing that is known of a mesh, as it is written.
struct MeshFactRow
{
    QString name; ///< for object names ("triangles")
    QString label;
    QString value;
    bool doubtful = false; ///< something to look at: a hole, a face that looks inwards
};

/// All that panel and card tell of a mesh. \a format: "GLB", as MeshScene::format; empty where the file is told of
/// already.
[[nodiscard]] QList<MeshFactRow> meshFactRows(const MeshFacts& facts, const QString& format);

/// "All 4 targets are kept." or "2 of 5 targets are missed."; empty without targets.
[[nodiscard]] QString targetVerdict(const QList<TargetResult>& results);
/// "kept" or "missed".
[[nodiscard]] QString targetWord(bool passed);
/// A tick or a cross that fills \a place: not by colour alone.
void paintTargetMark(QPainter& painter, const QRectF& place, bool passed, const QColor& colour);

} // namespace maquette
