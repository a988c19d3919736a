// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QAction;

namespace maquette {

/// The commands of the mesh viewer as its bars show them. Checkable ones are checked as the mesh is shown.
struct MeshActions
{
    QAction* shaded = nullptr; ///< these four and the channels: one is on
    QAction* matcap = nullptr;
    QAction* sides = nullptr;
    QList<QAction*> channels; ///< base colour, metalness, roughness, normal, occlusion, emission
    QAction* wireframe = nullptr;
    QAction* normals = nullptr;
    QAction* faults = nullptr;
    QAction* grid = nullptr;
    QAction* ground = nullptr;
    QAction* measure = nullptr;
    QAction* perspective = nullptr;
    QList<QAction*> views; ///< front, right, top, isometric, frame
    QList<QAction*> lenses;
    QList<QAction*> lights;
    QList<QAction*> exposures; ///< brighter, darker, as it was
    QAction* play = nullptr;
    QAction* compare = nullptr;
    QAction* picture = nullptr;
    QAction* turntable = nullptr;
    QAction* exportMesh = nullptr;
    QAction* card = nullptr;
    QAction* uv = nullptr; ///< checked while the layout's window is open
};

} // namespace maquette
