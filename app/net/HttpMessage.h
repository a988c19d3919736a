// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QPair>
#include <QString>
#include <QUrl>

namespace maquette {

using HttpHeaders = QList<QPair<QByteArray, QByteArray>>;

/// One part of a multipart/form-data body: text, or a file read while it is sent.
struct HttpPart
{
    QString name;
    QByteArray text; ///< when \a filePath is empty
    QString filePath;
    QString fileName;  ///< as told to the server, for files
    QString mediaType; ///< for files
    bool operator==(const HttpPart&) const = default;
};

/// One call, as a value.
struct HttpCall
{
    enum class Method { Get, Post, Put };
    Method method = Method::Get;
    QUrl url;
    HttpHeaders headers;                          ///< without Content-Type and Content-Length
    QList<HttpPart> parts;                        ///< a multipart/form-data body when not empty
    QByteArray body;                              ///< else this body ...
    QByteArray contentType;                       ///< ... of this type
    qint64 answerCap = qint64(512) * 1024 * 1024; ///< bytes; a longer answer is cut off
    int timeoutMs = 60'000;                       ///< without any byte moving, in either direction
    QStringList secrets;                          ///< removed from every text this call leaves behind
    bool operator==(const HttpCall&) const = default;
};

/// Why a call ended. Kept by the client itself: Qt reports abort and timeout alike.
enum class CallEnd {
    Answered, ///< a whole answer with a status, whatever the status
    Cancelled,
    TimedOut,
    Offline,    ///< no connection was made: the request surely did not leave
    CutOff,     ///< the connection broke after bytes may have left
    TooLarge,   ///< the answer exceeded the cap
    Redirected, ///< 3xx: not followed
    Insecure,   ///< refused before sending: not https and not loopback
    TlsFailed,  ///< the certificate or handshake was not good: nothing was sent
    Storage     ///< the answer could not be written down
};

/// A call's answer. The body is in a file, which belongs to whoever receives this.
struct HttpReply
{
    int status = 0;
    HttpHeaders headers; ///< names in lower case
    QString bodyFile;    ///< empty when there was no body
    qint64 bodyBytes = 0;

    /// Value of header \a name (lower case), empty when absent.
    [[nodiscard]] QByteArray header(const QByteArray& name) const;
    /// Content-Type in lower case without parameters.
    [[nodiscard]] QString mediaType() const;
    /// The body, at most \a limit bytes of it.
    [[nodiscard]] QByteArray readBody(qint64 limit) const;
};

struct HttpOutcome
{
    CallEnd end = CallEnd::Offline;
    HttpReply reply;
    bool mayHaveLeft = false; ///< some of the request may have reached the server
    QString detail;           ///< the system's own words, secrets removed
};

struct HttpProgress
{
    enum class Phase { Sending, Waiting, Receiving };
    Phase phase = Phase::Sending;
    qint64 done = 0;
    qint64 total = -1; ///< -1 when unknown
};

} // namespace maquette
