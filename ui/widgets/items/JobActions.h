// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/jobs/Job.h"
#include "app/studio/ErrorText.h"

#include <QList>
#include <QObject>
#include <QString>

#include <optional>

class QWidget;

namespace maquette {

class Studio;

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
    StoreAgain,
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

/// Why \a job Failed or is Unknown, with no action beside it that makeButtons() has a button for.
[[nodiscard]] ErrorText errorTextBesideButtons(const Job& job);

/// Does what was chosen, and tells when it could not be done.
class JobActions : public QObject
{
    Q_OBJECT

public:
    explicit JobActions(Studio& studio, QObject* parent = nullptr);

    void run(const Job& job, JobAction action);
    /// One button per thing that can be done about \a job, for \a parent to lay out. They emit chosen(), and run
    /// nothing by themselves.
    [[nodiscard]] QWidget* makeButtons(const Job& job, QWidget* parent);

Q_SIGNALS:
    void chosen(const maquette::Job& job, maquette::JobAction action); ///< by one of the buttons
    void troubled(const QString& why);                                 ///< one sentence to tell in passing
    /// \a jobs were queued to do what \a job did not.
    void retried(const maquette::Job& job, const QList<maquette::Job>& jobs);

private:
    void retry(const Job& job);
    Studio& m_studio;
};

} // namespace maquette
