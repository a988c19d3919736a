// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Credits.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>

namespace maquette::sandbox {

/// One call as it arrived, free of any HTTP library.
struct ApiCall
{
    QByteArray method;                     ///< "GET", "POST" ... upper case
    QString path;                          ///< decoded, without query
    QHash<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;

    [[nodiscard]] QByteArray header(const QByteArray& name) const { return headers.value(name).trimmed(); }
};

/// What goes back.
struct Answer
{
    int status = 200;
    QByteArray contentType; ///< empty for an answer without a body
    QByteArray body;
    QList<QPair<QByteArray, QByteArray>> headers;
    bool operator==(const Answer&) const = default;
};

/// The two shapes of an error body: v1 says {id, name, message}, v2beta {id, name, errors}.
enum class ErrorShape { V1, V2Beta };

[[nodiscard]] Answer jsonAnswer(int status, const QJsonObject& object);
/// \a id empty: one is made up, as for nearly all errors.
[[nodiscard]] Answer errorAnswer(ErrorShape shape, int status, const QString& name, const QStringList& messages,
                                 const QString& id = {});

/// 400 bad_request, the form of every failed validation.
[[nodiscard]] Answer badRequest(const QStringList& messages, ErrorShape shape = ErrorShape::V2Beta);
/// 401. The v1 body repeats the key that was sent, as the service does: clients must redact it.
[[nodiscard]] Answer unauthorized(ErrorShape shape, const QByteArray& sentKey);
[[nodiscard]] Answer paymentRequired(Credits price, Credits available);
[[nodiscard]] Answer contentModeration();
[[nodiscard]] Answer invalidLanguage();
[[nodiscard]] Answer generationNotFound();
[[nodiscard]] Answer notFound(ErrorShape shape, const QString& message);
[[nodiscard]] Answer methodNotAllowed(ErrorShape shape, const QByteArray& allowed);
[[nodiscard]] Answer payloadTooLarge(qint64 limit, qint64 got);
/// 429, whose id equals its name in the documented example.
[[nodiscard]] Answer rateLimited(ErrorShape shape, int requests, qint64 windowMs, qint64 penaltyMs);
[[nodiscard]] Answer internalError(ErrorShape shape = ErrorShape::V2Beta);
/// 501: the contract knows the operation and the request is right, but practice mode cannot do it yet. Never charged.
[[nodiscard]] Answer notImplemented(ErrorShape shape, const QString& what);

/// \a length random bytes from the system as lower-case hex.
[[nodiscard]] QByteArray randomHex(int length);

} // namespace maquette::sandbox
