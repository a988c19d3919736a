// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/HttpMessage.h"

#include <optional>

namespace maquette {

/// How long to wait before a read (a poll or another GET) is repeated: growing, capped, and spread so that many jobs
/// that failed together do not come back together. Never meant for a call that costs money.
struct RetryPolicy
{
    qint64 firstMs = 1'000;
    double growth = 2.0;
    qint64 capMs = 60'000;
    double spread = 0.25;                 ///< the wait lies within this share of the plain one, either side
    qint64 rateLimitedMs = 60'000;        ///< after a 429 that names no time: the length of the provider's block
    qint64 longestHonouredMs = 3'600'000; ///< a longer Retry-After is taken as this

    /// The wait after \a failures failed tries in a row (1 or more). The same \a salt always gives the same wait.
    [[nodiscard]] qint64 waitMs(int failures, quint32 salt) const;

    /// The wait before a read that ended like this may be repeated; empty when repeating cannot help: an answer
    /// other than 429 and 5xx, a full disk, a refused address, or the user's own wish.
    [[nodiscard]] std::optional<qint64> waitAfter(const HttpOutcome& outcome, int failures, quint32 salt) const;

    bool operator==(const RetryPolicy&) const = default;
};

/// What the answer's Retry-After says (RFC 9110, section 10.2.3: seconds, or a date, measured against the answer's own
/// Date so that this machine's clock does not matter). Empty when there is none or it cannot be read.
[[nodiscard]] std::optional<qint64> retryAfterMs(const HttpReply& reply);

} // namespace maquette
