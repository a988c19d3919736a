// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/staging/CanvasExport.h"
#include "ui/widgets/OutputJob.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSlider;

namespace maquette {

class ErrorBanner;
class Field;

/// Asks how a picture shall be written and writes it, with progress. Says beforehand what the file cannot keep.
class ExportDialog : public QDialog
{
    Q_OBJECT

public:
    /// \a folder: where the last one went.
    ExportDialog(ExportContent content, const QString& folder, QWidget* parent);

    [[nodiscard]] QString path() const;
    void setPath(const QString& path);

Q_SIGNALS:
    void exported(const QString& path);

private:
    struct Format
    {
        QString id;
        QString suffix;
        PictureCoding coding;
        bool layers;
        bool hasQuality;
    };
    void build(const QString& folder);
    void browse();
    void followEnding();
    void start();
    void sayLeftOut(const QString& path);
    void update();
    void setBusy(bool busy);
    [[nodiscard]] const Format& format() const;
    [[nodiscard]] ExportChoice choice() const;

    ExportContent m_content;
    QList<Format> m_formats;
    QComboBox* m_format;
    QSlider* m_quality;
    Field* m_qualityField;
    QComboBox* m_metadata;
    Field* m_metadataField;
    QLineEdit* m_path;
    QPushButton* m_browse;
    QLabel* m_loses;
    QLabel* m_step;
    QProgressBar* m_progress;
    ErrorBanner* m_error;
    QPushButton* m_export;
    QPushButton* m_cancel;
    std::shared_ptr<QList<LeftOut>> m_leftOut; ///< filled by the worker before it ends
    OutputJob m_job;
};

} // namespace maquette
