// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/Strip.h"

#include "app/studio/Studio.h"
#include "ui/jobs/JobPopover.h"
#include "ui/jobs/StripDelegate.h"
#include "ui/jobs/StripModel.h"
#include "ui/jobs/StripView.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/Formats.h"
#include "ui/widgets/items/HandOut.h"
#include "ui/widgets/items/ItemListModel.h"
#include "ui/widgets/items/Thumbnails.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QScrollBar>
#include <QTimer>
#include <QToolButton>

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
    return QStringList{text.title, text.state, text.line, text.cost}.join(QStringLiteral(", ")).replace(
        QStringLiteral(", , "), QStringLiteral(", "));
}

QString describeItem(const Studio& studio, const GalleryItem& item)
{
    QStringList parts{formats::operationLong(studio.catalogue(), item.operation), item.title,
                      formats::fullTime(item.created)};
    if (!item.operation.isEmpty()) {
        parts.append(formats::costLong(item.cost));
    }
    if (item.practice) {
        parts.append(Strip::tr("practice"));
    }
    if (item.filtered) {
        parts.append(Strip::tr("blurred by the provider"));
    }
    return parts.join(QStringLiteral("\n"));
}

} // namespace

Strip::Strip(Studio& studio, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_thumbnails(new Thumbnails(studio, this))
    , m_handOut(new HandOut(studio, this))
    , m_items(new ItemListModel([&studio](int limit, int offset) { return studio.items(limit, offset); },
                                [&studio](const GalleryItem& item) { return describeItem(studio, item); }, kPage, this))
    , m_model(new StripModel(*m_items, [&studio](const Job& job) { return describeJob(studio, job); }, this))
    , m_view(new StripView(*m_model, *m_thumbnails, *m_handOut, this))
    , m_delegate(new StripDelegate(studio, *m_model, *m_thumbnails, m_view))
    , m_head(new QWidget(this))
    , m_pause(new QToolButton(m_head))
    , m_cancel(new QToolButton(m_head))
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
    makeHead();

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
    refreshHead();
}

void Strip::makeHead()
{
    const auto prepare = [](QToolButton* button, const QString& name, const char* icon) {
        button->setObjectName(name);
        button->setIcon(Theme::icon(QLatin1String(icon)));
        button->setIconSize({metrics::kIcon, metrics::kIcon});
        button->setFocusPolicy(Qt::TabFocus);
        setRole(button, QStringLiteral("tool"));
    };
    prepare(m_pause, QStringLiteral("queuePause"), "media-playback-pause");
    m_pause->setCheckable(true);
    m_pause->setAccessibleName(tr("Pause the queue"));
    prepare(m_cancel, QStringLiteral("queueCancel"), "dialog-cancel");
    m_cancel->setAccessibleName(tr("Cancel jobs"));
    m_cancel->setToolTip(tr("Cancel what is queued, or everything"));
    m_cancel->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_cancel);
    menu->setObjectName(QStringLiteral("queueMenu"));
    menu->setToolTipsVisible(true);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillQueueMenu(menu); });
    m_cancel->setMenu(menu);
    auto* layout = new QVBoxLayout(m_head);
    layout->setContentsMargins(4, 12, 4, 0);
    layout->setSpacing(metrics::kGrid);
    layout->addWidget(m_pause);
    layout->addWidget(m_cancel);
    layout->addStretch();
    connect(m_pause, &QToolButton::clicked, this, [this](bool paused) { m_studio.setQueuePaused(paused); });
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
        refreshHead();
    });
    connect(&m_studio, &Studio::itemAdded, m_items, &ItemListModel::add);
    connect(&m_studio, &Studio::queuePausedChanged, this, [this] {
        refreshHead();
        m_view->viewport()->update();
    });
    connect(m_thumbnails, &Thumbnails::changed, m_view->viewport(), qOverload<>(&QWidget::update));
    connect(m_items, &ItemListModel::failed, this, [this](const Error& error) {
        Q_EMIT troubled(errorText(error, ErrorCost::Nothing).sentence());
    });
    connect(m_handOut, &HandOut::failed, this, &Strip::troubled);
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
            act(Job(*job), *action);
        } else if (job) {
            showPopover(row); // Unknown: only its owner can say how it ended
        }
    });
    connect(m_view, &StripView::resumeAsked, this, [this](int row) {
        if (const Job* job = m_model->job(row)) {
            act(Job(*job), JobAction::Resume);
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
    const bool atStart = m_view->horizontalScrollBar()->value() == 0;
    m_model->setJobs(m_studio.jobs());
    if (atStart) {
        m_view->horizontalScrollBar()->setValue(0);
    }
    refreshHead();
    runTimers();
}

void Strip::refreshHead()
{
    const bool paused = m_studio.isQueuePaused();
    const QList<Job>& jobs = m_model->jobs();
    const bool active = std::any_of(jobs.cbegin(), jobs.cend(), [](const Job& job) { return !isEnding(job.state); });
    m_head->setVisible(active || paused);
    m_cancel->setEnabled(active);
    m_pause->setChecked(paused);
    m_pause->setIcon(Theme::icon(paused ? QStringLiteral("media-playback-start") : QStringLiteral("media-playback-pause")));
    m_pause->setToolTip(paused ? tr("Let the queue go on") : tr("Pause the queue: what is queued waits, what runs goes on"));
}

void Strip::fillQueueMenu(QMenu* menu)
{
    menu->clear();
    int queued = 0;
    int running = 0;
    int restored = 0;
    Credits atRisk;
    Credits toResume;
    for (const Job& job : m_model->jobs()) {
        if (job.state == JobState::Queued && job.paused) {
            ++restored;
            toResume += m_studio.price(job.request).value_or(job.quote);
        } else if (job.state == JobState::Queued) {
            ++queued;
        } else if (!isEnding(job.state)) {
            ++running;
            atRisk += job.quote;
        }
    }
    const auto add = [this, menu](const char* name, const QString& text, bool enabled, void (Studio::*call)()) {
        QAction* action = menu->addAction(text, &m_studio, call);
        action->setObjectName(QLatin1String(name));
        action->setEnabled(enabled);
    };
    if (restored > 0) {
        QAction* resume = menu->addAction(tr("Resume all %1 from the last run (%2)").arg(restored).arg(formats::costShort(toResume)),
                                          this, [this] { m_studio.resumeJob(); });
        resume->setObjectName(QStringLiteral("queueResumeAll"));
        menu->addSeparator();
    }
    const int free = queued + restored;
    add("queueCancelPending", free > 0 ? tr("Cancel the %1 queued: free").arg(free) : tr("Cancel the queued: there are none"),
        free > 0, &Studio::cancelPendingJobs);
    add("queueCancelAll",
        running > 0 ? tr("Cancel everything: %1 already sent may still be charged (%2)").arg(running).arg(formats::costShort(atRisk))
                    : tr("Cancel everything: nothing was sent, free"),
        free + running > 0, &Studio::cancelAllJobs);
}

void Strip::act(const Job& job, JobAction action)
{
    switch (action) {
    case JobAction::Cancel:
    case JobAction::StopWaiting:
    case JobAction::Drop: return m_studio.cancelJob(job.id);
    case JobAction::ToFront: return m_studio.moveJobToFront(job.id);
    case JobAction::Resume: return m_studio.resumeJob(job.id);
    case JobAction::Retry: return retry(job);
    case JobAction::Dismiss: return m_studio.dismissJob(job.id);
    case JobAction::CheckAgain: return m_studio.checkJobAgain(job.id);
    case JobAction::WasCharged: return m_studio.settleUnknownJob(job.id, true);
    case JobAction::WasNotCharged: return m_studio.settleUnknownJob(job.id, false);
    }
}

void Strip::retry(const Job& job)
{
    m_studio.retryJob(job.id).then(this, [this, job](const tl::expected<QList<Job>, Refusal>& outcome) {
        if (outcome) {
            m_studio.dismissJob(job.id);
        } else {
            tellRefusal(outcome.error(), job.request.operation);
        }
    });
}

void Strip::tellRefusal(const Refusal& refusal, const QString& operation)
{
    const Operation* known = m_studio.catalogue().find(operation);
    if (!refusal.problems.isEmpty() && known) {
        Q_EMIT troubled(describe(*known, refusal.problems.constFirst()));
    } else if (refusal.error) {
        Q_EMIT troubled(errorText(*refusal.error, ErrorCost::Nothing).sentence());
    }
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
        connect(m_popover, &JobPopover::actionChosen, this, &Strip::act);
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
                                             [this, job, action] { act(job, action); });
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
