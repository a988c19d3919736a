// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace maquette::cli {

// Commands that only look. They work beside a window that has the library open. Each returns the exit code.
[[nodiscard]] int listOperations(bool json);
[[nodiscard]] int showBalance(bool json);
[[nodiscard]] int showLedger(bool csv, bool json);
[[nodiscard]] int listJobs(bool json);
[[nodiscard]] int verifyLibrary(bool json);

} // namespace maquette::cli
