// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/gl/FrameGraph.h"

#include "ui/mesh/gl/SurfaceMaker.h"

#include <Qt3DCore/QTransform>
#include <Qt3DRender/QCameraLens>
#include <Qt3DRender/QCameraSelector>
#include <Qt3DRender/QClearBuffers>
#include <Qt3DRender/QFilterKey>
#include <Qt3DRender/QNoDraw>
#include <Qt3DRender/QRenderPassFilter>
#include <Qt3DRender/QRenderTarget>
#include <Qt3DRender/QSortPolicy>
#include <Qt3DRender/QTechniqueFilter>
#include <Qt3DRender/QTexture>
#include <Qt3DRender/QViewport>

#include <QColor>
#include <QOffscreenSurface>

namespace maquette {

using namespace Qt3DRender;

namespace {

void addStage(Qt3DCore::QNode* parent, const char* stage)
{
    auto* filter = new QRenderPassFilter(parent);
    auto* key = new QFilterKey(filter);
    key->setName(QLatin1String(stages::kKey));
    key->setValue(QLatin1String(stage));
    filter->addMatch(key);
}

void addOutput(QRenderTarget* target, QRenderTargetOutput::AttachmentPoint point,
               QAbstractTexture::TextureFormat format, const QSize& size, int samples)
{
    auto* output = new QRenderTargetOutput;
    output->setAttachmentPoint(point);
    QAbstractTexture* const texture =
        samples > 1 ? static_cast<QAbstractTexture*>(new QTexture2DMultisample) : new QTexture2D;
    texture->setFormat(format);
    texture->setSamples(samples);
    texture->setSize(size.width(), size.height());
    output->setTexture(texture);
    target->addOutput(output);
}

} // namespace

FrameGraph::FrameGraph(QOffscreenSurface* surface, Qt3DCore::QEntity* root)
    : m_surface(surface)
    , m_settings(new QRenderSettings)
    , m_drawing(new QRenderSurfaceSelector(root))
    , m_resting(new QRenderSurfaceSelector(root))
{
    m_settings->setRenderPolicy(QRenderSettings::OnDemand);
    m_drawing->setSurface(m_surface);
    m_resting->setSurface(m_surface);
    new QNoDraw(m_resting);

    auto* camera = new Qt3DCore::QEntity(root);
    m_lens = new QCameraLens;
    m_place = new Qt3DCore::QTransform;
    camera->addComponent(m_lens);
    camera->addComponent(m_place);

    auto* viewport = new QViewport(m_drawing);
    auto* selector = new QCameraSelector(viewport);
    selector->setCamera(camera);
    m_selector = new QRenderTargetSelector(selector);
    auto* shared = new QTechniqueFilter(m_selector);
    m_shared = shared;
    auto* clear = new QClearBuffers(shared);
    clear->setBuffers(QClearBuffers::ColorDepthBuffer);
    clear->setClearColor(QColor(0, 0, 0, 0));
    new QNoDraw(clear);
    addStage(shared, stages::kOpaque);
    addStage(shared, stages::kGround);
    auto* order = new QSortPolicy(shared);
    order->setSortTypes(QList<QSortPolicy::SortType>{QSortPolicy::BackToFront});
    addStage(order, stages::kBlended);
    addStage(shared, stages::kWire);
    m_capture = new QRenderCapture(shared);
    addStage(m_capture, stages::kLines);
    m_settings->setActiveFrameGraph(m_drawing);
    root->addComponent(m_settings);
}

void FrameGraph::setTarget(const QSize& size, int samples)
{
    if (size == m_size && samples == m_samples) {
        return;
    }
    m_size = size;
    m_samples = samples;
    QRenderTarget* const before = m_target;
    m_target = new QRenderTarget;
    addOutput(m_target, QRenderTargetOutput::Color0, QAbstractTexture::RGBA8_UNorm, size, samples);
    addOutput(m_target, QRenderTargetOutput::Depth, QAbstractTexture::D24, size, samples);
    m_selector->setTarget(m_target);
    m_drawing->setExternalRenderTargetSize(size);
    m_resting->setExternalRenderTargetSize(size);
    delete before;
}

void FrameGraph::setCamera(const QMatrix4x4& view, const QMatrix4x4& projection)
{
    m_place->setMatrix(view.inverted());
    m_lens->setProjectionType(QCameraLens::CustomProjection);
    m_lens->setProjectionMatrix(projection);
}

void FrameGraph::set(const char* name, const QVariant& value)
{
    QParameter*& parameter = m_parameters[name];
    if (parameter == nullptr) {
        parameter = new QParameter(QLatin1String(name), value);
        static_cast<QTechniqueFilter*>(m_shared)->addParameter(parameter);
        return;
    }
    parameter->setValue(value);
}

void FrameGraph::rest(bool resting)
{
    m_settings->setActiveFrameGraph(resting ? m_resting : m_drawing);
}

} // namespace maquette
