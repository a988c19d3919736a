// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasSettings.h"

#include <QJsonArray>

#include <algorithm>

namespace maquette {

namespace {

QJsonObject brushToJson(const Brush& brush)
{
    return {{QStringLiteral("size"), brush.size},
            {QStringLiteral("softness"), brush.softness},
            {QStringLiteral("opacity"), brush.opacity},
            {QStringLiteral("spacing"), brush.spacing},
            {QStringLiteral("pressureSize"), brush.pressureSize},
            {QStringLiteral("pressureOpacity"), brush.pressureOpacity}};
}

double number(const QJsonObject& json, const QString& name, double low, double high, double otherwise)
{
    const double value = json.value(name).toDouble(otherwise);
    return value >= low && value <= high ? value : otherwise;
}

Brush brushFromJson(const QJsonObject& json, const Brush& otherwise)
{
    Brush brush;
    brush.size = number(json, QStringLiteral("size"), Brush::kMinSize, Brush::kMaxSize, otherwise.size);
    brush.softness = number(json, QStringLiteral("softness"), 0, 1, otherwise.softness);
    brush.opacity = number(json, QStringLiteral("opacity"), 0.01, 1, otherwise.opacity);
    brush.spacing = number(json, QStringLiteral("spacing"), 0.01, 2, otherwise.spacing);
    brush.pressureSize = json.value(QStringLiteral("pressureSize")).toBool(otherwise.pressureSize);
    brush.pressureOpacity = json.value(QStringLiteral("pressureOpacity")).toBool(otherwise.pressureOpacity);
    return brush;
}

QColor colour(const QJsonValue& value, const QColor& otherwise)
{
    const QColor read(value.toString());
    return read.isValid() ? read : otherwise;
}

} // namespace

QJsonObject CanvasLook::toJson() const
{
    QJsonArray recent;
    for (const QColor& one : recentColours) {
        recent.append(one.name());
    }
    return {{QStringLiteral("brush"), brushToJson(brush)},
            {QStringLiteral("eraser"), brushToJson(eraser)},
            {QStringLiteral("pencil"), brushToJson(pencil)},
            {QStringLiteral("sketchEraser"), brushToJson(sketchEraser)},
            {QStringLiteral("sketchColour"), sketchColour.name()},
            {QStringLiteral("recentColours"), recent},
            {QStringLiteral("tolerance"), fill.tolerance},
            {QStringLiteral("contiguous"), fill.contiguous},
            {QStringLiteral("combine"), int(combine)},
            {QStringLiteral("ellipse"), ellipse},
            {QStringLiteral("smartWidth"), smartWidth},
            {QStringLiteral("overlayColour"), overlayColour.name()},
            {QStringLiteral("overlayOpacity"), overlayOpacity}};
}

CanvasLook CanvasLook::fromJson(const QJsonObject& json)
{
    CanvasLook look;
    look.brush = brushFromJson(json.value(QStringLiteral("brush")).toObject(), look.brush);
    look.eraser = brushFromJson(json.value(QStringLiteral("eraser")).toObject(), look.eraser);
    look.pencil = brushFromJson(json.value(QStringLiteral("pencil")).toObject(), look.pencil);
    look.sketchEraser = brushFromJson(json.value(QStringLiteral("sketchEraser")).toObject(), look.sketchEraser);
    look.sketchColour = colour(json.value(QStringLiteral("sketchColour")), look.sketchColour);
    const QJsonArray recent = json.value(QStringLiteral("recentColours")).toArray();
    for (const QJsonValue& one : recent) {
        const QColor read(one.toString());
        if (read.isValid() && look.recentColours.size() < kMostRecent) {
            look.recentColours.append(read);
        }
    }
    look.fill.tolerance = int(number(json, QStringLiteral("tolerance"), 0, 255, look.fill.tolerance));
    look.fill.contiguous = json.value(QStringLiteral("contiguous")).toBool(look.fill.contiguous);
    look.combine = Combine(int(number(json, QStringLiteral("combine"), 0, 3, double(look.combine))));
    look.ellipse = json.value(QStringLiteral("ellipse")).toBool(look.ellipse);
    look.smartWidth = number(json, QStringLiteral("smartWidth"), 1, 500, look.smartWidth);
    look.overlayColour = colour(json.value(QStringLiteral("overlayColour")), look.overlayColour);
    look.overlayOpacity = number(json, QStringLiteral("overlayOpacity"), 0.1, 1, look.overlayOpacity);
    return look;
}

CanvasSettings::CanvasSettings(QString file, QObject* parent)
    : QObject(parent)
    , m_kept(std::move(file))
    , m_look(CanvasLook::fromJson(m_kept.value()))
{
}

void CanvasSettings::setLook(const CanvasLook& look)
{
    if (look == m_look) {
        return;
    }
    m_look = look;
    m_kept.set(look.toJson());
    Q_EMIT changed();
}

void CanvasSettings::useColour(const QColor& colour)
{
    change([&colour](CanvasLook& look) {
        look.sketchColour = colour;
        look.recentColours.removeAll(colour);
        look.recentColours.prepend(colour);
        while (look.recentColours.size() > CanvasLook::kMostRecent) {
            look.recentColours.removeLast();
        }
    });
}

} // namespace maquette
