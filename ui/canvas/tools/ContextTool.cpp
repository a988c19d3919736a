// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/ContextTool.h"

#include "ui/canvas/CanvasNeeds.h"
#include "ui/canvas/CanvasSession.h"

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
    ToolOption kind = ToolOption::of(ToolOption::Kind::Choice, QStringLiteral("toolContext"), tr("Sends"),
                                     tr("How much of the picture the service gets to see"));
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
    ToolOption padding = ToolOption::of(ToolOption::Kind::Number, QStringLiteral("toolPadding"), tr("Padding"),
                                        tr("Pixels around the mask that are sent with it, so that the change fits in"));
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

std::optional<QRectF> ContextTool::frame() const
{
    const ContextChoice& context = session().document().context;
    const bool there = context.kind == ContextChoice::Kind::Frame && !context.frame.isEmpty();
    return there ? std::optional(QRectF(context.frame)) : std::nullopt;
}

FrameTool::Drag ContextTool::dragOf(QPointF at) const
{
    const std::optional<QRectF> now = frame();
    return now && now->contains(at) ? Drag::Whole : Drag::New;
}

bool ContextTool::take(CanvasDocument& document, const QRectF& rect, const CanvasPointer& /*pointer*/)
{
    const QRectF picture(QPointF(), QSizeF(document.size));
    QRectF inside = rect;
    if (drag() == Drag::Whole) {
        inside.moveLeft(std::clamp(rect.left(), 0.0, std::max(0.0, picture.width() - rect.width())));
        inside.moveTop(std::clamp(rect.top(), 0.0, std::max(0.0, picture.height() - rect.height())));
    }
    const QRect frame = (inside.normalized() & picture).toAlignedRect();
    const bool tiny = drag() == Drag::New && std::max(frame.width(), frame.height()) * viewScale() < kLeast;
    if (tiny || frame.isEmpty()) {
        return false;
    }
    document.context.kind = ContextChoice::Kind::Frame;
    document.context.frame = frame;
    return true;
}

void ContextTool::paint(QPainter& painter) const
{
    const QSize size = session().document().context.frame.size();
    paintFrame(painter, tr("%1 × %2 px").arg(size.width()).arg(size.height()));
}

} // namespace maquette
