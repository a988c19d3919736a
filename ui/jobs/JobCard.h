// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/Catalogue.h"
#include "app/jobs/Job.h"

#include <QDateTime>
#include <QList>
#include <QString>

namespace maquette {

/// What a card in the strip says about a job. Pure text, so that the painter only paints.
struct JobCardText
{
    QString title;       ///< "Core 2 of 4"
    QString line;        ///< inside the card: "next check 7 s", the reason of a failure; may be empty
    QString state;       ///< one word below it
    QString cost;        ///< "3 cr"
    double fraction = 0; ///< 0 to 1, below 0: under way, how far is not known
    bool hasBar = false;
    bool isProblem = false; ///< Failed or Unknown
    bool counts = false;    ///< the text changes with every second
    bool operator==(const JobCardText&) const = default;
};

[[nodiscard]] JobCardText jobCardText(const Job& job, const Catalogue& catalogue, const QDateTime& now,
                                      bool queuePaused);

/// What a person can do about a job.
enum class JobAction {
    Cancel,
    StopWaiting,
    ToFront,
    Resume,
    Drop,
    Retry,
    Dismiss,
    CheckAgain,
    WasCharged,
    WasNotCharged
};

/// What can be done about \a job now, the likeliest first.
[[nodiscard]] QList<JobAction> actionsFor(const Job& job);
/// The way to be rid of \a job, if there is one: Cancel, StopWaiting, Drop or Dismiss.
[[nodiscard]] std::optional<JobAction> endingActionFor(const Job& job);
/// "Cancel", "It was charged"; \a price goes on the ones that spend.
[[nodiscard]] QString actionLabel(JobAction action, const QString& price = {});
/// Exactly what it does and costs.
[[nodiscard]] QString actionMeaning(JobAction action);
/// Stable name, for object names: "cancel", "stopWaiting" ...
[[nodiscard]] QString actionName(JobAction action);

} // namespace maquette
