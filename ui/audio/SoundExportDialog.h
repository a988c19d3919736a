// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/AudioEdit.h"
#include "ui/audio/SoundLook.h"
#include "ui/audio/SoundSession.h"
#include "ui/widgets/OutputJob.h"

#include <QDialog>

class QCheckBox;
class QDoubleSpinBox;
class QLabel;
class QPushButton;

namespace maquette {

class Segmented;
class ThinProgress;

/// Asks how the sound that is heard is to be written, and writes it.
class SoundExportDialog : public QDialog
{
    Q_OBJECT

public:
    /// \a title: what the file is proposed to be called.
    SoundExportDialog(SoundSession& session, const QString& title, const SoundExportLook& look, QWidget* parent);

    [[nodiscard]] AudioExportOptions options() const;
    /// For the next time.
    [[nodiscard]] SoundExportLook look() const;
    /// In the format the ending of \a path names; one that names none gets that of the format chosen.
    void exportTo(const QString& path);

Q_SIGNALS:
    void exported(const QString& path);

private:
    void build();
    void connectParts();
    void choosePlace();
    [[nodiscard]] QString ending() const;

    SoundSession& m_session;
    OutputJob m_job;
    QString m_name;
    Segmented* m_format;
    Segmented* m_depth;
    QCheckBox* m_trim;
    QDoubleSpinBox* m_fadeIn;
    QDoubleSpinBox* m_fadeOut;
    QCheckBox* m_normalise;
    QDoubleSpinBox* m_target;
    QLabel* m_problem;
    ThinProgress* m_progress;
    QPushButton* m_go;
};

} // namespace maquette
