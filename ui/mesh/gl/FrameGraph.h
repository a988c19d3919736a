// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt3DCore/QEntity>
#include <Qt3DRender/QParameter>
#include <Qt3DRender/QRenderCapture>
#include <Qt3DRender/QRenderSettings>
#include <Qt3DRender/QRenderSurfaceSelector>
#include <Qt3DRender/QRenderTargetSelector>

#include <QHash>
#include <QMatrix4x4>
#include <QVariant>

class QOffscreenSurface;

namespace Qt3DRender {
class QCameraLens;
class QRenderTarget;
} // namespace Qt3DRender
namespace Qt3DCore {
class QTransform;
}

namespace maquette {

/// The order in which a picture is drawn into memory of its own, and what all programs are told.
class FrameGraph
{
public:
    FrameGraph(QOffscreenSurface* surface, Qt3DCore::QEntity* root);

    void setTarget(const QSize& size, int samples);
    void setCamera(const QMatrix4x4& view, const QMatrix4x4& projection);
    void set(const char* name, const QVariant& value);
    /// Draws nothing from the next frame on. The frame that brings a picture to us would otherwise draw all of it once
    /// more.
    void rest(bool resting);
    [[nodiscard]] Qt3DRender::QRenderCapture* capture() const { return m_capture; }

private:
    QOffscreenSurface* m_surface;
    Qt3DRender::QRenderSettings* m_settings;
    Qt3DRender::QRenderSurfaceSelector* m_drawing;
    Qt3DRender::QRenderSurfaceSelector* m_resting;
    Qt3DRender::QRenderTargetSelector* m_selector = nullptr;
    Qt3DRender::QRenderTarget* m_target = nullptr;
    Qt3DRender::QRenderCapture* m_capture = nullptr;
    Qt3DRender::QCameraLens* m_lens = nullptr;
    Qt3DCore::QTransform* m_place = nullptr;
    Qt3DCore::QNode* m_shared = nullptr; ///< holds the parameters
    QHash<QByteArray, Qt3DRender::QParameter*> m_parameters;
    QSize m_size;
    int m_samples = 0;
};

} // namespace maquette
