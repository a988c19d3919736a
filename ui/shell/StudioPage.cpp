// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/StudioPage.h"

#include "app/studio/Studio.h"
#include "ui/audio/SoundBench.h"
#include "ui/canvas/SentView.h"
#include "ui/canvas/StageView.h"
#include "ui/canvas/staging/StagingDesk.h"
#include "ui/gallery/DetailsPanel.h"
#include "ui/jobs/Strip.h"
#include "ui/mesh/MeshBench.h"
#include "ui/prompt/PromptPanel.h"
#include "ui/shell/CanvasJoin.h"
#include "ui/shell/MeshJoin.h"
#include "ui/shell/OpenDialog.h"
#include "ui/shell/SoundJoin.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/WhenReady.h"

#include <QApplication>
#include <QDesktopServices>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QSplitter>
#include <QUrl>
#include <QVBoxLayout>

#include <algorithm>

namespace maquette {

namespace {

constexpr int kLeastSide = 240; // px
constexpr int kMostSide = 480;
constexpr int kLeastStage = 320;

} // namespace

StudioPage::StudioPage(Studio& studio, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_split(new QSplitter(Qt::Horizontal, this))
    , m_prompt(new PromptPanel(studio, this))
    , m_stage(new StageView(studio, this))
    , m_sound(new SoundBench(studio, this))
    , m_mesh(new MeshBench(studio, this))
    , m_sent(new SentView(this))
    , m_join(new CanvasJoin(studio, *m_prompt, *m_stage, *m_sent, this))
    , m_results(new StagingDesk(studio, *m_stage))
    , m_strip(new Strip(studio, this))
    , m_details(new DetailsPanel(studio, this))
    , m_left(metrics::kLeftPanel)
    , m_right(metrics::kRightPanel)
{
    setObjectName(QStringLiteral("studioPage"));
    build();
    connectParts();
    connectStudio();
}

StudioPage::~StudioPage()
{
    // While the stage it looks at still stands.
    delete m_results;
}

void StudioPage::build()
{
    auto* row = new QVBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_split);
    auto* middle = new QWidget(m_split);
    auto* sides = new QHBoxLayout(middle);
    sides->setContentsMargins(0, 0, 0, 0);
    sides->setSpacing(0);
    auto* hairline = new QWidget(middle);
    setRole(hairline, QStringLiteral("divider"));
    hairline->setFixedWidth(1);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    sides->addWidget(hairline);
    sides->addLayout(column, 1);
    column->addWidget(m_stage, 1);
    column->addWidget(m_sent, 1);
    column->addWidget(m_sound, 1);
    column->addWidget(m_mesh, 1);
    m_sound->hide();
    m_mesh->hide();
    column->addWidget(m_strip);
    m_strip->setFixedHeight(metrics::kStrip);
    middle->setMinimumWidth(kLeastStage);
    m_split->setObjectName(QStringLiteral("studioSplit"));
    m_split->setHandleWidth(1);
    m_split->setChildrenCollapsible(false);
    m_split->addWidget(m_prompt);
    m_split->addWidget(middle);
    m_split->addWidget(m_details);
    m_split->setStretchFactor(0, 0);
    m_split->setStretchFactor(1, 1);
    m_split->setStretchFactor(2, 0);
    for (QWidget* const side : {static_cast<QWidget*>(m_prompt), static_cast<QWidget*>(m_details)}) {
        side->setMinimumWidth(kLeastSide);
        side->setMaximumWidth(kMostSide);
    }
    connect(m_split, &QSplitter::splitterMoved, this, [this] {
        const QList<int> sizes = m_split->sizes();
        m_left = m_prompt->isVisible() ? sizes.at(0) : m_left;
        m_right = m_details->isVisible() ? sizes.at(2) : m_right;
        Q_EMIT foldingChanged();
    });
}

void StudioPage::connectParts()
{
    connect(m_stage, &StageView::itemShown, this, [this](const GalleryItem& item) {
        m_details->showItem(item);
        m_strip->setCurrentItem(item.id);
        m_prompt->setStageItem(item);
        Q_EMIT itemShown(item);
    });
    connectSound();
    connectMesh();
    connect(m_stage, &StageView::filesDropped, this, &StudioPage::importDropped);
    connect(m_stage, &StageView::troubled, this, &StudioPage::toldInPassing);
    connect(m_stage, &StageView::fullViewAsked, this, &StudioPage::fullViewAsked);
    connect(m_stage, &StageView::openFolderRequested, this, &StudioPage::openFolderOf);
    connect(m_strip, &Strip::itemActivated, this, &StudioPage::showItem);
    connect(m_stage, &StageView::stepRequested, this, [this](int by) {
        if (!m_results->step(by)) {
            m_strip->step(by);
        }
    });
    connect(m_join, &CanvasJoin::ordered, m_results, &StagingDesk::expect);
    connect(m_results, &StagingDesk::itemWanted, this, [this](const GalleryItem& item) {
        if (!isShowing()) {
            showItem(item);
        }
    });
    connect(m_results, &StagingDesk::nothingWanted, this, &StudioPage::showNewest);
    connect(m_results, &StagingDesk::troubled, this, &StudioPage::troubled);
    connect(m_results, &StagingDesk::toldInPassing, this, &StudioPage::toldInPassing);
    connect(m_strip, &Strip::troubled, this, &StudioPage::toldInPassing);
    connect(m_strip, &Strip::retried, &m_results->staging(), &CanvasStaging::expectAgain);
    connect(m_strip, &Strip::itemOpened, this, [this](const GalleryItem& item) {
        showItem(item);
        for (QWidget* const stage : {static_cast<QWidget*>(m_sound), static_cast<QWidget*>(m_mesh)}) {
            if (!stage->isHidden()) {
                stage->setFocus();
                return;
            }
        }
        m_stage->setFocus();
    });
    connect(m_strip, &Strip::errorActionRequested, this, &StudioPage::actOn);
    connect(m_strip, &Strip::jobActivated, m_details, &DetailsPanel::showJob);
    connectDetails(m_details);
    connect(m_prompt, &PromptPanel::importFailed, this,
            [this](const Error& error) { Q_EMIT troubled(QStringLiteral("import"), importErrorText(error)); });
    connect(m_prompt, &PromptPanel::needKey, this, [this] { Q_EMIT actionRequested(ErrorAction::AddKey); });
    connect(m_prompt, &PromptPanel::actionRequested, this, &StudioPage::actionRequested);
    connect(m_prompt, &PromptPanel::ordered, this, [this] { m_showNext = true; });
    connect(m_join, &CanvasJoin::pictureWanted, this, [this](const AssetId& asset) {
        whenReady(m_studio.asset(asset), this, [this](const Result<Asset>& found) {
            if (found) {
                showAsset(*found, tr("Picture"));
            }
        });
    });
}

void StudioPage::connectSound()
{
    new SoundJoin(m_studio, *m_prompt, *m_sound, this);
    connect(m_sound, &SoundBench::itemShown, this, [this](const GalleryItem& item) {
        m_details->showItem(item);
        m_strip->setCurrentItem(item.id);
        m_prompt->setStageItem(item);
        Q_EMIT itemShown(item);
    });
    connect(m_sound, &SoundBench::stepRequested, m_strip, &Strip::step);
    connect(m_sound, &SoundBench::toldInPassing, this, &StudioPage::toldInPassing);
    connect(m_sound, &SoundBench::filesDropped, this, &StudioPage::importDropped);
}

void StudioPage::connectMesh()
{
    new MeshJoin(*m_mesh, *m_details, this);
    connect(m_mesh, &MeshBench::itemShown, this, [this](const GalleryItem& item) {
        m_details->showItem(item);
        m_strip->setCurrentItem(item.id);
        m_prompt->setStageItem(item);
        Q_EMIT itemShown(item);
    });
    connect(m_mesh, &MeshBench::stepRequested, m_strip, &Strip::step);
    connect(m_mesh, &MeshBench::toldInPassing, this, &StudioPage::toldInPassing);
    connect(m_mesh, &MeshBench::filesDropped, this, &StudioPage::importDropped);
}

bool StudioPage::isShowing() const
{
    return m_stage->item().has_value() || !m_sound->isHidden() || !m_mesh->isHidden();
}

void StudioPage::connectDetails(DetailsPanel* panel)
{
    connect(panel, &DetailsPanel::variationsRequested, this, &StudioPage::orderVariations);
    connect(panel, &DetailsPanel::reuseRequested, this, [this](const GalleryItem& item, bool withSeed) {
        if (item.request) {
            Q_EMIT wanted();
            setLeftFolded(false);
            m_prompt->useRequest(*item.request, withSeed);
        }
    });
    connect(panel, &DetailsPanel::itemActivated, this, [this](const GalleryItem& item) {
        Q_EMIT wanted();
        showItem(item);
    });
    connect(panel, &DetailsPanel::openFolderRequested, this, &StudioPage::openFolderOf);
    connect(panel, &DetailsPanel::troubled, this, &StudioPage::toldInPassing);
    connect(panel, &DetailsPanel::retried, &m_results->staging(), &CanvasStaging::expectAgain);
    connect(panel, &DetailsPanel::errorActionRequested, this, &StudioPage::actOn);
}

void StudioPage::connectStudio()
{
    connect(&m_studio, &Studio::itemAdded, this, [this](const GalleryItem& item) {
        const bool staged = m_results->staging().results().find(item.job).has_value();
        if (staged || item.composed) {
            m_showNext = false; // these come onto the canvas, not in its place
            return;
        }
        if (m_showNext || !isShowing()) {
            showItem(item);
        }
    });
    connect(&m_studio, &Studio::opened, m_results, &StagingDesk::load);
    if (m_studio.isOpen()) {
        m_results->load();
    }
}

void StudioPage::showNewest()
{
    whenReady(m_studio.items(1), this, [this](const Result<QList<GalleryItem>>& items) {
        if (items && !items->isEmpty() && !isShowing()) {
            showItem(items->constFirst());
        }
    });
}

void StudioPage::showItem(const GalleryItem& item)
{
    m_showNext = false;
    const MediaKind kind = item.asset.info.kind;
    if (kind == MediaKind::Audio) {
        showStage(m_sound);
        m_sound->showItem(item);
    } else if (kind == MediaKind::Mesh) {
        showStage(m_mesh);
        m_mesh->showItem(item);
    } else {
        showStage(m_stage);
        m_stage->showItem(item);
    }
}

void StudioPage::showStage(QWidget* shown)
{
    const QList<QWidget*> stages{m_stage, m_sound, m_mesh};
    const bool focus = std::any_of(stages.begin(), stages.end(), [shown](const QWidget* stage) {
        return stage != shown && stage->isAncestorOf(QApplication::focusWidget());
    });
    if (shown != m_stage) {
        m_join->showSent(false);
    }
    for (QWidget* const stage : stages) {
        if (stage != shown) {
            stage->hide();
        }
    }
    if (m_sent->isHidden()) {
        shown->show();
    }
    if (focus) {
        shown->setFocus();
    }
    if (shown != m_stage) {
        m_stage->showNothing(); // what is not seen must not be what is ordered from
    }
}

void StudioPage::importDropped(const QStringList& paths)
{
    if (paths.isEmpty()) {
        return;
    }
    const QString& path = paths.constFirst();
    if (MeshBench::canOpen(path)) {
        // Shown from where it lies: it may have files beside it, and the library keeps what operations make and take.
        m_showNext = false;
        showStage(m_mesh);
        m_mesh->showFile(path);
        m_details->showNothing(); // what is told of the item before is not of this file
        return;
    }
    whenReady(m_studio.importFile(path), this, [this, path](const Result<Asset>& asset) {
        if (!asset) {
            Q_EMIT troubled(QStringLiteral("import"), importErrorText(asset.error()));
            return;
        }
        showAsset(*asset, QFileInfo(path).fileName());
    });
}

void StudioPage::openFile()
{
    askForFile(this, [this](const QString& path) {
        Q_EMIT wanted();
        importDropped({path});
    });
}

/// To work from; it joins the library with the first result made of it.
void StudioPage::showAsset(const Asset& asset, const QString& title)
{
    GalleryItem item;
    item.asset = asset;
    item.title = title;
    item.created = QDateTime::currentDateTimeUtc();
    showItem(item);
}

void StudioPage::orderVariations(const GalleryItem& item, int count)
{
    if (!item.request) {
        return;
    }
    Request request = *item.request;
    request.provider = m_studio.provider().id;
    request.count = count;
    request.seed.reset();
    order(request);
}

void StudioPage::orderAgain()
{
    order(m_lastOrder);
}

void StudioPage::order(const Request& request)
{
    m_lastOrder = request;
    whenReady(m_studio.submit(request), this, [this](const tl::expected<QList<Job>, Refusal>& outcome) {
        if (!outcome) {
            refused(outcome.error());
        } else {
            m_showNext = true;
        }
    });
}

void StudioPage::refused(const Refusal& refusal)
{
    if (refusal.error) {
        Q_EMIT troubled(QStringLiteral("order"), errorText(*refusal.error, ErrorCost::Nothing));
        return;
    }
    ErrorText text;
    text.what = tr("The order was not taken.");
    text.cost = tr("Nothing was sent and nothing was spent.");
    text.next = tr(
        "What it was made from or its settings are no longer accepted; use them in the form and mend what is marked.");
    QStringList fields;
    for (const FieldProblem& problem : refusal.problems) {
        fields.append(problem.field);
    }
    text.details = fields.join(QStringLiteral(", "));
    Q_EMIT troubled(QStringLiteral("order"), text);
}

void StudioPage::actOn(const Job& job, ErrorAction action)
{
    if (action != ErrorAction::EditRequest) {
        Q_EMIT actionRequested(action);
        return;
    }
    Q_EMIT wanted();
    setLeftFolded(false);
    m_prompt->useRequest(job.request, job.request.seed.has_value());
    m_prompt->focusPrompt();
}

void StudioPage::openFolderOf(const GalleryItem& item)
{
    const QString path = m_studio.assetPath(item.asset.id);
    if (!path.isEmpty()) {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).path()));
    }
}

void StudioPage::setLeftFolded(bool folded)
{
    if (folded != isLeftFolded()) {
        m_prompt->setVisible(!folded);
        applyWidths();
        Q_EMIT foldingChanged();
    }
}

void StudioPage::setRightFolded(bool folded)
{
    if (folded != isRightFolded()) {
        m_details->setVisible(!folded);
        applyWidths();
        Q_EMIT foldingChanged();
    }
}

bool StudioPage::isLeftFolded() const
{
    return m_prompt->isHidden();
}

bool StudioPage::isRightFolded() const
{
    return m_details->isHidden();
}

void StudioPage::setPanelWidths(int left, int right)
{
    m_left = std::clamp(left, kLeastSide, kMostSide);
    m_right = std::clamp(right, kLeastSide, kMostSide);
    applyWidths();
}

int StudioPage::leftWidth() const
{
    return m_left;
}

int StudioPage::rightWidth() const
{
    return m_right;
}

void StudioPage::applyWidths()
{
    const int left = isLeftFolded() ? 0 : m_left;
    const int right = isRightFolded() ? 0 : m_right;
    m_split->setSizes({left, std::max(kLeastStage, width() - left - right - 2), right});
}

void StudioPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    applyWidths();
}

void StudioPage::focusArea(int step)
{
    const QList<QWidget*> areas{m_prompt, m_stage, m_sound, m_mesh, m_strip, m_details};
    qsizetype now = -1;
    for (qsizetype i = 0; i < areas.size(); ++i) {
        const QWidget* const focus = QApplication::focusWidget();
        if (focus != nullptr && (areas.at(i) == focus || areas.at(i)->isAncestorOf(focus))) {
            now = i;
        }
    }
    for (qsizetype tries = 0; tries < areas.size(); ++tries) {
        now = (now + step + areas.size()) % areas.size();
        QWidget* const area = areas.at(now);
        if (area->isHidden()) {
            continue;
        }
        if (area == m_prompt) {
            m_prompt->focusPrompt();
            return;
        }
        QWidget* target = area->focusPolicy() != Qt::NoFocus || area->focusProxy() != nullptr ? area : nullptr;
        const QList<QWidget*> inside = area->findChildren<QWidget*>();
        for (QWidget* const child : inside) {
            if (target == nullptr && (child->focusPolicy() & Qt::TabFocus) != 0 && child->isVisible() &&
                child->isEnabled()) {
                target = child;
            }
        }
        if (target != nullptr) {
            target->setFocus(Qt::TabFocusReason);
            return;
        }
    }
}

} // namespace maquette
