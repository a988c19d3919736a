// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/StudioPage.h"

#include "app/studio/Studio.h"
#include "ui/audio/SoundBench.h"
#include "ui/canvas/StageView.h"
#include "ui/canvas/staging/StagingDesk.h"
#include "ui/gallery/DetailsPanel.h"
#include "ui/jobs/Strip.h"
#include "ui/mesh/MeshBench.h"
#include "ui/prompt/PromptPanel.h"
#include "ui/shell/CanvasJoin.h"
#include "ui/shell/FocusAreas.h"
#include "ui/shell/MeshJoin.h"
#include "ui/shell/OpenDialog.h"
#include "ui/shell/SideSplitter.h"
#include "ui/shell/SoundJoin.h"
#include "ui/shell/StageStack.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/WhenReady.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QUrl>
#include <QVBoxLayout>

#include <type_traits>

namespace maquette {

namespace {

const QString kImport = QStringLiteral("import");

} // namespace

StudioPage::StudioPage(Studio& studio, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_prompt(new PromptPanel(studio, this))
    , m_stages(new StageStack(studio, this))
    , m_join(new CanvasJoin(studio, *m_prompt, m_stages->picture(), m_stages->sent(), this))
    , m_results(new StagingDesk(studio, m_stages->picture()))
    , m_strip(new Strip(studio, this))
    , m_details(new DetailsPanel(studio, this))
{
    setObjectName(QStringLiteral("studioPage"));
    build();
    connectStages();
    connectResults();
    connectStrip();
    connectPrompt();
    connectDetails(m_details);
    connectStudio();
}

StudioPage::~StudioPage()
{
    // While the stage it looks at still stands.
    delete m_results;
}

StageView& StudioPage::stage()
{
    return m_stages->picture();
}

SoundBench& StudioPage::sound()
{
    return m_stages->sound();
}

MeshBench& StudioPage::mesh()
{
    return m_stages->mesh();
}

void StudioPage::build()
{
    auto* middle = new QWidget(this);
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
    column->addWidget(m_stages, 1);
    column->addWidget(m_strip);
    m_strip->setFixedHeight(metrics::kStrip);
    m_sides = new SideSplitter(m_prompt, middle, m_details, this);
    m_sides->setObjectName(QStringLiteral("studioSplit"));
    auto* row = new QVBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_sides);
}

void StudioPage::connectStages()
{
    // What joins a stage to the form hears of an item first.
    new SoundJoin(m_studio, *m_prompt, sound(), this);
    new MeshJoin(mesh(), *m_details, this);
    const auto connectStage = [this](auto& one) {
        using Stage = std::remove_reference_t<decltype(one)>;
        connect(&one, &Stage::itemShown, this, &StudioPage::takeShown);
        connect(&one, &Stage::filesDropped, this, &StudioPage::importDropped);
    };
    connectStage(stage());
    connectStage(sound());
    connectStage(mesh());
    connect(m_stages, &StageStack::pictureLeft, m_join, [this] { m_join->showSent(false); });
    connect(&stage(), &StageView::troubled, this, &StudioPage::toldInPassing);
    connect(&stage(), &StageView::fullViewAsked, this, &StudioPage::fullViewAsked);
    connect(&stage(), &StageView::openFolderRequested, this, &StudioPage::openFolderOf);
    connect(&stage(), &StageView::stepRequested, this, [this](int by) {
        if (!m_results->step(by)) {
            m_strip->step(by);
        }
    });
    connect(&sound(), &SoundBench::stepRequested, m_strip, &Strip::step);
    connect(&sound(), &SoundBench::toldInPassing, this, &StudioPage::toldInPassing);
    connect(&mesh(), &MeshBench::stepRequested, m_strip, &Strip::step);
    connect(&mesh(), &MeshBench::toldInPassing, this, &StudioPage::toldInPassing);
}

void StudioPage::connectResults()
{
    connect(m_join, &CanvasJoin::ordered, m_results, &StagingDesk::expect);
    connect(m_results, &StagingDesk::itemWanted, this, [this](const GalleryItem& item) {
        if (!m_stages->isShowing()) {
            showItem(item);
        }
    });
    connect(m_results, &StagingDesk::nothingWanted, this, &StudioPage::showNewest);
    connect(m_results, &StagingDesk::troubled, this, &StudioPage::troubled);
    connect(m_results, &StagingDesk::toldInPassing, this, &StudioPage::toldInPassing);
}

void StudioPage::connectStrip()
{
    m_join->reachFrom(m_strip);
    connect(m_strip, &Strip::itemActivated, this, &StudioPage::showItem);
    connect(m_strip, &Strip::itemOpened, this, [this](const GalleryItem& item) {
        showItem(item);
        m_stages->focusFront();
    });
    connect(m_strip, &Strip::troubled, this, &StudioPage::toldInPassing);
    connect(m_strip, &Strip::retried, &m_results->staging(), &CanvasStaging::expectAgain);
    connect(m_strip, &Strip::errorActionRequested, this, &StudioPage::actOn);
    connect(m_strip, &Strip::jobActivated, m_details, &DetailsPanel::showJob);
}

void StudioPage::connectPrompt()
{
    connect(m_prompt, &PromptPanel::importFailed, this,
            [this](const Error& error) { Q_EMIT troubled(kImport, importErrorText(error, error.place)); });
    connect(m_prompt, &PromptPanel::imported, this, [this] { Q_EMIT mended(kImport); });
    connect(m_prompt, &PromptPanel::needKey, this, [this] { Q_EMIT actionRequested(ErrorAction::AddKey); });
    connect(m_prompt, &PromptPanel::actionRequested, this, &StudioPage::actionRequested);
    connect(m_prompt, &PromptPanel::ordered, this, [this] { m_showNext = true; });
    connect(m_join, &CanvasJoin::pictureWanted, this, [this](const AssetId& asset) {
        if (stage().isVisibleTo(m_stages) && stage().item() && stage().item()->asset.id == asset) {
            return; // shown already, and perhaps with how it was made
        }
        m_results->findItem(asset, [this](const std::optional<GalleryItem>& item) {
            if (item) {
                showItem(*item);
            }
        });
    });
}

void StudioPage::connectDetails(DetailsPanel* panel)
{
    connect(panel, &DetailsPanel::variationsRequested, this, &StudioPage::orderVariations);
    connect(panel, &DetailsPanel::reuseRequested, this, [this](const GalleryItem& item, bool withSeed) {
        if (item.request) {
            Q_EMIT wanted();
            m_sides->setLeftFolded(false);
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
        if (m_showNext || !m_stages->isShowing()) {
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
        if (items && !items->isEmpty() && !m_stages->isShowing()) {
            showItem(items->constFirst());
        }
    });
}

void StudioPage::showItem(const GalleryItem& item)
{
    m_showNext = false;
    m_stages->showItem(item);
}

void StudioPage::takeShown(const GalleryItem& item)
{
    m_details->showItem(item);
    m_strip->setCurrentItem(item.id);
    m_prompt->setStageItem(item);
    Q_EMIT itemShown(item);
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
        Q_EMIT mended(kImport); // what may be wrong with this one its stage says itself
        m_stages->showMeshFile(path);
        m_details->showNothing(); // what is told of the item before is not of this file
        return;
    }
    whenReady(m_studio.importFile(path), this, [this, path](const Result<Asset>& asset) {
        if (!asset) {
            Q_EMIT troubled(kImport, importErrorText(asset.error(), path));
            return;
        }
        Q_EMIT mended(kImport);
        showImported(asset->id);
    });
}

void StudioPage::openFile()
{
    askForFile(this, [this](const QString& path) {
        Q_EMIT wanted();
        importDropped({path});
    });
}

/// To work from; it joins the library with the first result made of it, and is shown as it is there when it has.
void StudioPage::showImported(const AssetId& asset)
{
    whenReady(m_studio.itemOf(asset), this, [this](const Result<std::optional<GalleryItem>>& item) {
        if (!item) {
            Q_EMIT troubled(kImport, importErrorText(item.error(), item.error().place));
        } else if (*item) {
            showItem(**item);
        }
    });
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
    m_sides->setLeftFolded(false);
    m_prompt->useRequest(job.request, job.request.seed.has_value());
    m_prompt->focusWhatIsWrong(job.error.value_or(Error{}));
}

void StudioPage::openFolderOf(const GalleryItem& item)
{
    const QString path = m_studio.assetPath(item.asset.id);
    if (!path.isEmpty()) {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).path()));
    }
}

void StudioPage::focusArea(int step)
{
    focusNextArea(
        {{m_prompt, [this] { m_prompt->focusPrompt(); }}, {&stage()}, {&sound()}, {&mesh()}, {m_strip}, {m_details}},
        step);
}

} // namespace maquette
