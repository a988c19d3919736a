// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/Answer.h"
#include "app/sandbox/OrderReader.h"

namespace maquette::sandbox {

/// The 200 of a finished operation: bytes with seed and finish-reason as headers, or JSON with base64 under \a jsonKey,
/// whose content type names the picture's own ("application/json; type=image/png").
[[nodiscard]] Answer finishedAnswer(const WorkResult& result, const WorkOrder& order, AnswerForm form,
                                    const QString& jsonKey);

} // namespace maquette::sandbox
