// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gallery/Thumbnailer.h"

#include "app/gallery/ThumbnailPainter.h"

#include <QCache>
#include <QHash>
#include <QSet>
#include <QThreadPool>

#include <atomic>

namespace maquette {

static std::size_t qHash(const ThumbnailRequest& request, std::size_t seed = 0)
{
    return qHashMulti(seed, request.asset.sha256, request.pixels);
}

namespace {

constexpr int kWorkers = 2;
constexpr qsizetype kMostWaiting = 128; ///< requests that are not on screen; older ones are forgotten
constexpr qsizetype kMostFailures = 4096;

} // namespace

struct Thumbnailer::Private
{
    Private(Thumbnailer& owner, BlobStore store, QString folder, ThumbnailMaker otherMaker, qint64 memoryBytes)
        : q(owner)
        , blobs(std::move(store))
        , cacheFolder(std::move(folder))
        , maker(std::move(otherMaker))
        , pictures(qMax(qint64(0), memoryBytes))
    {
        pool.setMaxThreadCount(kWorkers);
    }

    void enqueue(const ThumbnailRequest& request);
    void startNext();
    void finish(const ThumbnailRequest& request, const Result<QImage>& outcome);

    Thumbnailer& q;
    BlobStore blobs;
    QString cacheFolder;
    ThumbnailMaker maker;
    QCache<ThumbnailRequest, QImage> pictures;
    QHash<ThumbnailRequest, QString> failures;
    QList<ThumbnailRequest> visible; ///< waiting and on screen, most important first
    QList<ThumbnailRequest> others;  ///< waiting, newest last
    QSet<ThumbnailRequest> running;
    std::atomic_bool ending = false;
    QThreadPool pool;
};

void Thumbnailer::Private::enqueue(const ThumbnailRequest& request)
{
    if (running.contains(request) || visible.contains(request)) {
        return;
    }
    others.removeOne(request);
    others.append(request);
    if (others.size() > kMostWaiting) {
        others.removeFirst();
    }
}

void Thumbnailer::Private::startNext()
{
    while (running.size() < kWorkers && !(visible.isEmpty() && others.isEmpty())) {
        const ThumbnailRequest request = visible.isEmpty() ? others.takeLast() : visible.takeFirst();
        running.insert(request);
        // Nothing here touches the owner but the posting of the answer, and the destructor waits for that.
        pool.start([this, request, source = blobs.path(request.asset)] {
            if (ending) {
                return;
            }
            auto outcome = paintThumbnail(source, cacheFolder, request, maker, ending);
            QMetaObject::invokeMethod(
                &q, [this, request, outcome = std::move(outcome)] { finish(request, outcome); }, Qt::QueuedConnection);
        });
    }
}

void Thumbnailer::Private::finish(const ThumbnailRequest& request, const Result<QImage>& outcome)
{
    running.remove(request);
    startNext();
    if (outcome) {
        pictures.insert(request, new QImage(*outcome), outcome->sizeInBytes());
        Q_EMIT q.ready(request.asset, request.pixels, *outcome);
        return;
    }
    if (failures.size() >= kMostFailures) {
        failures.clear();
    }
    failures.insert(request, outcome.error().detail);
    Q_EMIT q.failed(request.asset, request.pixels, outcome.error().detail);
}

Thumbnailer::Thumbnailer(BlobStore blobs, const QString& cacheFolder, ThumbnailMaker maker, qint64 memoryBytes,
                         QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(*this, std::move(blobs), cacheFolder, std::move(maker), memoryBytes))
{
}

Thumbnailer::~Thumbnailer()
{
    d->ending = true;
    d->pool.clear();
    d->pool.waitForDone();
}

QImage Thumbnailer::get(const ThumbnailRequest& request)
{
    if (const QImage* picture = d->pictures.object(request)) {
        return *picture;
    }
    if (!d->failures.contains(request)) {
        d->enqueue(request);
        d->startNext();
    }
    return {};
}

QString Thumbnailer::whyFailed(const ThumbnailRequest& request) const
{
    return d->failures.value(request);
}

void Thumbnailer::setVisible(const QList<ThumbnailRequest>& requests)
{
    // What has scrolled away stays in line, behind, until it is one of too many.
    const QList<ThumbnailRequest> before = std::exchange(d->visible, {});
    for (const ThumbnailRequest& request : before) {
        d->enqueue(request);
    }
    for (const ThumbnailRequest& request : requests) {
        d->others.removeOne(request);
        const bool known =
            d->pictures.contains(request) || d->failures.contains(request) || d->running.contains(request);
        if (!known && !d->visible.contains(request)) {
            d->visible.append(request);
        }
    }
    d->startNext();
}

} // namespace maquette
