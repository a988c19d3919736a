// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/Thumbnailer.h"

#include <QObject>
#include <QSizeF>

namespace maquette {

class Studio;

/// Small pictures at the size a view needs them. Works before the studio is open too: then there is simply nothing yet.
class Thumbnails : public QObject
{
    Q_OBJECT

public:
    explicit Thumbnails(Studio& studio, QObject* parent = nullptr);

    /// The wish for a picture of \a asset that covers \a area (logical pixels) sharply at \a ratio device pixels each.
    /// Sizes are rounded up to a few steps.
    [[nodiscard]] static ThumbnailRequest covering(const Asset& asset, QSizeF area, double ratio);
    /// Null while it is being made; changed() follows.
    [[nodiscard]] QImage get(const ThumbnailRequest& request);
    /// True when no picture of it can be made.
    [[nodiscard]] bool isBroken(const ThumbnailRequest& request) const;
    void setVisible(const QList<ThumbnailRequest>& requests);

Q_SIGNALS:
    void changed(const maquette::AssetId& asset, const QImage& picture); ///< null: it cannot be made

private:
    void attach();
    Studio& m_studio;
    Thumbnailer* m_thumbnailer = nullptr;
};

} // namespace maquette
