// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/HttpMessage.h"

#include <QFile>

namespace maquette {

QByteArray HttpReply::header(const QByteArray& name) const
{
    for (const auto& [key, value] : headers) {
        if (key == name) {
            return value;
        }
    }
    return {};
}

QString HttpReply::mediaType() const
{
    const QByteArray value = header(QByteArrayLiteral("content-type"));
    const qsizetype end = value.indexOf(';');
    return QString::fromLatin1(end < 0 ? value : value.left(end)).trimmed().toLower();
}

QByteArray HttpReply::readBody(qint64 limit) const
{
    QFile file(bodyFile);
    if (bodyFile.isEmpty() || !file.open(QIODevice::ReadOnly)) {
        return {};
    }
    return file.read(limit);
}

} // namespace maquette
