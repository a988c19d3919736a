// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/CancelToken.h"

#include <QCoroTask>

namespace maquette {

/// Waits \a ms or until \a cancel, whichever is first.
QCoro::Task<void> pauseFor(qint64 ms, CancelToken cancel);

} // namespace maquette
