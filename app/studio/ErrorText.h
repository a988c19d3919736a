// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Error.h"
#include "app/jobs/Job.h"

#include <QString>

namespace maquette {

/// What one button beside an error does.
enum class ErrorAction { None, AddKey, TopUp, Retry, Wait, EditRequest, FreeSpace, CheckNetwork, Settle };

/// An error as a person reads it: what happened, whether it cost anything, what to do next.
struct ErrorText
{
    QString what;
    QString cost;
    QString next;
    ErrorAction action = ErrorAction::None;
    QString actionLabel;
    QString details; ///< provider's words, HTTP status and request id; folded away
    [[nodiscard]] QString sentence() const { return what + QLatin1Char(' ') + cost + QLatin1Char(' ') + next; }
};

enum class ErrorCost { Nothing, MayHaveCost, Charged };

/// The one place where kinds of errors become sentences; window and command line share it.
[[nodiscard]] ErrorText errorText(const Error& error, ErrorCost cost);
/// For a file that could not be taken in; nothing is paid for that. The file at \a path is named, if there is one.
[[nodiscard]] ErrorText importErrorText(const Error& error, const QString& path = {});
/// For a job that Failed or is Unknown.
[[nodiscard]] ErrorText errorText(const Job& job);
/// The documented exit code of the command line: 2 bad input, 3 refused by the provider, 4 credits, 5 network, 6
/// storage, 7 outcome unknown, 1 a fault of the program.
[[nodiscard]] int exitCodeFor(const Error& error);

} // namespace maquette
