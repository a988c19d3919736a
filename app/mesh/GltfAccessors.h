// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/GltfContainer.h"

#include <QHash>

namespace maquette {

/// Reads numbers out of the container: every index, offset, stride and count is compared with what is there before
/// memory is taken. An accessor that is used twice is read once. Errors: InvalidInput.
class GltfAccessors
{
public:
    GltfAccessors(const GltfContainer& container, qint64 budgetBytes)
        : m_container(container)
        , m_budget(budgetBytes)
    {
    }

    /// Floating point numbers, integers divided by their range when the accessor is normalised; \a width of them for
    /// each element. An element with fewer is filled up with \a fill.
    [[nodiscard]] Result<QByteArray> floats(int accessor, int width, int leastWidth, float fill = 1);
    template <typename T>
    static constexpr int kWidth = int(sizeof(T) / sizeof(float)); // NOLINT(bugprone-sizeof-expression): T can be float
    template <typename T>
    [[nodiscard]] Result<MeshBuffer<T>> values(int accessor, int leastWidth = kWidth<T>)
    {
        return floats(accessor, kWidth<T>, leastWidth).map([](const QByteArray& bytes) {
            return MeshBuffer<T>::fromBytes(bytes);
        });
    }
    /// Unsigned integers of any size, widened.
    [[nodiscard]] Result<MeshBuffer<quint32>> indices(int accessor);
    [[nodiscard]] Result<MeshBuffer<JointIndices>> joints(int accessor);
    [[nodiscard]] qint64 count(int accessor) const; ///< -1 when there is no such accessor
    /// Counts memory taken elsewhere for what was read. Errors: InvalidInput when the limit is reached.
    [[nodiscard]] Result<void> spend(qint64 bytes);

private:
    struct View
    {
        const char* data = nullptr;
        qint64 stride = 0;
    };
    [[nodiscard]] Result<View> view(int bufferView, quint64 offset, quint64 count, qint64 elementBytes) const;
    [[nodiscard]] Result<const tinygltf::Accessor*> find(int accessor) const;
    /// The raw elements, packed, with the sparse ones put in.
    [[nodiscard]] Result<QByteArray> packed(const tinygltf::Accessor& accessor);
    [[nodiscard]] Result<void> putSparse(const tinygltf::Accessor& accessor, qint64 elementBytes, char* to);

    const GltfContainer& m_container;
    qint64 m_budget;
    QHash<std::pair<int, int>, QByteArray> m_read;
};

} // namespace maquette
