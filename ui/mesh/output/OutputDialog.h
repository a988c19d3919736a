// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Error.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace maquette {

class ErrorBanner;
class ThinProgress;

/// Asks how something is to be written, and where to; then shows how far it is. The window stays usable all the time.
class OutputDialog : public QDialog
{
    Q_OBJECT

public:
    [[nodiscard]] QString path() const;
    void setPath(const QString& path);
    [[nodiscard]] bool isBusy() const { return m_busy; }

Q_SIGNALS:
    /// All that was written, that which was asked for first. The dialog closes then.
    void written(const QStringList& files);

protected:
    /// \a name: for object names ("turntable"). \a title: what the file is proposed to be called. \a folder: where to,
    /// or where the last file went when it is empty.
    OutputDialog(const QString& name, const QString& title, const QString& folder, QWidget* parent);

    /// A row of the form, above the file.
    void addRow(QWidget* row);
    /// The file's ending, or none for a folder.
    void setEnding(const QString& ending);
    /// What there is to know before it is written.
    void setNote(const QString& note);
    /// After a change of the form.
    void refresh();
    void setStep(const QString& what);
    void setFraction(double part);
    void succeed(const QStringList& files);
    void fail(const Error& error);
    [[nodiscard]] QString name() const { return m_name; }

    /// Why it cannot be written as the form stands; empty when it can.
    [[nodiscard]] virtual QString reason() const { return {}; }
    virtual void begin() = 0;
    virtual void stop() = 0;
    /// Called when the form changes and when the path does.
    virtual void formChanged() {}

private:
    void build();
    void buildPath(const QString& title, const QString& folder);
    void browse();
    void go();
    void setBusy(bool busy);
    [[nodiscard]] QString pathReason() const;

    QString m_name;
    QString m_ending;
    QString m_note;
    bool m_busy = false;
    QWidget* m_form;
    QVBoxLayout* m_rows;
    QWidget* m_place;
    QLineEdit* m_path;
    QPushButton* m_browse;
    QLabel* m_hint;
    ErrorBanner* m_error;
    QLabel* m_step;
    ThinProgress* m_progress;
    QPushButton* m_cancel;
    QPushButton* m_go;
};

} // namespace maquette
