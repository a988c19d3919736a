// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/Sending.h"

#include <QString>

namespace maquette {

struct Operation;

/// Whether a picture that is to be enlarged is made smaller first.
[[nodiscard]] bool shrinksBefore(const Operation& operation, const SendPlan& plan);

/// "Sends 512 × 768 px around the mask, 0.9 MB." and what is lost on the way. \a picture is the canvas's size; \a sent
/// is null while its bytes are not known.
[[nodiscard]] QString sendSummary(const Operation& operation, QSize picture, const ContextChoice& context,
                                  const SendPlan& plan, const SentPicture* sent);

/// "PNG", "WebP", "JPEG"; lossless WebP is named so.
[[nodiscard]] QString formatName(SendFormat format);

} // namespace maquette
