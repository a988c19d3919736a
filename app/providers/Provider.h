// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Credits.h"
#include "app/base/Result.h"
#include "app/catalog/Check.h"
#include "app/net/HttpMessage.h"

#include <QHash>
#include <QString>
#include <QUrl>

#include <variant>

namespace maquette {

/// Where a provider is and who asks: all that tells practice mode from the real service.
struct ProviderAccess
{
    QUrl baseUrl;
    QString key;
    bool operator==(const ProviderAccess&) const = default;
};

/// A finished result. The bytes are in \a file, whose owner is the receiver.
struct StepFinished
{
    QString file;
    QString mediaType;              ///< proven by the first bytes, not only claimed
    std::optional<quint32> seed;    ///< the seed actually used
    bool filtered = false;          ///< kept, but blurred by the provider's filter; it probably cost credits
    std::optional<Credits> charged; ///< when the provider says so; else the quote counts
    QString requestId;
};

/// The provider took the order and will be asked again under \a ticket.
struct StepAccepted
{
    QString ticket;
    QString requestId;
};

/// Not ready. Ask again no sooner than after \a waitMs.
struct StepPending
{
    qint64 waitMs = 10'000;
};

/// It ended without a result.
struct StepFailed
{
    Error error;
    bool surelyFree = true;    ///< the provider says or implies that nothing was charged
    bool mayRetryRead = false; ///< for polls and GETs: a passing fault
};

using Step = std::variant<StepFinished, StepAccepted, StepPending, StepFailed>;

/// What the provider says the account has.
struct BalanceReading
{
    Credits balance;
};

/// A vendor: limits, quote, and translation of neutral requests to calls and of answers to steps. Pure functions over
/// values: no network, no clock, no state. The one exception: an answer that wraps the result in JSON is unwrapped into
/// a new file beside the body file.
class Provider
{
public:
    Provider() = default;
    Provider(const Provider&) = delete;
    Provider& operator=(const Provider&) = delete;
    virtual ~Provider() = default;

    [[nodiscard]] virtual QString id() const = 0;    ///< "stability", "practice"
    [[nodiscard]] virtual QString title() const = 0; ///< shown in the top bar
    [[nodiscard]] virtual bool isPractice() const = 0;

    struct RateLimit
    {
        int requests = 0;
        qint64 windowMs = 0;
        qint64 penaltyMs = 0;
    };
    [[nodiscard]] virtual RateLimit rateLimit() const = 0;
    /// Least milliseconds between two polls of \a operation.
    [[nodiscard]] virtual qint64 pollIntervalMs(const Operation& operation) const = 0;

    /// What one result will cost. Errors: InvalidInput.
    [[nodiscard]] virtual Result<Credits> quote(const CheckedRequest& request) const = 0;

    /// The paid call for one result. \a files: path of each input by role. Errors: KeyMissing, InvalidInput (body too
    /// large).
    [[nodiscard]] virtual Result<HttpCall> submitCall(const CheckedRequest& request,
                                                      const QHash<QString, QString>& files, std::optional<quint32> seed,
                                                      const ProviderAccess& access) const = 0;
    [[nodiscard]] virtual Step readSubmit(const Operation& operation, const HttpReply& reply,
                                          const ProviderAccess& access) const = 0;

    /// Asks for the outcome of \a ticket. Errors: BadReply when the ticket is not one this provider could have given
    /// (it never becomes part of a URL then), KeyMissing.
    [[nodiscard]] virtual Result<HttpCall> pollCall(const Operation& operation, const QString& ticket,
                                                    const ProviderAccess& access) const = 0;
    [[nodiscard]] virtual Step readPoll(const Operation& operation, const HttpReply& reply,
                                        const ProviderAccess& access) const = 0;

    [[nodiscard]] virtual Result<HttpCall> balanceCall(const ProviderAccess& access) const = 0;
    [[nodiscard]] virtual Result<BalanceReading> readBalance(const HttpReply& reply,
                                                             const ProviderAccess& access) const = 0;
};

} // namespace maquette
