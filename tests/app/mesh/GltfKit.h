// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/GltfReader.h"
#include "tests/support/GlbMaker.h"

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <initializer_list>

namespace maquette {

/// Builds a glTF file number by number, independent of the reader.
class GltfKit
{
public:
    /// One triangle (0,0,0) (1,0,0) (0,1,0), without indices, shown by one node.
    static GltfKit triangle();

    /// Adds bytes as a buffer view; the value is its number.
    int view(const QByteArray& bytes, int stride = 0);
    int accessor(int view, int componentType, qint64 count, const char* type, QJsonObject more = {});
    int floats(std::initializer_list<float> values, const char* type);
    template <typename T>
    int integers(std::initializer_list<T> values, int componentType, const char* type, QJsonObject more = {})
    {
        QByteArray bytes;
        for (const T value : values) {
            bytes.append(reinterpret_cast<const char*>(&value), qsizetype(sizeof(T)));
        }
        return accessor(view(bytes), componentType, qint64(values.size()) / width(type), type, std::move(more));
    }

    /// Sets what a path of names and numbers, written "meshes/0/primitives/0/mode", leads to; makes what is missing.
    GltfKit& set(const char* path, const QJsonValue& value);
    /// Parses \a json first.
    GltfKit& setJson(const char* path, const char* json);
    GltfKit& attribute(const char* name, int accessor);

    [[nodiscard]] QByteArray glb() const;
    /// As text with the buffer in a data URI.
    [[nodiscard]] QByteArray text() const;
    /// As text whose buffer is \a uri.
    [[nodiscard]] QByteArray textWithBuffer(const QString& uri) const;
    [[nodiscard]] const QByteArray& binary() const { return m_binary; }

    static int width(const char* type);
    static QByteArray picture(const char* format, QSize size = {4, 4}, Qt::GlobalColor colour = Qt::red);

private:
    QJsonObject m_root;
    QByteArray m_binary;
};

} // namespace maquette
