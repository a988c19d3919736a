// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace maquette::cli {

struct ServeOptions
{
    quint16 port = 0;
    QString portFile;
    bool fast = false;
};

/// Serves until SIGINT or SIGTERM. Returns the exit code.
[[nodiscard]] int serveSandbox(const ServeOptions& options);

} // namespace maquette::cli
