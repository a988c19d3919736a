// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/QueueHead.h"

#include "app/studio/Studio.h"
#include "ui/jobs/StripModel.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/Formats.h"

#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace maquette {

QueueHead::QueueHead(Studio& studio, const StripModel& model, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_model(model)
    , m_pause(new QToolButton(this))
    , m_cancel(new QToolButton(this))
{
    setRole(this, QStringLiteral("plain"));
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
    auto* menu = new QMenu(m_cancel);
    menu->setObjectName(QStringLiteral("queueMenu"));
    menu->setToolTipsVisible(true);
    // Not setMenu(): its arrow would make the button wider than its neighbour.
    connect(m_cancel, &QToolButton::clicked, this, [this, menu] {
        fillQueueMenu(menu);
        menu->popup(m_cancel->mapToGlobal(QPoint(m_cancel->width(), 0)));
    });
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 12, 4, 0);
    layout->setSpacing(metrics::kGrid);
    layout->addWidget(m_pause);
    layout->addWidget(m_cancel);
    layout->addStretch();
    connect(m_pause, &QToolButton::clicked, this, [this](bool paused) { m_studio.setQueuePaused(paused); });
}

void QueueHead::refresh()
{
    const bool paused = m_studio.isQueuePaused();
    const QList<Job>& jobs = m_model.jobs();
    const bool active = std::any_of(jobs.cbegin(), jobs.cend(), [](const Job& job) { return !isEnding(job.state); });
    setVisible(active || paused);
    m_cancel->setEnabled(active);
    m_pause->setChecked(paused);
    m_pause->setIcon(
        Theme::icon(paused ? QStringLiteral("media-playback-start") : QStringLiteral("media-playback-pause")));
    m_pause->setToolTip(paused ? tr("Let the queue go on")
                               : tr("Pause the queue: what is queued waits, what runs goes on"));
}

void QueueHead::fillQueueMenu(QMenu* menu)
{
    menu->clear();
    int queued = 0;
    int running = 0;
    int restored = 0;
    Credits atRisk;
    Credits toResume;
    for (const Job& job : m_model.jobs()) {
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
        QAction* resume =
            menu->addAction(tr("Resume all %1 from the last run (%2)").arg(restored).arg(formats::costShort(toResume)),
                            this, [this] { m_studio.resumeJob(); });
        resume->setObjectName(QStringLiteral("queueResumeAll"));
        menu->addSeparator();
    }
    const int free = queued + restored;
    add("queueCancelPending",
        free > 0 ? tr("Cancel the %1 queued: free").arg(free) : tr("Cancel the queued: there are none"), free > 0,
        &Studio::cancelPendingJobs);
    add("queueCancelAll",
        running > 0 ? tr("Cancel everything: %1 already sent may still be charged (%2)")
                          .arg(running)
                          .arg(formats::costShort(atRisk))
                    : tr("Cancel everything: nothing was sent, free"),
        free + running > 0, &Studio::cancelAllJobs);
}

} // namespace maquette
