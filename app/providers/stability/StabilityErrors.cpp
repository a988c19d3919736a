// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/providers/stability/StabilityErrors.h"

#include "app/base/Redaction.h"
#include "app/net/RetryPolicy.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace maquette::stability {

namespace {

constexpr qint64 kErrorBodyLimit = qint64(256) * 1024;
constexpr qsizetype kForeignTextLimit = 300;
constexpr qint64 kPenaltyMs = 60'000;

/// Names that decide the kind whatever the status; empty when the status must.
std::optional<ErrorKind> kindByName(const QString& name)
{
    static const QHash<QString, ErrorKind> kinds{
        {QStringLiteral("unauthorized"), ErrorKind::KeyRejected},
        {QStringLiteral("permission_denied"), ErrorKind::KeyRejected},
        {QStringLiteral("payment_required"), ErrorKind::OutOfCredits},
        {QStringLiteral("content_moderation"), ErrorKind::Refused},
        {QStringLiteral("invalid_language"), ErrorKind::Refused},
        {QStringLiteral("public_figure"), ErrorKind::Refused},
        {QStringLiteral("copyrighted_content"), ErrorKind::Refused},
        {QStringLiteral("rate_limit_exceeded"), ErrorKind::RateLimited},
    };
    const auto found = kinds.constFind(name);
    return found == kinds.constEnd() ? std::nullopt : std::optional<ErrorKind>(*found);
}

ErrorKind kindByStatus(int status, bool hasContractBody)
{
    switch (status) {
    case 400:
    case 413:
        return ErrorKind::InvalidInput;
    case 401:
        return ErrorKind::KeyRejected;
    case 402:
        return ErrorKind::OutOfCredits;
    case 403:
        // Without the provider's own words it is some gateway that refused, not the moderation.
        return hasContractBody ? ErrorKind::Refused : ErrorKind::BadReply;
    case 408:
    case 504:
        return ErrorKind::TimedOut;
    case 422:
        return ErrorKind::Refused;
    case 429:
        return ErrorKind::RateLimited;
    default:
        return ErrorKind::BadReply;
    }
}

/// "prompt" for "prompt: required" if the operation has such a field.
QString fieldOf(const QStringList& messages, const Operation* operation)
{
    if (operation == nullptr) {
        return {};
    }
    for (const QString& message : messages) {
        QString field = message.section(QLatin1Char(':'), 0, 0).trimmed();
        if (operation->param(field) != nullptr || operation->input(field) != nullptr) {
            return field;
        }
    }
    return {};
}

/// Both shapes have a name. Gateways have messages too ({"message": "Forbidden"}), and know nothing about the money.
bool isContractBody(const std::optional<ErrorBody>& body)
{
    return body && !body->name.isEmpty();
}

/// A body that is not the contract's, cut to what fits a details view: "HTTP 502: Bad Gateway".
QString foreignText(const HttpReply& reply)
{
    const QByteArray bytes = reply.readBody(kForeignTextLimit);
    const bool isText = reply.mediaType().startsWith(QLatin1String("text/")) && !bytes.contains('\0');
    const QString text = isText ? QString::fromUtf8(bytes).simplified() : QString();
    const QString status = QStringLiteral("HTTP %1").arg(reply.status);
    return text.isEmpty() ? status : status + QStringLiteral(": ") + text;
}

} // namespace

std::optional<ErrorBody> errorBodyOf(const QJsonObject& body)
{
    ErrorBody found;
    found.id = body.value(QLatin1String("id")).toString();
    found.name = body.value(QLatin1String("name")).toString();
    const QJsonArray errors = body.value(QLatin1String("errors")).toArray();
    for (const auto error : errors) {
        if (error.isString() && !error.toString().isEmpty()) {
            found.messages.append(error.toString());
        }
    }
    const QString message = body.value(QLatin1String("message")).toString();
    if (!message.isEmpty()) {
        found.messages.append(message);
    }
    return found.name.isEmpty() && found.messages.isEmpty() ? std::nullopt : std::optional<ErrorBody>(found);
}

Error makeError(const HttpReply& reply, const std::optional<ErrorBody>& body, const Operation* operation,
                const QStringList& secrets)
{
    Error error;
    error.httpStatus = reply.status;
    error.kind = kindByStatus(reply.status, isContractBody(body));
    QString requestId = QString::fromLatin1(reply.header(QByteArrayLiteral("x-request-id")));
    if (body) {
        error.kind = kindByName(body->name).value_or(error.kind);
        error.detail = body->messages.isEmpty() ? body->name : body->messages.join(QStringLiteral("; "));
        error.place = fieldOf(body->messages, operation);
        // The documented 429 has its name in place of an id.
        if (requestId.isEmpty() && body->id != body->name) {
            requestId = body->id;
        }
    } else {
        error.detail = foreignText(reply);
    }
    if (error.kind == ErrorKind::RateLimited) {
        error.retryAfterMs = retryAfterMs(reply).value_or(kPenaltyMs);
    } else if (const auto wait = retryAfterMs(reply)) {
        error.retryAfterMs = *wait;
    }
    error.detail = redacted(error.detail, secrets);
    error.requestId = redacted(requestId, secrets);
    return error;
}

Refusal readRefusal(const HttpReply& reply, const Operation* operation, const QStringList& secrets)
{
    const QByteArray bytes = reply.readBody(kErrorBodyLimit);
    const auto body = errorBodyOf(QJsonDocument::fromJson(bytes).object());
    return Refusal{makeError(reply, body, operation, secrets), isContractBody(body)};
}

} // namespace maquette::stability
