// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/FaultServer.h"

#include <QUrl>

namespace maquette {

/// While it lives, studios take \a server for Stability's service.
class StabilityAt
{
public:
    explicit StabilityAt(const FaultServer& server)
    {
        qputenv("MAQUETTE_STABILITY_URL", server.url().toEncoded(QUrl::RemovePath | QUrl::StripTrailingSlash));
    }
    ~StabilityAt() { qunsetenv("MAQUETTE_STABILITY_URL"); }
    Q_DISABLE_COPY_MOVE(StabilityAt)
};

} // namespace maquette
