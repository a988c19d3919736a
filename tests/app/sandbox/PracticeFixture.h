// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/PracticeServer.h"

#include <QHash>
#include <QImage>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace maquette::sandbox {

/// What came back over the wire.
struct CurlReply
{
    int status = 0;                        ///< 0 when there was no answer
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;

    [[nodiscard]] QJsonObject json() const;
    [[nodiscard]] QString name() const { return json().value(QLatin1String("name")).toString(); }
    [[nodiscard]] QStringList errors() const;
};

/// The curl program as a client that shares no code with the server: arguments as a user would type them.
class Curl
{
public:
    explicit Curl(const QStringList& arguments);
    [[nodiscard]] CurlReply reply(); ///< waits for it

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_process;
};

/// A practice server on a folder of its own, and files to send to it.
class PracticeFixture
{
public:
    PracticeFixture();
    [[nodiscard]] static PracticeOptions quick(const QString& folder); ///< no pauses

    /// Starts a server with \a options (its folder filled in when empty). Fails the test when it cannot.
    void start(PracticeOptions options = {});
    void stop() { server.reset(); }

    [[nodiscard]] QString folder() const { return dir.filePath(QStringLiteral("practice")); }
    [[nodiscard]] QString url(const QString& path) const { return server->url().toString() + path; }
    /// curl -H "Authorization: Bearer KEY" ARGUMENTS URL; without a key no such header.
    [[nodiscard]] Curl call(const QString& path, const QStringList& arguments = {},
                            const QString& key = QStringLiteral("sk-test")) const;
    [[nodiscard]] CurlReply get(const QString& path, const QStringList& arguments = {},
                                const QString& key = QStringLiteral("sk-test")) const
    {
        return call(path, arguments, key).reply();
    }
    /// A POST of form fields, each as curl -F takes it ("prompt=a cat", "image=@FILE").
    [[nodiscard]] CurlReply post(const QString& path, const QStringList& fields, const QStringList& arguments = {},
                                 const QString& key = QStringLiteral("sk-test")) const;
    [[nodiscard]] double balance() const;
    /// A picture file of this size with something to see on it.
    [[nodiscard]] QString picture(int width, int height, const char* format = "png") const;
    [[nodiscard]] QString file(const QString& name, const QByteArray& bytes) const;

    QTemporaryDir dir;
    SystemClock systemClock;
    const Clock* clock = &systemClock;
    std::unique_ptr<PracticeServer> server;
};

/// curl's -F arguments for \a fields.
[[nodiscard]] QStringList formArguments(const QStringList& fields);

} // namespace maquette::sandbox
