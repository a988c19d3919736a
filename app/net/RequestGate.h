// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/net/CancelToken.h"

#include <QCoroTask>
#include <QDateTime>
#include <QObject>

#include <deque>

namespace maquette {

/// Keeps the client inside the provider's rate limit: at most \a burst calls in any \a windowMs, and none while a penalty runs.
class RequestGate : public QObject
{
    Q_OBJECT

public:
    RequestGate(const Clock& clock, int burst, qint64 windowMs, QObject* parent = nullptr);

    /// Returns true once a call may leave (it is counted), false when cancelled first.
    [[nodiscard]] QCoro::Task<bool> admit(CancelToken cancel);
    /// Nothing leaves before \a until (from a 429).
    void blockUntil(const QDateTime& until);
    /// Until when calls are held back; invalid when they are not.
    [[nodiscard]] QDateTime blockedUntil() const;

Q_SIGNALS:
    void blockChanged(const QDateTime& until); ///< invalid when it ended

private:
    [[nodiscard]] qint64 waitMs();
    const Clock& m_clock;
    int m_burst;
    qint64 m_windowMs;
    std::deque<QDateTime> m_recent;
    QDateTime m_blockedUntil;
};

} // namespace maquette
