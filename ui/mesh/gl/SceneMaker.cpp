// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/gl/SceneMaker.h"

#include "app/mesh/MeshShading.h"
#include "ui/mesh/gl/LineSet.h"

#include <Qt3DCore/QAttribute>
#include <Qt3DCore/QGeometry>

#include <algorithm>

namespace maquette {

using Qt3DCore::QAttribute;
using Qt3DRender::QGeometryRenderer;

namespace {

constexpr float kGroundReach = 2.2F;  // of the mesh's diagonal, from its middle
constexpr float kGroundGap = 0.0015F; // below the mesh, so that a flat base is not torn

Qt3DCore::QBuffer* addAttribute(Qt3DCore::QGeometry* to, const QString& name, const QByteArray& bytes, uint width)
{
    auto* buffer = new Qt3DCore::QBuffer(to);
    buffer->setData(bytes);
    const uint stride = width * uint(sizeof(float));
    to->addAttribute(
        new QAttribute(buffer, name, QAttribute::Float, width, uint(bytes.size()) / stride, 0, stride, to));
    return buffer;
}

void addIndices(Qt3DCore::QGeometry* to, const MeshBuffer<quint32>& indices)
{
    auto* buffer = new Qt3DCore::QBuffer(to);
    buffer->setData(indices.bytes());
    auto* attribute = new QAttribute(buffer, QAttribute::UnsignedInt, 1, uint(indices.size()), 0, 0, to);
    attribute->setAttributeType(QAttribute::IndexAttribute);
    to->addAttribute(attribute);
}

void setBounds(QGeometryRenderer* of, const MeshBuffer<QVector3D>& positions)
{
    MeshBox box;
    for (const QVector3D& place : positions.values()) {
        box.add(place);
    }
    of->setMinPoint(box.low);
    of->setMaxPoint(box.high);
}

Qt3DCore::QEntity* lineEntity(Qt3DCore::QEntity* parent, const LinePoints& points, Qt3DRender::QMaterial* material)
{
    auto* entity = new Qt3DCore::QEntity(parent);
    auto* geometry = new Qt3DCore::QGeometry;
    addAttribute(geometry, QAttribute::defaultPositionAttributeName(), points.bytes(), 3);
    auto* renderer = new QGeometryRenderer;
    renderer->setGeometry(geometry);
    renderer->setPrimitiveType(QGeometryRenderer::Lines);
    setBounds(renderer, points);
    entity->addComponent(renderer);
    entity->addComponent(material);
    return entity;
}

} // namespace

SceneMaker::SceneMaker(MeshShaders& shaders, Qt3DCore::QEntity* root)
    : m_surfaces(shaders, root)
    , m_root(root)
{
}

void SceneMaker::show(const MeshShot& shot)
{
    const bool another = shot.mesh != m_shown.mesh;
    const bool posedAnew =
        another || shot.look.animation != m_shown.look.animation || shot.look.seconds != m_shown.look.seconds;
    if (another) {
        build(shot);
    } else if (posedAnew) {
        pose(shot);
    }
    if (another || shot.look.surface != m_shown.look.surface || shot.look.wireframe != m_shown.look.wireframe ||
        shot.colours != m_shown.colours) {
        dress(shot);
    }
    if (another || shot.look.grid != m_shown.look.grid || shot.look.ground != m_shown.look.ground ||
        shot.colours != m_shown.colours) {
        makeGround(shot);
    }
    if (posedAnew || shot.look.normals != m_shown.look.normals || shot.look.faults != m_shown.look.faults ||
        shot.faults != m_shown.faults || shot.colours != m_shown.colours) {
        showLines(shot);
    }
    m_shown = shot;
}

Pose SceneMaker::poseOf(const MeshShot& shot) const
{
    return shot.look.animation < 0 ? restPose(shot.mesh->scene)
                                   : poseAt(shot.mesh->scene, shot.look.animation, shot.look.seconds);
}

QGeometryRenderer* SceneMaker::geometry(Part& part, const PosedVertices& vertices)
{
    const MeshPrimitive& primitive = *part.primitive;
    auto* geometry = new Qt3DCore::QGeometry;
    part.positions = addAttribute(geometry, QAttribute::defaultPositionAttributeName(), vertices.positions.bytes(), 3);
    part.normals = addAttribute(geometry, QAttribute::defaultNormalAttributeName(), vertices.normals.bytes(), 3);
    if (!primitive.uv[0].isEmpty()) {
        addAttribute(geometry, QAttribute::defaultTextureCoordinateAttributeName(), primitive.uv[0].bytes(), 2);
    }
    if (!primitive.uv[1].isEmpty()) {
        addAttribute(geometry, QAttribute::defaultTextureCoordinate1AttributeName(), primitive.uv[1].bytes(), 2);
    }
    if (!primitive.colours.isEmpty()) {
        addAttribute(geometry, QAttribute::defaultColorAttributeName(), primitive.colours.bytes(), 4);
    }
    const QList<MeshMaterial>& materials = m_shown.mesh->scene.materials;
    const MeshTexture bumps = primitive.material >= 0 && primitive.material < materials.size()
                                  ? materials[primitive.material].normalMap
                                  : MeshTexture();
    if (bumps.isSet()) {
        const MeshBuffer<QVector4D> tangents =
            primitive.tangents.isEmpty() ? tangentsOf(primitive, bumps.uvSet) : primitive.tangents;
        if (!tangents.isEmpty()) {
            addAttribute(geometry, QAttribute::defaultTangentAttributeName(), tangents.bytes(), 4);
        }
    }
    addIndices(geometry, primitive.indices);
    auto* renderer = new QGeometryRenderer;
    renderer->setGeometry(geometry);
    renderer->setPrimitiveType(QGeometryRenderer::Triangles);
    setBounds(renderer, vertices.positions);
    return renderer;
}

void SceneMaker::build(const MeshShot& shot)
{
    delete m_meshRoot;
    m_surfaces.clear();
    m_parts.clear();
    m_shown.mesh = shot.mesh;
    m_meshRoot = new Qt3DCore::QEntity(m_root);
    const MeshScene& scene = shot.mesh->scene;
    const Pose now = poseOf(shot);
    for (const MeshInstance& instance : scene.instances()) {
        for (const MeshPrimitive& primitive : scene.meshes[instance.mesh].primitives) {
            Part part;
            part.node = instance.node;
            part.primitive = &primitive;
            part.bends = bends(scene, instance.node, primitive);
            const PosedVertices vertices = posed(scene, now, instance.node, primitive);
            part.mirrored = vertices.transform.determinant() < 0;
            part.entity = new Qt3DCore::QEntity(m_meshRoot);
            part.place = new Qt3DCore::QTransform;
            part.place->setMatrix(vertices.transform);
            part.entity->addComponent(geometry(part, vertices));
            part.entity->addComponent(part.place);
            m_parts.push_back(part);
        }
    }
}

void SceneMaker::dress(const MeshShot& shot)
{
    for (Part& part : m_parts) {
        if (part.material != nullptr) {
            part.entity->removeComponent(part.material);
            delete part.material;
        }
        part.material = m_surfaces.surface(shot.mesh->scene, *part.primitive, part.mirrored, shot.look, shot.colours);
        part.entity->addComponent(part.material);
    }
}

void SceneMaker::pose(const MeshShot& shot)
{
    const Pose now = poseOf(shot);
    for (const Part& part : m_parts) {
        const PosedVertices vertices = posed(shot.mesh->scene, now, part.node, *part.primitive);
        part.place->setMatrix(vertices.transform);
        if (part.bends) {
            part.positions->setData(vertices.positions.bytes());
            part.normals->setData(vertices.normals.bytes());
        }
    }
}

void SceneMaker::makeGround(const MeshShot& shot)
{
    delete m_ground;
    m_ground = nullptr;
    if (!shot.look.grid && !shot.look.ground) {
        return;
    }
    const MeshBox& box = shot.mesh->box;
    const float across = std::max(box.size().length(), 1e-9F);
    const float reach = across * kGroundReach;
    const float y = box.low.y() - across * kGroundGap;
    const QVector3D c = box.centre();
    LinePoints corners(4);
    QVector3D* const at = corners.data();
    at[0] = {c.x() - reach, y, c.z() - reach};
    at[1] = {c.x() - reach, y, c.z() + reach};
    at[2] = {c.x() + reach, y, c.z() - reach};
    at[3] = {c.x() + reach, y, c.z() + reach};
    m_ground = lineEntity(m_root, corners, m_surfaces.ground(*shot.mesh, shot.look, shot.colours));
    m_ground->componentsOfType<QGeometryRenderer>().constFirst()->setPrimitiveType(QGeometryRenderer::TriangleStrip);
}

void SceneMaker::showLines(const MeshShot& shot)
{
    delete m_arrows;
    delete m_faults;
    m_arrows = m_faults = nullptr;
    if (shot.look.normals) {
        m_arrows = lineEntity(m_root, normalArrows(*shot.mesh, poseOf(shot)), m_surfaces.lines(shot.colours.arrows));
    }
    if (shot.look.marksFaults() && shot.faults && !shot.faults->isEmpty()) {
        LinePoints points(shot.faults->size() * 2);
        QVector3D* to = points.data();
        for (const std::array<QVector3D, 2>& edge : *shot.faults) {
            *to++ = edge[0];
            *to++ = edge[1];
        }
        m_faults = lineEntity(m_root, points, m_surfaces.lines(shot.colours.faults));
        // A hole at the back is found without turning the mesh.
        auto* behind = new Qt3DCore::QEntity(m_faults);
        behind->addComponent(m_faults->componentsOfType<QGeometryRenderer>().constFirst());
        behind->addComponent(m_surfaces.lines(shot.colours.faults, true));
    }
}

} // namespace maquette
