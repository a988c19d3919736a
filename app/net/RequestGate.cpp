// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/RequestGate.h"

#include "app/net/Wake.h"

#include <algorithm>
#include <limits>

namespace maquette {

struct RequestGate::Waiter
{
    enum class State { Waiting, Admitted, TurnedAway };
    State state = State::Waiting;
    Wake wake;
};

RequestGate::RequestGate(const Clock& clock, int burst, qint64 windowMs, QObject* parent)
    : QObject(parent)
    , m_clock(clock)
    , m_burst(std::max(burst, 1))
    , m_windowMs(windowMs)
    , m_lastSeen(clock.now())
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &RequestGate::recheck);
}

RequestGate::~RequestGate()
{
    while (!m_waiters.empty()) {
        const auto waiter = m_waiters.front();
        m_waiters.pop_front();
        if (waiter->state == Waiter::State::Waiting) {
            waiter->state = Waiter::State::TurnedAway;
        }
        waiter->wake.happen();
    }
}

QCoro::Task<bool> RequestGate::admit(CancelToken cancel)
{
    if (cancel.isCancelled()) {
        co_return false;
    }
    const auto waiter = std::make_shared<Waiter>();
    m_waiters.push_back(waiter);
    letThrough();
    if (waiter->state == Waiter::State::Admitted) {
        std::erase(m_waiters, waiter);
        settleLater(); // those before it may have been let through as well
        co_return true;
    }
    const int key = cancel.onCancel([this, raw = waiter.get()] { turnAway(raw); });
    armTimer();
    co_await waiter->wake;
    cancel.forget(key);
    co_return waiter->state == Waiter::State::Admitted;
}

void RequestGate::blockUntil(const QDateTime& until)
{
    followClock();
    if (!until.isValid() || until <= m_lastSeen || (m_blockedUntil.isValid() && until <= m_blockedUntil)) {
        return;
    }
    m_blockedUntil = until.toUTC();
    armTimer();
    Q_EMIT blockChanged(m_blockedUntil);
}

QDateTime RequestGate::blockedUntil() const
{
    return m_blockedUntil.isValid() && m_blockedUntil > m_clock.now() ? m_blockedUntil : QDateTime();
}

void RequestGate::recheck()
{
    followClock();
    endBlock();
    letThrough();
    settleLater();
    armTimer();
}

void RequestGate::followClock()
{
    const QDateTime now = m_clock.now();
    if (now < m_lastSeen) {
        const qint64 back = now.msecsTo(m_lastSeen);
        for (QDateTime& time : m_recent) {
            time = time.addMSecs(-back);
        }
        if (m_blockedUntil.isValid()) {
            m_blockedUntil = m_blockedUntil.addMSecs(-back);
        }
    }
    m_lastSeen = now;
}

void RequestGate::endBlock()
{
    if (m_blockedUntil.isValid() && m_blockedUntil <= m_lastSeen) {
        m_blockedUntil = {};
        Q_EMIT blockChanged({});
    }
}

void RequestGate::letThrough()
{
    followClock();
    for (const auto& waiter : m_waiters) {
        if (waiter->state != Waiter::State::Waiting) {
            continue;
        }
        if (waitMs() > 0) {
            break;
        }
        while (!m_recent.empty() && m_recent.size() >= static_cast<std::size_t>(m_burst)) {
            m_recent.pop_front();
        }
        m_recent.push_back(m_lastSeen);
        waiter->state = Waiter::State::Admitted;
    }
}

qint64 RequestGate::waitMs() const
{
    qint64 wait = 0;
    if (m_blockedUntil.isValid()) {
        wait = std::max(wait, m_lastSeen.msecsTo(m_blockedUntil));
    }
    if (m_recent.size() >= static_cast<std::size_t>(m_burst)) {
        const QDateTime& oldest = m_recent[m_recent.size() - static_cast<std::size_t>(m_burst)];
        wait = std::max(wait, m_lastSeen.msecsTo(oldest) + m_windowMs + kArrivalMarginMs);
    }
    return wait;
}

void RequestGate::turnAway(Waiter* waiter)
{
    if (waiter->state == Waiter::State::Waiting) {
        waiter->state = Waiter::State::TurnedAway;
        settleLater();
    }
}

void RequestGate::settleLater()
{
    const bool any = std::any_of(m_waiters.begin(), m_waiters.end(),
                                 [](const auto& waiter) { return waiter->state != Waiter::State::Waiting; });
    if (any) {
        // Not here: this may be inside cancel() or a signal, and a coroutine that runs on may end anything.
        QMetaObject::invokeMethod(this, &RequestGate::settle, Qt::QueuedConnection);
    }
}

void RequestGate::settle()
{
    const auto found = std::find_if(m_waiters.begin(), m_waiters.end(),
                                    [](const auto& waiter) { return waiter->state != Waiter::State::Waiting; });
    if (found == m_waiters.end()) {
        return;
    }
    const auto waiter = *found;
    m_waiters.erase(found);
    settleLater(); // one at a time: this gate may be gone after the next line
    waiter->wake.happen();
}

void RequestGate::armTimer()
{
    const bool waiting = std::any_of(m_waiters.begin(), m_waiters.end(),
                                     [](const auto& waiter) { return waiter->state == Waiter::State::Waiting; });
    if (!waiting && !m_blockedUntil.isValid()) {
        m_timer.stop();
        return;
    }
    const qint64 wait = waiting ? waitMs() : m_lastSeen.msecsTo(m_blockedUntil);
    m_timer.start(static_cast<int>(std::clamp(wait, qint64(1), qint64(std::numeric_limits<int>::max()))));
}

} // namespace maquette
