// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/LeftAnswer.h"

#include "app/base/Files.h"
#include "app/base/Redaction.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace maquette::leftanswer {

namespace {

constexpr qint64 kMostHeaderBytes = qint64(256) * 1024;

QString headersOf(const QString& file)
{
    return file + QStringLiteral(".headers");
}

} // namespace

void nameAfterJob(HttpReply& reply, const QString& file, const QStringList& secrets)
{
    if (reply.status / 100 != 2 || reply.bodyFile.isEmpty()) {
        return;
    }
    remove(file);
    QJsonArray lines;
    for (const auto& [name, value] : std::as_const(reply.headers)) {
        lines.append(QJsonArray{QString::fromLatin1(name), redacted(QString::fromLatin1(value), secrets)});
    }
    const QJsonObject told{{QStringLiteral("status"), reply.status}, {QStringLiteral("headers"), lines}};
    // First the headers: a body under this name is never without them, but where the disk takes no more. Without them
    // it is still worth keeping.
    static_cast<void>(writeFileAtomically(headersOf(file), QJsonDocument(told).toJson(QJsonDocument::Compact)));
    if (QFile::rename(reply.bodyFile, file)) {
        reply.bodyFile = file;
    } else {
        QFile::remove(headersOf(file));
    }
}

HttpReply read(const QString& file)
{
    HttpReply reply;
    reply.status = 200; // only a success gets this name
    reply.bodyFile = file;
    reply.bodyBytes = QFileInfo(file).size();
    const auto bytes = readFile(headersOf(file), kMostHeaderBytes);
    const QJsonObject told = bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
    if (const int status = told.value(QLatin1String("status")).toInt(); status / 100 == 2) {
        reply.status = status;
    }
    const QJsonArray lines = told.value(QLatin1String("headers")).toArray();
    for (const auto& line : lines) {
        const QJsonArray pair = line.toArray();
        reply.headers.append({pair.at(0).toString().toLatin1(), pair.at(1).toString().toLatin1()});
    }
    return reply;
}

void remove(const QString& file)
{
    QFile::remove(file);
    QFile::remove(headersOf(file));
}

} // namespace maquette::leftanswer
