// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/ContextTool.h"

#include "ui/canvas/CanvasNeeds.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/ViewTransform.h"
#include "ui/canvas/tools/ToolPaint.h"

#include <QCoreApplication>

#include <algorithm>

namespace maquette {

namespace {

constexpr double kLeast = 4; ///< logical pixels of a drag that counts

QString tr(const char* text)
{
    return QCoreApplication::translate("FrameTools", text);
}

} // namespace

ToolAbout ContextTool::about() const
{
    return {QStringLiteral("context"),
            tr("What is sent"),
            tr("Drag a frame around what the service shall see; without one it is found around the mask"),
            QStringLiteral("transform-crop"),
            Qt::Key_F,
            ToolLayer::Frame};
}

QList<ToolOption> ContextTool::options()
{
    ToolOption kind;
    kind.kind = ToolOption::Kind::Choice;
    kind.id = QStringLiteral("toolContext");
    kind.label = tr("Sends");
    kind.hint = tr("How much of the picture the service gets to see");
    const bool masked = host().needs().mask;
    if (masked) {
        kind.entries.append({int(ContextChoice::Kind::Automatic), tr("Around the mask"), {}});
    }
    kind.entries.append({int(ContextChoice::Kind::Whole), tr("Whole picture"), {}});
    kind.entries.append({int(ContextChoice::Kind::Frame), tr("The frame"), {}});
    kind.read = [this, masked] {
        const ContextChoice::Kind chosen = session().document().context.kind;
        const bool whole = !masked && chosen == ContextChoice::Kind::Automatic; // there is no mask to be around
        return int(whole ? ContextChoice::Kind::Whole : chosen);
    };
    kind.write = [this](const QVariant& value) {
        session().edit(about().title, [&value](CanvasDocument& document) {
            document.context.kind = ContextChoice::Kind(value.toInt());
            if (document.context.kind == ContextChoice::Kind::Frame && document.context.frame.isEmpty()) {
                document.context.frame = QRect(QPoint(), document.size);
            }
        });
        host().repaintTool();
    };
    ToolOption padding;
    padding.id = QStringLiteral("toolPadding");
    padding.label = tr("Padding");
    padding.hint = tr("Pixels around the mask that are sent with it, so that the change fits in");
    padding.max = 1024;
    padding.bend = 2;
    padding.unit = QStringLiteral("px");
    padding.read = [this] { return session().document().context.padding; };
    padding.write = [this](const QVariant& value) {
        session().beginLive().context.padding = value.toInt();
        session().liveChanged({}, {});
    };
    padding.end = [this] { session().commitLive(about().title); };
    padding.disabled = [this] {
        return session().document().context.kind == ContextChoice::Kind::Automatic
                   ? QString()
                   : tr("Only when the part around the mask is sent.");
    };
    return masked ? QList<ToolOption>{kind, padding} : QList<ToolOption>{kind};
}

bool ContextTool::hasFrame() const
{
    const ContextChoice& context = session().document().context;
    return context.kind == ContextChoice::Kind::Frame && !context.frame.isEmpty();
}

FrameHandles ContextTool::handles() const
{
    return {QRectF(session().document().context.frame)};
}

void ContextTool::press(const CanvasPointer& pointer)
{
    m_edges = hasFrame() ? handles().edgesAt(pointer.at, host().transform()) : Qt::Edges();
    m_drag = m_edges ? Drag::Edges : hasFrame() && handles().rect.contains(pointer.at) ? Drag::Move : Drag::New;
    m_from = pointer.at;
    m_rect = handles().rect;
    static_cast<void>(session().beginLive());
}

void ContextTool::move(const CanvasPointer& pointer)
{
    if (m_drag == Drag::None) {
        return;
    }
    const QRectF picture(QPointF(), QSizeF(session().document().size));
    QRectF rect;
    if (m_drag == Drag::Move) {
        rect = m_rect.translated(pointer.at - m_from);
        rect.moveLeft(std::clamp(rect.left(), 0.0, std::max(0.0, picture.width() - rect.width())));
        rect.moveTop(std::clamp(rect.top(), 0.0, std::max(0.0, picture.height() - rect.height())));
    } else {
        rect = m_drag == Drag::Edges ? FrameHandles::dragged(m_rect, m_edges, pointer.at) : QRectF(m_from, pointer.at);
    }
    const QRect frame = (rect.normalized() & picture).toAlignedRect();
    const bool tiny = m_drag == Drag::New && std::max(frame.width(), frame.height()) * viewScale() < kLeast;
    if (!tiny && !frame.isEmpty()) {
        CanvasDocument& document = session().beginLive();
        document.context.kind = ContextChoice::Kind::Frame;
        document.context.frame = frame;
        session().liveChanged({}, {});
        host().repaintTool();
        host().optionsChanged();
    }
}

void ContextTool::hover(const CanvasPointer& pointer)
{
    const Qt::Edges under = hasFrame() ? handles().edgesAt(pointer.at, host().transform()) : Qt::Edges();
    if (under != m_under) {
        m_under = under;
        host().repaintTool();
    }
}

void ContextTool::release(const CanvasPointer& /*pointer*/)
{
    if (m_drag != Drag::None) {
        m_drag = Drag::None;
        m_edges = {};
        session().commitLive(about().title);
        host().repaintTool();
    }
}

bool ContextTool::abandon()
{
    if (m_drag == Drag::None) {
        return false;
    }
    m_drag = Drag::None;
    m_edges = {};
    session().cancelLive();
    host().repaintTool();
    return true;
}

Qt::CursorShape ContextTool::cursor(QPointF at) const
{
    const Qt::Edges edges = m_edges ? m_edges : hasFrame() ? handles().edgesAt(at, host().transform()) : Qt::Edges();
    if (edges) {
        return FrameHandles::cursorFor(edges, host().transform());
    }
    return hasFrame() && handles().rect.contains(at) ? Qt::SizeAllCursor : Qt::CrossCursor;
}

void ContextTool::paint(QPainter& painter) const
{
    if (!hasFrame()) {
        return;
    }
    const FrameHandles frame = handles();
    frame.paint(painter, host().transform(), m_edges ? m_edges : m_under);
    const QRectF shown = host().transform().imageToView().mapRect(frame.rect);
    paintToolNote(painter, QPointF(shown.center().x(), shown.bottom()),
                  tr("%1 × %2 px").arg(int(frame.rect.width())).arg(int(frame.rect.height())));
}

} // namespace maquette
