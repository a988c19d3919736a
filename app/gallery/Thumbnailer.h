// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/Asset.h"
#include "app/assets/BlobStore.h"
#include "app/base/Result.h"

#include <QImage>
#include <QObject>

#include <atomic>
#include <functional>
#include <memory>

namespace maquette {

/// A wish for a small picture of an asset, as a value.
struct ThumbnailRequest
{
    AssetId asset;
    int pixels = 256; ///< longer side, device pixels; 64 to 1024
    bool operator==(const ThumbnailRequest&) const = default;
};

/// Makes the picture, \a pixels wide and high, of a file that is of \a kind and no picture; called in a worker. Gives
/// up when \a ending becomes true.
using ThumbnailMaker =
    std::function<Result<QImage>(const QString& source, MediaKind kind, int pixels, const std::atomic_bool& ending)>;

/// Small pictures, made by workers and kept on disk by content hash, size and scheme version, and in memory within a
/// budget of bytes. Visible ones first. Lives in the thread that made it; workers deliver QImage.
class Thumbnailer : public QObject
{
    Q_OBJECT

public:
    /// \a maker: for sounds and meshes; without one they have none.
    Thumbnailer(BlobStore blobs, const QString& cacheFolder, ThumbnailMaker maker = {},
                qint64 memoryBytes = qint64(96) * 1024 * 1024, QObject* parent = nullptr);
    ~Thumbnailer() override;

    /// The picture if it is in memory, else null and the work is queued; ready() or failed() follows. What failed
    /// before is not tried again and not signalled again (a view may ask at every repaint): see whyFailed().
    [[nodiscard]] QImage get(const ThumbnailRequest& request);
    /// Why the picture could not be made, empty when it was or was not tried yet.
    [[nodiscard]] QString whyFailed(const ThumbnailRequest& request) const;
    /// What is on screen now, most important first. Queued work for anything else waits behind it; far ones are
    /// forgotten.
    void setVisible(const QList<ThumbnailRequest>& requests);

Q_SIGNALS:
    void ready(const maquette::AssetId& asset, int pixels, const QImage& picture);
    void failed(const maquette::AssetId& asset, int pixels, const QString& why);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace maquette
