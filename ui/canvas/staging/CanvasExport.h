// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/OpenRaster.h"
#include "app/canvas/PictureExport.h"
#include "app/canvas/TiledImage.h"
#include "ui/canvas/staging/StagedVersion.h"

#include <atomic>
#include <functional>

namespace maquette {

/// What there is to export of the stage. A value for a worker.
struct ExportContent
{
    QImage picture; ///< as it looks now, in its own depth; null = read from:
    QString pictureFile;
    QString title; ///< for the proposed name
    PictureTexts texts;
    // For layers.
    TiledMask mask;
    TiledColour sketch;
    QMap<QString, TiledMask> savedMasks;
    QList<StagedVersion> results; ///< the one to be seen first
};

/// How.
struct ExportChoice
{
    QString path;
    bool layers = false; ///< OpenRaster; the options do not count then
    ExportOptions options;
};

/// A result that could not be put in place, so that the file is without it.
struct LeftOut
{
    QString name;
    Error error;
};

/// Writes an export, atomically; results that are not in place yet are put there on the way. For a worker. \a step gets
/// what it is at. Errors: those of readSource(), exportPicture() and OpenRasterWriter, and Cancelled.
[[nodiscard]] Result<QList<LeftOut>> writeExport(const ExportContent& content, const ExportChoice& choice,
                                                 const std::atomic_bool& cancelled,
                                                 const std::function<void(const QString&)>& step);

} // namespace maquette
