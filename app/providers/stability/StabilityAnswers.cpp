// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/providers/stability/StabilityAnswers.h"

#include "app/assets/MediaProbe.h"
#include "app/base/Redaction.h"
#include "app/providers/stability/StabilityErrors.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryFile>

#include <algorithm>
#include <cmath>
#include <limits>

namespace maquette::stability {

namespace {

constexpr qint64 kHeadBytes = 64;
constexpr qint64 kJsonLimit = qint64(512) * 1024 * 1024;
constexpr qint64 kSmallJsonLimit = qint64(1024) * 1024;

QString requestIdOf(const HttpReply& reply, const QStringList& secrets)
{
    return redacted(QString::fromLatin1(reply.header(QByteArrayLiteral("x-request-id"))), secrets);
}

StepFailed brokenAnswer(const HttpReply& reply, const QString& detail, const QStringList& secrets,
                        ErrorKind kind = ErrorKind::BadReply)
{
    Error error;
    error.kind = kind;
    error.detail = redacted(detail, secrets);
    error.httpStatus = reply.status;
    error.requestId = requestIdOf(reply, secrets);
    // The service thinks it has delivered: this may well have been charged.
    return StepFailed{error, false, false};
}

MediaKind kindOf(const QString& mediaType)
{
    const QString family = mediaType.section(QLatin1Char('/'), 0, 0);
    if (family == QLatin1String("model")) {
        return MediaKind::Mesh;
    }
    return mediaKindFromName(family);
}

bool isAcceptable(const QString& mediaType, MediaKind wanted)
{
    const MediaKind kind = kindOf(mediaType);
    return kind != MediaKind::Unknown && (wanted == MediaKind::Unknown || kind == wanted);
}

/// "SUCCESS" or nothing is success; CONTENT_FILTERED, v1's ERROR and whatever may come are not.
bool isFiltered(const QString& reason)
{
    const QString plain = reason.trimmed();
    return !plain.isEmpty() && plain.compare(QLatin1String("SUCCESS"), Qt::CaseInsensitive) != 0;
}

std::optional<quint32> seedFrom(const QJsonValue& value)
{
    bool ok = value.isDouble();
    double number = value.toDouble();
    if (value.isString()) {
        number = value.toString().trimmed().toDouble(&ok);
    }
    const bool inRange = number >= 0.0 && number <= static_cast<double>(std::numeric_limits<quint32>::max());
    return ok && inRange && std::floor(number) == number ? std::optional<quint32>(static_cast<quint32>(number))
                                                         : std::nullopt;
}

std::optional<quint32> seedHeader(const HttpReply& reply)
{
    return seedFrom(QString::fromLatin1(reply.header(QByteArrayLiteral("seed"))));
}

QString finishHeader(const HttpReply& reply)
{
    return QString::fromLatin1(reply.header(QByteArrayLiteral("finish-reason")));
}

/// The result's bytes in base64: under `image`, `result` (seen live) or `audio`.
QByteArray wrappedBytes(const QJsonObject& body)
{
    for (const char* key : {"image", "result", "audio"}) {
        const QJsonValue value = body.value(QLatin1String(key));
        if (value.isString() && !value.toString().isEmpty()) {
            return value.toString().toLatin1();
        }
    }
    return {};
}

Result<QString> writeBeside(const QString& bodyFile, const QByteArray& bytes)
{
    QTemporaryFile file(QFileInfo(bodyFile).absolutePath() + QStringLiteral("/result-XXXXXX"));
    if (!file.open() || file.fileName().isEmpty() || file.write(bytes) != bytes.size() || !file.flush()) {
        return failure(ErrorKind::Storage, file.errorString(), file.fileName());
    }
    file.setAutoRemove(false);
    return file.fileName();
}

Step unwrap(const Operation& operation, const HttpReply& reply, const QJsonObject& body, const QStringList& secrets)
{
    const QString reason = body.value(QLatin1String("finish_reason")).toString(finishHeader(reply));
    const QByteArray wrapped = wrappedBytes(body);
    if (wrapped.isEmpty()) {
        if (isFiltered(reason)) {
            return brokenAnswer(reply, QStringLiteral("finished with %1 and without a result").arg(reason), secrets,
                                ErrorKind::Refused);
        }
        return brokenAnswer(reply, QStringLiteral("the answer has no result in it"), secrets);
    }
    const auto decoded = QByteArray::fromBase64Encoding(wrapped, QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded) {
        return brokenAnswer(reply, QStringLiteral("the result is not proper base64"), secrets);
    }
    const QString mediaType = sniffMediaType(decoded.decoded.left(kHeadBytes));
    if (!isAcceptable(mediaType, operation.output)) {
        return brokenAnswer(reply, QStringLiteral("the result is not of a kind that was asked for"), secrets);
    }
    const auto file = writeBeside(reply.bodyFile, decoded.decoded);
    if (!file) {
        return brokenAnswer(reply, file.error().detail, secrets, ErrorKind::Storage);
    }
    StepFinished finished;
    finished.file = *file;
    finished.mediaType = mediaType;
    finished.seed =
        body.contains(QLatin1String("seed")) ? seedFrom(body.value(QLatin1String("seed"))) : seedHeader(reply);
    finished.filtered = isFiltered(reason);
    finished.requestId = requestIdOf(reply, secrets);
    return finished;
}

Step takeBytes(const HttpReply& reply, const QString& mediaType, const QStringList& secrets)
{
    StepFinished finished;
    finished.file = reply.bodyFile;
    finished.mediaType = mediaType;
    finished.seed = seedHeader(reply);
    finished.filtered = isFiltered(finishHeader(reply));
    finished.requestId = requestIdOf(reply, secrets);
    return finished;
}

QString shownType(const HttpReply& reply)
{
    const QString type = reply.mediaType();
    return type.isEmpty() ? QStringLiteral("nothing") : type;
}

/// The id an asynchronous start gives, as a step. \a body is the whole answer.
Step readTicket(const HttpReply& reply, const QJsonObject& body, const QStringList& secrets)
{
    const QString ticket = body.value(QLatin1String("id")).toString();
    if (!isTicket(ticket)) {
        return brokenAnswer(reply, QStringLiteral("the answer has no usable job id"), secrets);
    }
    return StepAccepted{ticket, requestIdOf(reply, secrets)};
}

/// A success whose bytes are no media: JSON around a result, a job id, an error in disguise, or rubbish.
Step readJson(const Operation& operation, const HttpReply& reply, const QStringList& secrets, bool idIsTicket)
{
    QJsonParseError problem;
    const QJsonObject body = QJsonDocument::fromJson(reply.readBody(kJsonLimit), &problem).object();
    if (problem.error != QJsonParseError::NoError || body.isEmpty()) {
        return brokenAnswer(
            reply, QStringLiteral("the answer says it is %1 and is nothing that was asked for").arg(shownType(reply)),
            secrets);
    }
    if (wrappedBytes(body).isEmpty()) {
        if (const auto error = errorBodyOf(body)) {
            Error made = makeError(reply, error, &operation, secrets);
            return StepFailed{made, false, false};
        }
        if (idIsTicket && body.contains(QLatin1String("id"))) {
            return readTicket(reply, body, secrets);
        }
    }
    return unwrap(operation, reply, body, secrets);
}

/// Proven bytes win over every claim: a paid result is never thrown away for its label.
std::optional<Step> readProvenBytes(const Operation& operation, const HttpReply& reply, const QStringList& secrets)
{
    const QString mediaType = sniffMediaType(reply.readBody(kHeadBytes));
    if (!isAcceptable(mediaType, operation.output)) {
        return std::nullopt;
    }
    return takeBytes(reply, mediaType, secrets);
}

bool isSuccess(int status)
{
    return status == 200 || status == 201 || status == 202;
}

} // namespace

bool isTicket(const QString& text)
{
    constexpr qsizetype kLongest = 128;
    return !text.isEmpty() && text.size() <= kLongest && std::all_of(text.begin(), text.end(), [](QChar c) {
        const char16_t u = c.unicode();
        return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9') || u == '_' || u == '-';
    });
}

Step readSubmit(const Operation& operation, const HttpReply& reply, const QStringList& secrets)
{
    if (!isSuccess(reply.status)) {
        const Refusal refusal = readRefusal(reply, &operation, secrets);
        // The contract charges for successes only; but what a gateway says in the provider's place proves nothing.
        const bool knownRefusal = reply.status >= 400 && reply.status < 500 && reply.status != 408;
        const bool free = refusal.hasContractBody ? reply.status >= 400 : knownRefusal;
        return StepFailed{refusal.error, free, false};
    }
    if (reply.bodyBytes == 0) {
        return brokenAnswer(reply, QStringLiteral("the answer is empty"), secrets);
    }
    if (auto proven = readProvenBytes(operation, reply, secrets)) {
        return *proven;
    }
    return readJson(operation, reply, secrets, true);
}

Step readPoll(const Operation& operation, const HttpReply& reply, const QStringList& secrets, qint64 pollIntervalMs)
{
    if (!isSuccess(reply.status)) {
        const Refusal refusal = readRefusal(reply, &operation, secrets);
        const int status = reply.status;
        const bool passing = status == 404 || status == 408 || status == 429 || status >= 500;
        // A job that failed or was refused while it ran is free; a question that failed says nothing about the job.
        const bool jobFailed = refusal.hasContractBody && (status == 400 || status == 403 || status == 422) &&
                               refusal.error.kind != ErrorKind::KeyRejected;
        return StepFailed{refusal.error, jobFailed, passing};
    }
    if (reply.status != 202) {
        if (reply.bodyBytes == 0) {
            return brokenAnswer(reply, QStringLiteral("the answer is empty"), secrets);
        }
        if (auto proven = readProvenBytes(operation, reply, secrets)) {
            return *proven;
        }
    }
    const QJsonObject body = QJsonDocument::fromJson(reply.readBody(kSmallJsonLimit)).object();
    const QString status = body.value(QLatin1String("status")).toString();
    if (reply.status == 202 || status == QLatin1String("in-progress")) {
        if (const auto error = errorBodyOf(body); error && status.isEmpty()) {
            return StepFailed{makeError(reply, error, &operation, secrets), false, false};
        }
        return StepPending{pollIntervalMs};
    }
    return readJson(operation, reply, secrets, false);
}

Result<BalanceReading> readBalance(const HttpReply& reply, const QStringList& secrets)
{
    if (reply.status != 200) {
        return tl::unexpected(readRefusal(reply, nullptr, secrets).error);
    }
    const QJsonObject body = QJsonDocument::fromJson(reply.readBody(kSmallJsonLimit)).object();
    const QJsonValue credits = body.value(QLatin1String("credits"));
    const auto amount = credits.isDouble() ? Credits::fromNumber(credits.toDouble())
                                           : Result<Credits>(failure(ErrorKind::BadReply, {}));
    if (!amount) {
        return tl::unexpected(
            brokenAnswer(reply, QStringLiteral("the answer does not say how many credits there are"), secrets).error);
    }
    return BalanceReading{*amount};
}

} // namespace maquette::stability
