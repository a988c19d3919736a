// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/Tools.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace maquette {

namespace {

QString words(const char* text)
{
    return QCoreApplication::translate("Tools", text);
}

QString lastPart(const QString& id)
{
    return id.mid(id.lastIndexOf(QLatin1Char('.')) + 1);
}

/// Operations with the same key are one tool.
QString toolKey(const Operation& operation)
{
    if (operation.group == QLatin1String("generate") || operation.group == QLatin1String("upscale")) {
        return operation.group;
    }
    if (operation.id.startsWith(QLatin1String("stable-image.control.style"))) {
        return QStringLiteral("style");
    }
    return operation.section == QLatin1String("sound") ? QStringLiteral("sound.") + lastPart(operation.id)
                                                       : operation.id;
}

struct ToolWords
{
    const char* key;
    const char* label;
    const char* hint;
};

/// Tools that do not go by their operation's own label and hint.
constexpr ToolWords kWords[] = {
    {"generate", QT_TRANSLATE_NOOP("Tools", "Generate"), QT_TRANSLATE_NOOP("Tools", "Make a picture from words")},
    {"upscale", QT_TRANSLATE_NOOP("Tools", "Upscale"), QT_TRANSLATE_NOOP("Tools", "Make a picture larger and finer")},
    {"style", QT_TRANSLATE_NOOP("Tools", "Style"),
     QT_TRANSLATE_NOOP("Tools", "Use the look of one picture for a new one, or for one you have")},
    {"stable-image.edit.remove-background", QT_TRANSLATE_NOOP("Tools", "Background"),
     QT_TRANSLATE_NOOP("Tools", "Cuts out the subject and makes everything behind it transparent.")},
    {"sound.text-to-audio", QT_TRANSLATE_NOOP("Tools", "Compose"), QT_TRANSLATE_NOOP("Tools", "Make sound from words")},
    {"sound.audio-to-audio", QT_TRANSLATE_NOOP("Tools", "Vary"),
     QT_TRANSLATE_NOOP("Tools", "Make a new sound from one you have")},
    {"sound.inpaint", QT_TRANSLATE_NOOP("Tools", "Repair"),
     QT_TRANSLATE_NOOP("Tools", "Make a stretch of a sound anew")},
};

/// The order of the picture tools: make, change a part, change the whole, make after a model. Others follow as the
/// catalogue has them.
constexpr const char* kOrder[] = {"generate",
                                  "stable-image.edit.inpaint",
                                  "stable-image.edit.erase",
                                  "stable-image.edit.outpaint",
                                  "stable-image.edit.search-and-replace",
                                  "stable-image.edit.search-and-recolor",
                                  "stable-image.edit.remove-background",
                                  "stable-image.edit.replace-background-and-relight",
                                  "upscale",
                                  "stable-image.control.sketch",
                                  "stable-image.control.structure",
                                  "style"};

int rankOf(const PromptTool& tool)
{
    const auto* const place = std::find_if(std::begin(kOrder), std::end(kOrder),
                                           [&](const char* key) { return tool.id == QLatin1String(key); });
    return int(place - std::begin(kOrder));
}

PromptTool newTool(const QString& key, const Operation& operation)
{
    PromptTool tool{key,
                    operation.shortLabel.isEmpty() ? operation.label : operation.shortLabel,
                    operation.hint,
                    operation.section,
                    {}};
    for (const ToolWords& entry : kWords) {
        if (key == QLatin1String(entry.key)) {
            tool.label = words(entry.label);
            tool.hint = words(entry.hint);
        }
    }
    return tool;
}

/// What tells an operation from the others of its tool. Sounds name their model in brackets: "Audio inpaint (Stable
/// Audio 3)".
QString modelLabel(const Operation& operation)
{
    static const QRegularExpression brackets(QStringLiteral("\\(([^)]+)\\)$"));
    const QRegularExpressionMatch model = brackets.match(operation.label);
    if (operation.section == QLatin1String("sound") && model.hasMatch()) {
        return model.captured(1);
    }
    return operation.shortLabel.isEmpty() ? operation.label : operation.shortLabel;
}

void addModels(PromptTool& tool, const Operation& operation)
{
    const QString label = modelLabel(operation);
    const ParamSpec* model = operation.paramByRole(QStringLiteral("model"));
    if (!model || model->choices.isEmpty()) {
        tool.models.append({operation.id, {}, label, operation.hint});
        return;
    }
    for (const Choice& choice : model->choices) {
        tool.models.append({operation.id, choice.value, choice.label.isEmpty() ? choice.value : choice.label,
                            choice.hint.isEmpty() ? operation.hint : choice.hint});
    }
}

} // namespace

bool PromptTool::has(const QString& operation) const
{
    return std::any_of(models.begin(), models.end(),
                       [&](const ToolModel& model) { return model.operation == operation; });
}

QList<PromptTool> toolsOf(const QList<Operation>& operations)
{
    QList<PromptTool> tools;
    for (const Operation& operation : operations) {
        if (!operation.isOrderable()) {
            continue;
        }
        const QString key = toolKey(operation);
        auto tool = std::find_if(tools.begin(), tools.end(), [&](const PromptTool& known) { return known.id == key; });
        if (tool == tools.end()) {
            tools.append(newTool(key, operation));
            tool = tools.end() - 1;
        }
        addModels(*tool, operation);
    }
    std::stable_sort(tools.begin(), tools.end(),
                     [](const PromptTool& a, const PromptTool& b) { return rankOf(a) < rankOf(b); });
    return tools;
}

} // namespace maquette
