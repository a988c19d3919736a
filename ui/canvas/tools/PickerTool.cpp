// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/PickerTool.h"

#include "ui/canvas/CanvasSettings.h"

#include <QColor>
#include <QCoreApplication>

#include <cmath>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("PickerTool", text);
}

} // namespace

ToolAbout PickerTool::about() const
{
    return {QStringLiteral("picker"),       tr("Colour picker"), tr("Takes the colour to draw with from the picture"),
            QStringLiteral("color-picker"), Qt::Key_I,           ToolLayer::Sketch};
}

QList<ToolOption> PickerTool::options()
{
    return {sketchColour()};
}

void PickerTool::press(const CanvasPointer& pointer)
{
    const QColor colour = host().colourAt(QPoint(int(std::floor(pointer.at.x())), int(std::floor(pointer.at.y()))));
    if (colour.isValid()) {
        settings().change([&colour](CanvasLook& look) { look.sketchColour = colour; });
        host().optionsChanged();
    }
}

void PickerTool::move(const CanvasPointer& pointer)
{
    press(pointer);
}

} // namespace maquette
