// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/TiledImage.h"

#include <QMap>
#include <QString>

namespace maquette {

/// How far the picture is to grow at each side, in pixels; never negative.
struct OutpaintFrame
{
    int left = 0;
    int up = 0;
    int right = 0;
    int down = 0;

    [[nodiscard]] bool isEmpty() const { return left == 0 && up == 0 && right == 0 && down == 0; }
    bool operator==(const OutpaintFrame&) const = default;
};

/// What is sent around the mask.
struct ContextChoice
{
    enum class Kind {
        Automatic, ///< the mask's bounding box with padding
        Whole,     ///< the whole picture
        Frame      ///< the frame that was dragged
    };

    Kind kind = Kind::Automatic;
    int padding = 64; ///< pixels around the mask, for Automatic
    QRect frame;      ///< for Frame

    bool operator==(const ContextChoice&) const = default;
};

/// What is done to the mask's edge before it is sent, never to the mask itself.
struct MaskEdge
{
    static constexpr int kLimit = 200;

    int grow = 0;    ///< pixels, -200 (shrinks) to 200
    int feather = 0; ///< pixels to either side of the edge, 0 to 200

    [[nodiscard]] bool isNone() const { return grow == 0 && feather == 0; }
    bool operator==(const MaskEdge&) const = default;
};

/// A staged result of which a part was brushed away.
struct BrushedResult
{
    QString under;    ///< the job of the result that shows through; empty = the picture before
    TiledMask hidden; ///< of the result's size, never null; 255 = what is below shows

    bool operator==(const BrushedResult&) const = default;
};

/// Everything on the canvas that undo covers. A value: copies share their tiles.
struct CanvasDocument
{
    CanvasDocument() = default;
    /// An empty mask and sketch of \a canvasSize over the picture \a picture.
    explicit CanvasDocument(QSize canvasSize, QString picture = {})
        : size(canvasSize)
        , mask(canvasSize)
        , sketch(canvasSize)
        , basePicture(std::move(picture))
    {
    }

    QSize size; ///< of the picture under the canvas; that of mask, sketch and saved masks, too
    TiledMask mask;
    TiledColour sketch;
    OutpaintFrame outpaint;
    ContextChoice context;
    MaskEdge edge;
    QMap<QString, TiledMask> savedMasks;  ///< by the name the user gave
    QMap<QString, BrushedResult> brushed; ///< by the result's job
    bool colourMatch = true;
    QString basePicture; ///< SHA-256 of the picture under the canvas; changes when a result is accepted

    bool operator==(const CanvasDocument&) const = default;
};

} // namespace maquette
