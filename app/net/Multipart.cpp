// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/Multipart.h"

#include <QFileInfo>
#include <QRandomGenerator>

namespace maquette {

namespace {

QByteArray escapedName(const QString& name)
{
    QByteArray bytes = name.toUtf8();
    bytes.replace('\r', "%0D");
    bytes.replace('\n', "%0A");
    bytes.replace('"', "%22");
    return bytes;
}

} // namespace

QByteArray makeBoundary()
{
    QByteArray boundary("maquette-");
    for (int i = 0; i < 4; ++i) {
        boundary += QByteArray::number(QRandomGenerator::system()->generate(), 16).rightJustified(8, '0');
    }
    return boundary;
}

QByteArray partHead(const HttpPart& part, const QByteArray& boundary)
{
    QByteArray head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + escapedName(part.name) + '"';
    if (!part.filePath.isEmpty()) {
        head += "; filename=\"" + escapedName(part.fileName) + "\"\r\nContent-Type: ";
        head += part.mediaType.isEmpty() ? QByteArray("application/octet-stream") : part.mediaType.toLatin1();
    }
    return head + "\r\n\r\n";
}

QByteArray closingDelimiter(const QByteArray& boundary)
{
    return "--" + boundary + "--\r\n";
}

Result<qint64> multipartLength(const QList<HttpPart>& parts)
{
    const QByteArray boundary = makeBoundary();
    qint64 length = closingDelimiter(boundary).size();
    for (const HttpPart& part : parts) {
        length += partHead(part, boundary).size() + 2;
        if (part.filePath.isEmpty()) {
            length += part.text.size();
            continue;
        }
        const QFileInfo info(part.filePath);
        if (!info.isFile() || !info.isReadable()) {
            return failure(ErrorKind::Storage, QStringLiteral("the file cannot be read"), part.filePath);
        }
        length += info.size();
    }
    return length;
}

} // namespace maquette
