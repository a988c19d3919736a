// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/PictureDecoder.h"

#include <QColorSpace>
#include <QImage>

namespace maquette {

/// A picture to be edited: its own pixels in their own depth and colour space, upright. Coordinates of the canvas are
/// pixels of this image.
struct SourcePicture
{
    QImage image;      ///< RGB32 or ARGB32, or RGBX64 or RGBA64 when \a wide; its colorSpace() is what the file named
    QColorSpace space; ///< always valid: sRGB where the file names none
    bool wide = false; ///< more than 8 bits for a channel
    bool hasAlpha = false; ///< the format has an alpha channel, whatever is in it
    QString note;          ///< sentences about what reading changed or left out, empty if nothing
};

/// Brings \a image into one of the four formats of a SourcePicture, without changing a value.
[[nodiscard]] SourcePicture sourceFromImage(const QImage& image);

/// Reads a file for editing: upright by EXIF, depth and colour profile kept. Unlike a viewer's reading it refuses what
/// would not be the picture afterwards: files cut short, animations, print colours (CMYK). For a worker. Errors, each
/// in sentences for people that say what to do: Storage, InvalidInput, Cancelled.
[[nodiscard]] Result<SourcePicture> readSource(const QString& path, const std::atomic_bool* cancelled = nullptr,
                                               const DecodeProgress& progressed = {});

} // namespace maquette
