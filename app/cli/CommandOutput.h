// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Error.h"
#include "app/gallery/GalleryStore.h"
#include "app/jobs/Job.h"
#include "app/ledger/Ledger.h"
#include "app/studio/ErrorText.h"
#include "app/studio/Refusal.h"

#include <QJsonObject>
#include <QString>

namespace maquette::cli {

/// A line on standard output, flushed.
void say(const QString& line);
/// A line on standard error, flushed.
void tell(const QString& line);
/// One JSON object as one line on standard output.
void sayJson(const QJsonObject& object);

/// Says what happened, whether it cost anything and what to do next; with \a json as {"error": ...} too. Returns the
/// exit code.
[[nodiscard]] int report(const Error& error, ErrorCost cost, bool json);
/// The same with a \a text that knows more of the matter than the kind tells.
[[nodiscard]] int report(const Error& error, const ErrorText& text, bool json);
[[nodiscard]] int report(const Operation* operation, const Refusal& refusal, bool json);

/// Says what is wrong with the arguments; with \a json as {"error": ...} too. Returns the exit code.
[[nodiscard]] int badArgument(const QString& sentence, bool json);

[[nodiscard]] QJsonObject toJson(const Error& error);
[[nodiscard]] QJsonObject toJson(const Job& job);
[[nodiscard]] QJsonObject toJson(const LedgerEntry& entry);

} // namespace maquette::cli
