// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/GltfAccessors.h"

#include "app/mesh/GltfWords.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return meshText(text);
}

int componentBytes(int type)
{
    switch (type) {
    case TINYGLTF_COMPONENT_TYPE_BYTE:
    case TINYGLTF_COMPONENT_TYPE_UNSIGNED_BYTE:
        return 1;
    case TINYGLTF_COMPONENT_TYPE_SHORT:
    case TINYGLTF_COMPONENT_TYPE_UNSIGNED_SHORT:
        return 2;
    case TINYGLTF_COMPONENT_TYPE_UNSIGNED_INT:
    case TINYGLTF_COMPONENT_TYPE_FLOAT:
        return 4;
    default:
        return 0;
    }
}

int componentCount(int type)
{
    switch (type) {
    case TINYGLTF_TYPE_SCALAR:
        return 1;
    case TINYGLTF_TYPE_VEC2:
        return 2;
    case TINYGLTF_TYPE_VEC3:
        return 3;
    case TINYGLTF_TYPE_VEC4:
        return 4;
    case TINYGLTF_TYPE_MAT4:
        return 16;
    default:
        return 0;
    }
}

/// glTF 2.0, 3.11 "Animations" and 3.6.2.2: f = max(c / 127, -1), and so on.
template <typename T>
void toFloats(const char* from, qint64 count, int has, float* to, int width, float fill, bool normalised)
{
    const float scale = normalised ? 1.0F / float(std::numeric_limits<T>::max()) : 1.0F;
    for (qint64 i = 0; i < count; ++i) {
        for (int c = 0; c < width; ++c) {
            if (c >= has) {
                to[c] = fill;
                continue;
            }
            T value;
            std::memcpy(&value, from + (i * has + c) * qint64(sizeof(T)), sizeof(T));
            to[c] = float(value) * scale;
            if constexpr (std::is_integral_v<T> && std::is_signed_v<T>) {
                if (normalised) {
                    to[c] = std::max(to[c], -1.0F);
                }
            }
        }
        to += width;
    }
}

template <typename T>
void widen(const char* from, qint64 count, quint32* to)
{
    for (qint64 i = 0; i < count; ++i) {
        T value;
        std::memcpy(&value, from + i * qint64(sizeof(T)), sizeof(T));
        to[i] = value;
    }
}

} // namespace

Result<void> GltfAccessors::spend(qint64 bytes)
{
    if (bytes > m_budget) {
        return failure(ErrorKind::InvalidInput, tr("The mesh needs more memory than is granted to one file."));
    }
    m_budget -= bytes;
    return {};
}

qint64 GltfAccessors::count(int accessor) const
{
    const auto& all = m_container.model.accessors;
    return accessor >= 0 && size_t(accessor) < all.size() ? qint64(all[size_t(accessor)].count) : -1;
}

Result<const tinygltf::Accessor*> GltfAccessors::find(int accessor) const
{
    const auto& all = m_container.model.accessors;
    if (accessor < 0 || size_t(accessor) >= all.size()) {
        return damagedMesh(tr("it refers to accessor %1, which is not there.").arg(accessor));
    }
    return &all[size_t(accessor)];
}

Result<GltfAccessors::View> GltfAccessors::view(int bufferView, quint64 offset, quint64 count,
                                                qint64 elementBytes) const
{
    const auto& views = m_container.model.bufferViews;
    if (bufferView < 0 || size_t(bufferView) >= views.size()) {
        return damagedMesh(tr("it refers to buffer view %1, which is not there.").arg(bufferView));
    }
    const tinygltf::BufferView& found = views[size_t(bufferView)];
    if (found.buffer < 0 || size_t(found.buffer) >= m_container.buffers.size()) {
        return damagedMesh(tr("it refers to buffer %1, which is not there.").arg(found.buffer));
    }
    const auto there = quint64(m_container.buffers[size_t(found.buffer)].size());
    if (found.byteOffset > there || found.byteLength > there - found.byteOffset) {
        return damagedMesh(tr("buffer view %1 goes beyond its buffer.").arg(bufferView));
    }
    const quint64 stride = found.byteStride == 0 ? quint64(elementBytes) : quint64(found.byteStride);
    // A stride below the size of an element would let a small file stand for a large one.
    if (stride < quint64(elementBytes) || stride > 4096) {
        return damagedMesh(tr("buffer view %1 has a stride that cannot be.").arg(bufferView));
    }
    const quint64 length = found.byteLength;
    if (offset > length || count == 0 || length - offset < quint64(elementBytes) ||
        (length - offset - quint64(elementBytes)) / stride < count - 1) {
        return damagedMesh(tr("%1 values do not fit into buffer view %2.").arg(count).arg(bufferView));
    }
    return View{m_container.buffers[size_t(found.buffer)].constData() + found.byteOffset + offset, qint64(stride)};
}

Result<void> GltfAccessors::putSparse(const tinygltf::Accessor& accessor, qint64 elementBytes, char* to)
{
    const auto& sparse = accessor.sparse;
    if (sparse.count < 1 || quint64(sparse.count) > accessor.count || sparse.indices.byteOffset < 0 ||
        sparse.values.byteOffset < 0) {
        return damagedMesh(tr("a sparse accessor makes no sense."));
    }
    const int type = sparse.indices.componentType;
    if (type != TINYGLTF_COMPONENT_TYPE_UNSIGNED_BYTE && type != TINYGLTF_COMPONENT_TYPE_UNSIGNED_SHORT &&
        type != TINYGLTF_COMPONENT_TYPE_UNSIGNED_INT) {
        return damagedMesh(tr("a sparse accessor makes no sense."));
    }
    const auto places = view(sparse.indices.bufferView, quint64(sparse.indices.byteOffset), quint64(sparse.count),
                             componentBytes(type));
    const auto values =
        view(sparse.values.bufferView, quint64(sparse.values.byteOffset), quint64(sparse.count), elementBytes);
    if (!places || !values) {
        return tl::unexpected(places ? values.error() : places.error());
    }
    for (qint64 i = 0; i < sparse.count; ++i) {
        quint32 place = 0; // little endian, as the file is
        std::memcpy(&place, places->data + i * places->stride, size_t(componentBytes(type)));
        if (place >= accessor.count) {
            return damagedMesh(tr("a sparse accessor makes no sense."));
        }
        std::memcpy(to + qint64(place) * elementBytes, values->data + i * values->stride, size_t(elementBytes));
    }
    return {};
}

Result<QByteArray> GltfAccessors::packed(const tinygltf::Accessor& accessor)
{
    const qint64 elementBytes = qint64(componentBytes(accessor.componentType)) * componentCount(accessor.type);
    if (elementBytes == 0 || accessor.count == 0) {
        return damagedMesh(tr("an accessor has no count or no type."));
    }
    const bool hasView = accessor.bufferView >= 0;
    View from;
    if (hasView) {
        const auto found = view(accessor.bufferView, accessor.byteOffset, accessor.count, elementBytes);
        if (!found) {
            return tl::unexpected(found.error());
        }
        from = *found;
    }
    if (accessor.count > quint64(std::numeric_limits<qint64>::max() / 64)) {
        return damagedMesh(tr("an accessor has an impossible count."));
    }
    const auto count = qint64(accessor.count);
    if (hasView && !accessor.sparse.isSparse && from.stride == elementBytes) {
        return QByteArray::fromRawData(from.data, count * elementBytes);
    }
    if (const auto spent = spend(count * elementBytes); !spent) {
        return tl::unexpected(spent.error());
    }
    QByteArray result =
        hasView ? QByteArray(count * elementBytes, Qt::Uninitialized) : QByteArray(count * elementBytes, '\0');
    char* const to = result.data();
    for (qint64 i = 0; hasView && i < count; ++i) {
        std::memcpy(to + i * elementBytes, from.data + i * from.stride, size_t(elementBytes));
    }
    if (accessor.sparse.isSparse) {
        if (const auto put = putSparse(accessor, elementBytes, to); !put) {
            return tl::unexpected(put.error());
        }
    }
    return result;
}

Result<QByteArray> GltfAccessors::floats(int index, int width, int leastWidth, float fill)
{
    if (const auto known = m_read.constFind({index, width}); known != m_read.constEnd()) {
        return *known;
    }
    const auto found = find(index);
    if (!found) {
        return tl::unexpected(found.error());
    }
    const tinygltf::Accessor& accessor = **found;
    const int has = componentCount(accessor.type);
    if (has < leastWidth || has > width) {
        return damagedMesh(tr("accessor %1 has the wrong type.").arg(index));
    }
    auto raw = packed(accessor);
    if (!raw) {
        return raw;
    }
    const auto count = qint64(accessor.count);
    const qint64 bytes = count * width * qint64(sizeof(float));
    if (const auto spent = spend(bytes); !spent) {
        return tl::unexpected(spent.error());
    }
    const bool asIs = accessor.componentType == TINYGLTF_COMPONENT_TYPE_FLOAT && has == width;
    QByteArray result(bytes, Qt::Uninitialized);
    auto* const to = reinterpret_cast<float*>(result.data());
    if (asIs) {
        std::memcpy(to, raw->constData(), size_t(bytes));
    } else {
        switch (accessor.componentType) {
        case TINYGLTF_COMPONENT_TYPE_BYTE:
            toFloats<qint8>(raw->constData(), count, has, to, width, fill, accessor.normalized);
            break;
        case TINYGLTF_COMPONENT_TYPE_UNSIGNED_BYTE:
            toFloats<quint8>(raw->constData(), count, has, to, width, fill, accessor.normalized);
            break;
        case TINYGLTF_COMPONENT_TYPE_SHORT:
            toFloats<qint16>(raw->constData(), count, has, to, width, fill, accessor.normalized);
            break;
        case TINYGLTF_COMPONENT_TYPE_UNSIGNED_SHORT:
            toFloats<quint16>(raw->constData(), count, has, to, width, fill, accessor.normalized);
            break;
        case TINYGLTF_COMPONENT_TYPE_FLOAT:
            toFloats<float>(raw->constData(), count, has, to, width, fill, false);
            break;
        default:
            return damagedMesh(tr("accessor %1 has the wrong type.").arg(index));
        }
    }
    m_read.insert({index, width}, result);
    return result;
}

Result<MeshBuffer<quint32>> GltfAccessors::indices(int index)
{
    const auto found = find(index);
    if (!found) {
        return tl::unexpected(found.error());
    }
    const tinygltf::Accessor& accessor = **found;
    if (componentCount(accessor.type) != 1) {
        return damagedMesh(tr("accessor %1 has the wrong type.").arg(index));
    }
    if (const auto known = m_read.constFind({index, 0}); known != m_read.constEnd()) {
        return MeshBuffer<quint32>::fromBytes(*known);
    }
    const auto raw = packed(accessor);
    if (!raw) {
        return tl::unexpected(raw.error());
    }
    const auto count = qint64(accessor.count);
    if (const auto spent = spend(count * 4); !spent) {
        return tl::unexpected(spent.error());
    }
    MeshBuffer<quint32> result(count);
    switch (accessor.componentType) {
    case TINYGLTF_COMPONENT_TYPE_UNSIGNED_BYTE:
        widen<quint8>(raw->constData(), count, result.data());
        break;
    case TINYGLTF_COMPONENT_TYPE_UNSIGNED_SHORT:
        widen<quint16>(raw->constData(), count, result.data());
        break;
    case TINYGLTF_COMPONENT_TYPE_UNSIGNED_INT:
        std::memcpy(result.data(), raw->constData(), size_t(count) * 4);
        break;
    default:
        return damagedMesh(tr("accessor %1 has the wrong type.").arg(index));
    }
    m_read.insert({index, 0}, result.bytes());
    return result;
}

Result<MeshBuffer<JointIndices>> GltfAccessors::joints(int index)
{
    const auto found = find(index);
    if (!found) {
        return tl::unexpected(found.error());
    }
    const tinygltf::Accessor& accessor = **found;
    const bool isByte = accessor.componentType == TINYGLTF_COMPONENT_TYPE_UNSIGNED_BYTE;
    if (componentCount(accessor.type) != 4 ||
        (!isByte && accessor.componentType != TINYGLTF_COMPONENT_TYPE_UNSIGNED_SHORT)) {
        return damagedMesh(tr("accessor %1 has the wrong type.").arg(index));
    }
    const auto raw = packed(accessor);
    if (!raw) {
        return tl::unexpected(raw.error());
    }
    const auto count = qint64(accessor.count);
    if (const auto spent = spend(count * qint64(sizeof(JointIndices))); !spent) {
        return tl::unexpected(spent.error());
    }
    MeshBuffer<JointIndices> result(count);
    JointIndices* const to = result.data();
    for (qint64 i = 0; i < count * 4; ++i) {
        const char* const at = raw->constData() + i * (isByte ? 1 : 2);
        quint16 value = 0;
        std::memcpy(&value, at, isByte ? 1 : 2);
        to[i / 4][size_t(i % 4)] = value;
    }
    return result;
}

} // namespace maquette
