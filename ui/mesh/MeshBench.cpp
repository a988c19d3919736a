// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/MeshBench.h"

#include "app/studio/ErrorText.h"
#include "app/studio/Studio.h"
#include "ui/mesh/MeshBars.h"
#include "ui/mesh/MeshView.h"
#include "ui/mesh/RenderService.h"
#include "ui/mesh/output/MeshTargetsStore.h"
#include "ui/mesh/output/UvView.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/PlaceActions.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/ThinProgress.h"
#include "ui/widgets/items/HandOut.h"

#include <QAction>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMimeData>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr int kEdge = 12; // px between the bars and the stage's border
constexpr int kTickMs = 16;
constexpr int kProgressWidth = 160;
constexpr int kProblemWidth = 420;

} // namespace

MeshBench::MeshBench(Studio& studio, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_keys(new PlaceActions(QStringLiteral("mesh"), tr("Mesh"), this))
    , m_view(new MeshView(this))
    , m_problem(new EmptyState(QStringLiteral("shape-cuboid"), {}, {}, this))
    , m_targets(new MeshTargetsStore(studio.dataFolder() + QStringLiteral("/mesh-targets.json"), this))
    , m_bottom(new QFrame(this))
    , m_bottomRow(new QHBoxLayout(m_bottom))
    , m_note(new QLabel(this))
    , m_progress(new ThinProgress(this))
{
    setObjectName(QStringLiteral("meshBench"));
    setAccessibleName(tr("Mesh viewer"));
    setRole(this, QStringLiteral("stage"));
    setFocusProxy(m_view);
    setAcceptDrops(true);
    makeActions();
    m_rail = new MeshRail(m_do, this);
    m_top = new MeshTopBar(m_do, this);
    m_timeline = new MeshTimeline(m_do.play, this);
    m_timeline->hide();
    m_bottom->setObjectName(QStringLiteral("meshOutput"));
    setRole(m_bottom, QStringLiteral("toolbar"));
    m_bottomRow->setContentsMargins(3, 3, 3, 3);
    m_bottomRow->setSpacing(0);
    addOutputButtons();
    m_note->setObjectName(QStringLiteral("meshNote"));
    m_note->setWordWrap(true);
    m_note->setAttribute(Qt::WA_TransparentForMouseEvents);
    setRole(m_note, QStringLiteral("hint"));
    m_progress->setFixedWidth(kProgressWidth);
    m_progress->hide();
    m_problem->hide();
    m_ticker.setInterval(kTickMs);
    m_keys->attach(this);
    connectParts();
    showState();
}

MeshBench::~MeshBench() = default;

void MeshBench::connectParts()
{
    connect(&m_session, &MeshSession::stateChanged, this, &MeshBench::showState);
    connect(&m_session, &MeshSession::progressed, this, [this](double part) { m_progress->setFraction(part); });
    connect(&m_session, &MeshSession::pickerChanged, this, [this] { m_view->setPicker(m_session.picker()); });
    connect(&m_session, &MeshSession::factsChanged, this, &MeshBench::showFacts);
    connect(m_view, &MeshView::frameShown, &m_session, &MeshSession::study);
    connect(m_view, &MeshView::lookChanged, this, &MeshBench::refreshActions);
    connect(m_view, &MeshView::cameraChanged, this, &MeshBench::refreshActions);
    connect(m_view, &MeshView::measuredChanged, this, &MeshBench::refreshActions);
    connect(m_view, &MeshView::menuRequested, this, &MeshBench::showMenu);
    connect(m_view, &MeshView::failed, this,
            [this](const QString& why) { showProblem(tr("This mesh cannot be drawn here"), why); });
    connect(m_timeline, &MeshTimeline::animationChosen, this, [this](int animation) {
        changeLook([animation](MeshLook& look) {
            look.animation = animation;
            look.seconds = 0;
        });
    });
    connect(m_timeline, &MeshTimeline::sought, this,
            [this](double seconds) { changeLook([seconds](MeshLook& look) { look.seconds = seconds; }); });
    connect(&m_ticker, &QTimer::timeout, this, &MeshBench::tick);
}

bool MeshBench::canOpen(const QString& path)
{
    static const QStringList endings{QStringLiteral("gltf"), QStringLiteral("obj"), QStringLiteral("stl"),
                                     QStringLiteral("ply")};
    return endings.contains(QFileInfo(path).suffix().toLower());
}

void MeshBench::showItem(const GalleryItem& item)
{
    m_title = item.title;
    m_showsItem = true;
    const QString path = m_studio.assetPath(item.asset.id);
    if (path != m_session.path() || m_session.state() == MeshSession::State::Failed) {
        m_session.open(path);
        m_view->prepare();
    }
    Q_EMIT itemShown(item);
}

void MeshBench::showFile(const QString& path)
{
    m_title = QFileInfo(path).completeBaseName();
    m_showsItem = false;
    m_session.open(path);
    m_view->prepare();
}

void MeshBench::leave()
{
    setPlaying(false);
    m_uv->hide();
}

void MeshBench::showState()
{
    const MeshSession::State state = m_session.state();
    m_progress->setVisible(state == MeshSession::State::Reading);
    m_progress->setFraction(m_session.progress());
    if (state == MeshSession::State::Reading && m_session.mesh() == nullptr) {
        m_problem->hide();
    }
    if (state == MeshSession::State::Failed) {
        const ErrorText text = importErrorText(m_session.error());
        m_view->setMesh(nullptr);
        showProblem(tr("This mesh cannot be shown"), text.what + QLatin1Char(' ') + text.next);
    } else if (state == MeshSession::State::Ready) {
        const QString refusal = RenderService::refusal();
        m_problem->hide();
        m_view->setMesh(m_session.mesh(), m_kept ? MeshView::Keep::Camera : MeshView::Keep::Nothing);
        m_kept = true;
        m_timeline->setAnimations(m_session.mesh()->scene.animations);
        if (m_uv->isVisible()) {
            showUvOf(m_session.mesh());
        }
        setPlaying(false);
        if (!refusal.isEmpty()) {
            showProblem(tr("This mesh cannot be drawn here"), refusal);
            m_session.study();
        }
    }
    showFacts();
    refreshActions();
    placeParts();
}

void MeshBench::showProblem(const QString& title, const QString& text)
{
    m_problem->setTexts(title, text);
    m_problem->show();
    m_problem->raise();
    placeParts();
}

void MeshBench::showFacts()
{
    const MeshFactsPtr facts = m_session.facts();
    m_view->setFaults(facts ? std::shared_ptr<const QList<std::array<QVector3D, 2>>>(facts, &facts->faultyEdges)
                            : nullptr);
    const MeshPtr mesh = m_session.mesh();
    m_note->setVisible(mesh && m_problem->isHidden() && !mesh->scene.notes.isEmpty());
    m_note->setText(mesh ? mesh->scene.notes.join(QLatin1Char('\n')) : QString());
    refreshActions();
    placeParts();
}

void MeshBench::changeLook(const std::function<void(MeshLook&)>& change)
{
    MeshLook look = m_view->look();
    change(look);
    if (look.isMoved() && m_view->isMeasuring()) {
        m_view->setMeasuring(false); // what is picked stands where it does not move
    }
    m_view->setLook(look);
}

void MeshBench::changeCamera(const std::function<void(MeshCamera&)>& change)
{
    MeshCamera camera = m_view->camera();
    change(camera);
    m_view->setCamera(camera);
}

void MeshBench::setPlaying(bool playing)
{
    const bool can = playing && m_view->mesh() && !m_view->mesh()->scene.animations.isEmpty();
    if (can) {
        m_clock.start();
        m_ticker.start();
    } else {
        m_ticker.stop();
    }
    m_do.play->setText(can ? tr("Pause") : tr("Play"));
    m_do.play->setIcon(
        Theme::icon(can ? QStringLiteral("media-playback-pause") : QStringLiteral("media-playback-start")));
}

void MeshBench::tick()
{
    const double passed = double(m_clock.restart()) / 1000;
    const double length = std::max(m_timeline->seconds(), 1e-3);
    changeLook([&](MeshLook& look) { look.seconds = std::fmod(look.seconds + passed, length); });
}

void MeshBench::placeParts()
{
    placeViews();
    m_rail->fitInto(height() - 2 * kEdge);
    m_rail->move(kEdge, kEdge);
    const int left = kEdge * 2 + m_rail->width();
    m_top->fitInto(width() - left - kEdge);
    m_top->move(left, kEdge);
    m_bottom->adjustSize();
    // Beside another mesh it stands with the one it writes, above its name.
    const int right = m_pinned != nullptr ? m_view->geometry().right() : width();
    const int below = m_viewName != nullptr ? m_viewName->y() : height();
    m_bottom->move(std::max(kEdge, right - m_bottom->width() - kEdge), below - m_bottom->height() - kEdge);
    m_timeline->fitInto(width() - left - kEdge);
    const int middle = (width() - m_timeline->width()) / 2;
    const bool beside = middle + m_timeline->width() + kEdge < m_bottom->x();
    m_timeline->move(std::max(left, middle), (beside ? height() : m_bottom->y()) - m_timeline->height() - kEdge);
    m_progress->move((width() - m_progress->width()) / 2, height() / 2);
    m_problem->setFixedWidth(std::min(kProblemWidth, width() - 2 * kEdge));
    m_problem->adjustSize();
    m_problem->move((width() - m_problem->width()) / 2, (height() - m_problem->height()) / 2);
    m_note->setFixedWidth(std::max(120, m_bottom->x() - left - kEdge));
    m_note->adjustSize();
    m_note->move(left, height() - m_note->height() - kEdge);
}

void MeshBench::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    placeParts();
}

void MeshBench::hideEvent(QHideEvent* event)
{
    leave();
    QWidget::hideEvent(event);
}

void MeshBench::dragEnterEvent(QDragEnterEvent* event)
{
    if (HandOut::bringsFiles(event->mimeData())) {
        event->acceptProposedAction();
    }
}

void MeshBench::dropEvent(QDropEvent* event)
{
    event->acceptProposedAction();
    Q_EMIT filesDropped(filesIn(event->mimeData()));
}

} // namespace maquette
