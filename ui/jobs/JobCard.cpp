// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/JobCard.h"

#include "app/studio/ErrorText.h"
#include "ui/widgets/items/Formats.h"

#include <QCoreApplication>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("JobCard", text);
}

double partDone(const HttpProgress& progress)
{
    return progress.total > 0 ? std::clamp(double(progress.done) / double(progress.total), 0.0, 1.0) : -1.0;
}

void describeRunning(JobCardText& text, const Job& job, const QDateTime& now)
{
    text.hasBar = true;
    text.fraction = job.state == JobState::Waiting ? -1.0 : partDone(job.progress);
    text.state = job.state == JobState::Sending   ? tr("sending")
                 : job.state == JobState::Waiting ? tr("waiting")
                                                  : tr("receiving");
    if (job.nextCheck.isValid() && job.nextCheck > now) {
        text.counts = true;
        const QString left = formats::countdown(job.nextCheck, now);
        text.line = job.rateLimited                  ? tr("provider limit, %1").arg(left)
                    : job.state == JobState::Sending ? tr("next try %1").arg(left)
                                                     : tr("next check %1").arg(left);
    }
}

void describeQueued(JobCardText& text, const Job& job, const QDateTime& now, bool queuePaused)
{
    if (job.paused) {
        text.state = tr("paused");
        text.line = tr("from the last run");
        return;
    }
    text.state = tr("queued");
    if (job.rateLimited && job.nextCheck > now) {
        text.counts = true;
        text.line = tr("provider limit, %1").arg(formats::countdown(job.nextCheck, now));
    } else {
        text.line = queuePaused ? tr("the queue is paused") : tr("waiting for a free place");
    }
}

} // namespace

JobCardText jobCardText(const Job& job, const Catalogue& catalogue, const QDateTime& now, bool queuePaused)
{
    JobCardText text;
    text.title = formats::jobTitle(catalogue, job);
    text.cost = formats::costShort(isEnding(job.state) && job.state != JobState::Unknown ? job.charged : job.quote);
    switch (job.state) {
    case JobState::Queued:
        describeQueued(text, job, now, queuePaused);
        break;
    case JobState::Sending:
    case JobState::Waiting:
    case JobState::Receiving:
        describeRunning(text, job, now);
        break;
    case JobState::Done:
        text.state = tr("done");
        break;
    case JobState::Cancelled:
        text.state = tr("cancelled");
        break;
    case JobState::Failed:
        text.state = tr("failed");
        text.line = errorText(job).what;
        text.isProblem = true;
        break;
    case JobState::Unknown:
        text.state = tr("unknown");
        text.line = errorText(job).what;
        text.cost = tr("%1?").arg(text.cost);
        text.isProblem = true;
        break;
    }
    return text;
}

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
        if (!job.ticket.isEmpty() || !job.keptFile.isEmpty()) {
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
    case JobAction::WasCharged:
        return QStringLiteral("wasCharged");
    case JobAction::WasNotCharged:
        return QStringLiteral("wasNotCharged");
    }
    return {};
}

} // namespace maquette
