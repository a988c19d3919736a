// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/prompt/Tools.h"

#include <QHash>
#include <QWidget>

#include <functional>

class QButtonGroup;
class QGridLayout;
class QLabel;
class QPushButton;

namespace maquette {

class Segmented;

/// What to make: the sections of the catalogue, and below the tools of the chosen one.
class OperationPicker : public QWidget
{
    Q_OBJECT

public:
    /// Why a tool cannot be used, empty when it can.
    using Reason = std::function<QString(const PromptTool&)>;

    explicit OperationPicker(QList<PromptTool> tools, QWidget* parent = nullptr);

    /// Asks \a reason about every tool again.
    void setReasons(const Reason& reason);
    [[nodiscard]] QString section() const;
    /// Shows the section of \a tool and marks it. Emits nothing.
    void setCurrent(const QString& tool);

Q_SIGNALS:
    void toolChosen(const QString& tool);
    /// The person looks at another section; its last tool, or its first that can be used, is to be taken.
    void sectionChosen(const QString& section);

private:
    void showSection();

    QList<PromptTool> m_tools;
    QHash<QString, QPushButton*> m_buttons;
    Segmented* m_sections;
    QGridLayout* m_grid;
    QButtonGroup* m_group;
    QLabel* m_reason;
    bool m_quiet = false;
};

} // namespace maquette
