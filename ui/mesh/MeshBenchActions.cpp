// SPDX-License-Identifier: GPL-3.0-or-later
// The commands of MeshBench and their keys.
#include "ui/mesh/MeshBars.h"
#include "ui/mesh/MeshBench.h"
#include "ui/mesh/MeshView.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/PlaceActions.h"

#include <QAction>
#include <QMenu>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr double kTurn = 7.5;     // degrees for a key
constexpr double kMove = 24;      // px for a key
constexpr double kNearer = 0.88;  // of the distance for a key
constexpr double kStop = 1.0 / 3; // of exposure for a key
constexpr double kMostStops = 4;
constexpr int kLenses[] = {24, 35, 50, 85, 135};

} // namespace

void MeshBench::makeActions()
{
    addSurfaces();
    addMarks();
    addCamera();
    addLight();
    addOutput();
    addSteps();
    refreshActions();
}

void MeshBench::addSurfaces()
{
    const auto add = [this](const char* name, MeshSurface surface, const QString& text, const char* icon,
                            const QList<QKeySequence>& keys) {
        QAction* const action = m_keys->add(QLatin1String(name), text, QLatin1String(icon), keys);
        action->setCheckable(true);
        connect(action, &QAction::triggered, this,
                [this, surface] { changeLook([surface](MeshLook& look) { look.surface = surface; }); });
        return action;
    };
    m_do.shaded = add("mesh.shaded", MeshSurface::Shaded, tr("Shaded"), "view-visible", {Qt::Key_S});
    m_do.matcap = add("mesh.clay", MeshSurface::Matcap, tr("Clay: the form alone"), "maquette-clay", {Qt::Key_Y});
    m_do.sides =
        add("mesh.sides", MeshSurface::Sides, tr("Sides: reversed faces coloured"), "maquette-sides", {Qt::Key_B});
    const std::pair<const char*, MeshSurface> channels[] = {
        {"mesh.baseColour", MeshSurface::BaseColour}, {"mesh.metalness", MeshSurface::Metalness},
        {"mesh.roughness", MeshSurface::Roughness},   {"mesh.normal", MeshSurface::Normal},
        {"mesh.occlusion", MeshSurface::Occlusion},   {"mesh.emission", MeshSurface::Emission}};
    for (const auto& [name, surface] : channels) {
        m_do.channels.append(add(name, surface, tr("%1 alone").arg(surfaceName(surface)), "", {}));
    }
    connect(m_keys->add(QStringLiteral("mesh.nextChannel"), tr("Next channel alone"), {}, {Qt::Key_C}),
            &QAction::triggered, this, [this] {
                changeLook([](MeshLook& look) {
                    const int next = std::max(int(look.surface) + 1, int(kFirstChannel));
                    look.surface = next < kMeshSurfaces ? MeshSurface(next) : MeshSurface::Shaded;
                });
            });
}

void MeshBench::addMarks()
{
    const auto add = [this](const char* name, const QString& text, const char* icon, const QList<QKeySequence>& keys,
                            bool MeshLook::*mark) {
        QAction* const action = m_keys->add(QLatin1String(name), text, QLatin1String(icon), keys);
        action->setCheckable(true);
        connect(action, &QAction::triggered, this,
                [this, mark](bool on) { changeLook([mark, on](MeshLook& look) { look.*mark = on; }); });
        return action;
    };
    m_do.wireframe = add("mesh.wireframe", tr("Wireframe"), "maquette-wire", {Qt::Key_W}, &MeshLook::wireframe);
    m_do.normals = add("mesh.normals", tr("Normals as arrows"), "maquette-normals", {Qt::Key_N}, &MeshLook::normals);
    m_do.faults = add("mesh.faults", tr("Faulty edges"), "maquette-faults", {Qt::Key_E}, &MeshLook::faults);
    m_do.grid = add("mesh.grid", tr("Grid"), "show-grid", {Qt::Key_G}, &MeshLook::grid);
    m_do.ground = add("mesh.ground", tr("Shadow on the ground"), "", {Qt::SHIFT | Qt::Key_G}, &MeshLook::ground);
    m_do.measure = m_keys->add(QStringLiteral("mesh.measure"), tr("Measure between two points"),
                               QStringLiteral("measure"), {Qt::Key_M});
    m_do.measure->setCheckable(true);
    connect(m_do.measure, &QAction::triggered, m_view, &MeshView::setMeasuring);
}

void MeshBench::addCamera()
{
    const auto add = [this](const char* name, const QString& text, const QList<QKeySequence>& keys, auto does) {
        QAction* const action = m_keys->add(QLatin1String(name), text, {}, keys);
        connect(action, &QAction::triggered, this, does);
        return action;
    };
    const auto side = [&](const char* name, const QString& text, Qt::Key key, MeshSide from) {
        m_do.views.append(add(name, text, {key}, [this, from] { m_view->lookFrom(from); }));
    };
    side("mesh.front", tr("From the front"), Qt::Key_1, MeshSide::Front);
    side("mesh.right", tr("From the right"), Qt::Key_3, MeshSide::Right);
    side("mesh.top", tr("From above"), Qt::Key_7, MeshSide::Top);
    side("mesh.isometric", tr("Isometric"), Qt::Key_9, MeshSide::Isometric);
    m_do.views.append(add("mesh.frame", tr("Show all of it"), {Qt::Key_F}, [this] { m_view->frame(); }));
    m_do.perspective = add("mesh.perspective", tr("Perspective"), {Qt::Key_5}, [this] {
        changeCamera([](MeshCamera& camera) { camera.orthographic = !camera.orthographic; });
    });
    m_do.perspective->setCheckable(true);
    for (const int focal : kLenses) {
        QAction* const lens =
            add(qPrintable(QStringLiteral("mesh.lens%1").arg(focal)), tr("%1 mm lens").arg(focal), {}, [this, focal] {
                changeCamera([focal](MeshCamera& camera) {
                    camera.orthographic = false;
                    camera.setFocal(focal);
                });
            });
        lens->setCheckable(true);
        lens->setData(focal);
        m_do.lenses.append(lens);
    }
    const auto focal = [this](int by) {
        changeCamera([by](MeshCamera& camera) { camera.setFocal(std::round(camera.focal * std::pow(1.1, by))); });
    };
    m_do.lenses.append(add("mesh.longer", tr("Longer lens"), {Qt::Key_Period}, [focal] { focal(1); }));
    m_do.lenses.append(add("mesh.wider", tr("Wider lens"), {Qt::Key_Comma}, [focal] { focal(-1); }));
    m_do.play =
        m_keys->add(QStringLiteral("mesh.play"), tr("Play"), QStringLiteral("media-playback-start"), {Qt::Key_Space});
    connect(m_do.play, &QAction::triggered, this, [this] { setPlaying(!m_ticker.isActive()); });
    m_do.compare =
        add("mesh.compare", tr("Compare side by side"), {Qt::Key_V}, [this] { setComparing(m_pinned == nullptr); });
    m_do.compare->setCheckable(true);
}

void MeshBench::addLight()
{
    for (int kind = 0; kind < kEnvironmentKinds; ++kind) {
        const auto light = EnvironmentKind(kind);
        QAction* const action =
            m_keys->add(QStringLiteral("mesh.light%1").arg(kind), tr("%1 light").arg(environmentName(light)), {}, {});
        action->setCheckable(true);
        connect(action, &QAction::triggered, this,
                [this, light] { changeLook([light](MeshLook& look) { look.light = light; }); });
        m_do.lights.append(action);
    }
    const auto add = [this](const char* name, const QString& text, const QList<QKeySequence>& keys, auto change) {
        QAction* const action = m_keys->add(QLatin1String(name), text, {}, keys);
        connect(action, &QAction::triggered, this, [this, change] { changeLook(change); });
        return action;
    };
    add("mesh.nextLight", tr("Next light"), {Qt::Key_L},
        [](MeshLook& look) { look.light = EnvironmentKind((int(look.light) + 1) % kEnvironmentKinds); });
    m_do.exposures = {add("mesh.brighter", tr("Brighter"), {Qt::Key_BracketRight},
                          [](MeshLook& look) { look.exposure = std::min(kMostStops, look.exposure + kStop); }),
                      add("mesh.darker", tr("Darker"), {Qt::Key_BracketLeft},
                          [](MeshLook& look) { look.exposure = std::max(-kMostStops, look.exposure - kStop); }),
                      add("mesh.plainLight", tr("Light as it was"), {Qt::Key_Backslash}, [](MeshLook& look) {
                          look.exposure = 0;
                          look.lightTurn = 0;
                      })};
}

void MeshBench::addSteps()
{
    const auto step = [this](const char* name, const QString& text, const QList<QKeySequence>& keys, auto does) {
        connect(m_keys->addStep(QLatin1String(name), text, keys), &QAction::triggered, this, does);
    };
    step("mesh.orbitLeft", tr("Around to the left"), {Qt::Key_Left}, [this] { m_view->orbit(-kTurn, 0); });
    step("mesh.orbitRight", tr("Around to the right"), {Qt::Key_Right}, [this] { m_view->orbit(kTurn, 0); });
    step("mesh.orbitUp", tr("Higher"), {Qt::Key_Up}, [this] { m_view->orbit(0, kTurn); });
    step("mesh.orbitDown", tr("Lower"), {Qt::Key_Down}, [this] { m_view->orbit(0, -kTurn); });
    step("mesh.moveLeft", tr("Move it to the left"), {Qt::CTRL | Qt::Key_Left}, [this] { m_view->pan({-kMove, 0}); });
    step("mesh.moveRight", tr("Move it to the right"), {Qt::CTRL | Qt::Key_Right}, [this] { m_view->pan({kMove, 0}); });
    step("mesh.moveUp", tr("Move it up"), {Qt::CTRL | Qt::Key_Up}, [this] { m_view->pan({0, -kMove}); });
    step("mesh.moveDown", tr("Move it down"), {Qt::CTRL | Qt::Key_Down}, [this] { m_view->pan({0, kMove}); });
    step("mesh.nearer", tr("Nearer"), {Qt::Key_Plus, Qt::Key_Equal}, [this] { m_view->zoom(kNearer); });
    step("mesh.farther", tr("Farther"), {Qt::Key_Minus}, [this] { m_view->zoom(1 / kNearer); });
    const auto turnLight = [this](double by) {
        changeLook([by](MeshLook& look) { look.lightTurn = std::remainder(look.lightTurn + by, 360.0); });
    };
    step("mesh.lightLeft", tr("Turn the light to the left"), {Qt::SHIFT | Qt::Key_Left},
         [turnLight] { turnLight(-kTurn); });
    step("mesh.lightRight", tr("Turn the light to the right"), {Qt::SHIFT | Qt::Key_Right},
         [turnLight] { turnLight(kTurn); });
    step("mesh.previousItem", tr("Previous result"), {Qt::Key_PageUp}, [this] { Q_EMIT stepRequested(-1); });
    step("mesh.nextItem", tr("Next result"), {Qt::Key_PageDown}, [this] { Q_EMIT stepRequested(1); });
}

void MeshBench::refreshActions()
{
    const MeshLook& look = m_view->look();
    const MeshCamera& camera = m_view->camera();
    m_do.shaded->setChecked(look.surface == MeshSurface::Shaded);
    m_do.matcap->setChecked(look.surface == MeshSurface::Matcap);
    m_do.sides->setChecked(look.surface == MeshSurface::Sides);
    for (qsizetype i = 0; i < m_do.channels.size(); ++i) {
        m_do.channels.at(i)->setChecked(int(look.surface) == int(kFirstChannel) + int(i));
    }
    m_do.wireframe->setChecked(look.wireframe);
    m_do.normals->setChecked(look.normals);
    m_do.faults->setChecked(look.faults);
    m_do.grid->setChecked(look.grid);
    m_do.ground->setChecked(look.ground);
    m_do.measure->setChecked(m_view->isMeasuring());
    m_do.compare->setChecked(m_pinned != nullptr);
    m_do.perspective->setChecked(!camera.orthographic);
    for (QAction* const lens : std::as_const(m_do.lenses)) {
        lens->setChecked(!camera.orthographic && lens->data().toInt() == std::lround(camera.focal));
    }
    for (qsizetype i = 0; i < m_do.lights.size(); ++i) {
        m_do.lights.at(i)->setChecked(int(look.light) == int(i));
    }
    if (m_top != nullptr) {
        m_top->showState(look, camera);
        m_timeline->showTime(look.animation, look.seconds);
    }
    const QString none = m_view->mesh() ? QString() : tr("There is no mesh on the stage.");
    const QString moved = look.isMoved() ? tr("This works where the animation begins.") : QString();
    const QString unsorted = !none.isEmpty()      ? none
                             : !moved.isEmpty()   ? moved
                             : m_session.picker() ? QString()
                                                  : tr("The mesh is still being looked through.");
    const MeshFactsPtr facts = m_session.facts();
    refreshOutput(none);
    setDisabledReason(m_do.compare, none);
    setDisabledReason(m_do.measure, unsorted);
    setDisabledReason(m_do.faults, !none.isEmpty()                ? none
                                   : !facts                       ? tr("The mesh is still being looked through.")
                                   : !moved.isEmpty()             ? moved
                                   : facts->faultyEdges.isEmpty() ? tr("All edges of this mesh are sound.")
                                                                  : QString());
    setDisabledReason(m_do.play, m_view->mesh() && !m_view->mesh()->scene.animations.isEmpty()
                                     ? QString()
                                     : tr("This mesh does not move."));
}

void MeshBench::showMenu(QPoint globalPosition)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("meshMenu"));
    menu->addActions(m_do.views);
    menu->addSeparator();
    menu->addActions({m_do.shaded, m_do.matcap, m_do.sides, m_do.wireframe, m_do.normals, m_do.faults});
    QMenu* const channels = menu->addMenu(tr("Channel"));
    channels->addActions(m_do.channels);
    QMenu* const light = menu->addMenu(tr("Light"));
    light->addActions(m_do.lights);
    light->addSeparator();
    light->addActions(m_do.exposures);
    QMenu* const lens = menu->addMenu(tr("Lens"));
    lens->addAction(m_do.perspective);
    lens->addActions(m_do.lenses);
    menu->addSeparator();
    menu->addActions({m_do.grid, m_do.ground, m_do.measure, m_do.compare, m_do.uv});
    menu->addSeparator();
    menu->addActions({m_do.picture, m_do.turntable, m_do.exportMesh, m_do.card});
    menu->popup(globalPosition);
}

} // namespace maquette
