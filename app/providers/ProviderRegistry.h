// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/providers/Provider.h"

#include <memory>
#include <vector>

namespace maquette {

/// Every provider this program can talk to: the one list to extend when a vendor's folder is added. \a practicePollMs:
/// least milliseconds between two polls in practice mode, -1 for its default; the real service's interval cannot be
/// shortened.
[[nodiscard]] std::vector<std::unique_ptr<Provider>> makeProviders(qint64 practicePollMs = -1);

/// The provider's own address, used unless the environment names another. Empty for practice, which has no fixed one.
[[nodiscard]] QUrl defaultBaseUrl(const QString& providerId);

} // namespace maquette
