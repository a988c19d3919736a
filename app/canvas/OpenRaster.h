// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QColorSpace>
#include <QImage>
#include <QList>
#include <QPoint>
#include <QRect>
#include <QTemporaryDir>

#include <atomic>

namespace maquette {

/// One layer of a layered file.
struct RasterLayer
{
    QString name;
    QImage image;
    QPoint at = {};     ///< of the layer's top left pixel on the picture
    double opacity = 1; ///< 0 to 1
    bool visible = true;
    int height = 0; ///< the higher ones lie above the lower ones
};

/// A mask as a layer: white, as opaque as \a grey is bright, so that "alpha to selection" gives the mask back.
[[nodiscard]] QImage maskAsLayer(const QImage& grey);

/// Writes an OpenRaster file (.ora, specification 0.0.5: https://www.openraster.org), which Krita and GIMP open, with
/// the flattened picture and a thumbnail. All layers get the colour space of the first (sRGB where one names none),
/// each keeps its own depth. Layers are encoded to disk one by one: of their pixels there are never more in memory than
/// one layer's and the flattened picture's. For a worker.
class OpenRasterWriter
{
public:
    /// What is unfinished lies beside \a path and is removed with this.
    explicit OpenRasterWriter(QString path, const std::atomic_bool* cancelled = nullptr);
    ~OpenRasterWriter();
    OpenRasterWriter(const OpenRasterWriter&) = delete;
    OpenRasterWriter& operator=(const OpenRasterWriter&) = delete;

    /// Visible layers are added from the lowest to the highest, hidden ones at any time. Errors: Storage, Cancelled.
    [[nodiscard]] Result<void> add(const RasterLayer& layer);
    /// What all layers so far cover.
    [[nodiscard]] QRect extent() const { return m_extent; }
    /// Writes the file, a picture of \a canvas. \a path holds the old file or the new one whatever happens. Errors:
    /// Storage, Cancelled; InvalidInput without layers or for an empty \a canvas.
    [[nodiscard]] Result<void> finish(QRect canvas);

private:
    /// A layer that was encoded.
    struct Entry
    {
        QString name;
        QString file;
        QPoint at;
        double opacity = 1;
        bool visible = true;
        int height = 0;
    };
    [[nodiscard]] bool isCancelled() const { return m_cancelled != nullptr && *m_cancelled; }
    [[nodiscard]] Result<QString> encode(const QImage& image);
    void flatten(const RasterLayer& layer, const QImage& image);
    [[nodiscard]] QByteArray stackXml(QRect canvas) const;
    [[nodiscard]] Result<void> writeArchive(const QString& path, QRect canvas);

    QString m_path;
    const std::atomic_bool* m_cancelled;
    QTemporaryDir m_folder;
    QList<Entry> m_entries; ///< the highest first, once they are sorted
    QRect m_extent;
    QColorSpace m_space; ///< of the first layer; sRGB where it names none
    QImage m_flat;       ///< the visible layers so far:
    QPoint m_flatAt;
    bool m_wide = false; ///< 16 bits
};

} // namespace maquette
