// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/InputWell.h"

#include "app/gallery/Thumbnailer.h"
#include "app/studio/Studio.h"
#include "ui/prompt/PictureFit.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/Formats.h"
#include "ui/widgets/items/HandOut.h"
#include "ui/widgets/items/WhenReady.h"

#include <QApplication>
#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMimeData>
#include <QMimeDatabase>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrent>

namespace maquette {

namespace {

constexpr int kThumb = 44; // px

QString kindWord(MediaKind kind)
{
    switch (kind) {
    case MediaKind::Audio:
        return InputWell::tr("a sound");
    case MediaKind::Mesh:
        return InputWell::tr("a mesh");
    default:
        return InputWell::tr("a picture");
    }
}

} // namespace

InputWell::InputWell(Studio& studio, const InputSpec& spec, QWidget* parent)
    : QFrame(parent)
    , m_studio(studio)
    , m_spec(spec)
    , m_picture(new QLabel(this))
    , m_first(new ElidedLabel({}, this))
    , m_second(new ElidedLabel({}, this))
    , m_fromStage(new QToolButton(this))
    , m_choose(new QToolButton(this))
    , m_clear(new QToolButton(this))
{
    build();
    connect(m_fromStage, &QToolButton::clicked, this, &InputWell::useStage);
    connect(m_choose, &QToolButton::clicked, this, &InputWell::chooseFile);
    connect(m_clear, &QToolButton::clicked, this, &InputWell::clear);
    const auto watch = [this] {
        connect(&m_studio.thumbnailer(), &Thumbnailer::ready, this, [this](const AssetId& asset, int, const QImage&) {
            if (asset == m_asset) {
                showThumbnail();
            }
        });
        lookUp();
    };
    if (m_studio.isOpen()) {
        watch();
    } else {
        connect(&m_studio, &Studio::opened, this, watch);
    }
    showState();
}

void InputWell::build()
{
    setObjectName(QStringLiteral("input-") + m_spec.role);
    setAccessibleName(m_spec.label);
    setToolTip(m_spec.hint);
    setAcceptDrops(true);
    setFocusPolicy(Qt::StrongFocus);
    setRole(this, QStringLiteral("well"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(6, 6, 6, 6);
    row->setSpacing(metrics::kGrid * 2);
    m_picture->setFixedSize(kThumb, kThumb);
    m_picture->setAlignment(Qt::AlignCenter);
    row->addWidget(m_picture);
    auto* words = new QVBoxLayout;
    words->setSpacing(0);
    words->addStretch();
    words->addWidget(m_first);
    words->addWidget(m_second);
    words->addStretch();
    row->addLayout(words, 1);
    setRole(m_second, QStringLiteral("hint"));
    const auto tool = [&](QToolButton* button, const char* name, const QString& icon, const QString& label) {
        button->setObjectName(m_spec.role + QLatin1String(name));
        button->setIcon(Theme::icon(icon));
        button->setAccessibleName(label);
        button->setToolTip(label);
        button->setFocusPolicy(Qt::TabFocus);
        setRole(button, QStringLiteral("tool"));
        row->addWidget(button);
    };
    tool(m_fromStage, "-stage", QStringLiteral("insert-image"), tr("Use what is on the stage"));
    tool(m_choose, "-choose", QStringLiteral("document-open"), tr("Choose a file (Enter)"));
    tool(m_clear, "-clear", QStringLiteral("maquette-close"), tr("Take it out (Delete)"));
}

void InputWell::setAsset(const AssetId& asset)
{
    if (asset == m_asset && !m_busy) {
        return;
    }
    ++m_turn;
    m_busy = false;
    m_asset = asset;
    m_known.reset();
    m_note.clear();
    lookUp();
    showState();
}

void InputWell::setStageItem(const std::optional<GalleryItem>& item)
{
    m_stage = item;
    showState();
}

bool InputWell::take(const QMimeData* mime)
{
    if (const QStringList files = filesIn(mime); !files.isEmpty()) {
        importFile(files.constFirst());
        return true;
    }
    if (m_spec.kind == MediaKind::Image && mime->hasImage()) {
        await(m_studio.importImage(qvariant_cast<QImage>(mime->imageData())));
        return true;
    }
    return false;
}

void InputWell::chooseFile()
{
    auto* dialog = new QFileDialog(this, tr("Choose %1").arg(kindWord(m_spec.kind)));
    dialog->setObjectName(QStringLiteral("inputFileDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    // One filter for all that can be taken: nobody knows by heart what kind his file is.
    QStringList patterns;
    const QMimeDatabase types;
    for (const QString& type : m_spec.accepts) {
        patterns += types.mimeTypeForName(type).globPatterns();
    }
    dialog->setNameFilters(
        {tr("What can be used here (%1)").arg(patterns.join(QLatin1Char(' '))), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this, &InputWell::importFile);
    dialog->open();
}

void InputWell::paste()
{
    const QMimeData* mime = QApplication::clipboard()->mimeData();
    if (!mime || !take(mime)) {
        m_second->setFullText(tr("The clipboard holds no picture"));
    }
}

void InputWell::useStage()
{
    if (m_stage && m_stage->asset.info.kind == m_spec.kind) {
        const Asset asset = m_stage->asset;
        if (m_fit == Fit::All && !fits(m_spec, asset.info)) {
            fitAsset(asset);
            return;
        }
        setAsset(asset.id);
        m_known = asset;
        showState();
        Q_EMIT edited();
    }
}

void InputWell::clear()
{
    if (!m_asset.isEmpty() || m_busy) {
        setAsset({});
        setFocus();
        Q_EMIT edited();
    }
}

void InputWell::importFile(const QString& path)
{
    await(m_studio.importFile(path), path);
}

void InputWell::await(const QFuture<Result<Asset>>& future, const QString& path)
{
    const int turn = ++m_turn;
    m_path = path;
    m_busy = true;
    showState();
    whenReady(future, this, [this, turn](const Result<Asset>& asset) {
        if (turn != m_turn) {
            return;
        }
        if (!asset) {
            refuse(asset.error());
        } else if (m_fit != Fit::Never && asset->info.kind == MediaKind::Image && !fits(m_spec, asset->info)) {
            fitAsset(*asset);
        } else {
            m_note.clear();
            took(*asset);
        }
    });
}

void InputWell::took(const Asset& asset)
{
    m_busy = false;
    m_missing = false;
    m_asset = asset.id;
    m_known = asset;
    showState();
    Q_EMIT imported();
    Q_EMIT edited();
}

void InputWell::refuse(Error error)
{
    error.place = m_path; // not the library's copy
    m_busy = false;
    m_missing = false;
    showState();
    Q_EMIT importFailed(error);
}

/// The library keeps the file as it came; the order gets one that keeps the limits.
void InputWell::fitAsset(const Asset& asset)
{
    const int turn = ++m_turn;
    m_busy = true;
    showState();
    const auto work = [spec = m_spec, path = m_studio.assetPath(asset.id)] { return fitPicture(spec, path); };
    whenReady(QtConcurrent::run(work), this, [this, turn](const Result<FittedPicture>& fitted) {
        if (turn != m_turn) {
            return;
        }
        if (!fitted) {
            refuse(fitted.error());
            return;
        }
        whenReady(m_studio.importBytes(fitted->bytes), this, [this, turn, note = fitted->note](const auto& made) {
            if (turn == m_turn && made) {
                m_note = note;
                took(*made);
            } else if (turn == m_turn) {
                refuse(made.error());
            }
        });
    });
}

void InputWell::lookUp()
{
    m_missing = false;
    if (m_asset.isEmpty() || m_known || !m_studio.isOpen()) {
        return;
    }
    m_known = m_studio.knownAsset(m_asset);
    if (m_known) {
        showState();
        return;
    }
    const int turn = m_turn;
    whenReady(m_studio.asset(m_asset), this, [this, turn](const Result<Asset>& asset) {
        if (turn != m_turn) {
            return;
        }
        m_missing = !asset;
        if (asset) {
            m_known = *asset;
        }
        showState();
        Q_EMIT edited(); // what is known of it decides whether the form is complete
    });
}

void InputWell::dragEnterEvent(QDragEnterEvent* event)
{
    const QMimeData* mime = event->mimeData();
    if (isEnabled() && (!filesIn(mime).isEmpty() || (m_spec.kind == MediaKind::Image && mime->hasImage()))) {
        event->acceptProposedAction();
        setProperty("mqDrop", true);
        style()->unpolish(this);
        style()->polish(this);
    }
}

void InputWell::dragLeaveEvent(QDragLeaveEvent*)
{
    setProperty("mqDrop", false);
    style()->unpolish(this);
    style()->polish(this);
}

void InputWell::dropEvent(QDropEvent* event)
{
    dragLeaveEvent(nullptr);
    if (take(event->mimeData())) {
        event->acceptProposedAction();
    }
}

void InputWell::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Paste)) {
        paste();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space) {
        chooseFile();
    } else if (event->key() == Qt::Key_Delete || event->key() == Qt::Key_Backspace) {
        clear();
    } else {
        QFrame::keyPressEvent(event);
    }
}

void InputWell::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && m_asset.isEmpty() && !m_busy && rect().contains(event->pos())) {
        chooseFile();
    }
}

QString InputWell::describeAsset() const
{
    if (!m_known) {
        return {};
    }
    const MediaInfo& info = m_known->info;
    return QStringLiteral("%1, %2").arg(formats::mediaName(info.mediaType), formats::bytes(info.bytes));
}

void InputWell::showState()
{
    const bool filled = !m_asset.isEmpty();
    const bool stageFits = m_stage && m_stage->asset.info.kind == m_spec.kind;
    if (m_busy) {
        m_first->setFullText(tr("Reading…"));
        m_second->setFullText({});
    } else if (m_missing) {
        m_first->setFullText(tr("No longer in the library"));
        m_second->setFullText(tr("Choose another"));
    } else if (filled) {
        m_first->setFullText(m_known && m_known->info.width > 0
                                 ? tr("%1 px").arg(formats::pixels(m_known->info.width, m_known->info.height))
                                 : tr("From the library"));
        m_second->setFullText(m_note.isEmpty() ? describeAsset() : m_note);
    } else {
        m_first->setFullText(m_spec.kind == MediaKind::Image ? tr("Drop or paste a picture") : tr("Drop a file here"));
        m_second->setFullText(stageFits ? tr("or take the one on the stage") : tr("or choose a file"));
    }
    setRole(m_first, filled ? QStringLiteral("plain") : QStringLiteral("body"));
    m_fromStage->setVisible(!filled || (stageFits && m_stage->asset.id != m_asset));
    setDisabledReason(m_fromStage, stageFits ? QString() : tr("There is no picture on the stage"));
    m_clear->setVisible(filled || m_busy);
    showThumbnail();
}

void InputWell::showThumbnail()
{
    const bool filled = !m_asset.isEmpty() && m_spec.kind == MediaKind::Image && !m_missing;
    m_picture->setVisible(filled);
    if (!filled || !m_studio.isOpen()) {
        return;
    }
    const qreal scale = devicePixelRatioF();
    const QImage image = m_studio.thumbnailer().get({m_asset, 128});
    if (image.isNull()) {
        m_picture->setPixmap({});
        return;
    }
    QPixmap pixmap =
        QPixmap::fromImage(image.scaled(QSize(kThumb, kThumb) * scale, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(scale);
    m_picture->setPixmap(pixmap);
}

} // namespace maquette
