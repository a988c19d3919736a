// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/CanvasDocument.h"

#include <QJsonObject>

namespace maquette {

struct InputSpec;
struct Operation;

/// What of the canvas an operation works with, read from its catalogue entry alone.
struct CanvasNeeds
{
    bool picture = false;            ///< it works on the picture on the stage
    bool mask = false;               ///< what is to be repainted is marked
    bool sketch = false;             ///< one may draw in colour above the picture
    bool outpaint = false;           ///< the picture is continued past its edges
    bool context = false;            ///< a part of the picture may be sent instead of all of it
    OutpaintFrame mostOutpaint = {}; ///< the most pixels that may be added at each side

    /// \a values are the form's: an input that is only wanted in one mode counts in that mode.
    [[nodiscard]] static CanvasNeeds of(const Operation& operation, const QJsonObject& values = {});
    /// Whether there is anything to do on the canvas; without it the stage only shows.
    [[nodiscard]] bool any() const { return picture; }
    bool operator==(const CanvasNeeds&) const = default;
};

/// The input that takes the picture on the canvas, nullptr when the operation has none (or not with these \a values).
[[nodiscard]] const InputSpec* canvasPictureInput(const Operation& operation, const QJsonObject& values = {});
/// The input that takes the mask, nullptr when there is none.
[[nodiscard]] const InputSpec* canvasMaskInput(const Operation& operation);

} // namespace maquette
