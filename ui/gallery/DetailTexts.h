// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QJsonValue;

namespace maquette {

struct Job;

/// What the details say about a job and a value.
namespace details {

[[nodiscard]] QString stateText(const Job& job);
/// What its credits are: held, charged, or not touched.
[[nodiscard]] QString costText(const Job& job);
[[nodiscard]] QString valueText(const QJsonValue& value);

} // namespace details
} // namespace maquette
