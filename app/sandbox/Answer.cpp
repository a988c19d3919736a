// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/Answer.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QRandomGenerator>

namespace maquette::sandbox {

QByteArray randomHex(int length)
{
    QByteArray bytes(length, Qt::Uninitialized);
    for (char& byte : bytes) {
        byte = char(QRandomGenerator::system()->bounded(256));
    }
    return bytes.toHex();
}

Answer jsonAnswer(int status, const QJsonObject& object)
{
    return {status, "application/json", QJsonDocument(object).toJson(QJsonDocument::Compact), {}};
}

Answer errorAnswer(ErrorShape shape, int status, const QString& name, const QStringList& messages, const QString& id)
{
    QJsonObject body{{QStringLiteral("id"), id.isEmpty() ? QString::fromLatin1(randomHex(16)) : id},
                     {QStringLiteral("name"), name}};
    if (shape == ErrorShape::V1) {
        body.insert(QStringLiteral("message"), messages.join(QStringLiteral("; ")));
    } else {
        body.insert(QStringLiteral("errors"), QJsonArray::fromStringList(messages));
    }
    return jsonAnswer(status, body);
}

Answer badRequest(const QStringList& messages, ErrorShape shape)
{
    return errorAnswer(shape, 400, QStringLiteral("bad_request"), messages);
}

Answer unauthorized(ErrorShape shape, const QByteArray& sentKey)
{
    QString message = QStringLiteral("authorization: invalid or missing header value");
    if (shape == ErrorShape::V1) {
        message = sentKey.isEmpty() ? QStringLiteral("missing authorization header")
                                    : QStringLiteral("incorrect API key provided: %1").arg(QString::fromUtf8(sentKey));
    }
    return errorAnswer(shape, 401, QStringLiteral("unauthorized"), {message});
}

Answer paymentRequired(Credits price, Credits available)
{
    return errorAnswer(ErrorShape::V2Beta, 402, QStringLiteral("payment_required"),
                       {QStringLiteral("insufficient credits - this request costs %1, %2 are available")
                            .arg(price.toPlain(), available.toPlain())});
}

Answer contentModeration()
{
    return errorAnswer(
        ErrorShape::V2Beta, 403, QStringLiteral("content_moderation"),
        {QStringLiteral("Your request was flagged by our content moderation system, as a result your request was "
                        "denied and you were not charged.")});
}

Answer invalidLanguage()
{
    return errorAnswer(ErrorShape::V2Beta, 422, QStringLiteral("invalid_language"),
                       {QStringLiteral("prompt: English is the only supported language")});
}

Answer generationNotFound()
{
    return errorAnswer(
        ErrorShape::V2Beta, 404, QStringLiteral("generation_not_found"),
        {QStringLiteral("id: the generation does not exist, has expired or was started with another key")});
}

Answer notFound(ErrorShape shape, const QString& message)
{
    return errorAnswer(shape, 404, QStringLiteral("not_found"), {message});
}

Answer methodNotAllowed(ErrorShape shape, const QByteArray& allowed)
{
    Answer answer = errorAnswer(shape, 405, QStringLiteral("method_not_allowed"),
                                {QStringLiteral("method: must be %1").arg(QString::fromLatin1(allowed))});
    answer.headers.append({"allow", allowed});
    return answer;
}

Answer payloadTooLarge(qint64 limit, qint64 got)
{
    const QLocale grouped(QLocale::English);
    return errorAnswer(ErrorShape::V2Beta, 413, QStringLiteral("payload_too_large"),
                       {QStringLiteral("body: payload too large - must be at most %1 bytes, received %2 bytes")
                            .arg(grouped.toString(limit), grouped.toString(got))});
}

Answer rateLimited(ErrorShape shape, int requests, qint64 windowMs, qint64 penaltyMs)
{
    return errorAnswer(
        shape, 429, QStringLiteral("rate_limit_exceeded"),
        {QStringLiteral("You have exceeded the rate limit of %1 requests within a %2 second period, and have "
                        "been timed out for %3 seconds.")
             .arg(QString::number(requests), QLocale::c().toString(double(windowMs) / 1000.0),
                  QLocale::c().toString(double(penaltyMs) / 1000.0))},
        QStringLiteral("rate_limit_exceeded"));
}

Answer internalError(ErrorShape shape)
{
    return errorAnswer(
        shape, 500, shape == ErrorShape::V1 ? QStringLiteral("server_error") : QStringLiteral("internal_error"),
        {QStringLiteral("An unexpected server error has occurred, please try again later. You were not charged.")});
}

Answer notImplemented(ErrorShape shape, const QString& what)
{
    return errorAnswer(
        shape, 501, QStringLiteral("not_implemented"),
        {QStringLiteral("%1: practice mode cannot do this yet; the request is valid and you were not charged")
             .arg(what)});
}

} // namespace maquette::sandbox
