// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/staging/ExportDialog.h"

#include "app/studio/ErrorText.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/ErrorBanner.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/OutputPath.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/Formats.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>

namespace maquette {

namespace {

constexpr int kWidth = 480;
constexpr int kUsualQuality = 92;

/// The ending of \a path as the formats have it.
QString endingOf(const QString& path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    return ending == QLatin1String("jpeg")  ? QStringLiteral("jpg")
           : ending == QLatin1String("tif") ? QStringLiteral("tiff")
                                            : ending;
}

} // namespace

ExportDialog::ExportDialog(ExportContent content, const QString& folder, QWidget* parent)
    : QDialog(parent)
    , m_content(std::move(content))
    , m_formats{{QStringLiteral("png"), QStringLiteral("png"), PictureCoding::Png, false, false},
                {QStringLiteral("jpeg"), QStringLiteral("jpg"), PictureCoding::Jpeg, false, true},
                {QStringLiteral("webp"), QStringLiteral("webp"), PictureCoding::Webp, false, true},
                {QStringLiteral("webp-lossless"), QStringLiteral("webp"), PictureCoding::WebpLossless, false, false},
                {QStringLiteral("tiff"), QStringLiteral("tiff"), PictureCoding::Tiff, false, false},
                {QStringLiteral("ora"), QStringLiteral("ora"), PictureCoding::Png, true, false}}
    , m_format(new QComboBox(this))
    , m_quality(new QSlider(Qt::Horizontal, this))
    , m_metadata(new QComboBox(this))
    , m_path(new QLineEdit(this))
    , m_browse(new QPushButton(tr("Browse …"), this))
    , m_loses(new QLabel(this))
    , m_step(new QLabel(this))
    , m_progress(new QProgressBar(this))
    , m_error(new ErrorBanner(this))
    , m_export(new QPushButton(tr("Export"), this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    setObjectName(QStringLiteral("exportDialog"));
    setWindowTitle(tr("Export"));
    setFixedWidth(kWidth);
    const QStringList names{tr("PNG"),  tr("JPEG"),
                            tr("WebP"), tr("WebP, lossless"),
                            tr("TIFF"), tr("OpenRaster, with masks and results as layers")};
    for (qsizetype i = 0; i < names.size(); ++i) {
        m_format->addItem(names.at(i), m_formats.at(i).id);
    }
    m_format->setObjectName(QStringLiteral("exportFormat"));
    m_format->setToolTip(tr("The kind of file"));
    m_quality->setObjectName(QStringLiteral("exportQuality"));
    m_quality->setRange(1, 100);
    m_quality->setValue(kUsualQuality);
    m_quality->setToolTip(tr("Higher keeps more and takes more room"));
    m_metadata->setObjectName(QStringLiteral("exportMetadata"));
    m_metadata->addItem(tr("Nothing but the picture"), int(ExportMetadata::None));
    m_metadata->addItem(tr("Prompt and settings"), int(ExportMetadata::PromptAndSettings));
    m_metadata->setToolTip(tr("What the file tells about how it was made; never a key or a folder's name"));
    build(folder);
    connect(m_format, &QComboBox::currentIndexChanged, this, [this] {
        const QFileInfo now(m_path->text());
        setPath(now.path() + QLatin1Char('/') + now.completeBaseName() + QLatin1Char('.') + format().suffix);
        update();
    });
    connect(m_quality, &QSlider::valueChanged, this, &ExportDialog::update);
    connect(m_metadata, &QComboBox::currentIndexChanged, this, &ExportDialog::update);
    connect(m_path, &QLineEdit::textEdited, this, &ExportDialog::followEnding);
    connect(m_path, &QLineEdit::textChanged, this, &ExportDialog::update);
    connect(m_browse, &QPushButton::clicked, this, &ExportDialog::browse);
    connect(m_export, &QPushButton::clicked, this, &ExportDialog::start);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(this, &QDialog::rejected, &m_job, &OutputJob::cancel);
    connect(&m_job, &OutputJob::stepped, m_step, &QLabel::setText);
    connect(&m_job, &OutputJob::finished, this, [this](const QStringList& files) {
        Q_EMIT exported(files.constFirst());
        if (m_leftOut->isEmpty()) {
            accept();
        } else {
            sayLeftOut(files.constFirst());
        }
    });
    connect(&m_job, &OutputJob::failed, this, [this](const Error& error) {
        setBusy(false);
        ErrorText text = errorText(error, ErrorCost::Nothing);
        text.what = tr("The file was not written. %1").arg(text.what);
        text.cost = tr("What was there before is still there.");
        text.action = ErrorAction::None;
        m_error->setText(text);
        m_error->show();
        adjustSize();
    });
    setBusy(false);
    update();
}

void ExportDialog::build(const QString& folder)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 20, 20, 16);
    column->setSpacing(metrics::kMargin);
    m_qualityField = new Field(tr("Quality"), m_quality, this);
    m_metadataField = new Field(tr("The file also tells"), m_metadata, this);
    auto* place = new QWidget(this);
    setRole(place, QStringLiteral("plain"));
    auto* row = new QHBoxLayout(place);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_path, 1);
    row->addWidget(m_browse);
    m_path->setObjectName(QStringLiteral("exportPath"));
    m_path->setAccessibleName(tr("File"));
    m_path->setToolTip(tr("Where the file is written"));
    m_path->setText(folder + QLatin1Char('/') + formats::plainName(m_content.title, tr("picture")) +
                    QStringLiteral(".png"));
    m_browse->setObjectName(QStringLiteral("exportBrowse"));
    m_browse->setAccessibleName(tr("Choose the file"));
    m_browse->setToolTip(tr("Choose folder and name"));
    m_browse->setAutoDefault(false);
    m_loses->setObjectName(QStringLiteral("exportLoses"));
    m_loses->setWordWrap(true);
    setRole(m_loses, QStringLiteral("problem"));
    m_step->setObjectName(QStringLiteral("exportStep"));
    setRole(m_step, QStringLiteral("label"));
    m_progress->setObjectName(QStringLiteral("exportProgress"));
    m_progress->setAccessibleName(tr("Writing the file"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_error->setObjectName(QStringLiteral("exportError"));
    m_error->setClosable(false);
    m_error->hide();
    column->addWidget(new Field(tr("Format"), m_format, this));
    column->addWidget(m_qualityField);
    column->addWidget(m_metadataField);
    column->addWidget(new Field(tr("File"), place, this));
    column->addWidget(m_loses);
    column->addWidget(m_error);
    column->addWidget(m_step);
    column->addWidget(m_progress);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch(1);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_export);
    column->addSpacing(4);
    column->addLayout(buttons);
    m_cancel->setObjectName(QStringLiteral("exportCancel"));
    m_cancel->setToolTip(tr("Write nothing"));
    m_cancel->setAutoDefault(false);
    m_export->setObjectName(QStringLiteral("exportStart"));
    m_export->setToolTip(tr("Write the file"));
    m_export->setDefault(true);
    setRole(m_export, QStringLiteral("accent"));
}

const ExportDialog::Format& ExportDialog::format() const
{
    return m_formats.at(std::max(0, m_format->currentIndex()));
}

QString ExportDialog::path() const
{
    return m_path->text();
}

void ExportDialog::setPath(const QString& path)
{
    m_path->setText(path);
}

ExportChoice ExportDialog::choice() const
{
    ExportChoice choice;
    choice.path = path();
    choice.layers = format().layers;
    choice.options.coding = format().coding;
    choice.options.quality = m_quality->value();
    choice.options.metadata = ExportMetadata(m_metadata->currentData().toInt());
    return choice;
}

void ExportDialog::update()
{
    m_qualityField->setVisible(format().hasQuality);
    m_qualityField->setNote(QString::number(m_quality->value()));
    m_metadataField->setVisible(!format().layers);
    QString loses =
        format().layers || m_content.picture.isNull() ? QString() : exportLoses(m_content.picture, choice().options);
    if (!format().layers && !m_content.results.isEmpty()) {
        loses = tr("%1 Results count once they are accepted: they are not in it.").arg(loses).trimmed();
    }
    if (endingOf(path()) != format().suffix) {
        loses =
            tr("%1 The name does not end as a file of this format does (.%2).").arg(loses, format().suffix).trimmed();
    }
    if (QFileInfo::exists(path()) && QFileInfo(path()).isFile()) {
        loses = tr("%1 A file of this name is replaced.").arg(loses).trimmed();
    }
    m_loses->setText(loses);
    m_loses->setVisible(!loses.isEmpty());
    setDisabledReason(m_export, m_job.isBusy() ? tr("It is being written.") : outputProblem(path()));
    adjustSize();
}

void ExportDialog::setBusy(bool busy)
{
    m_progress->setVisible(busy);
    m_step->setVisible(busy);
    for (QWidget* const control :
         {static_cast<QWidget*>(m_format), static_cast<QWidget*>(m_quality), static_cast<QWidget*>(m_metadata),
          static_cast<QWidget*>(m_path), static_cast<QWidget*>(m_browse)}) {
        setDisabledReason(control, busy ? tr("The file is being written.") : QString());
    }
    update();
}

void ExportDialog::browse()
{
    const QString chosen =
        QFileDialog::getSaveFileName(this, tr("Export"), path(), {}, nullptr, QFileDialog::DontConfirmOverwrite);
    if (!chosen.isEmpty()) {
        const bool named = !QFileInfo(chosen).suffix().isEmpty();
        setPath(named ? chosen : chosen + QLatin1Char('.') + format().suffix);
        followEnding();
    }
}

/// Whoever writes an ending means that format.
void ExportDialog::followEnding()
{
    const QString ending = endingOf(path());
    const auto meant = std::find_if(m_formats.cbegin(), m_formats.cend(),
                                    [&ending](const Format& format) { return format.suffix == ending; });
    if (ending != format().suffix && meant != m_formats.cend()) {
        const QSignalBlocker keepsName(m_format);
        m_format->setCurrentIndex(int(meant - m_formats.cbegin()));
        update();
    }
}

void ExportDialog::sayLeftOut(const QString& path)
{
    setBusy(false);
    QStringList reasons;
    for (const LeftOut& result : *m_leftOut) {
        const bool told = result.error.kind == ErrorKind::InvalidInput && !result.error.detail.isEmpty();
        const QString why = told ? result.error.detail : errorText(result.error, ErrorCost::Nothing).what;
        reasons.append(tr("%1: %2").arg(result.name, why));
    }
    const qsizetype all = m_content.results.size();
    ErrorText text;
    text.what = m_leftOut->size() == 1 ? tr("1 of %1 results is not in the file.").arg(all)
                                       : tr("%1 of %2 results are not in the file.").arg(m_leftOut->size()).arg(all);
    text.what += QLatin1Char(' ') + reasons.join(QLatin1Char(' '));
    text.cost = tr("Exporting costs nothing.");
    text.next = tr("All the rest was written to %1.").arg(QDir::toNativeSeparators(path));
    m_error->setText(text);
    m_error->show();
    m_cancel->setText(tr("Close"));
    m_cancel->setToolTip(tr("The file stays as it was written"));
    adjustSize();
}

void ExportDialog::start()
{
    if (!outputProblem(path()).isEmpty() || m_job.isBusy()) {
        return;
    }
    m_error->hide();
    m_cancel->setText(tr("Cancel"));
    m_cancel->setToolTip(tr("Write nothing"));
    m_leftOut = std::make_shared<QList<LeftOut>>();
    m_job.start([content = m_content, choice = choice(), leftOut = m_leftOut](const std::atomic_bool& cancelled,
                                                                              const OutputJob::Teller& tell) {
        return writeExport(content, choice, cancelled, tell.step).map([&](const QList<LeftOut>& missing) {
            *leftOut = missing;
            return QStringList{choice.path};
        });
    });
    setBusy(true);
}

} // namespace maquette
