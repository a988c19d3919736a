// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QUrl>

namespace maquette {

/// True when the host is this machine by its very name: "localhost", 127.0.0.0/8 or ::1. No name is looked up.
[[nodiscard]] bool isLoopback(const QUrl& url);

/// True when a key may be sent there: https to any host, plain http only to this machine.
[[nodiscard]] bool isSafeToSend(const QUrl& url);

} // namespace maquette
