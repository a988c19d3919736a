// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/BrushTool.h"

#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/CanvasSettings.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr double kSizeStep = 1.12;
constexpr double kSoftnessStep = 0.1;
constexpr double kSmallestOutline = 5; ///< logical pixels; a smaller tip is shown by a crosshair

QString tr(const char* text)
{
    return QCoreApplication::translate("BrushTool", text);
}

} // namespace

const Brush& BrushTool::brush() const
{
    return settings().look().*tip();
}

void BrushTool::changeBrush(const std::function<void(Brush&)>& change)
{
    settings().change([this, &change](CanvasLook& look) { change(look.*tip()); });
    host().repaintTool();
}

ToolOption BrushTool::number(const QString& id, const QString& label, const QString& hint, double Brush::*member)
{
    ToolOption option;
    option.id = id;
    option.label = label;
    option.hint = hint;
    option.unit = QStringLiteral("%");
    option.read = [this, member] { return std::round(brush().*member * 100); };
    option.write = [this, member](const QVariant& value) {
        changeBrush([&](Brush& tip) { tip.*member = value.toDouble() / 100; });
    };
    return option;
}

ToolOption BrushTool::toggle(const QString& id, const QString& label, const QString& hint, bool Brush::*member)
{
    ToolOption option;
    option.kind = ToolOption::Kind::Switch;
    option.id = id;
    option.label = label;
    option.hint = hint;
    option.more = true;
    option.read = [this, member] { return brush().*member; };
    option.write = [this, member](const QVariant& value) {
        changeBrush([&](Brush& tip) { tip.*member = value.toBool(); });
    };
    return option;
}

QList<ToolOption> BrushTool::options()
{
    ToolOption size;
    size.id = QStringLiteral("toolSize");
    size.label = tr("Size");
    size.hint = tr("Diameter of the tip in pixels of the picture; [ and ] change it, as does dragging with the right "
                   "button");
    size.min = Brush::kMinSize;
    size.max = Brush::kMaxSize;
    size.bend = 3;
    size.unit = QStringLiteral("px");
    size.read = [this] { return std::round(brush().size); };
    size.write = [this](const QVariant& value) { changeBrush([&](Brush& tip) { tip.size = value.toDouble(); }); };
    ToolOption softness = number(QStringLiteral("toolSoftness"), tr("Softness"),
                                 tr("How far the edge of the tip fades out; 0 is a hard edge"), &Brush::softness);
    ToolOption opacity = number(QStringLiteral("toolOpacity"), tr("Opacity"),
                                tr("How much one stroke covers, however often it crosses itself"), &Brush::opacity);
    opacity.min = 1;
    opacity.more = true;
    ToolOption spacing = number(QStringLiteral("toolSpacing"), tr("Spacing"),
                                tr("Distance between two dabs, as a share of the size"), &Brush::spacing);
    spacing.min = 1;
    spacing.max = 200;
    spacing.more = true;
    return {size,
            softness,
            opacity,
            spacing,
            toggle(QStringLiteral("toolPressureSize"), tr("Pen pressure changes the size"),
                   tr("A light touch paints a thinner line"), &Brush::pressureSize),
            toggle(QStringLiteral("toolPressureOpacity"), tr("Pen pressure changes the opacity"),
                   tr("A light touch covers less"), &Brush::pressureOpacity)};
}

void BrushTool::press(const CanvasPointer& pointer)
{
    m_erasing = isEraser() || pointer.eraserEnd;
    CanvasDocument& document = session().beginLive();
    m_stroke.emplace(begin(document, brush(), m_erasing));
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
    m_last = pointer.at;
    m_lastSize = session().document().size;
    session().liveChanged(isOnSketch() ? QRect() : area, isOnSketch() ? area : QRect());
}

void BrushTool::release(const CanvasPointer& /*pointer*/)
{
    if (m_stroke) {
        m_stroke.reset();
        session().commitLive(strokeTitle(m_erasing));
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

void BrushTool::changeSize(int steps)
{
    changeBrush([steps](Brush& tip) {
        const double wanted = std::round(tip.size * std::pow(kSizeStep, steps));
        const double atLeastOne = steps > 0 ? std::max(wanted, tip.size + 1) : std::min(wanted, tip.size - 1);
        tip.size = std::clamp(atLeastOne, Brush::kMinSize, Brush::kMaxSize);
    });
    host().optionsChanged();
}

void BrushTool::changeSoftness(int steps)
{
    changeBrush([steps](Brush& tip) {
        tip.softness = std::clamp(std::round((tip.softness + steps * kSoftnessStep) * 100) / 100, 0.0, 1.0);
    });
    host().optionsChanged();
}

QPainterPath BrushTool::outline(QPointF at) const
{
    QPainterPath path;
    const double radius = brush().size / 2;
    if (radius * 2 * viewScale() >= kSmallestOutline) {
        path.addEllipse(at, radius, radius);
    }
    return path;
}

Qt::CursorShape BrushTool::cursor(QPointF /*at*/) const
{
    return brush().size * viewScale() < kSmallestOutline ? Qt::CrossCursor : Qt::BlankCursor;
}

ToolAbout MaskBrushTool::about() const
{
    return {QStringLiteral("brush"),
            tr("Brush"),
            tr("Paint over what is to change; Shift+click paints a straight line"),
            QStringLiteral("draw-brush"),
            Qt::Key_B,
            ToolLayer::Mask};
}

Brush CanvasLook::*MaskBrushTool::tip() const
{
    return &CanvasLook::brush;
}

QString MaskBrushTool::strokeTitle(bool erases) const
{
    return erases ? tr("Erase mask") : tr("Paint mask");
}

StrokePainter MaskBrushTool::begin(CanvasDocument& document, const Brush& brush, bool erase)
{
    return {document.mask, brush, quint8(erase ? 0 : 255)};
}

ToolAbout MaskEraserTool::about() const
{
    return {QStringLiteral("eraser"),      tr("Eraser"), tr("Paint over what is to stay as it is"),
            QStringLiteral("draw-eraser"), Qt::Key_E,    ToolLayer::Mask};
}

Brush CanvasLook::*MaskEraserTool::tip() const
{
    return &CanvasLook::eraser;
}

QString MaskEraserTool::strokeTitle(bool /*erases*/) const
{
    return tr("Erase mask");
}

StrokePainter MaskEraserTool::begin(CanvasDocument& document, const Brush& brush, bool /*erase*/)
{
    return {document.mask, brush, quint8(0)};
}

ToolAbout PencilTool::about() const
{
    return {QStringLiteral("brush"),      tr("Colour brush"), tr("Draw in colour above the picture"),
            QStringLiteral("draw-brush"), Qt::Key_B,          ToolLayer::Sketch};
}

QList<ToolOption> PencilTool::options()
{
    ToolOption colour;
    colour.kind = ToolOption::Kind::Colour;
    colour.id = QStringLiteral("toolColour");
    colour.label = tr("Colour");
    colour.hint = tr("The colour to draw with");
    colour.read = [this] { return settings().look().sketchColour; };
    colour.write = [this](const QVariant& value) { settings().useColour(value.value<QColor>()); };
    return QList<ToolOption>{colour} + BrushTool::options();
}

Brush CanvasLook::*PencilTool::tip() const
{
    return &CanvasLook::pencil;
}

QString PencilTool::strokeTitle(bool erases) const
{
    return erases ? tr("Erase drawing") : tr("Draw");
}

StrokePainter PencilTool::begin(CanvasDocument& document, const Brush& brush, bool erase)
{
    const QColor colour = settings().look().sketchColour;
    if (!erase) {
        settings().useColour(colour);
    }
    return {document.sketch, brush, colour.rgb(), erase};
}

ToolAbout SketchEraserTool::about() const
{
    return {QStringLiteral("eraser"),      tr("Eraser"), tr("Rub out what was drawn"),
            QStringLiteral("draw-eraser"), Qt::Key_E,    ToolLayer::Sketch};
}

Brush CanvasLook::*SketchEraserTool::tip() const
{
    return &CanvasLook::sketchEraser;
}

QString SketchEraserTool::strokeTitle(bool /*erases*/) const
{
    return tr("Erase drawing");
}

StrokePainter SketchEraserTool::begin(CanvasDocument& document, const Brush& brush, bool /*erase*/)
{
    return {document.sketch, brush, 0, true};
}

} // namespace maquette
