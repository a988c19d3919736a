// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/tools/TipTool.h"

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

const Brush& TipTool::brush() const
{
    return settings().look().*tip();
}

void TipTool::changeBrush(const std::function<void(Brush&)>& change)
{
    settings().change([this, &change](CanvasLook& look) { change(look.*tip()); });
    host().repaintTool();
}

ToolOption TipTool::number(const QString& id, const QString& label, const QString& hint, double Brush::*member)
{
    ToolOption option = ToolOption::of(ToolOption::Kind::Number, id, label, hint);
    option.unit = QStringLiteral("%");
    option.read = [this, member] { return std::round(brush().*member * 100); };
    option.write = [this, member](const QVariant& value) {
        changeBrush([&](Brush& tip) { tip.*member = value.toDouble() / 100; });
    };
    return option;
}

ToolOption TipTool::toggle(const QString& id, const QString& label, const QString& hint, bool Brush::*member)
{
    ToolOption option = ToolOption::of(ToolOption::Kind::Switch, id, label, hint);
    option.more = true;
    option.read = [this, member] { return brush().*member; };
    option.write = [this, member](const QVariant& value) {
        changeBrush([&](Brush& tip) { tip.*member = value.toBool(); });
    };
    return option;
}

QList<ToolOption> TipTool::options()
{
    ToolOption size = ToolOption::of(
        ToolOption::Kind::Number, QStringLiteral("toolSize"), tr("Size"),
        tr("Diameter of the tip in pixels of the picture; [ and ] change it, as does dragging with the right "
           "button"));
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

void TipTool::changeSize(int steps)
{
    changeBrush([steps](Brush& tip) {
        const double wanted = std::round(tip.size * std::pow(kSizeStep, steps));
        const double atLeastOne = steps > 0 ? std::max(wanted, tip.size + 1) : std::min(wanted, tip.size - 1);
        tip.size = std::clamp(atLeastOne, Brush::kMinSize, Brush::kMaxSize);
    });
    host().optionsChanged();
}

void TipTool::changeSoftness(int steps)
{
    changeBrush([steps](Brush& tip) {
        tip.softness = std::clamp(std::round((tip.softness + steps * kSoftnessStep) * 100) / 100, 0.0, 1.0);
    });
    host().optionsChanged();
}

QPainterPath TipTool::outline(QPointF at) const
{
    QPainterPath path;
    const double radius = brush().size / 2;
    if (radius * 2 * viewScale() >= kSmallestOutline) {
        path.addEllipse(at, radius, radius);
    }
    return path;
}

Qt::CursorShape TipTool::cursor(QPointF /*at*/) const
{
    return brush().size * viewScale() < kSmallestOutline ? Qt::CrossCursor : Qt::BlankCursor;
}

} // namespace maquette
