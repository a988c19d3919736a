// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QtGlobal>

namespace maquette::sandbox {

/// So many requests per window, then a penalty during which every request is refused. Times are milliseconds of any
/// steady count.
class RateLimiter
{
public:
    RateLimiter(int requests, qint64 windowMs, qint64 penaltyMs)
        : m_requests(requests)
        , m_windowMs(windowMs)
        , m_penaltyMs(penaltyMs)
    {
    }

    /// Counts a request at \a now; false when it must be refused.
    [[nodiscard]] bool admit(qint64 now)
    {
        if (now < m_blockedUntil) {
            return false;
        }
        m_seen.removeIf([&](qint64 at) { return at <= now - m_windowMs; });
        if (m_seen.size() >= m_requests) {
            m_blockedUntil = now + m_penaltyMs;
            m_seen.clear();
            return false;
        }
        m_seen.append(now);
        return true;
    }
    /// How much longer requests are refused, 0 when they are not.
    [[nodiscard]] qint64 blockedForMs(qint64 now) const { return now < m_blockedUntil ? m_blockedUntil - now : 0; }

private:
    int m_requests;
    qint64 m_windowMs;
    qint64 m_penaltyMs;
    qint64 m_blockedUntil = 0;
    QList<qint64> m_seen;
};

} // namespace maquette::sandbox
