// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/gl/MeshRenderer.h"

#include "ui/mesh/gl/FrameGraph.h"
#include "ui/mesh/gl/MeshShaders.h"
#include "ui/mesh/gl/RawTexture.h"
#include "ui/mesh/gl/SceneMaker.h"

#include <Qt3DCore/QAspectEngine>
#include <Qt3DRender/QRenderAspect>

#include <QCoreApplication>
#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QPainter>
#include <QtMath>

#include <algorithm>
#include <cmath>
#include <optional>

namespace maquette {

namespace {

constexpr int kTile = 1536;  // px of a side; keeps the memory for a large picture small
constexpr int kAttempts = 4; // frames after which a picture that does not come is given up
constexpr int kNeededMajor = 3;
constexpr int kNeededMinor = 3;
constexpr int kDepthBits = 24;

/// What can be known of the card before Qt 3D, which does not survive a missing one, is started.
QString problemOf(QOffscreenSurface* surface)
{
    QOpenGLContext context;
    context.setFormat(surface->requestedFormat());
    if (!context.create() || !context.makeCurrent(surface)) {
        return QCoreApplication::translate("MeshRenderer", "This screen offers no OpenGL.");
    }
    const auto version = context.format().version();
    context.doneCurrent();
    if (version < qMakePair(kNeededMajor, kNeededMinor)) {
        return QCoreApplication::translate("MeshRenderer", "OpenGL 3.3 is needed; this screen offers %1.%2.")
            .arg(version.first)
            .arg(version.second);
    }
    return {};
}

} // namespace

QSurfaceFormat prepareDrawing()
{
    // The other renderer of Qt 3D 6.4 cannot draw a polygon's edges, which marks wires.
    if (!qEnvironmentVariableIsSet("QT3D_RENDERER")) {
        qputenv("QT3D_RENDERER", "opengl");
    }
    // Qt 3D makes its context of the default format, and of no other.
    QSurfaceFormat format = QSurfaceFormat::defaultFormat();
    format.setRenderableType(QSurfaceFormat::OpenGL);
    format.setVersion(kNeededMajor, kNeededMinor);
    format.setProfile(QSurfaceFormat::CoreProfile);
    format.setDepthBufferSize(kDepthBits);
    QSurfaceFormat::setDefaultFormat(format);
    return format;
}

struct MeshRenderer::Engine
{
    explicit Engine(QOffscreenSurface* surface)
        : root(new Qt3DCore::QEntity)
        , graph(surface, root)
        , shaders(root)
        , scene(shaders, root)
    {
        engine.setRunMode(Qt3DCore::QAspectEngine::Manual);
        engine.registerAspect(new Qt3DRender::QRenderAspect);
        engine.setRootEntity(Qt3DCore::QEntityPtr(root));
        graph.rest(true);
        engine.processFrame(); // the first one only makes the context
    }
    ~Engine() { engine.setRootEntity({}); }

    void setLight(const MeshShot& shot);
    [[nodiscard]] QImage take();

    Qt3DCore::QAspectEngine engine;
    Qt3DCore::QEntity* root;
    FrameGraph graph;
    MeshShaders shaders;
    SceneMaker scene;
    std::optional<EnvironmentKind> light;
    Qt3DRender::QAbstractTexture* specular = nullptr;
    Qt3DRender::QAbstractTexture* diffuse = nullptr;
};

void MeshRenderer::Engine::setLight(const MeshShot& shot)
{
    if (light != shot.look.light) {
        light = shot.look.light;
        const Environment made = makeEnvironment(*light);
        Qt3DRender::QAbstractTexture* const before[] = {specular, diffuse};
        specular = cubeTexture(made.specular, root);
        diffuse = cubeTexture(made.irradiance, root);
        graph.set("specularLight", QVariant::fromValue(specular));
        graph.set("diffuseLight", QVariant::fromValue(diffuse));
        graph.set("specularLevels", float(made.specular.levels() - 1));
        for (Qt3DRender::QAbstractTexture* const old : before) {
            delete old;
        }
    }
    const double turn = qDegreesToRadians(shot.look.lightTurn);
    graph.set("lightTurn", QVector2D(float(std::cos(turn)), float(std::sin(turn))));
    graph.set("lightFactor", float(std::exp2(shot.look.exposure)));
    const MeshCamera& camera = shot.camera;
    graph.set("eyeForm", camera.orthographic ? QVector4D(-camera.forward(), 0) : QVector4D(camera.eye(), 1));
}

QImage MeshRenderer::Engine::take()
{
    graph.rest(false);
    if (shaders.takeNew()) {
        engine.processFrame(); // loads the programs; they draw from the next frame on
    }
    QImage picture;
    Qt3DRender::QRenderCaptureReply* const reply = graph.capture()->requestCapture();
    QObject::connect(reply, &Qt3DRender::QRenderCaptureReply::completed, reply,
                     [reply, &picture] { picture = reply->image(); });
    for (int attempt = 0; attempt < kAttempts && picture.isNull(); ++attempt) {
        engine.processFrame();
        graph.rest(true);
    }
    delete reply;
    return picture;
}

MeshRenderer::MeshRenderer(QOffscreenSurface* surface)
    : m_problem(problemOf(surface))
{
    if (m_problem.isEmpty()) {
        m_engine = std::make_unique<Engine>(surface);
    }
}

MeshRenderer::~MeshRenderer() = default;

QString MeshRenderer::problem() const
{
    return m_problem;
}

void MeshRenderer::warmUp()
{
    auto mesh = std::make_shared<LoadedMesh>();
    MeshPrimitive triangle;
    triangle.positions = MeshBuffer<QVector3D>(3, QVector3D(0, 0, 0));
    triangle.normals = MeshBuffer<QVector3D>(3, QVector3D(0, 1, 0));
    triangle.uv[0] = MeshBuffer<QVector2D>(3, QVector2D(0, 0));
    triangle.indices = MeshBuffer<quint32>(3, 0);
    triangle.material = 0;
    MeshMaterial material;
    material.baseColourMap.image = 0;
    MeshImage image;
    image.image = QImage(4, 4, QImage::Format_RGB32);
    image.image.fill(Qt::white);
    Mesh one;
    one.primitives.append(triangle);
    MeshNode node;
    node.mesh = 0;
    mesh->scene.meshes.append(one);
    mesh->scene.nodes.append(node);
    mesh->scene.roots.append(0);
    mesh->scene.materials.append(material);
    mesh->scene.images.append(image);
    mesh->box.add({-1, -1, -1});
    mesh->box.add({1, 1, 1});
    mesh->shadow.picture = QImage(4, 4, QImage::Format_Grayscale8);
    mesh->shadow.picture.fill(0);
    mesh->shadow.area = QRectF(-1, -1, 2, 2);
    MeshShot shot;
    shot.mesh = mesh;
    shot.size = {16, 16};
    shot.samples = 1; // as the first picture of a mesh is drawn
    (void)draw(shot);
}

QImage MeshRenderer::draw(const MeshShot& shot, QRect part)
{
    if (!m_engine || !shot.mesh || shot.size.isEmpty()) {
        return {};
    }
    if (part.isNull()) {
        part = QRect(QPoint(0, 0), shot.size);
    }
    QMatrix4x4 crop; // the part of the view spread over the whole of it
    const double x = double(shot.size.width()) / part.width();
    const double y = double(shot.size.height()) / part.height();
    const double right = (2.0 * part.x() + part.width()) / shot.size.width() - 1;
    const double up = 1 - (2.0 * part.y() + part.height()) / shot.size.height();
    crop.scale(float(x), float(y), 1);
    crop.translate(float(-right), float(-up), 0);
    m_engine->graph.setTarget(part.size(), shot.samples);
    m_engine->graph.setCamera(shot.camera.view(), crop * shot.camera.projection(shot.size, shot.mesh->box));
    m_engine->setLight(shot);
    m_engine->scene.show(shot);
    QImage picture = m_engine->take();
    return picture.format() == QImage::Format_ARGB32_Premultiplied
               ? picture
               : picture.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

QImage MeshRenderer::drawLarge(const MeshShot& shot)
{
    if (shot.size.width() <= kTile && shot.size.height() <= kTile) {
        return draw(shot);
    }
    QImage whole(shot.size, QImage::Format_ARGB32_Premultiplied);
    if (whole.isNull()) {
        return {};
    }
    whole.fill(Qt::transparent);
    QPainter painter(&whole);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    for (int y = 0; y < shot.size.height(); y += kTile) {
        for (int x = 0; x < shot.size.width(); x += kTile) {
            const QRect part(x, y, std::min(kTile, shot.size.width() - x), std::min(kTile, shot.size.height() - y));
            const QImage tile = draw(shot, part);
            if (tile.isNull()) {
                return {};
            }
            painter.drawImage(part.topLeft(), tile);
        }
    }
    return whole;
}

} // namespace maquette
