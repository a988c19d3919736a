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
    } else if (job.state == JobState::Waiting && job.error && job.error->kind == ErrorKind::KeyMissing) {
        text.line = tr("waits for a key");
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

} // namespace maquette
