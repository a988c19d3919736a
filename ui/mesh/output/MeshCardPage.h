// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/mesh/MeshTargets.h"

#include <QDateTime>
#include <QImage>
#include <QStringList>

class QPainter;

namespace maquette {

/// What stands on the page that is handed to a client.
struct MeshCard
{
    QString title;
    QDateTime made;         ///< shown as a date of the user's
    QList<QImage> pictures; ///< the first one large, up to three more below it; may have a transparent ground
    QString format;         ///< "GLB", as MeshScene::format
    MeshFacts facts;
    QList<TargetResult> targets;
    QStringList notes; ///< what of the file is not shown
};

/// A4 upright, in points (1/72 inch).
inline constexpr QSizeF kCardPage(595, 842);

/// Paints the page with its upper left corner at the origin, one unit for a point; dark on white whatever the theme.
void paintMeshCard(QPainter& painter, const MeshCard& card);

/// Writes one page of PDF with its text as text. Any thread. Errors: Storage, Internal.
[[nodiscard]] Result<void> writeMeshCardPdf(const MeshCard& card, const QString& path);
/// The same as a picture of 200 pixels to the inch.
[[nodiscard]] Result<void> writeMeshCardPng(const MeshCard& card, const QString& path);

} // namespace maquette
