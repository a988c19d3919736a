// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace maquette::cli {

/// What the program ends with, as README documents it.
enum ExitCode {
    kDone = 0,
    kFault = 1, ///< a fault of the program itself
    kBadInput = 2,
    kRefused = 3, ///< by the provider
    kNoCredits = 4,
    kNetwork = 5,
    kStorage = 6,
    kUnknown = 7 ///< sent, but the outcome is not known
};

/// Reads the arguments, runs one command and returns its exit code. Needs a QCoreApplication.
[[nodiscard]] int runCommandLine(int argc, char** argv);

} // namespace maquette::cli
