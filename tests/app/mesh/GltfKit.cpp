// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/mesh/GltfKit.h"

#include <QBuffer>
#include <QTest>

namespace maquette {

namespace {

QJsonValue withSet(const QJsonValue& tree, const QStringList& path, const QJsonValue& value)
{
    if (path.isEmpty()) {
        return value;
    }
    bool isNumber = false;
    const int at = path.first().toInt(&isNumber);
    if (isNumber) {
        QJsonArray array = tree.toArray();
        while (array.size() <= at) {
            array.append(QJsonObject());
        }
        array[at] = withSet(array[at], path.mid(1), value);
        return array;
    }
    QJsonObject object = tree.toObject();
    object[path.first()] = withSet(object[path.first()], path.mid(1), value);
    return object;
}

} // namespace

GltfKit GltfKit::triangle()
{
    GltfKit kit;
    kit.setJson("asset", R"({"version":"2.0"})");
    kit.set("scene", 0).setJson("scenes", R"([{"nodes":[0]}])").setJson("nodes", R"([{"mesh":0}])");
    kit.setJson("meshes", R"([{"primitives":[{"attributes":{}}]}])");
    kit.attribute("POSITION", kit.floats({0, 0, 0, 1, 0, 0, 0, 1, 0}, "VEC3"));
    return kit;
}

int GltfKit::view(const QByteArray& bytes, int stride)
{
    while (m_binary.size() % 4 != 0) {
        m_binary.append('\0');
    }
    QJsonObject view{{QStringLiteral("buffer"), 0},
                     {QStringLiteral("byteOffset"), qint64(m_binary.size())},
                     {QStringLiteral("byteLength"), qint64(bytes.size())}};
    if (stride > 0) {
        view[QStringLiteral("byteStride")] = stride;
    }
    m_binary += bytes;
    QJsonArray views = m_root[QStringLiteral("bufferViews")].toArray();
    views.append(view);
    m_root[QStringLiteral("bufferViews")] = views;
    return int(views.size()) - 1;
}

int GltfKit::accessor(int view, int componentType, qint64 count, const char* type, QJsonObject more)
{
    more[QStringLiteral("componentType")] = componentType;
    more[QStringLiteral("count")] = count;
    more[QStringLiteral("type")] = QLatin1String(type);
    if (view >= 0) {
        more[QStringLiteral("bufferView")] = view;
    }
    QJsonArray accessors = m_root[QStringLiteral("accessors")].toArray();
    accessors.append(more);
    m_root[QStringLiteral("accessors")] = accessors;
    return int(accessors.size()) - 1;
}

int GltfKit::floats(std::initializer_list<float> values, const char* type)
{
    return integers<float>(values, 5126, type);
}

GltfKit& GltfKit::set(const char* path, const QJsonValue& value)
{
    m_root = withSet(m_root, QString::fromLatin1(path).split(QLatin1Char('/')), value).toObject();
    return *this;
}

GltfKit& GltfKit::setJson(const char* path, const char* json)
{
    QJsonParseError error;
    const QJsonDocument parsed = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError) {
        qFatal("bad JSON in a test: %s", json);
    }
    return set(path, parsed.isArray() ? QJsonValue(parsed.array()) : QJsonValue(parsed.object()));
}

GltfKit& GltfKit::attribute(const char* name, int accessor)
{
    return set(QByteArray(QByteArray("meshes/0/primitives/0/attributes/") + name).constData(), accessor);
}

QByteArray GltfKit::glb() const
{
    QJsonObject root = m_root;
    if (!root.contains(QStringLiteral("buffers"))) {
        root[QStringLiteral("buffers")] =
            QJsonArray{QJsonObject{{QStringLiteral("byteLength"), qint64(m_binary.size())}}};
    }
    return packGlb(QJsonDocument(root).toJson(QJsonDocument::Compact), m_binary);
}

QByteArray GltfKit::textWithBuffer(const QString& uri) const
{
    QJsonObject root = m_root;
    root[QStringLiteral("buffers")] =
        QJsonArray{QJsonObject{{QStringLiteral("byteLength"), qint64(m_binary.size())}, {QStringLiteral("uri"), uri}}};
    return QJsonDocument(root).toJson();
}

QByteArray GltfKit::text() const
{
    return textWithBuffer(QStringLiteral("data:application/octet-stream;base64,") +
                          QString::fromLatin1(m_binary.toBase64()));
}

int GltfKit::width(const char* type)
{
    const QByteArray name(type);
    return name == "SCALAR" ? 1 : name == "VEC2" ? 2 : name == "VEC3" ? 3 : name == "VEC4" ? 4 : 16;
}

QByteArray GltfKit::picture(const char* format, QSize size, Qt::GlobalColor colour)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(colour);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, format, 100)) {
        qFatal("cannot write %s", format);
    }
    return bytes;
}

} // namespace maquette
