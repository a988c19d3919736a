// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/FormState.h"

#include <algorithm>

namespace maquette {

namespace {

QJsonObject toJson(const FormValues& form)
{
    QJsonObject inputs;
    for (auto it = form.inputs.begin(); it != form.inputs.end(); ++it) {
        inputs.insert(it.key(), it.value().sha256);
    }
    return {{QStringLiteral("values"), form.values},
            {QStringLiteral("inputs"), inputs},
            {QStringLiteral("seed"), form.seed},
            {QStringLiteral("count"), form.count}};
}

FormValues formFromJson(const QJsonObject& json)
{
    FormValues form;
    form.values = json.value(QLatin1String("values")).toObject();
    form.seed = json.value(QLatin1String("seed")).toString();
    form.count = std::clamp(json.value(QLatin1String("count")).toInt(1), 1, 10);
    const QJsonObject inputs = json.value(QLatin1String("inputs")).toObject();
    for (auto it = inputs.begin(); it != inputs.end(); ++it) {
        const AssetId id{it.value().toString()};
        if (id.isValid()) {
            form.inputs.insert(it.key(), id);
        }
    }
    return form;
}

QJsonObject toJson(const QHash<QString, QString>& words)
{
    QJsonObject json;
    for (auto it = words.begin(); it != words.end(); ++it) {
        json.insert(it.key(), it.value());
    }
    return json;
}

QHash<QString, QString> wordsFromJson(const QJsonObject& json)
{
    QHash<QString, QString> words;
    for (auto it = json.begin(); it != json.end(); ++it) {
        words.insert(it.key(), it.value().toString());
    }
    return words;
}

} // namespace

QJsonObject FormState::toJson() const
{
    QJsonObject all;
    for (auto it = forms.begin(); it != forms.end(); ++it) {
        all.insert(it.key(), maquette::toJson(it.value()));
    }
    return {{QStringLiteral("version"), kVersion},
            {QStringLiteral("operation"), operation},
            {QStringLiteral("forms"), all},
            {QStringLiteral("lastOfTool"), maquette::toJson(lastOfTool)},
            {QStringLiteral("lastOfSection"), maquette::toJson(lastOfSection)},
            {QStringLiteral("draft"), draft},
            {QStringLiteral("lastSeed"), lastSeed},
            {QStringLiteral("moreOpen"), moreOpen}};
}

FormState FormState::fromJson(const QJsonObject& json)
{
    FormState state;
    state.operation = json.value(QLatin1String("operation")).toString();
    const QJsonObject all = json.value(QLatin1String("forms")).toObject();
    for (auto it = all.begin(); it != all.end(); ++it) {
        state.forms.insert(it.key(), formFromJson(it.value().toObject()));
    }
    state.lastOfTool = wordsFromJson(json.value(QLatin1String("lastOfTool")).toObject());
    state.lastOfSection = wordsFromJson(json.value(QLatin1String("lastOfSection")).toObject());
    state.draft = json.value(QLatin1String("draft")).toString();
    state.lastSeed = json.value(QLatin1String("lastSeed")).toString();
    state.moreOpen = json.value(QLatin1String("moreOpen")).toBool();
    return state;
}

} // namespace maquette
