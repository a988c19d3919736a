// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/Operation.h"

#include <QList>
#include <QString>

namespace maquette {

/// One line of a tool's "Model" list: an operation, and the value of its model parameter if it has one.
struct ToolModel
{
    QString operation;
    QString model; ///< empty when the operation has no model parameter
    QString label;
    QString hint;
    bool operator==(const ToolModel&) const = default;
};

/// What the person sees as one thing to do: one operation, or several that differ only in the model that does it.
struct PromptTool
{
    QString id;
    QString label;
    QString hint;
    QString section;
    QList<ToolModel> models;
    [[nodiscard]] bool has(const QString& operation) const;
    bool operator==(const PromptTool&) const = default;
};

/// The tools \a operations make, in the order of the window: everything that generates is one tool, so is everything
/// that upscales, everything about style, and sound operations of the same sort; any other operation is a tool of its
/// own.
[[nodiscard]] QList<PromptTool> toolsOf(const QList<Operation>& operations);

} // namespace maquette
