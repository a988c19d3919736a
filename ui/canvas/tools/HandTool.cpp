// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/HandTool.h"

#include "ui/canvas/ViewTransform.h"

#include <QCoreApplication>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("HandTool", text);
}

} // namespace

ToolAbout HandTool::about() const
{
    return {QStringLiteral("hand"),
            tr("Move the picture"),
            tr("Drag to see another part; Space does the same in any tool"),
            QStringLiteral("transform-move"),
            Qt::Key_H,
            ToolLayer::Any};
}

void HandTool::press(const CanvasPointer& pointer)
{
    m_held = pointer.at;
}

void HandTool::move(const CanvasPointer& pointer)
{
    if (m_held) {
        const ViewTransform& transform = host().transform();
        host().panView(transform.toView(pointer.at) - transform.toView(*m_held));
    }
}

void HandTool::release(const CanvasPointer& /*pointer*/)
{
    m_held.reset();
}

bool HandTool::abandon()
{
    const bool any = m_held.has_value();
    m_held.reset();
    return any;
}

Qt::CursorShape HandTool::cursor(QPointF /*at*/) const
{
    return m_held ? Qt::ClosedHandCursor : Qt::OpenHandCursor;
}

} // namespace maquette
