// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/JobPopover.h"

#include "app/studio/Studio.h"
#include "ui/widgets/ErrorBanner.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/Formats.h"

#include <QLabel>
#include <QVBoxLayout>

namespace maquette {

namespace {
constexpr int kWidth = 340;
}

JobPopover::JobPopover(Studio& studio, QWidget* owner)
    : Popover(owner)
    , m_studio(studio)
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_error(new ErrorBanner(this))
    , m_actions(new JobActions(studio, this))
{
    setObjectName(QStringLiteral("jobPopover"));
    setFixedWidth(kWidth);
    setRole(m_title, QStringLiteral("heading"));
    setRole(m_text, QStringLiteral("body"));
    m_title->setObjectName(QStringLiteral("jobPopoverTitle"));
    m_text->setObjectName(QStringLiteral("jobPopoverText"));
    m_text->setWordWrap(true);
    m_error->setClosable(false);
    m_error->setNarrow();
    column()->addWidget(m_title);
    column()->addWidget(m_text);
    column()->addWidget(m_error);
    connect(m_actions, &JobActions::chosen, this, [this](const Job& job, JobAction action) {
        dismiss();
        Q_EMIT actionChosen(job, action);
    });
    connect(m_error, &ErrorBanner::actionTriggered, this, [this](ErrorAction action) {
        const Job job = m_job;
        dismiss();
        Q_EMIT errorActionChosen(job, action);
    });
}

QString JobPopover::sentenceFor(const Job& job) const
{
    if (job.state == JobState::Unknown) {
        return tr("%1 stay held until this is settled. Your provider's history tells whether it was charged.")
            .arg(formats::costLong(job.quote));
    }
    if (job.paused) {
        return tr("It was queued when the program ended. Nothing was sent and nothing is held.");
    }
    if (job.state == JobState::Queued) {
        return tr("It was not sent yet: cancelling is free.");
    }
    if (!isEnding(job.state)) {
        return tr("It was sent. If you stop waiting, the provider may still charge %1.")
            .arg(formats::costLong(job.quote));
    }
    return {};
}

void JobPopover::showJob(const Job& job)
{
    m_job = job;
    m_title->setText(formats::jobTitle(m_studio.catalogue(), job));
    setAccessibleName(m_title->text());
    m_text->setText(sentenceFor(job));
    m_text->setVisible(!m_text->text().isEmpty());
    const bool problem = job.state == JobState::Failed || job.state == JobState::Unknown;
    m_error->setVisible(problem);
    if (problem) {
        m_error->setText(errorTextBesideButtons(job));
    }
    delete m_buttons;
    m_buttons = m_actions->makeButtons(job, this);
    column()->addWidget(m_buttons);
    m_buttons->show();
}

} // namespace maquette
