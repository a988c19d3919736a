// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/ParamControl.h"

#include "ui/prompt/ChoiceControl.h"
#include "ui/prompt/MarginControl.h"
#include "ui/prompt/NumberControl.h"
#include "ui/prompt/StyleControl.h"
#include "ui/prompt/TextControl.h"

namespace maquette {

ParamControl::ParamControl(ParamSpec spec, QWidget* parent)
    : QWidget(parent)
    , m_spec(std::move(spec))
{
    setObjectName(QStringLiteral("param-") + m_spec.name);
}

void ParamControl::setBounds(const Bounds&) {}

ParamControl* makeControl(const ParamSpec& spec, const Bounds& bounds, QWidget* parent)
{
    ParamControl* control = nullptr;
    switch (spec.type) {
    case ParamType::Text:
        control = new TextControl(spec, parent);
        break;
    case ParamType::Integer:
    case ParamType::Number:
        if (isMargin(spec)) {
            control = new MarginControl(spec, parent);
        } else {
            control = new NumberControl(spec, parent);
        }
        break;
    case ParamType::Choice:
        if (spec.role == QLatin1String("style")) {
            control = new StyleControl(spec, parent);
        } else {
            control = new ChoiceControl(spec, parent);
        }
        break;
    }
    control->setBounds(bounds);
    return control;
}

} // namespace maquette
