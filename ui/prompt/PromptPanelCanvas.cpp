// SPDX-License-Identifier: GPL-3.0-or-later
// The part of PromptPanel that shares the order with the canvas.
#include "app/studio/Studio.h"
#include "ui/prompt/FormLogic.h"
#include "ui/prompt/GenerateBar.h"
#include "ui/prompt/ParamForm.h"
#include "ui/prompt/PromptPanel.h"
#include "ui/prompt/SendLine.h"

#include <utility>

namespace maquette {

namespace {

/// Numbers that are none, or less than nothing, stay in the form alone, which says what is wrong with them.
QJsonValue valueOrDefault(const Operation& operation, const QJsonObject& values, const QString& name)
{
    const QJsonValue value = values.value(name);
    const ParamSpec* param = operation.param(name);
    return value.isUndefined() && param ? param->bounds.defaultValue : value;
}

bool isAllZero(const QJsonObject& values)
{
    return std::all_of(values.begin(), values.end(), [](const QJsonValue& value) { return value.toDouble() == 0.0; });
}

} // namespace

Request PromptPanel::currentRequest() const
{
    const Operation* operation = current();
    if (!operation) {
        return {};
    }
    FormValues values = m_form->values();
    if (m_part) {
        for (const QString& role : m_part->roles) {
            values.inputs.remove(role);
            if (m_part->assets.contains(role)) {
                values.inputs.insert(role, m_part->assets.value(role));
            }
        }
        for (auto it = m_part->sentValues.begin(); it != m_part->sentValues.end(); ++it) {
            values.values.insert(it.key(), it.value());
        }
    }
    return form::requestOf(*operation, m_studio.provider().id, values);
}

AssetId PromptPanel::chosenInput(const QString& role) const
{
    return m_form->values().inputs.value(role);
}

AssetId PromptPanel::givenPicture() const
{
    const Operation* operation = current();
    const InputSpec* main = operation ? form::mainPicture(*operation) : nullptr;
    return main && main->required ? chosenInput(main->role) : AssetId();
}

void PromptPanel::setCanvasPart(const std::optional<CanvasPart>& part)
{
    if (part == m_part && !m_partIsNew) {
        return;
    }
    const QJsonObject before = m_part && !m_partIsNew ? m_part->values : QJsonObject();
    m_part = part;
    m_partIsNew = false;
    m_form->setCanvasRoles(part ? part->roles : QStringList());
    m_sendLine->setVisible(part.has_value());
    if (part) {
        m_sendLine->setPart(*part);
        const QJsonObject filled = m_form->values().values;
        QJsonObject news;
        for (auto it = part->values.begin(); it != part->values.end(); ++it) {
            if (it.value() != before.value(it.key())) {
                news.insert(it.key(), it.value());
            }
        }
        const QStringList names = part->values.keys();
        const bool formHasMore = std::any_of(names.begin(), names.end(),
                                             [&](const QString& name) { return filled.value(name).toDouble() > 0; });
        if (!names.isEmpty() && std::exchange(m_formLeads, false) && isAllZero(part->values) && formHasMore) {
            tellCanvas();
        } else {
            m_form->setCanvasValues(news);
            m_state.forms.insert(m_operation, m_form->values());
        }
    }
    refresh();
    orderIfPrepared();
}

void PromptPanel::tellCanvas()
{
    Q_EMIT formChanged();
    if (const AssetId picture = givenPicture(); picture != m_mainPicture) {
        m_mainPicture = picture;
        if (!picture.isEmpty()) {
            Q_EMIT pictureChosen(picture);
        }
    }
    if (m_part && !m_partIsNew) {
        const QJsonObject values = formsCanvasValues();
        if (values != m_part->values) {
            Q_EMIT canvasValuesEdited(values);
        }
    }
}

QJsonObject PromptPanel::formsCanvasValues() const
{
    const Operation* operation = current();
    QJsonObject values = m_part ? m_part->values : QJsonObject();
    const QJsonObject filled = m_form->values().values;
    for (auto it = values.begin(); operation && it != values.end(); ++it) {
        const QJsonValue value = valueOrDefault(*operation, filled, it.key());
        if (value.isDouble() && value.toDouble() >= 0) {
            it.value() = value;
        }
    }
    return values;
}

/// Not while a number typed a moment ago has yet to reach the canvas.
bool PromptPanel::isCanvasReady() const
{
    return !m_part || (m_part->ready && formsCanvasValues() == m_part->values);
}

void PromptPanel::orderIfPrepared()
{
    if (!m_waitingFront || (!isCanvasReady() && m_part->problem.isEmpty())) {
        return;
    }
    const bool atFront = *m_waitingFront;
    m_waitingFront.reset();
    if (m_part && !m_part->problem.isEmpty()) {
        refresh();
        ErrorText text;
        text.what = m_part->problem;
        text.cost = tr("Nothing was sent.");
        m_bar->setRefusal(text);
        return;
    }
    generate(atFront);
}

} // namespace maquette
