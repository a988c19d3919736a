// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/SmartTool.h"

#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/CanvasSettings.h"
#include "ui/canvas/tools/ToolPaint.h"

#include <QCoreApplication>
#include <QPainterPathStroker>
#include <QPointer>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr double kStrokeStep = 2; ///< logical pixels between two points of a stroke
constexpr double kWidthStep = 1.15;
constexpr double kMostWidth = 500;

QString tr(const char* text)
{
    return QCoreApplication::translate("SmartTool", text);
}

Result<CanvasDocument> cancelledResult()
{
    return failure(ErrorKind::Cancelled, {});
}

} // namespace

ToolAbout SmartTool::about() const
{
    return {QStringLiteral("smart"),
            tr("Smart select"),
            tr("Drag a rough box around an object; further strokes add to it, with Alt they take away"),
            QStringLiteral("tools-wizard"),
            Qt::Key_S,
            ToolLayer::Mask};
}

QList<ToolOption> SmartTool::options()
{
    ToolOption first = ToolOption::of(ToolOption::Kind::Choice, QStringLiteral("toolSmartStart"), tr("Begin with"),
                                      tr("How an object is first shown: a rough box around it, or a stroke over it"));
    first.entries = {{false, tr("A box"), {}}, {true, tr("A stroke"), {}}};
    first.read = [this] { return m_strokeFirst; };
    first.write = [this](const QVariant& value) { m_strokeFirst = value.toBool(); };
    ToolOption width = ToolOption::of(ToolOption::Kind::Number, QStringLiteral("toolSmartWidth"), tr("Stroke"),
                                      tr("Width of a stroke in pixels of the picture; [ and ] change it"));
    width.min = 1;
    width.max = kMostWidth;
    width.bend = 2;
    width.unit = QStringLiteral("px");
    width.read = [this] { return std::round(settings().look().smartWidth); };
    width.write = [this](const QVariant& value) {
        settings().change([&](CanvasLook& look) { look.smartWidth = value.toDouble(); });
        host().repaintTool();
    };
    ToolOption anew = ToolOption::of(ToolOption::Kind::Button, QStringLiteral("toolSmartAnew"), tr("Next object"),
                                     tr("Keeps what was found, so that the next box looks for another object (Enter)"));
    anew.write = [this](const QVariant&) { finish(); };
    anew.disabled = [this] { return isRefining() ? QString() : tr("Show an object first."); };
    return QList<ToolOption>{first, width, anew} + SelectTool::options();
}

/// Whether what was found is still what the mask is: then a stroke improves it.
bool SmartTool::isRefining() const
{
    return m_begun && m_before.size() == session().document().size &&
           (session().isBusy() || (m_found && *m_found == session().document().mask));
}

void SmartTool::press(const CanvasPointer& pointer)
{
    if (!isRefining()) {
        abandon();
        remember(pointer);
        m_how = combine();
        m_before = session().document().mask;
    }
    const bool outside = pointer.eraserEnd || pointer.modifiers.testFlag(Qt::AltModifier);
    m_drag = m_begun ? (outside ? Drag::Outside : Drag::Inside) : m_strokeFirst ? Drag::Inside : Drag::Box;
    m_stroke = {pointer.at};
}

void SmartTool::move(const CanvasPointer& pointer)
{
    if (m_drag == Drag::None) {
        return;
    }
    if (m_drag == Drag::Box) {
        m_stroke = {m_stroke.constFirst(), pointer.at};
    } else if (QLineF(m_stroke.constLast(), pointer.at).length() * viewScale() >= kStrokeStep) {
        m_stroke.append(pointer.at);
    }
    host().repaintTool();
}

void SmartTool::release(const CanvasPointer& pointer)
{
    if (m_drag == Drag::None) {
        return;
    }
    move(pointer);
    const Drag drag = std::exchange(m_drag, Drag::None);
    const QRect picture(QPoint(), session().document().size);
    if (drag == Drag::Box) {
        m_seed.box = QRectF(m_stroke.constFirst(), m_stroke.constLast()).normalized().toAlignedRect() & picture;
    } else {
        (drag == Drag::Inside ? m_seed.inside : m_seed.outside).append(m_stroke);
    }
    m_stroke.clear();
    host().repaintTool();
    if (drag != Drag::Box || (m_seed.box.width() > 2 && m_seed.box.height() > 2)) {
        m_begun = true;
        select();
    }
}

void SmartTool::select()
{
    m_seed.strokeWidth = settings().look().smartWidth;
    m_found = std::make_shared<TiledMask>();
    // The preview is shown in the UI thread and only while this selection is the one that runs.
    const auto show = [session = QPointer<CanvasSession>(&session()), found = std::weak_ptr<TiledMask>(m_found),
                       host = &host()](const TiledMask& mask) {
        QMetaObject::invokeMethod(
            session,
            [session, found, host, mask] {
                if (!found.expired() && session && session->isBusy()) {
                    host->previewMask(mask);
                }
            },
            Qt::QueuedConnection);
    };
    session().compute(about().title, [picture = session().source().image, seed = m_seed, before = m_before, how = m_how,
                                      keep = m_found,
                                      show](CanvasDocument document, const std::atomic_bool& cancelled) {
        const auto joined = [&](const TiledMask& found) {
            TiledMask mask = before;
            combineMask(mask, found, how);
            return mask;
        };
        const TiledMask found =
            smartSelect(picture, seed, &cancelled, [&](const TiledMask& soFar) { show(joined(soFar)); });
        if (cancelled || found.isNull()) {
            return cancelledResult();
        }
        document.mask = joined(found);
        *keep = document.mask;
        return Result<CanvasDocument>(std::move(document));
    });
    host().optionsChanged();
}

bool SmartTool::finish()
{
    return abandon();
}

bool SmartTool::abandon()
{
    const bool any = m_begun || m_drag != Drag::None;
    m_drag = Drag::None;
    m_stroke.clear();
    m_seed = {};
    m_begun = false;
    m_found.reset();
    if (any) {
        host().previewMask(std::nullopt);
        host().repaintTool();
        host().optionsChanged();
    }
    return any;
}

void SmartTool::letGo()
{
    m_drag = Drag::None;
    m_stroke.clear();
    host().repaintTool();
}

void SmartTool::changeSize(int steps)
{
    settings().change([steps](CanvasLook& look) {
        look.smartWidth = std::clamp(std::round(look.smartWidth * std::pow(kWidthStep, steps)) + (steps > 0 ? 1 : 0),
                                     1.0, kMostWidth);
    });
    host().repaintTool();
    host().optionsChanged();
}

QPainterPath SmartTool::outline(QPointF at) const
{
    QPainterPath path;
    if (m_drag != Drag::Box && (m_begun || m_strokeFirst)) {
        path.addEllipse(at, settings().look().smartWidth / 2, settings().look().smartWidth / 2);
    }
    return path;
}

void SmartTool::paint(QPainter& painter) const
{
    QPainterPath path;
    if (m_drag == Drag::Box) {
        path.addRect(QRectF(m_stroke.constFirst(), m_stroke.constLast()).normalized());
    } else if (m_drag != Drag::None) {
        QPainterPath line;
        line.addPolygon(m_stroke);
        QPainterPathStroker stroker;
        stroker.setWidth(settings().look().smartWidth);
        stroker.setCapStyle(Qt::RoundCap);
        stroker.setJoinStyle(Qt::RoundJoin);
        path = stroker.createStroke(line).simplified();
    }
    paintPath(painter, path);
}

} // namespace maquette
