// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/Strip.h"

#include "app/studio/Studio.h"
#include "ui/jobs/JobPopover.h"
#include "ui/jobs/QueueHead.h"
#include "ui/jobs/StripDelegate.h"
#include "ui/jobs/StripModel.h"
#include "ui/jobs/StripView.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/Formats.h"
#include "ui/widgets/items/HandOut.h"
#include "ui/widgets/items/ItemListModel.h"
#include "ui/widgets/items/JobActions.h"
#include "ui/widgets/items/Thumbnails.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QScrollBar>
#include <QTimer>

#include <cmath>

namespace maquette {

namespace {

constexpr int kPage = 100;
constexpr int kTickMs = 500;
constexpr int kFrameMs = 40;
constexpr int kFramesPerTurn = 50;

QString describeJob(const Studio& studio, const Job& job)
{
    const JobCardText text =
        jobCardText(job, studio.catalogue(), QDateTime::currentDateTimeUtc(), studio.isQueuePaused());
    return QStringList{text.title, text.state, text.line, text.cost}
        .join(QStringLiteral(", "))
        .replace(QStringLiteral(", , "), QStringLiteral(", "));
}

} // namespace

Strip::Strip(Studio& studio, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_thumbnails(new Thumbnails(studio, this))
    , m_handOut(new HandOut(studio, this))
    , m_actions(new JobActions(studio, this))
    , m_items(new ItemListModel(
          [&studio](int limit, int offset) { return studio.items(limit, offset); },
          [&studio](const GalleryItem& item) { return formats::describeItem(studio.catalogue(), item); }, kPage, this))
    , m_model(new StripModel(
          *m_items, [&studio](const Job& job) { return describeJob(studio, job); }, this))
    , m_view(new StripView(*m_model, *m_thumbnails, *m_handOut, this))
    , m_delegate(new StripDelegate(studio, *m_model, *m_thumbnails, m_view))
    , m_head(new QueueHead(studio, *m_model, this))
    , m_anchor(new QWidget(this))
    , m_seconds(new QTimer(this))
    , m_frames(new QTimer(this))
{
    setObjectName(QStringLiteral("strip"));
    setAccessibleName(tr("Jobs and results"));
    setRole(this, QStringLiteral("panel"));
    setFixedHeight(metrics::kStrip);
    m_view->setStripDelegate(m_delegate);
    setFocusProxy(m_view);
    m_anchor->setAttribute(Qt::WA_TransparentForMouseEvents);

    auto* line = new QWidget(this);
    setRole(line, QStringLiteral("divider"));
    line->setFixedHeight(1);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_head);
    row->addWidget(m_view, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(line);
    layout->addLayout(row, 1);

    m_seconds->setInterval(kTickMs);
    m_frames->setInterval(kFrameMs);
    connect(m_seconds, &QTimer::timeout, this, &Strip::tick);
    connect(m_frames, &QTimer::timeout, this, &Strip::animate);
    connectView();
    connectStudio();
    m_head->refresh();
}

const PlaceActions& Strip::keys() const
{
    return m_view->keys();
}

void Strip::connectStudio()
{
    const auto begin = [this] {
        m_items->reload();
        syncJobs();
    };
    if (m_studio.isOpen()) {
        begin();
    }
    connect(&m_studio, &Studio::opened, this, begin);
    connect(&m_studio, &Studio::jobChanged, this, &Strip::jobChanged);
    connect(&m_studio, &Studio::jobEnded, this, &Strip::jobChanged);
    connect(&m_studio, &Studio::jobDismissed, this, [this](const QString& id) {
        m_model->remove(id);
        m_head->refresh();
    });
    connect(&m_studio, &Studio::itemAdded, m_items, &ItemListModel::add);
    connect(&m_studio, &Studio::queuePausedChanged, this, [this] {
        m_head->refresh();
        m_view->viewport()->update();
    });
    connect(m_thumbnails, &Thumbnails::changed, m_view->viewport(), qOverload<>(&QWidget::update));
    connect(m_items, &ItemListModel::failed, this,
            [this](const Error& error) { Q_EMIT troubled(errorText(error, ErrorCost::Nothing).sentence()); });
    connect(m_handOut, &HandOut::failed, this, &Strip::troubled);
    connect(m_actions, &JobActions::troubled, this, &Strip::troubled);
    connect(m_actions, &JobActions::retried, this, &Strip::retried);
    connect(&Theme::instance(), &Theme::changed, m_view->viewport(), qOverload<>(&QWidget::update));
}

void Strip::connectView()
{
    connect(m_view, &StripView::rowChosen, this, &Strip::choose);
    connect(m_view, &StripView::rowOpened, this, &Strip::open);
    connect(m_view, &StripView::menuAsked, this, &Strip::showMenu);
    connect(m_view, &StripView::endAsked, this, [this](int row) {
        const Job* job = m_model->job(row);
        if (const auto action = job ? endingActionFor(*job) : std::nullopt) {
            m_actions->run(Job(*job), *action);
        } else if (job) {
            showPopover(row); // Unknown: only its owner can say how it ended
        }
    });
    connect(m_view, &StripView::resumeAsked, this, [this](int row) {
        if (const Job* job = m_model->job(row)) {
            m_actions->run(Job(*job), JobAction::Resume);
        }
    });
    connect(m_model, &QAbstractItemModel::rowsInserted, this, [this] { m_view->inspectSight(); });
}

void Strip::jobChanged(const Job& job)
{
    if (!m_model->update(job)) {
        syncJobs();
    }
    if (m_popover && m_popover->isOpen() && m_popover->jobId() == job.id && isEnding(job.state) &&
        job.state != JobState::Unknown) {
        m_popover->dismiss();
    }
    runTimers();
}

void Strip::syncJobs()
{
    const int before = m_model->jobCount();
    const bool atStart = m_view->horizontalScrollBar()->value() == 0;
    m_model->setJobs(m_studio.jobs());
    // A new order is brought into sight, unless the user is busy elsewhere in the strip.
    const bool busy = underMouse() || m_view->hasFocus();
    if (atStart || (m_model->jobCount() > before && !busy)) {
        m_view->horizontalScrollBar()->setValue(0);
    }
    m_head->refresh();
    runTimers();
}

void Strip::choose(int row)
{
    if (const Job* job = m_model->job(row)) {
        m_delegate->setShown(job->id);
        m_view->viewport()->update();
        Q_EMIT jobActivated(Job(*job));
    } else if (const GalleryItem* item = m_model->item(row)) {
        m_delegate->setShown(item->id);
        m_view->viewport()->update();
        Q_EMIT itemActivated(GalleryItem(*item));
    }
}

void Strip::open(int row)
{
    if (m_model->job(row)) {
        showPopover(row);
    } else if (const GalleryItem* item = m_model->item(row)) {
        Q_EMIT itemOpened(GalleryItem(*item));
    }
}

void Strip::showPopover(int row)
{
    if (!m_popover) {
        m_popover = new JobPopover(m_studio, this);
        connect(m_popover, &JobPopover::actionChosen, m_actions, &JobActions::run);
        connect(m_popover, &JobPopover::errorActionChosen, this, &Strip::errorActionRequested);
    }
    if (m_popover->isOpen()) {
        m_popover->dismiss();
    }
    const QRect tile = StripDelegate::tileRect(m_view->cellOf(row));
    m_anchor->setGeometry(QRect(m_view->viewport()->mapTo(this, tile.topLeft()), tile.size()));
    m_popover->showJob(*m_model->job(row));
    m_popover->popUp(m_anchor, Popover::Edge::Left);
}

void Strip::showMenu(int row, QPoint globalPosition)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("stripMenu"));
    menu->setToolTipsVisible(true);
    if (const Job* found = m_model->job(row)) {
        const Job job = *found;
        const auto price = m_studio.price(job.request);
        const QList<JobAction> actions = actionsFor(job);
        for (const JobAction action : actions) {
            QAction* entry = menu->addAction(actionLabel(action, price ? formats::costShort(*price) : QString()), this,
                                             [this, job, action] { m_actions->run(job, action); });
            entry->setToolTip(actionMeaning(action));
            entry->setObjectName(actionName(action));
        }
    } else if (const GalleryItem* item = m_model->item(row)) {
        menu->addAction(Theme::icon(QStringLiteral("edit-copy")), tr("Copy file"), this,
                        [this, copied = *item] { m_handOut->copyFile(copied); });
        menu->addAction(tr("Show"), this, [this, row] { choose(row); });
    }
    menu->popup(globalPosition);
}

void Strip::setCurrentItem(const QString& itemId)
{
    m_delegate->setShown(itemId);
    const int row = m_model->rowOfItem(itemId);
    if (row >= 0) {
        m_view->setCurrentIndex(m_model->index(row));
        m_view->scrollTo(m_model->index(row));
    }
    m_view->viewport()->update();
}

void Strip::step(int by)
{
    const int first = m_model->jobCount();
    const int last = m_model->rowCount() - 1;
    if (last < first) {
        return;
    }
    const int shown = m_model->rowOfItem(m_delegate->shown());
    const int row = shown < 0 ? first : std::clamp(shown + by, first, last);
    m_view->setCurrentIndex(m_model->index(row));
    m_view->scrollTo(m_model->index(row));
    choose(row);
}

void Strip::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    runTimers();
    m_view->inspectSight();
}

void Strip::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    runTimers();
}

void Strip::runTimers()
{
    bool counts = false;
    bool travels = false;
    for (int row = 0; isVisible() && row < m_model->jobCount(); ++row) {
        const JobCardText text = m_delegate->textOf(*m_model->job(row));
        counts = counts || text.counts;
        travels = travels || (text.hasBar && text.fraction < 0);
    }
    travels = travels && !Theme::instance().reduceMotion();
    if (counts != m_seconds->isActive()) {
        counts ? m_seconds->start() : m_seconds->stop();
    }
    if (travels != m_frames->isActive()) {
        travels ? m_frames->start() : m_frames->stop();
    }
}

void Strip::tick()
{
    for (int row = 0; row < m_model->jobCount(); ++row) {
        if (m_model->job(row)->nextCheck.isValid()) {
            m_model->touch(row);
        }
    }
    runTimers();
}

void Strip::animate()
{
    m_frame = (m_frame + 1) % kFramesPerTurn;
    const double turn = 2.0 * double(m_frame) / kFramesPerTurn;
    m_delegate->setPhase(turn < 1.0 ? turn : 2.0 - turn);
    for (int row = 0; row < m_model->jobCount(); ++row) {
        const QRect bar = StripDelegate::barRect(m_view->cellOf(row));
        if (bar.left() > m_view->viewport()->width()) {
            break;
        }
        m_view->viewport()->update(bar.adjusted(-1, -1, 1, 1));
    }
}

} // namespace maquette
