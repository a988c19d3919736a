// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/GltfContainer.h"

#include "app/base/Files.h"
#include "app/mesh/FileBeside.h"
#include "app/mesh/GltfJson.h"
#include "app/mesh/GltfWords.h"

#include <QUrl>
#include <QtEndian>

#include <limits>

namespace maquette {

namespace {

using nlohmann::json;

constexpr quint32 kJsonChunk = 0x4E4F534A;
constexpr quint32 kBinaryChunk = 0x004E4942;

QString tr(const char* text)
{
    return meshText(text);
}

struct Chunks
{
    QByteArray json;
    QByteArray binary;
};

QByteArray part(const QByteArray& whole, qint64 at, qint64 bytes)
{
    return QByteArray::fromRawData(whole.constData() + at, bytes);
}

/// glTF 2.0, "Binary glTF layout". The chunks point into \a file.
Result<Chunks> splitBinary(const QByteArray& file)
{
    const auto word = [&file](qint64 at) { return qFromLittleEndian<quint32>(file.constData() + at); };
    if (file.size() < 20) {
        return damagedMesh(tr("it ends within its header."));
    }
    if (word(4) != 2) {
        return failure(ErrorKind::InvalidInput, tr("The file is GLB version %1; only version 2 is read.").arg(word(4)));
    }
    const qint64 length = word(8);
    if (length > file.size()) {
        return damagedMesh(tr("it says it has %1 bytes, but only %2 are there.").arg(length).arg(file.size()));
    }
    if (length < 20) {
        return damagedMesh(tr("its header names a length that cannot be."));
    }
    Chunks chunks;
    qint64 at = 12;
    for (int index = 0; at + 8 <= length; ++index) {
        const qint64 bytes = word(at);
        const quint32 kind = word(at + 4);
        if (bytes > length - at - 8) {
            return damagedMesh(tr("part %1 goes beyond the end of the file.").arg(index + 1));
        }
        if (index == 0 && kind != kJsonChunk) {
            return damagedMesh(tr("its first part is not the description."));
        }
        if (index == 0) {
            chunks.json = part(file, at + 8, bytes);
        } else if (index == 1 && kind == kBinaryChunk) {
            chunks.binary = part(file, at + 8, bytes);
        }
        at += 8 + ((bytes + 3) & ~qint64(3));
    }
    return chunks;
}

Result<QByteArray> decodeDataUri(const std::string& uri)
{
    const size_t comma = uri.find(',');
    if (comma == std::string::npos) {
        return damagedMesh(tr("embedded data has no content."));
    }
    const QByteArray content = QByteArray::fromRawData(uri.data() + comma + 1, qsizetype(uri.size() - comma - 1));
    if (std::string_view(uri).substr(0, comma).ends_with(";base64")) {
        auto decoded = QByteArray::fromBase64Encoding(content, QByteArray::AbortOnBase64DecodingErrors);
        if (decoded.decodingStatus != QByteArray::Base64DecodingStatus::Ok) {
            return damagedMesh(tr("embedded data is not proper base64."));
        }
        return std::move(decoded.decoded);
    }
    return QByteArray::fromPercentEncoding(content);
}

/// The bytes a URI stands for, when they are embedded or in the folder of the file.
Result<QByteArray> bytesOf(const std::string& uri, const QString& folder, const MeshLimits& limits)
{
    if (uri.rfind("data:", 0) == 0) {
        return decodeDataUri(uri);
    }
    // More than this is no name of a file.
    const QByteArray start = QByteArray::fromStdString(uri.substr(0, 4096));
    const auto path = fileBeside(folder, QUrl::fromPercentEncoding(start));
    return path ? readFile(*path, limits.fileBytes) : Result<QByteArray>(tl::unexpected(path.error()));
}

qint64 wholeNumber(const json& object, const char* name, qint64 otherwise)
{
    const auto found = object.find(name);
    if (found == object.end()) {
        return otherwise;
    }
    if (found->is_number_unsigned()) {
        const auto value = found->get<quint64>();
        return value > quint64(std::numeric_limits<qint64>::max()) ? -1 : qint64(value);
    }
    return -1;
}

std::string wordOf(const json& object, const char* name)
{
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<void> takeBuffers(json& root, const QByteArray& binary, const QString& folder, const MeshLimits& limits,
                         GltfContainer& container)
{
    const auto buffers = root.find("buffers");
    if (buffers == root.end()) {
        return {};
    }
    qint64 total = 0;
    for (const json& buffer : *buffers) {
        const auto index = container.buffers.size();
        const qint64 bytes = wholeNumber(buffer, "byteLength", -1);
        if (bytes < 0) {
            return damagedMesh(tr("buffer %1 has no length.").arg(index));
        }
        QByteArray content;
        if (buffer.contains("uri")) {
            auto read = bytesOf(wordOf(buffer, "uri"), folder, limits);
            if (!read) {
                return tl::unexpected(read.error());
            }
            content = std::move(*read);
        } else if (index == 0 && container.isBinary) {
            content = binary;
        } else {
            return damagedMesh(tr("buffer %1 is missing.").arg(index));
        }
        if (content.size() < bytes) {
            return damagedMesh(
                tr("buffer %1 should have %2 bytes, but %3 are there.").arg(index).arg(bytes).arg(content.size()));
        }
        total += content.size();
        if (total > limits.fileBytes) {
            return failure(ErrorKind::InvalidInput, tr("The mesh's data is larger than is read here."));
        }
        container.buffers.push_back(std::move(content));
    }
    root.erase(buffers);
    return {};
}

Result<QByteArray> bytesOfView(const json& root, qint64 index, const GltfContainer& container)
{
    const auto views = root.find("bufferViews");
    if (views == root.end() || index < 0 || index >= qint64(views->size())) {
        return damagedMesh(tr("a picture refers to data that is not there."));
    }
    const json& view = (*views)[size_t(index)];
    const qint64 buffer = wholeNumber(view, "buffer", -1);
    const qint64 at = wholeNumber(view, "byteOffset", 0);
    const qint64 bytes = wholeNumber(view, "byteLength", -1);
    if (buffer < 0 || buffer >= qint64(container.buffers.size()) || at < 0 || bytes < 0 ||
        at > container.buffers[size_t(buffer)].size() || bytes > container.buffers[size_t(buffer)].size() - at) {
        return damagedMesh(tr("a picture goes beyond the end of the data."));
    }
    return part(container.buffers[size_t(buffer)], at, bytes);
}

/// A picture that cannot be had is a note, not a reason to refuse the mesh.
void takePictures(json& root, const QString& folder, const MeshLimits& limits, GltfContainer& container)
{
    const auto images = root.find("images");
    if (images == root.end()) {
        return;
    }
    for (const json& image : *images) {
        GltfPicture picture;
        picture.name = QString::fromStdString(wordOf(image, "name")).left(200);
        auto bytes = image.contains("uri") ? bytesOf(wordOf(image, "uri"), folder, limits)
                                           : bytesOfView(root, wholeNumber(image, "bufferView", -1), container);
        if (bytes) {
            picture.bytes = std::move(*bytes);
        } else {
            picture.problem = bytes.error().detail;
        }
        container.pictures.push_back(std::move(picture));
    }
    root.erase(images);
}

} // namespace

Result<std::unique_ptr<GltfContainer>> openGltf(const QByteArray& bytes, const QString& folder,
                                                const MeshLimits& limits)
{
    auto container = std::make_unique<GltfContainer>();
    container->file = bytes;
    container->isBinary = bytes.startsWith("glTF");
    Chunks chunks;
    if (container->isBinary) {
        auto split = splitBinary(bytes);
        if (!split) {
            return tl::unexpected(split.error());
        }
        chunks = *split;
    } else {
        chunks.json = bytes.startsWith("\xEF\xBB\xBF") ? part(bytes, 3, bytes.size() - 3) : bytes;
    }
    try {
        auto root = parseBoundedJson(chunks.json, limits);
        if (!root) {
            return tl::unexpected(root.error());
        }
        if (const auto checked = checkGltfJson(*root, limits, container->notes); !checked) {
            return tl::unexpected(checked.error());
        }
        if (const auto taken = takeBuffers(*root, chunks.binary, folder, limits, *container); !taken) {
            return tl::unexpected(taken.error());
        }
        takePictures(*root, folder, limits, *container);
        const std::string text = root->dump(-1, ' ', false, json::error_handler_t::replace);
        *root = {};
        tinygltf::TinyGLTF loader;
        std::string wrong;
        std::string odd;
        if (!loader.LoadASCIIFromString(&container->model, &wrong, &odd, text.data(), unsigned(text.size()), {})) {
            return damagedMesh(QString::fromStdString(wrong).simplified().left(300));
        }
    } catch (const std::exception& fault) {
        return damagedMesh(QString::fromLocal8Bit(fault.what()).left(300));
    }
    return container;
}

} // namespace maquette
