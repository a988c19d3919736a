// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Error.h"
#include "app/catalog/Operation.h"
#include "app/net/HttpMessage.h"

#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>

namespace maquette::stability {

/// What an error answer says, whichever of the two shapes it has: v2beta's {id?, name, errors[]} or v1's {id, name,
/// message}.
struct ErrorBody
{
    QString id;
    QString name;
    QStringList messages;
};

/// The members of \a body, empty when it is no error body: at least a name or a message makes one.
[[nodiscard]] std::optional<ErrorBody> errorBodyOf(const QJsonObject& body);

/// What an answer with a status that is no success means.
struct Refusal
{
    Error error;
    bool hasContractBody = false; ///< the provider itself says so, not something between it and us
};

/// \a operation may be null; it tells whether a message begins with one of its fields.
[[nodiscard]] Refusal readRefusal(const HttpReply& reply, const Operation* operation, const QStringList& secrets);

/// The same for an error body that came with another status.
[[nodiscard]] Error makeError(const HttpReply& reply, const std::optional<ErrorBody>& body, const Operation* operation,
                              const QStringList& secrets);

} // namespace maquette::stability
