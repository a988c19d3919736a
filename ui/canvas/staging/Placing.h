// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/Asset.h"
#include "app/canvas/Compose.h"
#include "ui/canvas/MipPyramid.h"
#include "ui/canvas/staging/StagingBar.h"

#include <QJsonObject>

namespace maquette {

struct Operation;

/// How a result comes to lie on the picture it was ordered for.
enum class PlaceKind {
    Masked,   ///< inside the mask; outside it nothing changes
    Outpaint, ///< around the picture, which stays as it is
    Frame,    ///< inside the frame that was sent
    Whole     ///< in place of the picture
};

/// What the results of one order are put in place with. A value; the canvas may have changed since.
struct PlaceRecord
{
    AssetId base; ///< what was ordered for
    QString baseTitle;
    QString operation;
    PlaceKind kind = PlaceKind::Whole;
    TiledMask edged; ///< of the base's size; null unless Masked
    OutpaintFrame outpaint;
    SendPlan plan;

    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: InvalidInput when it cannot be used.
    [[nodiscard]] static Result<PlaceRecord> fromJson(const QJsonObject& json);
};

/// \a mask of \a size in one small text (its painted part as PNG), and back. Null when it cannot be read.
[[nodiscard]] QJsonObject maskToJson(const TiledMask& mask);
[[nodiscard]] TiledMask maskFromJson(const QJsonObject& json);

/// \a masked: a mask went with the order.
[[nodiscard]] PlaceKind placeKind(const Operation& operation, bool masked, bool outpainted, bool whole);

/// A result where it belongs.
struct PlacedResult
{
    PlaceKind kind = PlaceKind::Whole;
    QImage image;         ///< in depth and colours of the original, unless Whole
    MipPyramid pyramid;   ///< of image, for showing
    MipPyramid before;    ///< what was sent of the original, at image's size; null when it has that size by itself
    TiledMask area;       ///< where changes were asked for, of the original's size; null for Outpaint and Whole
    QPoint originalAt;    ///< of the original's corner on image
    qint64 inside = 0;    ///< pixels changed where changes were asked for
    qint64 outside = 0;   ///< pixels changed elsewhere
    bool counted = false; ///< false when the sizes differ, so that there is nothing to count
    QRect changed;        ///< bounding box, on image
    QSize originalSize;
};

/// Puts the result in \a file in place. For a worker. Errors: as readSource() and composeBack().
[[nodiscard]] Result<PlacedResult> placeResult(const SourcePicture& original, const QString& file,
                                               const PlaceRecord& record, bool colourMatch,
                                               const std::atomic_bool* cancelled = nullptr);

/// Where \a placed is shown on the canvas of \a canvas pixels: a new picture of another shape in its own shape, as
/// large as fits. Null = over all of it.
[[nodiscard]] QRect placeOnCanvas(const PlacedResult& placed, QSize canvas);

/// \a image in \a space, the same colours to look at; what names no space is sRGB.
[[nodiscard]] QImage inSpace(const QImage& image, const QColorSpace& space);

/// What can truly be said of the pixels of \a placed.
[[nodiscard]] StagingProof proofOf(const PlacedResult& placed);
/// Why it may not be accepted; empty when it may.
[[nodiscard]] QString refusalOf(const PlacedResult& placed);

} // namespace maquette
