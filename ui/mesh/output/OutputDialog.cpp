// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/output/OutputDialog.h"

#include "app/studio/ErrorText.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/ErrorBanner.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/OutputPath.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/ThinProgress.h"
#include "ui/widgets/items/Formats.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace maquette {

namespace {

constexpr int kWidth = 480;
constexpr int kEdge = 20;

/// Of this run.
QString& lastFolder()
{
    static QString folder;
    return folder;
}

QString folderFor(const QString& wanted)
{
    for (const QString& folder :
         {wanted, lastFolder(), QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation)}) {
        if (!folder.isEmpty() && QFileInfo(folder).isDir()) {
            return folder;
        }
    }
    return QDir::homePath();
}

} // namespace

OutputDialog::OutputDialog(const QString& name, const QString& title, const QString& folder, QWidget* parent)
    : QDialog(parent)
    , m_name(name)
    , m_form(new QWidget(this))
    , m_rows(new QVBoxLayout(m_form))
    , m_place(new QWidget(this))
    , m_path(new QLineEdit(m_place))
    , m_browse(new QPushButton(tr("Browse …"), m_place))
    , m_hint(new QLabel(this))
    , m_error(new ErrorBanner(this))
    , m_step(new QLabel(this))
    , m_progress(new ThinProgress(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
    , m_go(new QPushButton(tr("Write"), this))
{
    setObjectName(name);
    setFixedWidth(kWidth);
    buildPath(title, folder);
    build();
    connect(m_path, &QLineEdit::textChanged, this, &OutputDialog::refresh);
    connect(m_browse, &QPushButton::clicked, this, &OutputDialog::browse);
    connect(m_go, &QPushButton::clicked, this, &OutputDialog::go);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(this, &QDialog::rejected, this, [this] { stop(); });
}

void OutputDialog::buildPath(const QString& title, const QString& folder)
{
    setRole(m_place, QStringLiteral("plain"));
    auto* row = new QHBoxLayout(m_place);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(metrics::kGrid * 2);
    row->addWidget(m_path, 1);
    row->addWidget(m_browse);
    m_path->setObjectName(m_name + QStringLiteral("Path"));
    m_path->setAccessibleName(tr("File"));
    m_path->setToolTip(tr("Where it is written"));
    m_path->setText(QDir(folderFor(folder)).filePath(formats::plainName(title, tr("mesh"))));
    m_browse->setObjectName(m_name + QStringLiteral("Browse"));
    m_browse->setAccessibleName(tr("Choose the place"));
    m_browse->setToolTip(tr("Choose folder and name"));
    m_browse->setAutoDefault(false);
}

void OutputDialog::build()
{
    setRole(m_form, QStringLiteral("plain"));
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(metrics::kMargin);
    m_hint->setObjectName(m_name + QStringLiteral("Note"));
    m_hint->setWordWrap(true);
    m_hint->setTextFormat(Qt::PlainText);
    setRole(m_hint, QStringLiteral("hint"));
    m_hint->hide();
    m_error->setObjectName(m_name + QStringLiteral("Error"));
    m_error->setClosable(false);
    m_error->hide();
    m_step->setObjectName(m_name + QStringLiteral("Step"));
    setRole(m_step, QStringLiteral("label"));
    m_step->hide();
    m_progress->setObjectName(m_name + QStringLiteral("Progress"));
    m_progress->setAccessibleName(tr("How far it is"));
    m_progress->hide();
    m_cancel->setObjectName(m_name + QStringLiteral("Cancel"));
    m_cancel->setToolTip(tr("Closes; what is being written is given up and leaves nothing behind (Esc)"));
    m_cancel->setAutoDefault(false);
    m_go->setObjectName(m_name + QStringLiteral("Go"));
    m_go->setToolTip(tr("Writes it (Enter)"));
    m_go->setDefault(true);
    setRole(m_go, QStringLiteral("accent"));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(kEdge, kEdge, kEdge, kEdge - metrics::kGrid);
    column->setSpacing(metrics::kMargin);
    column->addWidget(m_form);
    column->addWidget(new Field(tr("File"), m_place, this));
    column->addWidget(m_hint);
    column->addWidget(m_error);
    column->addWidget(m_step);
    column->addWidget(m_progress);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kGrid * 2);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_go);
    column->addSpacing(metrics::kGrid);
    column->addLayout(buttons);
}

QString OutputDialog::path() const
{
    return m_path->text();
}

void OutputDialog::setPath(const QString& path)
{
    m_path->setText(path);
}

void OutputDialog::addRow(QWidget* row)
{
    m_rows->addWidget(row);
}

void OutputDialog::setEnding(const QString& ending)
{
    QString bare = path();
    const QString before = m_ending.isEmpty() ? QString() : QLatin1Char('.') + m_ending;
    if (!before.isEmpty() && bare.endsWith(before, Qt::CaseInsensitive)) {
        bare.chop(before.size());
    }
    m_ending = ending;
    setPath(ending.isEmpty() ? bare : bare + QLatin1Char('.') + ending);
}

void OutputDialog::setNote(const QString& note)
{
    m_note = note;
}

QString OutputDialog::pathReason() const
{
    const QFileInfo file(path());
    const bool folder = m_ending.isEmpty() && file.isDir() && !path().endsWith(QLatin1Char('/'));
    const QString problem = folder ? QString() : outputProblem(path());
    if (!problem.isEmpty()) {
        return problem;
    }
    if (m_ending.isEmpty()) {
        const bool taken = file.exists() && (!folder || !QDir(path()).isEmpty());
        return taken ? tr("There is something of this name already. Choose a new name.") : QString();
    }
    // Else a program that goes by the ending would take it for something else.
    return file.suffix().compare(m_ending, Qt::CaseInsensitive) == 0 ? QString()
                                                                     : tr("The name has to end in .%1.").arg(m_ending);
}

void OutputDialog::refresh()
{
    formChanged();
    QString note = m_note;
    if (!m_ending.isEmpty() && QFileInfo(path()).isFile()) {
        note = tr("%1 A file of this name is replaced.").arg(note).trimmed();
    }
    m_hint->setText(note);
    m_hint->setVisible(!note.isEmpty());
    const QString why = reason();
    setDisabledReason(m_go, m_busy ? tr("It is being written.") : why.isEmpty() ? pathReason() : why);
    adjustSize();
}

void OutputDialog::setStep(const QString& what)
{
    m_step->setText(what);
}

void OutputDialog::setFraction(double part)
{
    m_progress->setFraction(part);
}

void OutputDialog::setBusy(bool busy)
{
    m_busy = busy;
    m_step->setVisible(busy);
    m_progress->setVisible(busy);
    for (QWidget* const control : {m_form, static_cast<QWidget*>(m_path), static_cast<QWidget*>(m_browse)}) {
        setDisabledReason(control, busy ? tr("It is being written.") : QString());
    }
    refresh();
}

void OutputDialog::go()
{
    if (m_busy || !m_go->isEnabled()) {
        return;
    }
    m_error->hide();
    setStep({});
    setFraction(0);
    setBusy(true);
    begin();
}

void OutputDialog::browse()
{
    auto* const dialog = new QFileDialog(this, windowTitle(), path());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // this dialog says so
    dialog->setDefaultSuffix(m_ending);
    dialog->selectFile(path());
    connect(dialog, &QFileDialog::fileSelected, this, &OutputDialog::setPath);
    dialog->open();
}

void OutputDialog::succeed(const QStringList& files)
{
    lastFolder() = QFileInfo(path()).absolutePath();
    setBusy(false);
    Q_EMIT written(files);
    accept();
}

void OutputDialog::fail(const Error& error)
{
    setBusy(false);
    ErrorText text;
    QString why = error.detail.trimmed();
    while (why.endsWith(QLatin1Char('.'))) {
        why.chop(1);
    }
    text.what = why.isEmpty() ? tr("It could not be written.") : tr("It could not be written: %1.").arg(why);
    text.cost = tr("It cost nothing, and what was there before is still there.");
    text.next = error.kind == ErrorKind::Storage ? tr("Choose another folder or make room, then try again.")
                                                 : tr("Choose another size or format, then try again.");
    m_error->setText(text);
    m_error->show();
    adjustSize();
}

} // namespace maquette
