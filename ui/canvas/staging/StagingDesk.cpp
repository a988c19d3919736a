// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/staging/StagingDesk.h"

#include "app/studio/Studio.h"
#include "ui/canvas/CanvasDesk.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/CanvasView.h"
#include "ui/canvas/StageView.h"
#include "ui/canvas/staging/CompareView.h"
#include "ui/canvas/staging/RehearsalBar.h"
#include "ui/canvas/staging/ResultBrush.h"
#include "ui/canvas/staging/StagingBar.h"
#include "ui/canvas/staging/StagingQuestion.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/KeyText.h"
#include "ui/widgets/PlaceActions.h"
#include "ui/widgets/Toast.h"
#include "ui/widgets/items/Formats.h"

#include <QAction>
#include <QEvent>
#include <QKeyEvent>
#include <QMenu>

namespace maquette {

namespace {

constexpr int kEdge = 12; ///< as the other plates of the stage
constexpr int kGap = 8;

} // namespace

StagingDesk::StagingDesk(Studio& studio, StageView& stage)
    : m_studio(studio)
    , m_stage(stage)
    , m_view(stage.imageView())
    , m_staging(new CanvasStaging(studio, stage.session(), this))
    , m_keeper(new CanvasKeeper(studio.dataFolder() + QStringLiteral("/canvas"), stage.session(), *m_staging, this))
    , m_keys(new PlaceActions(QStringLiteral("stage/results"), tr("Results on the canvas"), this))
    , m_question(new StagingQuestion(&stage))
    , m_brushPlate(new StagingQuestion(&stage))
    , m_rehearsalPlate(new StagingQuestion(&stage))
    , m_compare(new CompareView(&stage))
    , m_brush(std::make_unique<ResultBrush>(m_view, *m_staging))
    , m_brushMenu(new QMenu(&stage))
{
    m_pool.setMaxThreadCount(1);
    m_brushPlate->setObjectName(QStringLiteral("brushPlate"));
    m_rehearsalPlate->setObjectName(QStringLiteral("rehearsalPlate"));
    makeActions();
    makeMenus();
    connectStaging();
    connectKeeper();
    m_stage.installEventFilter(this);
    m_view.installEventFilter(this);
    update();
}

StagingDesk::~StagingDesk()
{
    m_view.disconnect(this); // the window is going: nothing is laid out any more
    m_view.setStandIn(nullptr);
    m_keeper->flush();
    m_pool.waitForDone();
}

void StagingDesk::connectStaging()
{
    connect(m_staging, &CanvasStaging::changed, this, &StagingDesk::update);
    connect(m_staging, &CanvasStaging::shownChanged, this, &StagingDesk::showPicture);
    connect(m_staging, &CanvasStaging::brushedChanged, this,
            [this](const QRect& area) { m_view.setShowingThrough(m_staging->under(), m_staging->hidden(), area); });
    connect(m_staging, &CanvasStaging::mixed, this, [this] {
        if (m_do.compare->isChecked()) {
            feedCompare();
        }
    });
    connect(m_staging, &CanvasStaging::accepted, this, [this](const GalleryItem& item) {
        m_items.insert(item.asset.id, item);
        if (m_stage.item()) {
            m_items.insert(m_stage.item()->asset.id, *m_stage.item());
        }
        showBase(item.asset.id);
    });
    connect(m_staging, &CanvasStaging::kept, this,
            [this] { Q_EMIT toldInPassing(tr("Kept in the library as a picture of its own")); });
    connect(m_staging, &CanvasStaging::discarded, this, [this](int count) {
        const QString text =
            count == 1 ? tr("Discarded; the library has it") : tr("%1 discarded; the library has them").arg(count);
        Toast* const toast = Toast::show(&m_stage, text, tr("Undo"));
        connect(toast, &Toast::actionTriggered, m_staging, &CanvasStaging::undoDiscard);
    });
    connect(m_staging, &CanvasStaging::othersStillRun, this, &StagingDesk::askAboutOthers);
    connect(m_staging, &CanvasStaging::baseChanged, this, &StagingDesk::showBase);
    connect(m_staging, &CanvasStaging::troubled, this,
            [this](const ErrorText& text) { Q_EMIT troubled(QStringLiteral("staging"), text); });
    CanvasSession& session = m_stage.session();
    connect(&session, &CanvasSession::maskChanged, &m_rehearsal, &Rehearsal::end);
    connect(&session, &CanvasSession::maskChanged, this, [this] {
        if (m_shows) {
            m_view.setOverlayShown(true); // whoever paints wants to see it, also over a result
        }
    });
    for (const auto signal : {&CanvasSession::opened, &CanvasSession::closed, &CanvasSession::documentChanged,
                              &CanvasSession::edgedMaskChanged}) {
        connect(&session, signal, this, &StagingDesk::update);
    }
    connect(&session, &CanvasSession::closed, this, [this] {
        m_rehearsal.end();
        m_view.clearOverride();
    });
    connect(&m_view, &CanvasView::toolChanged, this, &StagingDesk::update);
    connect(&m_stage, &StageView::itemShown, this, &StagingDesk::update);
}

void StagingDesk::connectKeeper()
{
    connect(m_keeper, &CanvasKeeper::lastBase, this, [this](const AssetId& base) {
        if (!base.isValid()) {
            Q_EMIT nothingWanted();
            return;
        }
        findItem(base, [this](const std::optional<GalleryItem>& item) {
            if (item) {
                Q_EMIT itemWanted(*item);
            } else {
                Q_EMIT nothingWanted();
            }
        });
    });
    connect(m_keeper, &CanvasKeeper::damaged, this, [this](const Error& error) {
        ErrorText text;
        text.what = tr("What was on the canvas last time could not be read.");
        text.cost = tr("Nothing paid is lost: every result is in the library.");
        text.next = tr("The damaged file was put aside.");
        text.details = error.detail;
        Q_EMIT troubled(QStringLiteral("canvas"), text);
    });
    connect(m_keeper, &CanvasKeeper::writingFailed, this, [this](const Error& error) {
        ErrorText text = errorText(error, ErrorCost::Nothing);
        text.what = tr("What is on the canvas could not be kept for a restart. %1").arg(text.what);
        Q_EMIT troubled(QStringLiteral("canvas"), text);
    });
}

void StagingDesk::update()
{
    const bool any = m_staging->count() > 0;
    const auto reason = [](QAction* action, const QString& why) { setDisabledReason(action, why); };
    const QString none = tr("No result is on the canvas.");
    reason(m_do.accept, m_staging->acceptReason());
    reason(m_do.keep, m_staging->acceptReason());
    const bool something = m_brushing || m_do.compare->isChecked() || m_rehearsal.isShown() || m_rehearsal.isBusy();
    reason(m_do.discard, something ? QString() : m_staging->discardReason());
    reason(m_do.discardAll, any ? m_staging->discardReason() : none);
    reason(m_do.before, any ? QString() : none);
    const QString unplaced = m_staging->placed() ? QString() : any ? tr("It is still being put in place.") : none;
    const QList<QAction*> looks = m_do.compareModes + QList<QAction*>{m_do.compare, m_do.showBefore};
    for (QAction* const look : looks) {
        reason(look, unplaced);
    }
    reason(m_do.brush, m_staging->brushReason());
    m_brushMenu->menuAction()->setEnabled(m_staging->brushReason().isEmpty());
    reason(m_do.colourMatch, m_staging->canColourMatch() ? QString()
                             : any                       ? tr("The result is shown as it came.")
                                                         : none);
    m_do.colourMatch->setChecked(m_staging->isColourMatched());
    m_do.keepMask->setChecked(m_staging->keepsMask());
    reason(m_do.rehearse, rehearsalReason());
    reason(m_do.exportFile, m_stage.item() && m_stage.item()->asset.info.kind == MediaKind::Image
                                ? QString()
                                : tr("No picture is on the stage."));
    if (!m_staging->placed()) {
        if (m_brushing) {
            setBrushing(false);
        }
        m_do.showBefore->setChecked(false);
        if (m_do.compare->isChecked() && !any) {
            m_do.compare->setChecked(false);
        }
    }
    m_bar->showState(m_staging->state());
    if (any) {
        m_question->hide();
    }
    const bool masked =
        m_stage.session().isOpen() && m_view.needs().mask && !m_stage.session().document().mask.isUniform(0);
    m_rehearsalBar->setVisible(masked && m_bar->isHidden() && m_question->isHidden() && !m_rehearsal.isShown() &&
                               !m_rehearsal.isBusy());
    place();
}

void StagingDesk::place()
{
    const QRect stage = m_stage.rect();
    m_compare->setGeometry(m_view.geometry());
    m_bar->fitInto(stage.width() - 2 * kEdge);
    QRect left(stage.bottomLeft(), QSize(0, 0));
    QRect right(stage.bottomRight(), QSize(0, 0));
    for (const auto& [name, rect] : {std::pair{"stageInfo", &left}, std::pair{"stageBar", &right}}) {
        const auto* corner = m_stage.findChild<QWidget*>(QLatin1String(name), Qt::FindDirectChildrenOnly);
        if (corner != nullptr && !corner->isHidden()) {
            *rect = corner->geometry();
        }
    }
    // Beside the corners where there is room, else above them.
    const auto settle = [&](QWidget* plate) {
        plate->move((stage.width() - plate->width()) / 2, stage.height() - plate->height() - kEdge);
        const QRect wide = plate->geometry().adjusted(-kGap, 0, kGap, 0);
        if (wide.intersects(left) || wide.intersects(right)) {
            const int top = std::min(left.height() > 0 ? left.top() : stage.height(),
                                     right.height() > 0 ? right.top() : stage.height());
            plate->move(plate->x(), top - plate->height() - kGap);
        }
        plate->raise();
    };
    if (m_compare->isVisible()) {
        m_compare->raise();
    }
    m_question->fitInto(stage.width() - 2 * kEdge);
    m_rehearsalPlate->fitInto(stage.width() - 2 * kEdge);
    m_rehearsalBar->adjustSize();
    for (QWidget* const plate : {static_cast<QWidget*>(m_question), static_cast<QWidget*>(m_rehearsalPlate),
                                 static_cast<QWidget*>(m_rehearsalBar), static_cast<QWidget*>(m_bar)}) {
        settle(plate);
    }
    m_stage.setBottomRoom(m_bar->isHidden() ? 0 : stage.height() - m_bar->y() + kGap / 2);
    // In the middle, or beside the tools where it would lie on them.
    const QMarginsF tools = m_stage.canvas().margins();
    const int beside = std::max(kEdge, int(tools.left()));
    m_brushPlate->fitInto(stage.width() - beside - kEdge);
    m_brushPlate->move(std::max(beside, (stage.width() - m_brushPlate->width()) / 2),
                       std::max(kEdge, int(tools.top())));
    m_brushPlate->raise();
}

void StagingDesk::showPicture()
{
    const MipPyramid shown = m_staging->shown();
    if (!shown.isNull()) {
        const auto now = m_staging->placed();
        m_view.setOverride(shown, placeOnCanvas(*now, m_stage.session().document().size),
                           now->kind == PlaceKind::Whole);
        m_view.setShowingThrough(m_staging->under(), m_staging->hidden());
    } else if (m_rehearsal.isShown() && m_staging->count() == 0) {
        m_view.setOverride(m_rehearsal.picture());
    } else {
        m_view.clearOverride();
    }
    hideOverlay(m_view.hasOverride());
    if (m_rehearsal.isShown() && shown.isNull()) {
        m_rehearsalPlate->ask(tr("Rehearsal: a rough fill made here, free. Nothing was sent."), {}, {}, tr("Hide"),
                              withKey(tr("Back to the picture"), m_do.discard));
    } else {
        m_rehearsalPlate->hide();
    }
    if (m_do.compare->isChecked()) {
        feedCompare();
    }
    place();
}

/// The tint over the mask would hide what is looked at.
void StagingDesk::hideOverlay(bool hide)
{
    if (hide == m_shows) {
        return;
    }
    m_shows = hide;
    if (hide) {
        m_overlayWasShown = m_view.isOverlayShown();
        m_view.setOverlayShown(false);
    } else {
        m_view.setOverlayShown(m_overlayWasShown);
    }
}

bool StagingDesk::step(int by)
{
    if (m_staging->count() == 0) {
        return false;
    }
    m_do.showBefore->setChecked(false);
    m_staging->step(by);
    return true;
}

void StagingDesk::askAboutOthers(const StagedSaving& saving, const QStringList& unsent)
{
    m_unsent = unsent;
    const QString text = stagingText::saving(saving.running, saving.unsent, saving.saves);
    const QString them = saving.unsent == 1 ? tr("Cancel it") : tr("Cancel them");
    m_question->ask(text, unsent.isEmpty() ? QString() : them, tr("Take back what was not sent; it costs nothing"),
                    unsent.isEmpty()      ? tr("Good")
                    : saving.running == 1 ? tr("Let it run")
                                          : tr("Let them run"),
                    tr("The results come into the library, and onto the canvas when the acceptance is undone"));
    update();
}

void StagingDesk::rehearse()
{
    if (m_rehearsal.isShown() || m_rehearsal.isBusy()) {
        m_rehearsal.end();
        return;
    }
    const CanvasSession& session = m_stage.session();
    m_rehearsal.start(session.pyramid().full(), session.edgedMask());
}

QString StagingDesk::rehearsalReason() const
{
    const CanvasSession& session = m_stage.session();
    if (!session.isOpen() || !m_view.needs().mask) {
        return tr("Only an operation with a mask can be rehearsed.");
    }
    if (session.document().mask.isUniform(0)) {
        return tr("Paint what is to be filled first.");
    }
    return m_staging->count() > 0 ? tr("Results are on the canvas.") : QString();
}

} // namespace maquette
