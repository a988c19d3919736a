// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/Asset.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>

namespace maquette {

/// A way out of a problem with what the canvas sends, as one link: "Send as WebP".
struct CanvasOffer
{
    QString id;
    QString label;
    QString hint; ///< what it costs in quality
    bool operator==(const CanvasOffer&) const = default;
};

/// What the canvas adds to the form: the files it makes of picture and mask, and the fields that are drawn on it.
struct CanvasPart
{
    QStringList roles;              ///< inputs the canvas gives; wells of those that must be given are not shown
    QString summary;                ///< one line: "Sends 512 × 768 px around the mask, 0.9 MB."
    QString problem;                ///< why it cannot be sent, for the button; empty when it can
    bool ready = false;             ///< the assets are what the canvas shows; while not, an order waits
    QHash<QString, AssetId> assets; ///< by role; of the roles only these are sent
    QJsonObject values;             ///< parameters the canvas has, in pixels of its picture
    QJsonObject sentValues;         ///< the same in pixels of what is sent, where that is reduced
    QList<CanvasOffer> offers;
    bool caution = false; ///< the summary says what one would regret to have overlooked
    bool operator==(const CanvasPart&) const = default;
};

} // namespace maquette
