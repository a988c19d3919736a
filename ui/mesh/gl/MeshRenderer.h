// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mesh/MeshLook.h"

#include <QImage>
#include <QSurfaceFormat>

#include <memory>

class QOffscreenSurface;

namespace maquette {

/// Chooses Qt 3D's renderer and the kind of context it makes, for the whole process; the value is for the surface.
/// Before the first MeshRenderer, in the window's thread.
QSurfaceFormat prepareDrawing();

/// Draws shots into pictures by Qt 3D, one after the other, in the thread it was made in: never the window's, for a
/// frame may take long where there is no graphics card. That thread runs an event loop.
class MeshRenderer
{
public:
    /// \a surface belongs to this thread and outlives this.
    explicit MeshRenderer(QOffscreenSurface* surface);
    ~MeshRenderer();
    MeshRenderer(const MeshRenderer&) = delete;
    MeshRenderer& operator=(const MeshRenderer&) = delete;

    /// Does beforehand, while a mesh is still read, what the first picture would wait for.
    void warmUp();
    /// The picture with a transparent ground (ARGB32_Premultiplied). \a part is what of it is drawn, all of it when it
    /// is null. A null picture when it could not be drawn.
    [[nodiscard]] QImage draw(const MeshShot& shot, QRect part = {});
    /// The same of any size, in tiles where it is large.
    [[nodiscard]] QImage drawLarge(const MeshShot& shot);
    /// Why nothing can be drawn here at all; empty when it can.
    [[nodiscard]] QString problem() const;

private:
    struct Engine;
    std::unique_ptr<Engine> m_engine;
    QString m_problem;
};

} // namespace maquette
