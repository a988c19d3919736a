// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/CanvasTool.h"

#include "ui/canvas/ViewTransform.h"

namespace maquette {

double CanvasTool::viewScale() const
{
    const ViewTransform& transform = m_host.transform();
    return transform.scale() / transform.devicePixelRatio();
}

Combine combineFor(Qt::KeyboardModifiers modifiers, Combine otherwise)
{
    const bool add = modifiers.testFlag(Qt::ShiftModifier);
    const bool subtract = modifiers.testFlag(Qt::AltModifier);
    if (add && subtract) {
        return Combine::Intersect;
    }
    return add ? Combine::Add : subtract ? Combine::Subtract : otherwise;
}

} // namespace maquette
