// SPDX-License-Identifier: GPL-3.0-or-later
// One half of PromptPanel: which form is on show, and with what in it.
#include "app/studio/Studio.h"
#include "ui/prompt/FormLogic.h"
#include "ui/prompt/GenerateBar.h"
#include "ui/prompt/OperationPicker.h"
#include "ui/prompt/ParamForm.h"
#include "ui/prompt/PromptPanel.h"

namespace maquette {

void PromptPanel::chooseTool(const QString& id)
{
    const PromptTool* chosen = tool(id);
    if (!chosen) {
        return;
    }
    QString operation = m_state.lastOfTool.value(id);
    if (!chosen->has(operation)) {
        operation = firstUsable(*chosen);
    }
    selectOperation(operation);
}

void PromptPanel::chooseSection(const QString& section)
{
    const PromptTool* wanted = tool(m_state.lastOfSection.value(section));
    QString reason;
    for (const PromptTool& each : qAsConst(m_tools)) {
        if (each.section != section) {
            continue;
        }
        const QString why = reasonFor(each);
        reason = reason.isEmpty() ? why : reason;
        if (!wanted && why.isEmpty()) {
            wanted = &each;
        }
    }
    if (wanted && reasonFor(*wanted).isEmpty()) {
        m_form->show();
        chooseTool(wanted->id);
        return;
    }
    m_sectionReason = reason.isEmpty() ? tr("The catalogue has nothing of this kind") : reason;
    m_form->hide();
    refresh();
}

void PromptPanel::chooseModel(int line)
{
    const PromptTool* here = toolOf(m_operation);
    if (!here || line < 0 || line >= here->models.size()) {
        return;
    }
    const ToolModel model = here->models.at(line);
    if (const Operation* operation = m_studio.catalogue().find(model.operation)) {
        moveTo(*operation, model.model, true);
    }
}

void PromptPanel::selectOperation(const QString& id)
{
    const Operation* operation = m_studio.catalogue().find(id);
    if (operation && operation->isOrderable() && (id != m_operation || !m_sectionReason.isEmpty())) {
        const PromptTool* from = toolOf(m_operation);
        moveTo(*operation, {}, from && from == toolOf(id));
    }
}

void PromptPanel::moveTo(const Operation& operation, const QString& model, bool carry)
{
    const Operation* before = current();
    if (before) {
        m_state.forms.insert(before->id, m_form->values());
    }
    const FormValues own = m_state.forms.value(operation.id);
    FormValues values = own;
    if (carry && before && before->id != operation.id) {
        values = form::carried(*before, m_state.forms.value(before->id), operation, own);
    }
    const ParamSpec* by = operation.paramByRole(QStringLiteral("model"));
    if (by && !model.isEmpty()) {
        values.values.insert(by->name, model);
    }
    m_state.forms.insert(operation.id, values);
    m_formLeads = false;
    changeTo(operation.id);
}

void PromptPanel::changeTo(const QString& operation)
{
    const bool isOther = m_operation != operation;
    m_operation = operation;
    m_partIsNew = true;
    m_waitingFront.reset();
    if (isOther && m_part) {
        // What was made for the one before is not what this one sends; the canvas will say anew.
        m_part = CanvasPart{m_part->roles, {}, {}, false, {}, {}, {}, {}};
    }
    showOperation();
    if (isOther) {
        Q_EMIT operationChanged(m_operation);
    }
    tellCanvas();
}

void PromptPanel::showOperation()
{
    const Operation* operation = current();
    const PromptTool* here = toolOf(m_operation);
    if (!operation || !here) {
        return;
    }
    m_sectionReason.clear();
    m_attempted = false;
    m_bar->clearRefusal();
    m_state.operation = m_operation;
    m_state.lastOfTool.insert(here->id, m_operation);
    m_state.lastOfSection.insert(here->section, here->id);
    m_picker->setCurrent(here->id);
    m_form->show();
    m_form->setOperation(*operation, m_state.forms.value(m_operation));
    m_mainPicture = givenPicture();
    m_state.forms.insert(m_operation, m_form->values());
    refresh();
    save();
}

void PromptPanel::showModels()
{
    const PromptTool* here = toolOf(m_operation);
    const Operation* shown = current();
    if (!here || !shown) {
        return;
    }
    const QJsonObject values = m_form->values().values;
    const ParamSpec* shownModel = shown->paramByRole(QStringLiteral("model"));
    QString model = shownModel ? values.value(shownModel->name).toString() : QString();
    if (shownModel && model.isEmpty()) {
        model = shownModel->bounds.defaultValue.toString();
    }
    QList<ModelLine> lines;
    int line = -1;
    for (const ToolModel& each : here->models) {
        const Operation* operation = m_studio.catalogue().find(each.operation);
        const ParamSpec* by = operation->paramByRole(QStringLiteral("model"));
        QJsonObject priced = operation == shown ? values : QJsonObject();
        if (by) {
            priced.insert(by->name, each.model);
        }
        const Result<Credits> price = priceOf(*operation, priced);
        lines.append({each, price ? creditsText(*price) : QString()});
        if (each.operation == m_operation && each.model == model) {
            line = int(lines.size()) - 1;
        }
    }
    const bool isMethod = here->id == QLatin1String("upscale") || here->id == QLatin1String("style");
    m_form->setModels(isMethod ? tr("Method") : tr("Model"), lines, line);
}

void PromptPanel::useRequest(const Request& request, bool withSeed)
{
    const Operation* operation = m_studio.catalogue().find(request.operation);
    if (!operation || !operation->isOrderable()) {
        return;
    }
    if (const Operation* before = current(); before && before->id != operation->id) {
        m_state.forms.insert(before->id, m_form->values());
    }
    m_state.forms.insert(operation->id, form::valuesOf(request, withSeed));
    m_formLeads = true;
    changeTo(operation->id);
}

void PromptPanel::fillIn(const QJsonObject& values, const QHash<QString, AssetId>& inputs)
{
    const Operation* operation = current();
    if (!operation) {
        return;
    }
    FormValues form = m_form->values();
    const FormValues before = form;
    for (auto value = values.begin(); value != values.end(); ++value) {
        if (operation->param(value.key())) {
            form.values.insert(value.key(), value.value());
        }
    }
    for (auto input = inputs.begin(); input != inputs.end(); ++input) {
        if (input.value().isEmpty()) {
            form.inputs.remove(input.key());
        } else if (operation->input(input.key())) {
            form.inputs.insert(input.key(), input.value());
        }
    }
    if (form != before) {
        m_form->setOperation(*operation, form);
        takeForm();
    }
}

void PromptPanel::takeForm()
{
    const bool wasWaiting = m_waitingFront.has_value();
    m_waitingFront.reset();
    m_state.forms.insert(m_operation, m_form->values());
    m_bar->clearRefusal();
    if (wasWaiting) {
        ErrorText text;
        text.what = tr("The form was changed while the picture was being prepared.");
        text.cost = tr("Nothing was sent.");
        m_bar->setRefusal(text);
    }
    m_refresh.start();
    save();
    tellCanvas();
}

QString PromptPanel::reasonFor(const PromptTool& tool) const
{
    return firstUsable(tool).isEmpty() && !tool.models.isEmpty()
               ? m_availability(*m_studio.catalogue().find(tool.models.first().operation))
               : QString();
}

QString PromptPanel::firstUsable(const PromptTool& tool) const
{
    for (const ToolModel& model : tool.models) {
        const Operation* operation = m_studio.catalogue().find(model.operation);
        if (operation && m_availability(*operation).isEmpty()) {
            return operation->id;
        }
    }
    return {};
}

} // namespace maquette
