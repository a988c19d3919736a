// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/providers/Provider.h"

#include <QStringList>

/// Reading what Stability's platform answers. \a secrets are removed from every text that comes back.
namespace maquette::stability {

/// True for 1 to 128 letters, digits, "_" and "-". Ids have 64 in practice; nothing else ever becomes part of an
/// address.
[[nodiscard]] bool isTicket(const QString& text);

[[nodiscard]] Step readSubmit(const Operation& operation, const HttpReply& reply, const QStringList& secrets);
[[nodiscard]] Step readPoll(const Operation& operation, const HttpReply& reply, const QStringList& secrets,
                            qint64 pollIntervalMs);
[[nodiscard]] Result<BalanceReading> readBalance(const HttpReply& reply, const QStringList& secrets);

} // namespace maquette::stability
