// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasNeeds.h"

#include "app/catalog/Check.h"

#include <algorithm>

namespace maquette {

namespace {

constexpr int kFreeMargin = 8192; // pixels, for an operation that names no limit

bool isWanted(const InputSpec& input, const Operation& operation, const QJsonObject& values)
{
    return input.required || (input.requiredWhen && isMet(*input.requiredWhen, operation, values, {}));
}

/// 0 where the operation adds nothing at that side.
int mostAt(const Operation& operation, const QString& role)
{
    const ParamSpec* const margin = operation.paramByRole(role);
    return margin != nullptr ? int(margin->bounds.max.value_or(kFreeMargin)) : 0;
}

} // namespace

const InputSpec* canvasPictureInput(const Operation& operation, const QJsonObject& values)
{
    if (operation.output != MediaKind::Image) {
        return nullptr;
    }
    const auto found = std::find_if(operation.inputs.begin(), operation.inputs.end(), [&](const InputSpec& input) {
        return input.kind == MediaKind::Image && !input.isMask && isWanted(input, operation, values);
    });
    return found == operation.inputs.end() ? nullptr : &*found;
}

const InputSpec* canvasMaskInput(const Operation& operation)
{
    const auto found = std::find_if(operation.inputs.begin(), operation.inputs.end(),
                                    [](const InputSpec& input) { return input.isMask; });
    return found == operation.inputs.end() ? nullptr : &*found;
}

CanvasNeeds CanvasNeeds::of(const Operation& operation, const QJsonObject& values)
{
    CanvasNeeds needs;
    const InputSpec* const picture = canvasPictureInput(operation, values);
    if (picture == nullptr) {
        return needs;
    }
    needs.picture = true;
    needs.mask = canvasMaskInput(operation) != nullptr;
    needs.sketch = picture->isDrawing;
    needs.outpaint = operation.paramByRole(QStringLiteral("margin-left")) != nullptr;
    needs.context = !needs.outpaint;
    needs.mostOutpaint = {
        mostAt(operation, QStringLiteral("margin-left")), mostAt(operation, QStringLiteral("margin-up")),
        mostAt(operation, QStringLiteral("margin-right")), mostAt(operation, QStringLiteral("margin-down"))};
    return needs;
}

} // namespace maquette
