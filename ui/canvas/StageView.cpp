// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/StageView.h"

#include "app/studio/Studio.h"
#include "ui/canvas/CanvasActions.h"
#include "ui/canvas/CanvasDesk.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/CanvasView.h"
#include "ui/canvas/InfoCorner.h"
#include "ui/canvas/MaskCommands.h"
#include "ui/canvas/PictureLoader.h"
#include "ui/canvas/StageActions.h"
#include "ui/canvas/StageBar.h"
#include "ui/canvas/StagePlates.h"
#include "ui/widgets/items/Formats.h"
#include "ui/widgets/items/HandOut.h"
#include "ui/widgets/items/Thumbnails.h"

#include <QAction>
#include <QClipboard>
#include <QDropEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QMimeData>

#include <algorithm>

namespace maquette {

namespace {

constexpr int kEdge = 12; ///< from a plate to the stage's edge
constexpr int kPlaceholderPixels = 512;
constexpr int kDragPicture = 96;     ///< logical pixels
constexpr double kMarginPart = 0.06; ///< of the shorter side, around a fitted picture
constexpr double kLeastMargin = 16;
constexpr double kMostMargin = 60;
constexpr double kBarRoom = 60;
constexpr int kReadingWidth = 260;

} // namespace

StageView::StageView(Studio& studio, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_handOut(new HandOut(studio, this))
    , m_thumbnails(new Thumbnails(studio, this))
    , m_loader(new PictureLoader(this))
    , m_canvas(new CanvasDesk(studio.dataFolder() + QStringLiteral("/canvas.json"), this))
    , m_image(&m_canvas->view())
    , m_do(new StageActions(*m_image, this))
    , m_empty(new EmptyPlate(this))
    , m_message(new MessagePlate(this))
    , m_progress(new ProgressPlate(this))
    , m_note(
          new NotePlate(QStringLiteral("stageFiltered"), QStringLiteral("data-warning"), QStringLiteral("warn"), this))
    , m_practice(new NotePlate(QStringLiteral("stagePractice"), {}, QStringLiteral("practice"), this))
    , m_dropHint(new NotePlate(QStringLiteral("stageDropHint"), {}, {}, this))
    , m_info(new InfoCorner(this))
    , m_reading(
          new NotePlate(QStringLiteral("stageReading"), QStringLiteral("data-warning"), QStringLiteral("label"), this))
    , m_bar(new StageBar(*m_do, this))
{
    setObjectName(QStringLiteral("stage"));
    setAccessibleName(tr("Stage"));
    setAcceptDrops(true);
    setFocusProxy(m_image);
    setMinimumSize(240, 200);
    m_note->setText(tr("The provider blurred this result; it probably cost credits."));
    m_practice->setText(tr("Practice"));
    m_practice->setToolTip(tr("Made by the practice server on this machine, with play credits"));
    m_dropHint->setText(tr("Drop to work from this picture"));
    connectParts();
    m_canvas->raiseTools();
    showNothing();
}

StageView::~StageView() = default;

void StageView::connectParts()
{
    connect(m_do->fullView, &QAction::triggered, this, &StageView::fullViewAsked);
    connect(m_do->previous, &QAction::triggered, this, [this] { Q_EMIT stepRequested(-1); });
    connect(m_do->next, &QAction::triggered, this, [this] { Q_EMIT stepRequested(1); });
    connect(m_do->copyPicture, &QAction::triggered, this,
            [this] { QGuiApplication::clipboard()->setImage(m_image->picture().full()); });
    connect(m_do->copyFile, &QAction::triggered, this, [this] { m_handOut->copyFile(*m_item); });
    connect(m_do->folder, &QAction::triggered, this, [this] { Q_EMIT openFolderRequested(*m_item); });
    connect(m_message, &MessagePlate::folderAsked, m_do->folder, &QAction::trigger);
    connect(m_handOut, &HandOut::failed, this, &StageView::troubled);

    connect(m_bar, &StageBar::zoomPicked, m_image, &ImageView::zoomTo);
    connect(m_image, &ImageView::viewChanged, this, [this] {
        m_bar->showZoom(m_image->transform().scale());
        placeParts();
    });
    connect(m_canvas, &CanvasDesk::toolsChanged, this, &StageView::setMargins);
    connect(m_canvas, &CanvasDesk::maskFileTaken, this, &StageView::maskFileTaken);
    connect(m_canvas, &CanvasDesk::troubled, this, &StageView::troubled);
    connect(m_image, &ImageView::menuRequested, this, &StageView::showMenu);
    connect(m_image, &ImageView::dragOutPrepared, this, &StageView::prepareDrag);
    connect(m_image, &ImageView::dragOutRequested, this, &StageView::dragOut);
    connect(m_info, &InfoCorner::dragOutPrepared, this, &StageView::prepareDrag);
    connect(m_info, &InfoCorner::dragOutRequested, this, &StageView::dragOut);
    connect(m_info, &InfoCorner::clicked, this, [this] { showMenu(m_info->mapToGlobal(QPoint(0, 0))); });

    connect(m_loader, &PictureLoader::progressed, m_progress, &ProgressPlate::setPercent);
    connect(m_loader, &PictureLoader::loaded, this, &StageView::showPicture);
    connect(m_loader, &PictureLoader::failed, this, [this](const QString& why) {
        showMessage(tr("This picture cannot be shown"), tr("%1 The file is kept as it was received.").arg(why));
    });
    connect(m_thumbnails, &Thumbnails::changed, this, [this](const AssetId& asset, const QImage& small) {
        if (m_loading && m_item && m_item->asset.id == asset && !small.isNull()) {
            showPlaceholder(small);
        }
    });
}

void StageView::showItem(const GalleryItem& item)
{
    const bool sameBytes = m_item && m_item->asset.id == item.asset.id && !m_image->picture().isNull() && !m_loading;
    if (!sameBytes) {
        session().close();
    }
    m_item = item;
    m_message->hide();
    if (sameBytes) {
        refresh();
        Q_EMIT itemShown(item);
        return;
    }
    if (item.asset.info.kind != MediaKind::Image) {
        m_loader->cancel();
        showMessage(tr("This kind of file cannot be shown"),
                    tr("The file is safe in the library; open it with another program."));
        return;
    }
    m_loading = true;
    m_progress->begin(tr("Opening %1").arg(formats::pixels(item.asset.info.width, item.asset.info.height)));
    m_loader->load(m_studio.assetPath(item.asset.id));
    // The picture before stays until this one is there, unless a small version is at hand.
    const QImage small = m_thumbnails->get({item.asset.id, kPlaceholderPixels});
    if (!small.isNull()) {
        showPlaceholder(small);
    }
    refresh();
}

void StageView::showNothing()
{
    m_loader->cancel();
    session().close();
    m_loading = false;
    m_item.reset();
    m_progress->end();
    m_message->hide();
    m_image->clear();
    refresh();
}

void StageView::showPlaceholder(const QImage& small)
{
    const MediaInfo& info = m_item->asset.info;
    if (info.width > 0 && info.height > 0) {
        m_image->showPlaceholder(small, {info.width, info.height});
    }
}

void StageView::showPicture(const MipPyramid& picture)
{
    m_loading = false;
    m_progress->end();
    m_image->showPicture(picture);
    openCanvas();
    refresh();
    Q_EMIT itemShown(*m_item);
}

void StageView::setOperation(const Operation& operation, const QJsonObject& values)
{
    m_needs = CanvasNeeds::of(operation, values);
    m_image->setNeeds(m_needs);
    const auto source = std::find_if(operation.inputs.begin(), operation.inputs.end(),
                                     [](const InputSpec& input) { return input.required && !input.isMask; });
    m_empty->showBeginning(source != operation.inputs.end() ? source->kind : MediaKind::Unknown, operation.label);
    placeParts();
    openCanvas();
}

void StageView::addMenuActions(const QList<QAction*>& actions)
{
    m_menuActions.append(actions);
}

void StageView::setOpenAction(QAction* open)
{
    m_empty->setOpenAction(open);
    addMenuActions({open});
    placeParts();
}

void StageView::adoptItem(const GalleryItem& item)
{
    if (!session().isOpen() || session().base() != item.asset.id) {
        return;
    }
    m_loader->cancel();
    m_loading = false;
    m_item = item;
    refresh();
    Q_EMIT itemShown(item);
}

void StageView::takeMaskFile(const QString& path)
{
    m_canvas->actions().mask().takeFile(path);
}

const PlaceActions& StageView::keys() const
{
    return m_do->keys();
}

CanvasSession& StageView::session()
{
    return m_canvas->session();
}

QList<const PlaceActions*> StageView::canvasKeys() const
{
    return {&m_canvas->actions().keys(), &m_canvas->actions().pointerKeys()};
}

void StageView::openCanvas()
{
    const MipPyramid& picture = m_image->picture();
    if (m_needs.any() && m_item && !m_loading && !picture.isNull() && !session().isOpen() &&
        canvasRefusal().isEmpty()) {
        session().open(m_item->asset.id, m_loader->source(), picture);
    }
}

QString StageView::canvasRefusal() const
{
    return m_loading ? QString() : m_loader->refusal();
}

void StageView::showMessage(const QString& title, const QString& text)
{
    m_loading = false;
    m_progress->end();
    m_image->clear();
    m_message->showText(title, text);
    refresh();
    Q_EMIT itemShown(*m_item);
}

void StageView::refresh()
{
    const bool picture = !m_image->isEmpty();
    const bool full = m_do->fullView->isChecked();
    m_do->setUsable(picture, !m_image->picture().isNull(), m_item.has_value());
    m_empty->setVisible(!m_item);
    m_bar->setVisible(picture);
    m_info->setVisible(m_item && picture && !full);
    m_note->setVisible(m_item && m_item->filtered);
    const QString lost = m_loading ? QString() : m_loader->source().note;
    m_reading->setVisible(m_item && picture && !full && !lost.isEmpty());
    m_reading->setSentences(lost, kReadingWidth);
    m_practice->setVisible(m_item && m_item->practice && !full);
    m_dropHint->hide();
    if (m_item) {
        const MediaInfo& info = m_item->asset.info;
        m_info->setText(
            QStringLiteral("%1  %2").arg(formats::pixels(info.width, info.height), formats::mediaName(info.mediaType)));
        m_info->setAccessibleDescription(m_info->text());
        m_image->setAccessibleDescription(m_item->title);
    }
    placeParts();
}

void StageView::resizeEvent(QResizeEvent* event)
{
    m_canvas->place(rect());
    setMargins();
    m_image->setGeometry(rect());
    placeParts();
    QWidget::resizeEvent(event);
}

void StageView::setMargins()
{
    const double margin = std::clamp(std::min(width(), height()) * kMarginPart, kLeastMargin, kMostMargin);
    if (m_do->fullView->isChecked()) {
        m_image->setFitMargins({});
        return;
    }
    const QMarginsF tools = m_canvas->margins();
    m_image->setFitMargins({std::max(margin, tools.left()), std::max(margin, tools.top()), margin,
                            std::max({margin, kBarRoom, double(m_bottomRoom)})});
}

void StageView::setBottomRoom(int logical)
{
    if (logical != m_bottomRoom) {
        m_bottomRoom = logical;
        setMargins();
        placeParts();
    }
}

void StageView::placeParts()
{
    const auto centred = [this](QWidget* part, int y) {
        part->adjustSize();
        part->move((width() - part->width()) / 2, y);
    };
    for (QWidget* part :
         {static_cast<QWidget*>(m_bar), static_cast<QWidget*>(m_info), static_cast<QWidget*>(m_practice)}) {
        part->adjustSize();
    }
    m_bar->move(width() - m_bar->width() - kEdge, height() - m_bar->height() - kEdge);
    m_info->move(kEdge, height() - m_info->height() - kEdge);
    m_reading->adjustSize();
    // Above what lies beside the corner, too: the bar for zooming, and the one of the results.
    const int below = std::min({m_info->y(), m_bar->y(), height() - m_bottomRoom});
    m_reading->move(kEdge, below - m_reading->height() - kEdge / 2);
    // Below the bar of the tool's options, which may reach as far.
    const int top = std::max(kEdge, int(m_canvas->margins().top()));
    m_practice->move(width() - m_practice->width() - kEdge, top);
    centred(m_note, top);
    centred(m_dropHint, top);
    centred(m_progress, height() - m_progress->sizeHint().height() - kEdge);
    centred(m_empty, (height() - m_empty->sizeHint().height()) / 2);
    centred(m_message, (height() - m_message->sizeHint().height()) / 2);
}

void StageView::setFullView(bool full)
{
    m_do->fullView->setChecked(full);
    m_canvas->setToolsShown(!full);
    QResizeEvent again(size(), size());
    resizeEvent(&again);
    refresh();
}

void StageView::showMenu(QPoint globalPosition)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("stageMenu"));
    m_do->fill(*menu, m_menuActions);
    menu->popup(globalPosition);
}

void StageView::prepareDrag()
{
    if (m_item) {
        m_handOut->prepare(*m_item);
    }
}

void StageView::dragOut()
{
    const MipPyramid& picture = m_image->picture();
    QPixmap small;
    if (!picture.isNull()) {
        const double ratio = devicePixelRatioF();
        const int side = int(kDragPicture * ratio);
        const int level = picture.levelFor(double(side) / std::max(picture.size().width(), picture.size().height()));
        small =
            QPixmap::fromImage(picture.level(level).scaled(side, side, Qt::KeepAspectRatio, Qt::SmoothTransformation));
        small.setDevicePixelRatio(ratio);
    }
    m_handOut->drag(this, small);
}

void StageView::dragEnterEvent(QDragEnterEvent* event)
{
    if (HandOut::bringsFiles(event->mimeData())) {
        m_dropHint->show();
        m_dropHint->raise();
        event->acceptProposedAction();
    }
}

void StageView::dragLeaveEvent(QDragLeaveEvent* /*event*/)
{
    m_dropHint->hide();
}

void StageView::dropEvent(QDropEvent* event)
{
    m_dropHint->hide();
    event->acceptProposedAction();
    Q_EMIT filesDropped(filesIn(event->mimeData()));
}

} // namespace maquette
