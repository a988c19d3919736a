// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/TextControl.h"

#include "ui/prompt/PromptEdit.h"

#include <QSignalBlocker>
#include <QVBoxLayout>

namespace maquette {

TextControl::TextControl(const ParamSpec& spec, QWidget* parent)
    : ParamControl(spec, parent)
    , m_edit(new PromptEdit(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_edit);
    setFocusProxy(m_edit);
    const bool isMain = spec.role == QLatin1String("prompt");
    m_edit->setObjectName(spec.name);
    m_edit->setAccessibleName(spec.label);
    m_edit->setToolTip(spec.hint);
    m_edit->setLimit(spec.maxLength);
    m_edit->setLines(isMain ? 5 : 1, isMain ? 12 : 5);
    m_edit->setWeightsAllowed(isMain);
    connect(m_edit, &QPlainTextEdit::textChanged, this, &ParamControl::edited);
}

QJsonValue TextControl::value() const
{
    const QString text = m_edit->toPlainText();
    return text.trimmed().isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(text);
}

void TextControl::setValue(const QJsonValue& value)
{
    const QSignalBlocker quiet(this);
    m_edit->replaceText(value.toString());
}

} // namespace maquette
