// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/providers/Provider.h"

#include <QString>

namespace maquette {

/// Stability AI's developer platform, and the practice server that speaks the same contract: the two differ in name,
/// address and pace only. An operation's `wire` object says where it is and what it answers with:
///   path          "/v2beta/stable-image/generate/core"
///   accept        media types its Accept header may have, the one to send first; empty: no such header
///   resultPath    where an asynchronous one is asked for its outcome, with "{id}"
///   resultAccept  as accept, for that question
class StabilityProvider final : public Provider
{
public:
    struct Identity
    {
        QString id;
        QString title;
        bool isPractice = false;
        qint64 pollIntervalMs = 0; ///< in place of the catalogue's; 0 = the catalogue's
    };

    explicit StabilityProvider(Identity identity);

    [[nodiscard]] QString id() const override { return m_identity.id; }
    [[nodiscard]] QString title() const override { return m_identity.title; }
    [[nodiscard]] bool isPractice() const override { return m_identity.isPractice; }
    [[nodiscard]] RateLimit rateLimit() const override;
    [[nodiscard]] qint64 pollIntervalMs(const Operation& operation) const override;
    [[nodiscard]] Result<Credits> quote(const CheckedRequest& request) const override;

    [[nodiscard]] Result<HttpCall> submitCall(const CheckedRequest& request, const QHash<QString, QString>& files,
                                              std::optional<quint32> seed, const ProviderAccess& access) const override;
    [[nodiscard]] Step readSubmit(const Operation& operation, const HttpReply& reply,
                                  const ProviderAccess& access) const override;
    [[nodiscard]] Result<HttpCall> pollCall(const Operation& operation, const QString& ticket,
                                            const ProviderAccess& access) const override;
    [[nodiscard]] Step readPoll(const Operation& operation, const HttpReply& reply,
                                const ProviderAccess& access) const override;
    [[nodiscard]] Result<HttpCall> balanceCall(const ProviderAccess& access) const override;
    [[nodiscard]] Result<BalanceReading> readBalance(const HttpReply& reply,
                                                     const ProviderAccess& access) const override;

private:
    Identity m_identity;
};

} // namespace maquette
