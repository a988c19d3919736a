// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/jobs/JobPopover.h"

#include "app/studio/Studio.h"
#include "ui/widgets/ErrorBanner.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/Formats.h"

#include <QLabel>
#include <QPushButton>
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
{
    setObjectName(QStringLiteral("jobPopover"));
    setFixedWidth(kWidth);
    setRole(m_title, QStringLiteral("heading"));
    setRole(m_text, QStringLiteral("body"));
    m_title->setObjectName(QStringLiteral("jobPopoverTitle"));
    m_text->setObjectName(QStringLiteral("jobPopoverText"));
    m_text->setWordWrap(true);
    m_error->setClosable(false);
    column()->addWidget(m_title);
    column()->addWidget(m_text);
    column()->addWidget(m_error);
    connect(m_error, &ErrorBanner::actionTriggered, this, [this](ErrorAction action) {
        const Job job = m_job;
        dismiss();
        if (action == ErrorAction::Retry) {
            Q_EMIT actionChosen(job, JobAction::Retry);
        } else {
            Q_EMIT errorActionChosen(job, action);
        }
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
        ErrorText text = errorText(job);
        // These have buttons of their own below.
        if (text.action == ErrorAction::Settle || text.action == ErrorAction::Retry ||
            text.action == ErrorAction::Wait) {
            text.action = ErrorAction::None;
        }
        m_error->setText(text);
    }
    delete m_buttons;
    m_buttons = new QWidget(this);
    setRole(m_buttons, QStringLiteral("plain"));
    auto* row = new FlowLayout(m_buttons, 2 * metrics::kGrid);
    const auto price = m_studio.price(job.request);
    const QList<JobAction> actions = actionsFor(job);
    for (const JobAction action : actions) {
        auto* button = new QPushButton(actionLabel(action, price ? formats::costShort(*price) : QString()), m_buttons);
        button->setObjectName(QStringLiteral("job.") + actionName(action));
        button->setAccessibleName(button->text());
        button->setToolTip(actionMeaning(action));
        connect(button, &QPushButton::clicked, this, [this, action] {
            const Job chosen = m_job;
            dismiss();
            Q_EMIT actionChosen(chosen, action);
        });
        row->addWidget(button);
    }
    column()->addWidget(m_buttons);
    m_buttons->show();
}

} // namespace maquette
