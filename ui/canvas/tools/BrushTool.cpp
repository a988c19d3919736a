// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/BrushTool.h"

#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/CanvasSettings.h"

#include <QCoreApplication>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("BrushTool", text);
}

} // namespace

BrushTool::BrushTool(ToolHost& host, ToolLayer layer, bool eraser)
    : TipTool(host)
    , m_layer(layer)
    , m_eraser(eraser)
{
}

ToolAbout BrushTool::about() const
{
    ToolAbout about;
    about.id = m_eraser ? QStringLiteral("eraser") : QStringLiteral("brush");
    about.icon = m_eraser ? QStringLiteral("draw-eraser") : QStringLiteral("draw-brush");
    about.key = m_eraser ? Qt::Key_E : Qt::Key_B;
    about.layer = m_layer;
    if (isOnSketch()) {
        about.title = m_eraser ? tr("Eraser") : tr("Colour brush");
        about.hint = m_eraser ? tr("Rub out what was drawn") : tr("Draw in colour above the picture");
    } else {
        about.title = m_eraser ? tr("Eraser") : tr("Brush");
        about.hint = m_eraser ? tr("Paint over what is to stay as it is")
                              : tr("Paint over what is to change; Shift+click paints a straight line");
    }
    return about;
}

QList<ToolOption> BrushTool::options()
{
    if (!isOnSketch() || m_eraser) {
        return TipTool::options();
    }
    return QList<ToolOption>{sketchColour()} + TipTool::options();
}

Brush CanvasLook::*BrushTool::tip() const
{
    if (isOnSketch()) {
        return m_eraser ? &CanvasLook::sketchEraser : &CanvasLook::pencil;
    }
    return m_eraser ? &CanvasLook::eraser : &CanvasLook::brush;
}

QString BrushTool::strokeTitle() const
{
    if (isOnSketch()) {
        return m_erasing ? tr("Erase drawing") : tr("Draw");
    }
    return m_erasing ? tr("Erase mask") : tr("Paint mask");
}

StrokePainter BrushTool::begin(CanvasDocument& document)
{
    if (!isOnSketch()) {
        return {document.mask, brush(), quint8(m_erasing ? 0 : 255)};
    }
    const QColor colour = settings().look().sketchColour;
    if (!m_erasing) {
        settings().useColour(colour);
    }
    return {document.sketch, brush(), colour.rgb(), m_erasing};
}

void BrushTool::press(const CanvasPointer& pointer)
{
    m_erasing = m_eraser || pointer.eraserEnd;
    CanvasDocument& document = session().beginLive();
    m_stroke.emplace(begin(document));
    const bool straight = pointer.modifiers.testFlag(Qt::ShiftModifier) && m_last && m_lastSize == document.size;
    if (straight) {
        CanvasPointer from = pointer;
        from.at = *m_last;
        goOn(from);
    }
    goOn(pointer);
}

void BrushTool::move(const CanvasPointer& pointer)
{
    if (m_stroke) {
        goOn(pointer);
    }
}

void BrushTool::goOn(const CanvasPointer& pointer)
{
    const QRect area = m_stroke->strokeTo({pointer.at, pointer.pressure});
    m_now = pointer.at;
    session().liveChanged(isOnSketch() ? QRect() : area, isOnSketch() ? area : QRect());
}

void BrushTool::release(const CanvasPointer& /*pointer*/)
{
    if (m_stroke) {
        m_stroke.reset();
        m_last = m_now;
        m_lastSize = session().document().size;
        session().commitLive(strokeTitle());
    }
}

bool BrushTool::abandon()
{
    if (!m_stroke) {
        return false;
    }
    m_stroke.reset();
    session().cancelLive();
    return true;
}

} // namespace maquette
