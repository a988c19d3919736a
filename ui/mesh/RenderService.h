// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mesh/MeshLook.h"

#include <QFuture>
#include <QImage>
#include <QObject>
#include <QThread>

#include <memory>
#include <optional>

class QOffscreenSurface;

namespace maquette {

class RenderWorker;

/// Draws meshes in a thread of its own; lives in the window's. Pictures come back with a transparent ground.
class RenderService : public QObject
{
    Q_OBJECT

public:
    explicit RenderService(QObject* parent = nullptr);
    /// Waits for the frame that is being drawn.
    ~RenderService() override;

    /// Why there is no drawing here, empty when there is: told without trying, which some platforms do not survive.
    [[nodiscard]] static QString refusal();

    /// Draws \a shot as soon as may be; frameDrawn() follows, unless a newer shot took its place.
    void show(const MeshShot& shot);
    /// A picture of any size; cancelled when this object goes first. A null one could not be drawn.
    [[nodiscard]] QFuture<QImage> picture(const MeshShot& shot);

Q_SIGNALS:
    /// \a milliseconds it took.
    void frameDrawn(const QImage& frame, int milliseconds);
    /// Nothing can be drawn; one sentence.
    void failed(const QString& why);

private:
    void drawNext();

    std::unique_ptr<QOffscreenSurface> m_surface;
    QThread m_thread;
    RenderWorker* m_worker;
    std::optional<MeshShot> m_next;
    bool m_busy = false;
};

} // namespace maquette
