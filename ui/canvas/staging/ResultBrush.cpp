// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/staging/ResultBrush.h"

#include "ui/canvas/CanvasSettings.h"
#include "ui/canvas/CanvasView.h"
#include "ui/canvas/staging/CanvasStaging.h"

#include <QCoreApplication>

namespace maquette {

ResultBrush::ResultBrush(CanvasView& view, CanvasStaging& staging)
    : TipTool(view)
    , m_view(view)
    , m_staging(staging)
{
}

ToolAbout ResultBrush::about() const
{
    ToolAbout about;
    about.id = QStringLiteral("resultBrush");
    about.title = QCoreApplication::translate("ResultBrush", "Brush another result through");
    about.layer = ToolLayer::Any;
    return about;
}

bool ResultBrush::isEraser() const
{
    return m_view.tool() != nullptr && m_view.tool()->about().id == QLatin1String("eraser");
}

Brush CanvasLook::*ResultBrush::tip() const
{
    const bool sketch = m_view.tool() != nullptr && m_view.tool()->about().layer == ToolLayer::Sketch;
    if (sketch) {
        return isEraser() ? &CanvasLook::sketchEraser : &CanvasLook::pencil;
    }
    return isEraser() ? &CanvasLook::eraser : &CanvasLook::brush;
}

/// The result may be larger than the picture, all around it.
StrokePoint ResultBrush::pointOf(const CanvasPointer& pointer) const
{
    const auto now = m_staging.placed();
    return {pointer.at + QPointF(now ? now->originalAt : QPoint()), pointer.pressure};
}

void ResultBrush::press(const CanvasPointer& pointer)
{
    const bool back = isEraser() || pointer.eraserEnd || pointer.modifiers.testFlag(Qt::AltModifier);
    m_staging.beginStroke(brush(), pointOf(pointer), back);
}

void ResultBrush::move(const CanvasPointer& pointer)
{
    m_staging.continueStroke(pointOf(pointer));
}

void ResultBrush::release(const CanvasPointer& /*pointer*/)
{
    m_staging.endStroke();
}

bool ResultBrush::abandon()
{
    const bool any = m_staging.isStroking();
    m_staging.abandonStroke();
    return any;
}

} // namespace maquette
