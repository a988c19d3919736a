// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/OpenRaster.h"
#include "app/canvas/PictureExport.h"
#include "app/canvas/TiledImage.h"
#include "ui/canvas/staging/StagedVersion.h"

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

/// Writes an export in a worker. Results that are not in place yet are put there on the way.
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
    void finished(const QString& path, const QList<maquette::LeftOut>& leftOut);
    void failed(const maquette::Error& error);

private:
    struct Task
    {
        std::atomic_bool cancelled = false;
    };
    std::shared_ptr<Task> m_task;
    QThreadPool m_pool;
};

} // namespace maquette
