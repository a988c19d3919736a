// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/gallery/DetailsPanel.h"

#include "app/studio/Studio.h"
#include "ui/gallery/DetailRows.h"
#include "ui/gallery/DetailTexts.h"
#include "ui/gallery/ItemActions.h"
#include "ui/gallery/LineageList.h"
#include "ui/widgets/ErrorBanner.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/Toast.h"
#include "ui/widgets/items/Formats.h"
#include "ui/widgets/items/HandOut.h"
#include "ui/widgets/items/JobActions.h"
#include "ui/widgets/items/Thumbnails.h"
#include "ui/widgets/items/WhenReady.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

namespace maquette {

namespace {

constexpr int kSectionGap = 16;

QWidget* section(QWidget* parent)
{
    auto* made = new QWidget(parent);
    setRole(made, QStringLiteral("plain"));
    auto* layout = new QVBoxLayout(made);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(metrics::kGrid);
    return made;
}

} // namespace

DetailsPanel::DetailsPanel(Studio& studio, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_thumbnails(new Thumbnails(studio, this))
    , m_handOut(new HandOut(studio, this))
    , m_jobActions(new JobActions(studio, this))
{
    setObjectName(QStringLiteral("details"));
    setAccessibleName(tr("Details"));
    setRole(this, QStringLiteral("panel"));
    setFixedWidth(metrics::kRightPanel);

    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("detailsScroll"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(makeContent());
    connect(scroll->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int most) {
        // Beside the bar there is room enough: what it takes away would cut the longest values.
        const int right = most > 0 ? metrics::kGrid : metrics::kMargin;
        m_column->setContentsMargins(metrics::kMargin, metrics::kMargin, right, metrics::kMargin);
    });
    auto* line = new QWidget(this);
    line->setFixedWidth(1);
    setRole(line, QStringLiteral("divider"));
    m_actions = new ItemActions(m_studio, this);
    auto* column = new QVBoxLayout;
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(scroll, 1);
    column->addWidget(m_actions);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(line);
    layout->addLayout(column, 1);
    connectParts();
    showNothing();
}

QWidget* DetailsPanel::makeContent()
{
    auto* content = new QWidget(this);
    setRole(content, QStringLiteral("plain"));
    auto* heading = new QLabel(tr("Details"), content);
    setRole(heading, QStringLiteral("heading"));
    m_nothing = new QLabel(tr("Choose a result to see how it was made and what it cost."), content);
    m_nothing->setObjectName(QStringLiteral("details.nothing"));
    m_nothing->setWordWrap(true);
    setRole(m_nothing, QStringLiteral("hint"));
    m_filtered = new QLabel(tr("The provider blurred this result; it probably cost credits."), content);
    m_filtered->setObjectName(QStringLiteral("details.filtered"));
    m_filtered->setWordWrap(true);
    setRole(m_filtered, QStringLiteral("problem"));
    m_rows = new DetailRows(content);
    m_error = new ErrorBanner(content);
    m_error->setClosable(false);
    m_error->setNarrow();
    m_lineage = new LineageList(m_studio.catalogue(), *m_thumbnails, content);
    m_eventsSection = section(content);
    auto* eventsHeading = new QLabel(tr("What happened"), m_eventsSection);
    setRole(eventsHeading, QStringLiteral("heading"));
    m_events = new DetailRows(m_eventsSection);
    m_eventsSection->layout()->addWidget(eventsHeading);
    m_eventsSection->layout()->addWidget(m_events);

    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(metrics::kMargin, metrics::kMargin, metrics::kMargin, metrics::kMargin);
    layout->setSpacing(kSectionGap);
    layout->addWidget(heading);
    layout->addWidget(m_nothing);
    layout->addWidget(m_filtered);
    layout->addWidget(m_error);
    layout->addWidget(m_rows);
    layout->addWidget(makePrompt(content));
    layout->addWidget(makeValues(content));
    layout->addWidget(m_lineage);
    layout->addWidget(m_eventsSection);
    layout->addStretch(1);
    m_column = layout;
    return content;
}

void DetailsPanel::addPart(QWidget* part)
{
    m_column->insertWidget(m_column->indexOf(m_rows) + 1, part);
}

QWidget* DetailsPanel::makePrompt(QWidget* parent)
{
    m_promptSection = section(parent);
    auto* heading = new QLabel(tr("Prompt"), m_promptSection);
    setRole(heading, QStringLiteral("heading"));
    auto* copy = new QToolButton(m_promptSection);
    copy->setObjectName(QStringLiteral("details.copyPrompt"));
    copy->setAccessibleName(tr("Copy the prompt"));
    copy->setToolTip(tr("Copy the prompt"));
    copy->setIcon(Theme::icon(QStringLiteral("edit-copy"), IconTint::Label));
    copy->setIconSize({metrics::kIcon, metrics::kIcon});
    copy->setFocusPolicy(Qt::TabFocus);
    setRole(copy, QStringLiteral("tool"));
    connect(copy, &QToolButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(m_prompt->text());
        Toast::show(this, tr("Prompt copied"));
    });
    m_prompt = new QLabel(m_promptSection);
    m_prompt->setObjectName(QStringLiteral("details.prompt"));
    m_prompt->setTextFormat(Qt::PlainText);
    m_prompt->setWordWrap(true);
    m_prompt->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* top = new QHBoxLayout;
    top->addWidget(heading, 1);
    top->addWidget(copy);
    static_cast<QVBoxLayout*>(m_promptSection->layout())->addLayout(top);
    m_promptSection->layout()->addWidget(m_prompt);
    return m_promptSection;
}

QWidget* DetailsPanel::makeValues(QWidget* parent)
{
    m_valuesSection = section(parent);
    m_fold = new QPushButton(tr("All values"), m_valuesSection);
    m_fold->setObjectName(QStringLiteral("details.allValues"));
    m_fold->setAccessibleName(tr("All values"));
    m_fold->setToolTip(tr("Every value as it took effect, with the defaults"));
    m_fold->setCheckable(true);
    setRole(m_fold, QStringLiteral("inline"));
    m_values = new DetailRows(m_valuesSection);
    m_values->hide();
    m_valuesSection->layout()->addWidget(m_fold);
    m_valuesSection->layout()->addWidget(m_values);
    const auto turn = [this](bool open) {
        m_fold->setIcon(
            Theme::icon(open ? QStringLiteral("arrow-down") : QStringLiteral("arrow-right"), IconTint::Label));
        m_values->setVisible(open);
    };
    turn(false);
    connect(m_fold, &QPushButton::toggled, this, turn);
    return m_valuesSection;
}

void DetailsPanel::connectParts()
{
    for (DetailRows* rows : {m_rows, m_values, m_events}) {
        connect(rows, &DetailRows::copied, this,
                [this](const QString& label) { Toast::show(this, tr("%1 copied").arg(label)); });
    }
    connect(m_actions, &ItemActions::variationsAsked, this,
            [this](int count) { Q_EMIT variationsRequested(*m_item, count); });
    connect(m_actions, &ItemActions::reuseAsked, this,
            [this](bool withSeed) { Q_EMIT reuseRequested(*m_item, withSeed); });
    connect(m_actions, &ItemActions::folderAsked, this, [this] { Q_EMIT openFolderRequested(*m_item); });
    connect(m_actions, &ItemActions::copyAsked, this, [this] { m_handOut->copyFile(*m_item); });
    connect(m_handOut, &HandOut::copiedFile, this, [this] { Toast::show(this, tr("Copied")); });
    connect(m_handOut, &HandOut::failed, this, &DetailsPanel::troubled);
    connect(m_jobActions, &JobActions::chosen, this, [this](const Job& job, JobAction action) {
        // Not from within the click: the buttons go with the job's state.
        QMetaObject::invokeMethod(
            m_jobActions, [this, job, action] { m_jobActions->run(job, action); }, Qt::QueuedConnection);
    });
    connect(m_jobActions, &JobActions::troubled, this, &DetailsPanel::troubled);
    connect(m_jobActions, &JobActions::retried, this, &DetailsPanel::retried);
    connect(m_lineage, &LineageList::itemActivated, this, &DetailsPanel::itemActivated);
    connect(m_error, &ErrorBanner::actionTriggered, this, [this](ErrorAction action) {
        if (m_job) {
            Q_EMIT errorActionRequested(*m_job, action);
        }
    });
    connect(&m_studio, &Studio::jobChanged, this, [this](const Job& job) {
        if (m_job && m_job->id == job.id) {
            showJob(job);
        }
    });
    connect(&m_studio, &Studio::jobDismissed, this, [this](const QString& id) {
        if (m_job && m_job->id == id) {
            showNothing();
        }
    });
}

void DetailsPanel::showItem(const GalleryItem& item)
{
    m_job.reset();
    m_item = item;
    fillItem(item);
    m_actions->showItem(item);
    m_lineage->hide();
    fetchLineage(item.id);
    showSections();
}

void DetailsPanel::showJob(const Job& job)
{
    const bool another = !m_job || m_job->id != job.id || m_job->state != job.state;
    m_item.reset();
    m_job = job;
    if (!another) {
        return; // progress alone changes nothing here
    }
    fillJob(job);
    fetchEvents(job.id);
    showSections();
}

void DetailsPanel::showNothing()
{
    m_item.reset();
    m_job.reset();
    showSections();
}

void DetailsPanel::showSections()
{
    const bool problem = m_job && (m_job->state == JobState::Failed || m_job->state == JobState::Unknown);
    m_nothing->setVisible(!m_item && !m_job);
    m_filtered->setVisible(m_item && m_item->filtered);
    m_rows->setVisible(m_item || m_job);
    m_error->setVisible(problem);
    m_promptSection->setVisible((m_item || m_job) && !m_prompt->text().isEmpty());
    m_valuesSection->setVisible((m_item || m_job) && !m_values->isEmpty());
    m_actions->setVisible(m_item.has_value());
    if (m_jobButtons) {
        m_jobButtons->setVisible(m_job.has_value());
    }
    m_eventsSection->setVisible(m_job && !m_events->isEmpty());
    if (!m_item) {
        m_lineage->hide();
    }
}

QString DetailsPanel::providerTitle(const QString& id) const
{
    const QList<ProviderInfo> providers = m_studio.providers();
    for (const ProviderInfo& provider : providers) {
        if (provider.id == id) {
            return provider.title;
        }
    }
    return id;
}

void DetailsPanel::fillItem(const GalleryItem& item)
{
    const MediaInfo& info = item.asset.info;
    m_rows->clear();
    m_rows->add(QStringLiteral("operation"), tr("Operation"),
                formats::operationLong(m_studio.catalogue(), item.operation));
    if (info.width > 0) {
        m_rows->add(QStringLiteral("size"), tr("Size"), formats::pixels(info.width, info.height));
    }
    if (item.seed) {
        m_rows->add(QStringLiteral("seed"), tr("Seed"), QString::number(*item.seed), DetailRows::Kind::Copies);
    }
    m_rows->add(QStringLiteral("provider"), tr("Provider"), providerTitle(item.provider));
    if (item.composed) {
        m_rows->add(QStringLiteral("cost"), tr("Cost"), tr("Nothing: put in place here"));
    } else if (!item.operation.isEmpty()) {
        m_rows->add(QStringLiteral("cost"), tr("Cost"), formats::costLong(item.cost));
    }
    if (item.tookMs > 0) {
        m_rows->add(QStringLiteral("time"), tr("Time"), formats::duration(item.tookMs));
    }
    m_rows->add(QStringLiteral("made"), item.operation.isEmpty() ? tr("Imported") : tr("Made"),
                formats::fullTime(item.created));
    m_rows->add(QStringLiteral("request"), tr("Request"), formats::shortId(item.requestId), DetailRows::Kind::Copies,
                item.requestId);
    m_rows->add(QStringLiteral("file"), tr("File"),
                tr("%1, %2").arg(formats::mediaName(info.mediaType), formats::bytes(info.bytes)));
    fillPrompt(item.request);
    fillValues(item.operation, item.resolved);
}

void DetailsPanel::fillJob(const Job& job)
{
    m_rows->clear();
    m_rows->add(QStringLiteral("operation"), tr("Operation"),
                formats::operationLong(m_studio.catalogue(), job.request.operation));
    m_rows->add(QStringLiteral("state"), tr("State"), details::stateText(job));
    if (job.groupSize > 1) {
        m_rows->add(QStringLiteral("place"), tr("Result"), tr("%1 of %2").arg(job.index + 1).arg(job.groupSize));
    }
    m_rows->add(QStringLiteral("provider"), tr("Provider"), providerTitle(job.request.provider));
    m_rows->add(QStringLiteral("cost"), tr("Cost"), details::costText(job));
    m_rows->add(QStringLiteral("ordered"), tr("Ordered"), formats::fullTime(job.created));
    m_rows->add(QStringLiteral("sent"), tr("Sent"), formats::fullTime(job.sentAt));
    m_rows->add(QStringLiteral("ended"), tr("Ended"), formats::fullTime(job.ended));
    m_rows->add(QStringLiteral("request"), tr("Request"), formats::shortId(job.requestId), DetailRows::Kind::Copies,
                job.requestId);
    m_rows->add(QStringLiteral("ticket"), tr("Ticket"), formats::shortId(job.ticket), DetailRows::Kind::Copies,
                job.ticket);
    if (job.state == JobState::Failed || job.state == JobState::Unknown) {
        m_error->setText(errorTextBesideButtons(job));
    }
    delete m_jobButtons;
    m_jobButtons = m_jobActions->makeButtons(job, m_rows->parentWidget());
    m_column->insertWidget(m_column->indexOf(m_rows) + 1, m_jobButtons);
    fillPrompt(job.request);
    fillValues(job.request.operation, job.request.values);
}

void DetailsPanel::fillPrompt(const std::optional<Request>& request)
{
    const Operation* operation = request ? m_studio.catalogue().find(request->operation) : nullptr;
    const ParamSpec* prompt = operation ? operation->paramByRole(QStringLiteral("prompt")) : nullptr;
    m_prompt->setText(prompt ? request->values.value(prompt->name).toString() : QString());
}

void DetailsPanel::fillValues(const QString& operationId, const QJsonObject& values)
{
    const Operation* operation = m_studio.catalogue().find(operationId);
    m_values->clear();
    for (auto value = values.constBegin(); value != values.constEnd(); ++value) {
        const ParamSpec* param = operation ? operation->param(value.key()) : nullptr;
        const bool isPrompt = param && param->role == QLatin1String("prompt");
        if (!isPrompt) {
            m_values->add(value.key(), param && !param->label.isEmpty() ? param->label : value.key(),
                          details::valueText(value.value()));
        }
    }
}

void DetailsPanel::fetchLineage(const QString& itemId)
{
    whenReady(m_studio.lineage(itemId), this, [this, itemId](const Result<QList<GalleryItem>>& line) {
        if (m_item && m_item->id == itemId && line) {
            m_lineage->show(*line);
        }
    });
}

void DetailsPanel::fetchEvents(const QString& jobId)
{
    whenReady(m_studio.jobEvents(jobId), this, [this, jobId](const Result<QList<JobEvent>>& events) {
        if (!m_job || m_job->id != jobId || !events) {
            return;
        }
        m_events->clear();
        for (const JobEvent& event : *events) {
            const QString what = event.detail.isEmpty() ? event.what : tr("%1: %2").arg(event.what, event.detail);
            m_events->add(QStringLiteral("event"), event.time.toLocalTime().toString(QStringLiteral("HH:mm:ss")), what);
        }
        showSections();
    });
}

} // namespace maquette
