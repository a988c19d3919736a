// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/Pause.h"

#include <QCoroTimer>
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

} // namespace maquette
