// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/prompt/ParamControl.h"

namespace maquette {

class PromptEdit;

/// Any text parameter. An empty text is "not set".
class TextControl : public ParamControl
{
    Q_OBJECT

public:
    explicit TextControl(const ParamSpec& spec, QWidget* parent = nullptr);

    [[nodiscard]] QJsonValue value() const override;
    void setValue(const QJsonValue& value) override;
    [[nodiscard]] bool isWide() const override { return true; }
    [[nodiscard]] PromptEdit* editor() const { return m_edit; }

private:
    PromptEdit* m_edit;
};

} // namespace maquette
