// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/CanvasTool.h"

#include "ui/canvas/CanvasSettings.h"
#include "ui/canvas/ViewTransform.h"

#include <QCoreApplication>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("CanvasTool", text);
}

} // namespace

ToolOption CanvasTool::sketchColour() const
{
    ToolOption colour = ToolOption::of(ToolOption::Kind::Colour, QStringLiteral("toolColour"), tr("Colour"),
                                       tr("The colour to draw with"));
    colour.read = [this] { return settings().look().sketchColour; };
    colour.write = [this](const QVariant& value) { settings().useColour(value.value<QColor>()); };
    return colour;
}

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
