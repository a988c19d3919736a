// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/jobs/Job.h"
#include "app/studio/ErrorText.h"
#include "ui/widgets/Popover.h"
#include "ui/widgets/items/JobActions.h"

class QLabel;

namespace maquette {

class ErrorBanner;
class Studio;

/// What can be done about one job, in words: opened from its card.
class JobPopover : public Popover
{
    Q_OBJECT

public:
    JobPopover(Studio& studio, QWidget* owner);

    /// Fills it for \a job. Call popUp() after that.
    void showJob(const Job& job);
    /// The job it was filled for last.
    [[nodiscard]] QString jobId() const { return m_job.id; }

Q_SIGNALS:
    void actionChosen(const maquette::Job& job, maquette::JobAction action);
    /// What the error asks for that is not about the job itself: a key, a top-up ...
    void errorActionChosen(const maquette::Job& job, maquette::ErrorAction action);

private:
    [[nodiscard]] QString sentenceFor(const Job& job) const;
    Studio& m_studio;
    Job m_job;
    QLabel* m_title;
    QLabel* m_text;
    ErrorBanner* m_error;
    JobActions* m_actions;
    QWidget* m_buttons = nullptr;
};

} // namespace maquette
