// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/BodyStream.h"

#include "app/net/Multipart.h"

#include <algorithm>
#include <cstring>

namespace maquette {

Result<std::unique_ptr<BodyStream>> BodyStream::open(const HttpCall& call)
{
    std::unique_ptr<BodyStream> stream(new BodyStream);
    if (call.parts.isEmpty()) {
        stream->m_contentType = call.contentType;
        stream->append(call.body);
    } else if (auto appended = stream->appendParts(call.parts); !appended) {
        return tl::unexpected(appended.error());
    }
    stream->QIODevice::open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    return stream;
}

Result<void> BodyStream::appendParts(const QList<HttpPart>& parts)
{
    const QByteArray boundary = makeBoundary();
    m_contentType = "multipart/form-data; boundary=" + boundary;
    for (const HttpPart& part : parts) {
        append(partHead(part, boundary));
        if (part.filePath.isEmpty()) {
            append(part.text);
        } else if (auto appended = appendFile(part.filePath); !appended) {
            return appended;
        }
        append(QByteArrayLiteral("\r\n"));
    }
    append(closingDelimiter(boundary));
    return {};
}

void BodyStream::append(QByteArray bytes)
{
    m_total += bytes.size();
    Piece piece;
    piece.size = bytes.size();
    piece.bytes = std::move(bytes);
    m_pieces.push_back(std::move(piece));
}

Result<void> BodyStream::appendFile(const QString& path)
{
    Piece piece;
    piece.file = std::make_unique<QFile>(path);
    if (!piece.file->open(QIODevice::ReadOnly)) {
        return failure(ErrorKind::Storage, piece.file->errorString(), path);
    }
    piece.size = piece.file->size();
    m_total += piece.size;
    m_pieces.push_back(std::move(piece));
    return {};
}

qint64 BodyStream::bytesAvailable() const
{
    return m_total - m_handedOver;
}

void BodyStream::cut()
{
    m_cut = true;
    m_moved = {};
}

qint64 BodyStream::readData(char* data, qint64 maxSize)
{
    if (m_cut) {
        return -1;
    }
    qint64 done = 0;
    while (done < maxSize && m_current < m_pieces.size()) {
        Piece& piece = m_pieces[m_current];
        if (piece.done == piece.size) {
            ++m_current;
            continue;
        }
        const qint64 got = readPiece(piece, data + done, std::min(maxSize - done, piece.size - piece.done));
        if (got <= 0) {
            m_problem =
                piece.file->error() == QFileDevice::NoError
                    ? QStringLiteral("%1: the file became shorter while it was sent").arg(piece.file->fileName())
                    : QStringLiteral("%1: %2").arg(piece.file->fileName(), piece.file->errorString());
            return -1;
        }
        piece.done += got;
        done += got;
    }
    m_handedOver += done;
    if (done > 0 && m_moved) {
        m_moved();
    }
    return done;
}

qint64 BodyStream::readPiece(Piece& piece, char* data, qint64 maxSize)
{
    if (piece.file) {
        return piece.file->read(data, maxSize);
    }
    std::memcpy(data, piece.bytes.constData() + piece.done, static_cast<std::size_t>(maxSize));
    return maxSize;
}

} // namespace maquette
