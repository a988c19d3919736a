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

Result<void> write(const ExportContent& content, const ExportChoice& choice, const std::atomic_bool& cancelled,
                   const std::function<void(const QString&)>& step)
{
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
    step(ExportJob::tr("Writing the file …"));
    if (choice.layers) {
        return writeOpenRaster(choice.path, picture.size(), exportLayers(content, picture), &cancelled);
    }
    ExportOptions options = choice.options;
    options.texts = content.texts;
    return exportPicture(choice.path, picture, options);
}

} // namespace

QList<RasterLayer> exportLayers(const ExportContent& content, const QImage& picture)
{
    QList<RasterLayer> layers;
    for (const ExportContent::Result& result : content.results) {
        QImage image = result.image;
        if (image.isNull()) {
            const auto read = readSource(result.file);
            image = read ? read->image : QImage();
        }
        if (!image.isNull()) {
            layers.append({result.name, image, {}, 1, layers.isEmpty()});
        }
    }
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
                    Q_EMIT finished(path);
                } else {
                    Q_EMIT failed(done.error());
                }
            },
            Qt::QueuedConnection);
    });
}

} // namespace maquette
