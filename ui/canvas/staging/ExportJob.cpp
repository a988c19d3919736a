// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/staging/ExportJob.h"

#include "app/canvas/SourcePicture.h"

namespace maquette {

namespace {

void appendMask(QList<RasterLayer>& layers, const QString& name, const TiledMask& mask)
{
    const QRect painted = mask.isNull() ? QRect() : mask.contentRect();
    if (!painted.isEmpty()) {
        layers.append({name, maskAsLayer(toImage(mask, painted)), painted.topLeft(), 1, false});
    }
}

using Step = std::function<void(const QString&)>;

/// The results as layers, each with the original's corner on that of the picture.
Result<QList<RasterLayer>> resultLayers(const ExportContent& content, QList<LeftOut>& leftOut,
                                        const std::atomic_bool& cancelled, const Step& step)
{
    QList<RasterLayer> layers;
    for (const StagedVersion& version : content.results) {
        const QString name = ExportJob::tr("Result %1").arg(version.number);
        step(ExportJob::tr("Putting result %1 in place …").arg(version.number));
        const auto made = finishVersion(version, &cancelled);
        if (made) {
            layers.append({name, made->image, -made->originalAt, 1, layers.isEmpty()});
        } else if (cancelled) {
            return failure(ErrorKind::Cancelled, {});
        } else {
            leftOut.append({name, made.error()});
        }
    }
    return layers;
}

/// From the top: results, sketch, masks, the picture itself.
QList<RasterLayer> layersOf(const ExportContent& content, const QImage& picture, const QList<RasterLayer>& results)
{
    QList<RasterLayer> layers = results;
    const QRect drawn = content.sketch.isNull() ? QRect() : content.sketch.contentRect();
    if (!drawn.isEmpty()) {
        layers.append({ExportJob::tr("Sketch"), toImage(content.sketch, drawn), drawn.topLeft(), 1, true});
    }
    appendMask(layers, ExportJob::tr("Mask"), content.mask);
    for (auto saved = content.savedMasks.constBegin(); saved != content.savedMasks.constEnd(); ++saved) {
        appendMask(layers, saved.key(), saved.value());
    }
    layers.append({ExportJob::tr("Picture"), picture, {}, 1, true});
    return layers;
}

/// A result larger than the picture makes the file larger, so that nothing of it is cut off.
Result<void> writeLayers(const QString& path, QList<RasterLayer> layers, const std::atomic_bool& cancelled)
{
    QRect all;
    for (const RasterLayer& layer : std::as_const(layers)) {
        all |= QRect(layer.at, layer.image.size());
    }
    for (RasterLayer& layer : layers) {
        layer.at -= all.topLeft();
    }
    return writeOpenRaster(path, all.size(), layers, &cancelled);
}

Result<QList<LeftOut>> write(const ExportContent& content, const ExportChoice& choice,
                             const std::atomic_bool& cancelled, const Step& step)
{
    QList<LeftOut> leftOut;
    QImage picture = content.picture;
    if (picture.isNull()) {
        step(ExportJob::tr("Reading the picture …"));
        const auto source = readSource(content.pictureFile, &cancelled);
        if (!source) {
            return tl::unexpected(source.error());
        }
        picture = source->image;
    }
    if (cancelled) {
        return failure(ErrorKind::Cancelled, {});
    }
    Result<void> written;
    if (choice.layers) {
        const auto results = resultLayers(content, leftOut, cancelled, step);
        if (!results) {
            return tl::unexpected(results.error());
        }
        step(ExportJob::tr("Writing the file …"));
        written = writeLayers(choice.path, layersOf(content, picture, *results), cancelled);
    } else {
        step(ExportJob::tr("Writing the file …"));
        ExportOptions options = choice.options;
        options.texts = content.texts;
        written = exportPicture(choice.path, picture, options);
    }
    return written ? Result<QList<LeftOut>>(leftOut) : tl::unexpected(written.error());
}

} // namespace

ExportJob::ExportJob(QObject* parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

ExportJob::~ExportJob()
{
    cancel();
    m_pool.waitForDone();
}

void ExportJob::cancel()
{
    if (m_task) {
        m_task->cancelled = true;
        m_task.reset();
    }
}

void ExportJob::start(const ExportContent& content, const ExportChoice& choice)
{
    cancel();
    const auto task = std::make_shared<Task>();
    m_task = task;
    m_pool.start([this, task, content, choice] {
        const auto done = write(content, choice, task->cancelled, [this, task](const QString& what) {
            QMetaObject::invokeMethod(
                this,
                [this, task, what] {
                    if (m_task == task) {
                        Q_EMIT stepped(what);
                    }
                },
                Qt::QueuedConnection);
        });
        QMetaObject::invokeMethod(
            this,
            [this, task, done, path = choice.path] {
                if (m_task != task) {
                    return;
                }
                m_task.reset();
                if (done) {
                    Q_EMIT finished(path, *done);
                } else {
                    Q_EMIT failed(done.error());
                }
            },
            Qt::QueuedConnection);
    });
}

} // namespace maquette
