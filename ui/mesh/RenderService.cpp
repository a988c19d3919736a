// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/RenderService.h"

#include "ui/mesh/gl/MeshRenderer.h"

#include <QElapsedTimer>
#include <QGuiApplication>
#include <QOffscreenSurface>
#include <QPromise>

#include <utility>

namespace maquette {

/// Lives in the drawing thread; so does the renderer, from the first call to the last.
class RenderWorker : public QObject
{
public:
    explicit RenderWorker(QOffscreenSurface* surface)
        : m_surface(surface)
    {
    }

    void begin()
    {
        m_renderer = std::make_unique<MeshRenderer>(m_surface);
        m_renderer->warmUp();
    }
    [[nodiscard]] MeshRenderer& renderer() { return *m_renderer; }

private:
    QOffscreenSurface* m_surface;
    std::unique_ptr<MeshRenderer> m_renderer;
};

RenderService::RenderService(QObject* parent)
    : QObject(parent)
    , m_surface(new QOffscreenSurface)
{
    m_surface->setFormat(prepareDrawing());
    m_surface->create();
    m_surface->moveToThread(&m_thread); // Qt 3D listens to it there
    m_worker = new RenderWorker(m_surface.get());
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("mesh drawing"));
    m_thread.start();
    QMetaObject::invokeMethod(m_worker, [this] {
        m_worker->begin();
        const QString problem = m_worker->renderer().problem();
        if (!problem.isEmpty()) {
            QMetaObject::invokeMethod(this, [this, problem] { Q_EMIT failed(problem); });
        }
    });
}

RenderService::~RenderService()
{
    m_next.reset();
    m_thread.quit();
    m_thread.wait();
}

QString RenderService::refusal()
{
    static const QStringList without{QStringLiteral("offscreen"), QStringLiteral("minimal"), QStringLiteral("vnc")};
    return without.contains(QGuiApplication::platformName())
               ? tr("This screen (%1) cannot draw in three dimensions.").arg(QGuiApplication::platformName())
               : QString();
}

void RenderService::show(const MeshShot& shot)
{
    m_next = shot;
    if (!m_busy) {
        drawNext();
    }
}

void RenderService::drawNext()
{
    m_busy = true;
    QMetaObject::invokeMethod(m_worker, [this, shot = *std::exchange(m_next, std::nullopt)] {
        QElapsedTimer timer;
        timer.start();
        QImage frame = m_worker->renderer().draw(shot);
        QMetaObject::invokeMethod(this, [this, frame = std::move(frame), took = int(timer.elapsed())] {
            m_busy = false;
            if (m_next) {
                drawNext();
            }
            if (!frame.isNull()) {
                Q_EMIT frameDrawn(frame, took);
            }
        });
    });
}

QFuture<QImage> RenderService::picture(const MeshShot& shot)
{
    auto promise = std::make_shared<QPromise<QImage>>();
    const QFuture<QImage> future = promise->future();
    promise->start();
    QMetaObject::invokeMethod(m_worker, [this, shot, promise] {
        if (!promise->isCanceled()) {
            promise->addResult(m_worker->renderer().drawLarge(shot));
        }
        promise->finish();
    });
    return future;
}

} // namespace maquette
