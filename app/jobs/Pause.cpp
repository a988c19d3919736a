// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/Pause.h"

#include <QCoreApplication>
#include <QCoroTimer>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <memory>

namespace maquette {

QCoro::Task<void> pauseFor(qint64 ms, CancelToken cancel)
{
    if (cancel.isCancelled()) {
        co_return;
    }
    const auto timer = std::make_shared<QTimer>();
    timer->setSingleShot(true);
    timer->start(std::chrono::milliseconds(std::max<qint64>(0, ms)));
    const int key = cancel.onCancel([timer] { timer->start(0); });
    co_await *timer;
    cancel.forget(key);
}

void runEventsUntil(const std::function<bool()>& over)
{
    QEventLoop loop;
    while (!over()) {
        // Inside the handler of a posted event Qt's GLib loop does not see those that were posted together with it: it
        // would wait for ever for what lies there already.
        QCoreApplication::sendPostedEvents();
        if (!over()) {
            loop.processEvents(QEventLoop::WaitForMoreEvents);
        }
    }
}

} // namespace maquette
