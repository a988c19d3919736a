// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/RetryPolicy.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <limits>

namespace maquette {

namespace {

/// Spreads the bits of \a value evenly (the finaliser of MurmurHash3).
quint32 mixed(quint32 value)
{
    value ^= value >> 16U;
    value *= 0x85ebca6bU;
    value ^= value >> 13U;
    value *= 0xc2b2ae35U;
    value ^= value >> 16U;
    return value;
}

QDateTime httpDate(const QByteArray& text)
{
    QDateTime time =
        QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    time.setTimeSpec(Qt::UTC);
    return time;
}

} // namespace

qint64 RetryPolicy::waitMs(int failures, quint32 salt) const
{
    const int steps = std::clamp(failures - 1, 0, 62);
    const double plain = std::min(static_cast<double>(firstMs) * std::pow(growth, steps), static_cast<double>(capMs));
    const double share = mixed(salt * 2654435761U + static_cast<quint32>(steps)) /
                         static_cast<double>(std::numeric_limits<quint32>::max());
    const double wait = plain * (1.0 - spread + 2.0 * spread * share);
    return std::min(static_cast<qint64>(std::llround(wait)), capMs);
}

std::optional<qint64> RetryPolicy::waitAfter(const HttpOutcome& outcome, int failures, quint32 salt) const
{
    switch (outcome.end) {
    case CallEnd::Offline:
    case CallEnd::CutOff:
    case CallEnd::TimedOut:
        return waitMs(failures, salt);
    case CallEnd::Answered: {
        const int status = outcome.reply.status;
        if (status != 429 && status < 500) {
            return std::nullopt;
        }
        const qint64 own = status == 429 ? rateLimitedMs : waitMs(failures, salt);
        return std::min(retryAfterMs(outcome.reply).value_or(own), longestHonouredMs);
    }
    default:
        return std::nullopt;
    }
}

std::optional<qint64> retryAfterMs(const HttpReply& reply)
{
    const QByteArray value = reply.header(QByteArrayLiteral("retry-after")).trimmed();
    if (value.isEmpty()) {
        return std::nullopt;
    }
    bool isNumber = false;
    const qint64 seconds = value.toLongLong(&isNumber);
    if (isNumber) {
        constexpr qint64 kMost = 1'000'000'000;
        return seconds < 0 ? std::nullopt : std::optional<qint64>(std::min(seconds, kMost) * 1000);
    }
    const QDateTime until = httpDate(value);
    const QDateTime sent = httpDate(reply.header(QByteArrayLiteral("date")));
    if (!until.isValid() || !sent.isValid()) {
        return std::nullopt;
    }
    return std::max(sent.msecsTo(until), qint64(0));
}

} // namespace maquette
