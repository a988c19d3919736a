// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/WindowState.h"

#include "app/base/Files.h"

#include <QJsonDocument>

namespace maquette {

namespace {

constexpr qint64 kLimit = qint64(64) * 1024; // bytes
constexpr int kMinWidth = 200;
constexpr int kMaxWidth = 640;

int widthFrom(const QJsonValue& value, int fallback)
{
    const int width = value.toInt(fallback);
    return width >= kMinWidth && width <= kMaxWidth ? width : fallback;
}

} // namespace

WindowState WindowState::load(const QString& file)
{
    WindowState state;
    const auto bytes = readFile(file, kLimit);
    const QJsonObject json = bytes ? QJsonDocument::fromJson(*bytes).object() : QJsonObject();
    const QRect geometry(json.value(QLatin1String("x")).toInt(), json.value(QLatin1String("y")).toInt(),
                         json.value(QLatin1String("width")).toInt(), json.value(QLatin1String("height")).toInt());
    if (geometry.width() >= kMinWidth && geometry.height() >= kMinWidth) {
        state.geometry = geometry;
    }
    state.maximised = json.value(QLatin1String("maximised")).toBool();
    state.leftWidth = widthFrom(json.value(QLatin1String("leftWidth")), state.leftWidth);
    state.rightWidth = widthFrom(json.value(QLatin1String("rightWidth")), state.rightWidth);
    state.leftFolded = json.value(QLatin1String("leftFolded")).toBool();
    state.rightFolded = json.value(QLatin1String("rightFolded")).toBool();
    const QString page = json.value(QLatin1String("page")).toString();
    if (page == QLatin1String("library") || page == QLatin1String("credits")) {
        state.page = page;
    }
    return state;
}

QJsonObject WindowState::toJson() const
{
    return {{QStringLiteral("x"), geometry.x()},          {QStringLiteral("y"), geometry.y()},
            {QStringLiteral("width"), geometry.width()},  {QStringLiteral("height"), geometry.height()},
            {QStringLiteral("maximised"), maximised},     {QStringLiteral("leftWidth"), leftWidth},
            {QStringLiteral("rightWidth"), rightWidth},   {QStringLiteral("leftFolded"), leftFolded},
            {QStringLiteral("rightFolded"), rightFolded}, {QStringLiteral("page"), page}};
}

} // namespace maquette
