// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/net/CancelToken.h"

#include <QCoroTask>
#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <deque>
#include <memory>

namespace maquette {

/// Keeps the client inside the provider's rate limit: at most \a burst calls in any \a windowMs, and none while a
/// penalty runs. Callers are let through in the order they came. A clock that is turned back does not lengthen any
/// wait. When the gate dies, whoever still waits is turned away.
class RequestGate : public QObject
{
    Q_OBJECT

public:
    RequestGate(const Clock& clock, int burst, qint64 windowMs, QObject* parent = nullptr);
    ~RequestGate() override;

    /// Returns true once a call may leave (it is counted), false when cancelled first.
    [[nodiscard]] QCoro::Task<bool> admit(CancelToken cancel);
    /// Nothing leaves before \a until (from a 429). An earlier time than the one in force changes nothing.
    void blockUntil(const QDateTime& until);
    /// Until when calls are held back; invalid when they are not.
    [[nodiscard]] QDateTime blockedUntil() const;
    /// Looks at the clock now instead of when the timer would: for a clock that jumped (a test's, or one after the
    /// machine slept).
    void recheck();

    /// Added to the window: calls that leave in time may still arrive closer together.
    static constexpr qint64 kArrivalMarginMs = 200;

Q_SIGNALS:
    void blockChanged(const QDateTime& until); ///< invalid when it ended

private:
    struct Waiter;

    [[nodiscard]] qint64 waitMs() const;
    void followClock();
    void endBlock();
    void letThrough();
    void turnAway(Waiter* waiter);
    void settleLater();
    void settle();
    void armTimer();

    const Clock& m_clock;
    int m_burst;
    qint64 m_windowMs;
    std::deque<QDateTime> m_recent;
    QDateTime m_blockedUntil;
    QDateTime m_lastSeen;
    std::deque<std::shared_ptr<Waiter>> m_waiters; ///< until their coroutine ran on
    QTimer m_timer;
};

} // namespace maquette
