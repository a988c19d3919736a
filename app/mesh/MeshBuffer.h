// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <cstring>
#include <span>
#include <type_traits>
#include <vector>

namespace maquette {

/// Values of one kind, one after the other, as a graphics card takes them. A value, shared until written to; bytes()
/// hands the memory to a viewer without a copy.
template <typename T>
class MeshBuffer
{
    static_assert(std::is_trivially_copyable_v<T>);

public:
    MeshBuffer() = default;
    /// \a count values that are not set yet.
    explicit MeshBuffer(qsizetype count)
        : m_bytes(count * qsizetype(sizeof(T)), Qt::Uninitialized)
    {
    }
    MeshBuffer(qsizetype count, const T& value)
        : MeshBuffer(count)
    {
        for (T& place : *this) {
            place = value;
        }
    }
    /// Copies \a values.
    static MeshBuffer from(std::span<const T> values)
    {
        MeshBuffer buffer(qsizetype(values.size()));
        if (!values.empty()) {
            std::memcpy(buffer.m_bytes.data(), values.data(), values.size_bytes());
        }
        return buffer;
    }
    /// Takes bytes that hold whole values.
    static MeshBuffer fromBytes(const QByteArray& bytes)
    {
        MeshBuffer buffer;
        buffer.m_bytes = bytes; // shared
        return buffer;
    }

    [[nodiscard]] qsizetype size() const { return m_bytes.size() / qsizetype(sizeof(T)); }
    [[nodiscard]] bool isEmpty() const { return m_bytes.isEmpty(); }
    [[nodiscard]] const QByteArray& bytes() const { return m_bytes; }

    [[nodiscard]] const T* data() const { return reinterpret_cast<const T*>(m_bytes.constData()); }
    /// Makes the memory this value's own; take it once before a loop.
    [[nodiscard]] T* data() { return reinterpret_cast<T*>(m_bytes.data()); }
    [[nodiscard]] std::span<const T> values() const { return {data(), size_t(size())}; }
    [[nodiscard]] const T& operator[](qsizetype at) const { return data()[at]; }
    [[nodiscard]] const T* begin() const { return data(); }
    [[nodiscard]] const T* end() const { return data() + size(); }
    [[nodiscard]] T* begin() { return data(); }
    [[nodiscard]] T* end() { return data() + size(); }

    /// The values at \a places, in that order; empty stays empty.
    [[nodiscard]] MeshBuffer taken(std::span<const quint32> places) const
    {
        if (isEmpty()) {
            return {};
        }
        MeshBuffer result(qsizetype(places.size()));
        T* const to = result.data();
        const T* const source = data();
        for (size_t i = 0; i < places.size(); ++i) {
            to[i] = source[places[i]];
        }
        return result;
    }

    bool operator==(const MeshBuffer&) const = default;

private:
    QByteArray m_bytes;
};

} // namespace maquette
