// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/sandbox/PracticeFixture.h"

#include <QFile>
#include <QImageWriter>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

namespace maquette::sandbox {

QJsonObject CurlReply::json() const
{
    return QJsonDocument::fromJson(body).object();
}

QStringList CurlReply::errors() const
{
    QStringList errors;
    for (const QJsonValue& error : json().value(QLatin1String("errors")).toArray()) {
        errors.append(error.toString());
    }
    return errors;
}

Curl::Curl(const QStringList& arguments)
    : m_folder(std::make_unique<QTemporaryDir>())
    , m_process(std::make_unique<QProcess>())
{
    const QStringList usual{QStringLiteral("--silent"),
                            QStringLiteral("--max-time"),
                            QStringLiteral("90"),
                            QStringLiteral("--dump-header"),
                            m_folder->filePath(QStringLiteral("headers")),
                            QStringLiteral("--output"),
                            m_folder->filePath(QStringLiteral("body"))};
    m_process->start(QStringLiteral("curl"), usual + arguments);
}

CurlReply Curl::reply()
{
    CurlReply reply;
    if (!m_process->waitForFinished(100'000) || m_process->exitCode() != 0) {
        return reply;
    }
    QFile headers(m_folder->filePath(QStringLiteral("headers")));
    QFile body(m_folder->filePath(QStringLiteral("body")));
    headers.open(QIODevice::ReadOnly);
    if (body.open(QIODevice::ReadOnly)) {
        reply.body = body.readAll();
    }
    // After a "100 Continue" a second block of headers follows, which is the one that counts.
    for (const QByteArray& line : headers.readAll().split('\n')) {
        if (line.startsWith("HTTP/")) {
            reply.status = line.split(' ').value(1).toInt();
            reply.headers.clear();
        } else if (const qsizetype colon = line.indexOf(':'); colon > 0) {
            reply.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
        }
    }
    return reply;
}

QStringList formArguments(const QStringList& fields)
{
    QStringList arguments;
    for (const QString& field : fields) {
        arguments << QStringLiteral("-F") << field;
    }
    return arguments;
}

PracticeFixture::PracticeFixture()
{
    qputenv("NO_PROXY", "127.0.0.1");
}

PracticeOptions PracticeFixture::quick(const QString& folder)
{
    PracticeOptions options;
    options.folder = folder;
    options.thinkMs = 0;
    options.asyncMs = 0;
    options.rateRequests = 100'000;
    return options;
}

void PracticeFixture::start(PracticeOptions options)
{
    if (options.folder.isEmpty()) {
        options = quick(folder());
    }
    const auto catalogue = Catalogue::load({}, nullptr);
    QVERIFY2(catalogue, catalogue ? "" : qPrintable(catalogue.error().detail));
    server = std::make_unique<PracticeServer>(*catalogue, options, *clock);
    const auto started = server->start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().detail));
}

Curl PracticeFixture::call(const QString& path, const QStringList& arguments, const QString& key) const
{
    QStringList all = arguments;
    if (!key.isEmpty()) {
        all << QStringLiteral("-H") << QStringLiteral("Authorization: Bearer ") + key;
    }
    return Curl(all << url(path));
}

CurlReply PracticeFixture::post(const QString& path, const QStringList& fields, const QStringList& arguments,
                                const QString& key) const
{
    return call(path, formArguments(fields) + arguments, key).reply();
}

double PracticeFixture::balance() const
{
    return get(QStringLiteral("/v1/user/balance")).json().value(QLatin1String("credits")).toDouble(-1);
}

QString PracticeFixture::picture(int width, int height, const char* format) const
{
    const QString path = dir.filePath(QStringLiteral("%1x%2.%3").arg(width).arg(height).arg(QLatin1String(format)));
    if (!QFile::exists(path)) {
        QImage image(width, height, QImage::Format_RGB32);
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                image.setPixel(x, y, qRgb(x * 255 / width, y * 255 / height, (x / 8 + y / 8) % 2 * 200));
            }
        }
        image.save(path, format);
    }
    return path;
}

QString PracticeFixture::file(const QString& name, const QByteArray& bytes) const
{
    QFile out(dir.filePath(name));
    out.open(QIODevice::WriteOnly);
    out.write(bytes);
    return out.fileName();
}

} // namespace maquette::sandbox
