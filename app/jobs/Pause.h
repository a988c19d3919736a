// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/CancelToken.h"

#include <QCoroTask>

#include <functional>

namespace maquette {

/// Waits \a ms or until \a cancel, whichever is first.
QCoro::Task<void> pauseFor(qint64 ms, CancelToken cancel);

/// Lets this thread's events happen until \a over: for a destructor that must not leave a coroutine behind.
void runEventsUntil(const std::function<bool()>& over);

} // namespace maquette
