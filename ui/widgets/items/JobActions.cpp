// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/items/JobActions.h"

#include "app/studio/Studio.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/Formats.h"
#include "ui/widgets/items/WhenReady.h"

#include <QCoreApplication>
#include <QPushButton>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("JobActions", text);
}

QString refusalText(const Catalogue& catalogue, const Refusal& refusal, const QString& operation)
{
    const Operation* known = catalogue.find(operation);
    if (!refusal.problems.isEmpty() && known) {
        return describe(*known, refusal.problems.constFirst());
    }
    return refusal.error ? errorText(*refusal.error, ErrorCost::Nothing).sentence() : QString();
}

} // namespace

QList<JobAction> actionsFor(const Job& job)
{
    switch (job.state) {
    case JobState::Queued:
        if (job.paused) {
            return {JobAction::Resume, JobAction::Drop};
        }
        return job.front ? QList{JobAction::Cancel} : QList{JobAction::ToFront, JobAction::Cancel};
    case JobState::Sending:
    case JobState::Waiting:
    case JobState::Receiving:
        return {JobAction::StopWaiting};
    case JobState::Failed:
        return {JobAction::Retry, JobAction::Dismiss};
    case JobState::Unknown:
        if (!job.keptFile.isEmpty()) {
            return {JobAction::StoreAgain, JobAction::WasCharged, JobAction::WasNotCharged};
        }
        if (!job.ticket.isEmpty()) {
            return {JobAction::CheckAgain, JobAction::WasCharged, JobAction::WasNotCharged};
        }
        return {JobAction::WasCharged, JobAction::WasNotCharged};
    case JobState::Done:
    case JobState::Cancelled:
        return {JobAction::Dismiss};
    }
    return {};
}

std::optional<JobAction> endingActionFor(const Job& job)
{
    const QList<JobAction> actions = actionsFor(job);
    for (const JobAction action : {JobAction::Cancel, JobAction::StopWaiting, JobAction::Drop, JobAction::Dismiss}) {
        if (actions.contains(action)) {
            return action;
        }
    }
    return std::nullopt;
}

QString actionLabel(JobAction action, const QString& price)
{
    const auto priced = [&price](const QString& label) {
        return price.isEmpty() ? label : QStringLiteral("%1 (%2)").arg(label, price);
    };
    switch (action) {
    case JobAction::Cancel:
        return tr("Cancel");
    case JobAction::StopWaiting:
        return tr("Stop waiting");
    case JobAction::ToFront:
        return tr("Do this next");
    case JobAction::Resume:
        return priced(tr("Resume"));
    case JobAction::Drop:
        return tr("Drop");
    case JobAction::Retry:
        return priced(tr("Try again"));
    case JobAction::Dismiss:
        return tr("Dismiss");
    case JobAction::CheckAgain:
        return tr("Check again");
    case JobAction::StoreAgain:
        return tr("Store again");
    case JobAction::WasCharged:
        return tr("It was charged");
    case JobAction::WasNotCharged:
        return tr("It was not charged");
    }
    return {};
}

QString actionMeaning(JobAction action)
{
    switch (action) {
    case JobAction::Cancel:
        return tr("Takes it out of the queue. It was not sent: this is free.");
    case JobAction::StopWaiting:
        return tr("Stop waiting. The provider may still charge it.");
    case JobAction::ToFront:
        return tr("Moves it to the front of the queue.");
    case JobAction::Resume:
        return tr("Queues it again, at today's price.");
    case JobAction::Drop:
        return tr("Forgets it. It was not sent: this is free.");
    case JobAction::Retry:
        return tr("Orders the same again as a new job, at today's price.");
    case JobAction::Dismiss:
        return tr("Takes the card away. The job stays in the history.");
    case JobAction::CheckAgain:
        return tr("Asks the provider once more for the result. This is free.");
    case JobAction::StoreAgain:
        return tr("Puts the result that has arrived into the library. This is free.");
    case JobAction::WasCharged:
        return tr("Books the held credits as spent, as your provider's history shows.");
    case JobAction::WasNotCharged:
        return tr("Gives the held credits back, as your provider's history shows.");
    }
    return {};
}

QString actionName(JobAction action)
{
    switch (action) {
    case JobAction::Cancel:
        return QStringLiteral("cancel");
    case JobAction::StopWaiting:
        return QStringLiteral("stopWaiting");
    case JobAction::ToFront:
        return QStringLiteral("toFront");
    case JobAction::Resume:
        return QStringLiteral("resume");
    case JobAction::Drop:
        return QStringLiteral("drop");
    case JobAction::Retry:
        return QStringLiteral("retry");
    case JobAction::Dismiss:
        return QStringLiteral("dismiss");
    case JobAction::CheckAgain:
        return QStringLiteral("checkAgain");
    case JobAction::StoreAgain:
        return QStringLiteral("storeAgain");
    case JobAction::WasCharged:
        return QStringLiteral("wasCharged");
    case JobAction::WasNotCharged:
        return QStringLiteral("wasNotCharged");
    }
    return {};
}

ErrorText errorTextBesideButtons(const Job& job)
{
    ErrorText text = errorText(job);
    switch (text.action) {
    case ErrorAction::Retry:
    case ErrorAction::Wait:
    case ErrorAction::CheckNetwork:
    case ErrorAction::Settle:
        text.action = ErrorAction::None;
        break;
    case ErrorAction::None:
    case ErrorAction::AddKey:
    case ErrorAction::TopUp:
    case ErrorAction::EditRequest:
    case ErrorAction::FreeSpace:
        break;
    }
    return text;
}

JobActions::JobActions(Studio& studio, QObject* parent)
    : QObject(parent)
    , m_studio(studio)
{
}

void JobActions::run(const Job& job, JobAction action)
{
    switch (action) {
    case JobAction::Cancel:
    case JobAction::StopWaiting:
    case JobAction::Drop:
        return m_studio.cancelJob(job.id);
    case JobAction::ToFront:
        return m_studio.moveJobToFront(job.id);
    case JobAction::Resume:
        return m_studio.resumeJob(job.id);
    case JobAction::Retry:
        return retry(job);
    case JobAction::Dismiss:
        return m_studio.dismissJob(job.id);
    case JobAction::CheckAgain:
    case JobAction::StoreAgain:
        return m_studio.checkJobAgain(job.id);
    case JobAction::WasCharged:
        return m_studio.settleUnknownJob(job.id, true);
    case JobAction::WasNotCharged:
        return m_studio.settleUnknownJob(job.id, false);
    }
}

void JobActions::retry(const Job& job)
{
    whenReady(m_studio.retryJob(job.id), this, [this, job](const tl::expected<QList<Job>, Refusal>& outcome) {
        if (outcome) {
            Q_EMIT retried(job, *outcome);
            m_studio.dismissJob(job.id);
        } else {
            Q_EMIT troubled(refusalText(m_studio.catalogue(), outcome.error(), job.request.operation));
        }
    });
}

QWidget* JobActions::makeButtons(const Job& job, QWidget* parent)
{
    auto* row = new QWidget(parent);
    setRole(row, QStringLiteral("plain"));
    auto* layout = new FlowLayout(nullptr, 2 * metrics::kGrid);
    row->setLayout(layout);
    const auto price = m_studio.price(job.request);
    const QList<JobAction> actions = actionsFor(job);
    for (const JobAction action : actions) {
        auto* button = new QPushButton(actionLabel(action, price ? formats::costShort(*price) : QString()), row);
        button->setObjectName(QStringLiteral("job.") + actionName(action));
        button->setAccessibleName(button->text());
        button->setToolTip(actionMeaning(action));
        connect(button, &QPushButton::clicked, this, [this, job, action] { Q_EMIT chosen(job, action); });
        layout->addWidget(button);
    }
    return row;
}

} // namespace maquette
