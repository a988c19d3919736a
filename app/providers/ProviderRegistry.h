// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/providers/Provider.h"

#include <memory>
#include <vector>

namespace maquette {

/// Every provider this program can talk to: the one list to extend when a vendor's folder is added.
[[nodiscard]] std::vector<std::unique_ptr<Provider>> makeProviders();

/// The provider's own address, used unless the environment names another. Empty for practice, which has no fixed one.
[[nodiscard]] QUrl defaultBaseUrl(const QString& providerId);

} // namespace maquette
