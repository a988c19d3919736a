// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audio/SoundExportDialog.h"

#include "ui/audio/TimelineView.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Segmented.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/ThinProgress.h"
#include "ui/widgets/items/Formats.h"

#include <QCheckBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace maquette {

namespace {

QDoubleSpinBox* spin(const QString& name, const QString& label, const QString& tip, double low, double high,
                     double step, double value, const QString& unit, QWidget* parent)
{
    auto* box = new QDoubleSpinBox(parent);
    box->setObjectName(name);
    box->setAccessibleName(label);
    box->setToolTip(tip);
    box->setRange(low, high);
    box->setSingleStep(step);
    box->setDecimals(step < 0.1 ? 2 : 1);
    box->setValue(value);
    box->setSuffix(unit);
    return box;
}

} // namespace

SoundExportDialog::SoundExportDialog(SoundSession& session, const QString& title, const SoundExportLook& look,
                                     QWidget* parent)
    : QDialog(parent)
    , m_session(session)
    , m_name(formats::plainName(title, tr("sound")))
    , m_format(new Segmented(this))
    , m_depth(new Segmented(this))
    , m_trim(new QCheckBox(tr("Only the marked stretch"), this))
    , m_fadeIn(spin(QStringLiteral("exportFadeIn"), tr("Fade in"), tr("Seconds over which the sound comes up"), 0, 30,
                    0.1, 0, tr(" s"), this))
    , m_fadeOut(spin(QStringLiteral("exportFadeOut"), tr("Fade out"), tr("Seconds over which the sound goes away"), 0,
                     30, 0.1, 0, tr(" s"), this))
    , m_normalise(new QCheckBox(tr("Bring to a loudness"), this))
    , m_target(
          spin(QStringLiteral("exportTarget"), tr("Loudness"),
               tr("Integrated loudness of the file; -14 suits streaming, -23 broadcasting. Peaks stay below -1 dB."),
               -40, -5, 0.5, -14, tr(" LUFS"), this))
    , m_problem(new QLabel(this))
    , m_progress(new ThinProgress(this))
    , m_go(new QPushButton(tr("Export …"), this))
{
    setObjectName(QStringLiteral("soundExport"));
    setWindowTitle(tr("Export sound"));
    build();
    connectParts();
    m_format->setCurrent(look.format);
    m_depth->setCurrent(QString::number(look.bitDepth));
    m_normalise->setChecked(look.normalise);
    m_target->setValue(look.target);
}

void SoundExportDialog::build()
{
    m_format->setObjectName(QStringLiteral("exportFormat"));
    m_format->addSegment(QStringLiteral("wav"), QStringLiteral("WAV"), tr("Every sample, large"));
    m_format->addSegment(QStringLiteral("flac"), QStringLiteral("FLAC"), tr("Every sample, about half as large"));
    m_format->addSegment(QStringLiteral("mp3"), QStringLiteral("MP3"), tr("Small, plays everywhere"));
    m_format->addSegment(QStringLiteral("ogg"), QStringLiteral("OGG"), tr("Small, free format"));
    m_depth->setObjectName(QStringLiteral("exportDepth"));
    m_depth->addSegment(QStringLiteral("24"), tr("24 bit"));
    m_depth->addSegment(QStringLiteral("16"), tr("16 bit"));
    m_trim->setObjectName(QStringLiteral("exportTrim"));
    m_trim->setToolTip(tr("Leaves out what is before and behind the marked stretch"));
    m_normalise->setObjectName(QStringLiteral("exportNormalise"));
    m_normalise->setToolTip(tr("Makes the whole louder or quieter; nothing is squeezed"));
    const auto span = m_session.span();
    m_trim->setChecked(span.has_value());
    if (!span) {
        setDisabledReason(m_trim, tr("Nothing is marked on the waveform."));
    }
    m_target->setEnabled(false);
    setDisabledReason(m_target, tr("Tick \"Bring to a loudness\" first."));
    setRole(m_problem, QStringLiteral("problem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    m_progress->hide();
    m_go->setObjectName(QStringLiteral("exportGo"));
    m_go->setToolTip(tr("Asks where to, then writes the file"));
    m_go->setDefault(true);
    setRole(m_go, QStringLiteral("primary"));
    auto* cancel = new QPushButton(tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("exportCancel"));
    cancel->setToolTip(tr("Closes without writing; an export under way is broken off"));
    setRole(cancel, QStringLiteral("tall"));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(12);
    column->addWidget(new Field(tr("Format"), m_format, this));
    column->addWidget(new Field(tr("Bit depth"), m_depth, this));
    column->addWidget(m_trim);
    auto* fades = new QGridLayout;
    fades->setHorizontalSpacing(8);
    fades->addWidget(new Field(tr("Fade in"), m_fadeIn, this), 0, 0);
    fades->addWidget(new Field(tr("Fade out"), m_fadeOut, this), 0, 1);
    column->addLayout(fades);
    auto* loud = new QHBoxLayout;
    loud->addWidget(m_normalise, 1);
    loud->addWidget(m_target);
    column->addLayout(loud);
    column->addWidget(m_problem);
    column->addWidget(m_progress);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_go);
    column->addLayout(buttons);
    setMinimumWidth(360);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
}

void SoundExportDialog::connectParts()
{
    connect(m_normalise, &QCheckBox::toggled, this, [this](bool on) {
        setDisabledReason(m_target, on ? QString() : tr("Tick \"Bring to a loudness\" first."));
    });
    connect(m_format, &Segmented::currentChanged, this, [this](const QString& format) {
        const bool exact = format == QLatin1String("wav") || format == QLatin1String("flac");
        setDisabledReason(m_depth, exact ? QString() : tr("MP3 and OGG have no bit depth."));
    });
    connect(m_go, &QPushButton::clicked, this, &SoundExportDialog::choosePlace);
    connect(this, &QDialog::rejected, &m_job, &OutputJob::cancel);
    connect(&m_job, &OutputJob::progressed, m_progress, &ThinProgress::setFraction);
    connect(&m_job, &OutputJob::finished, this, [this](const QStringList& files) {
        Q_EMIT exported(files.constFirst());
        accept();
    });
    connect(&m_job, &OutputJob::failed, this, [this](const Error& error) {
        m_progress->hide();
        setDisabledReason(m_go, {});
        m_problem->setText(tr("The file could not be written: %1 Nothing was changed. Choose another place or format.")
                               .arg(error.detail));
        m_problem->show();
    });
}

QString SoundExportDialog::ending() const
{
    return m_format->current();
}

AudioExportOptions SoundExportDialog::options() const
{
    AudioExportOptions options;
    const QString format = m_format->current();
    options.container = format == QLatin1String("flac")  ? AudioContainer::Flac
                        : format == QLatin1String("mp3") ? AudioContainer::Mp3
                        : format == QLatin1String("ogg") ? AudioContainer::Ogg
                                                         : AudioContainer::Wav;
    options.bitDepth = m_depth->current() == QLatin1String("16") ? 16 : 24;
    const SoundTake* const take = m_session.now();
    const double rate = take != nullptr && take->file ? take->file->format().sampleRate : m_session.sampleRate();
    const auto span = m_session.spanInTake();
    if (m_trim->isChecked() && span) {
        options.from = span->from;
        options.to = span->to;
    }
    options.fadeIn = qint64(m_fadeIn->value() * rate);
    options.fadeOut = qint64(m_fadeOut->value() * rate);
    if (m_normalise->isChecked()) {
        options.targetLoudness = m_target->value();
    }
    return options;
}

SoundExportLook SoundExportDialog::look() const
{
    return {m_format->current(), m_depth->current().toInt(), m_normalise->isChecked(), m_target->value()};
}

void SoundExportDialog::choosePlace()
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::MusicLocation);
    auto* dialog = new QFileDialog(this, tr("Export sound"), folder.isEmpty() ? QDir::homePath() : folder);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending());
    dialog->selectFile(m_name + QLatin1Char('.') + ending());
    connect(dialog, &QFileDialog::fileSelected, this, &SoundExportDialog::exportTo);
    dialog->open();
}

void SoundExportDialog::exportTo(const QString& path)
{
    const SoundTake* const take = m_session.now();
    if (take == nullptr || !take->file) {
        return;
    }
    // The ending of the name says what is wanted: a WAV called .mp3 would be opened by nothing.
    const QString suffix = QFileInfo(path).suffix().toLower();
    m_format->setCurrent(suffix);
    const QString target = suffix == ending() ? path : path + QLatin1Char('.') + ending();
    if (target != path && QFileInfo::exists(target)) {
        m_problem->setText(
            tr("%1 is there already. Nothing was written; choose another name.").arg(QFileInfo(target).fileName()));
        m_problem->show();
        return;
    }
    m_problem->hide();
    m_progress->setFraction(0);
    m_progress->show();
    setDisabledReason(m_go, tr("The export is under way."));
    m_job.start([file = take->file, target, options = options()](const std::atomic_bool& cancelled,
                                                                 const OutputJob::Teller& tell) {
        return exportAudio(*file, target, options, cancelled, tell.progress).map([&target] {
            return QStringList{target};
        });
    });
}

} // namespace maquette
