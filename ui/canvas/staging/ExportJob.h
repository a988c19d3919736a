// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/OpenRaster.h"
#include "app/canvas/PictureExport.h"
#include "app/canvas/TiledImage.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace maquette {

/// What there is to export of the stage. A value for a worker.
struct ExportContent
{
    QImage picture; ///< as it looks now, in its own depth; null = read from:
    QString pictureFile;
    QString title; ///< for the proposed name
    PictureTexts texts;

    struct Result
    {
        QString name;
        QImage image; ///< where it lies on the picture; null = read from the file, whole
        QString file;
    };
    // For layers.
    TiledMask mask;
    TiledColour sketch;
    QMap<QString, TiledMask> savedMasks;
    QList<Result> results; ///< staged ones, the current one first
};

/// How.
struct ExportChoice
{
    QString path;
    bool layers = false; ///< OpenRaster; the options do not count then
    ExportOptions options;
};

/// Writes an export in a worker.
class ExportJob : public QObject
{
    Q_OBJECT

public:
    explicit ExportJob(QObject* parent = nullptr);
    /// Breaks off what runs and waits for it.
    ~ExportJob() override;

    void start(const ExportContent& content, const ExportChoice& choice);
    void cancel();
    [[nodiscard]] bool isBusy() const { return m_task != nullptr; }

Q_SIGNALS:
    void stepped(const QString& what); ///< "Encoding …"
    void finished(const QString& path);
    void failed(const maquette::Error& error);

private:
    struct Task
    {
        std::atomic_bool cancelled = false;
    };
    std::shared_ptr<Task> m_task;
    QThreadPool m_pool;
};

/// The layers of \a content over \a picture, from the top: results, sketch, masks, the picture itself.
[[nodiscard]] QList<RasterLayer> exportLayers(const ExportContent& content, const QImage& picture);

} // namespace maquette
