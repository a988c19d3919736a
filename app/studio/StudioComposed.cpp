// SPDX-License-Identifier: GPL-3.0-or-later
// Studio's way to keep what was put together here from paid results.
#include "app/studio/Studio.h"

#include "app/studio/StudioPrivate.h"

#include <QBuffer>
#include <QImageWriter>

namespace maquette {

namespace {

/// Qt's scale for PNG is 0 to 100, the smallest file last. Beyond this a large picture takes seconds longer for a few
/// percent.
constexpr int kCompression = 30;

Result<QByteArray> encoded(const QImage& image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImageWriter writer(&buffer, "PNG");
    writer.setCompression(kCompression);
    if (!writer.write(image)) {
        return failure(ErrorKind::InvalidInput, writer.errorString());
    }
    return bytes;
}

/// Puts \a original into the library, as an import, when it is not there yet.
Result<void> addOriginal(Core& core, const AssetId& original, const QString& title, const QDateTime& now)
{
    const auto known = core.itemOf(original);
    if (!known) {
        return tl::unexpected(known.error());
    }
    if (*known && !(*known)->id.isEmpty()) {
        return {};
    }
    const auto asset = core.blobs().find(original);
    if (!asset) {
        return tl::unexpected(asset.error());
    }
    GalleryItem item;
    item.asset = *asset;
    item.title = *known ? (*known)->title : title;
    item.created = *known ? (*known)->created : now;
    const auto added = core.gallery().add(item);
    if (!added) {
        return tl::unexpected(added.error());
    }
    Q_EMIT core.itemAdded(*added);
    return {};
}

Result<QList<GalleryItem>> resultsOf(Core& core, const ComposedPicture& what)
{
    QList<GalleryItem> results;
    for (const QString& id : what.results) {
        const auto item = core.gallery().find(id);
        if (!item) {
            return tl::unexpected(item.error());
        }
        if (*item) {
            results.append(**item);
        }
    }
    if (results.isEmpty()) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("no result it was made of is in the library"));
    }
    return results;
}

/// Bytes first, then the index.
Result<GalleryItem> keep(Core& core, const ComposedPicture& what, const QByteArray& bytes, const QDateTime& now)
{
    const auto results = resultsOf(core, what);
    if (!results) {
        return tl::unexpected(results.error());
    }
    const auto asset = core.blobs().putBytes(bytes);
    if (!asset) {
        return tl::unexpected(asset.error());
    }
    if (auto original = addOriginal(core, what.original, what.originalTitle, now); !original) {
        return tl::unexpected(original.error());
    }
    const GalleryItem& first = results->constFirst();
    GalleryItem item;
    item.asset = *asset;
    item.title = first.title;
    item.operation = first.operation;
    item.provider = first.provider;
    item.practice = first.practice;
    item.request = first.request;
    item.resolved = first.resolved;
    item.seed = first.seed;
    item.composed = true;
    item.created = now;
    item.parents.append(what.original);
    for (const GalleryItem& result : *results) {
        item.practice = item.practice || result.practice;
        item.filtered = item.filtered || result.filtered;
        item.parents.append(result.asset.id);
    }
    auto added = core.gallery().add(item);
    if (added) {
        Q_EMIT core.itemAdded(*added);
    }
    return added;
}

} // namespace

QFuture<Result<void>> Studio::keepOriginal(const AssetId& original, const QString& title)
{
    return d->core.ask<void>(
        [original, title, now = d->clock.now()](Core& core) { return addOriginal(core, original, title, now); });
}

QFuture<Result<GalleryItem>> Studio::keepComposed(const ComposedPicture& picture)
{
    auto promise = std::make_shared<QPromise<Result<GalleryItem>>>();
    promise->start();
    const auto answer = [promise](const Result<GalleryItem>& kept) {
        promise->addResult(kept);
        promise->finish();
    };
    // Encoding takes seconds for a large picture: neither the window's thread nor the core's is for that.
    d->encoders.start([this, picture, answer] {
        const auto bytes = encoded(picture.image);
        if (!bytes) {
            answer(tl::unexpected(bytes.error()));
            return;
        }
        d->core.post([picture, answer, bytes = *bytes, now = d->clock.now()](Core* core) {
            answer(core != nullptr
                       ? keep(*core, picture, bytes, now)
                       : Result<GalleryItem>(failure(ErrorKind::Storage, QStringLiteral("the library is not open"))));
        });
    });
    return promise->future();
}

} // namespace maquette
