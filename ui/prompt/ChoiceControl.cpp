// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/ChoiceControl.h"

#include "ui/prompt/AspectIcon.h"
#include "ui/prompt/ChoiceBox.h"

#include <QHBoxLayout>
#include <QSignalBlocker>

namespace maquette {

ChoiceControl::ChoiceControl(const ParamSpec& spec, QWidget* parent)
    : ParamControl(spec, parent)
    , m_box(new ChoiceBox(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_box);
    setFocusProxy(m_box);
    m_box->setObjectName(spec.name);
    m_box->setAccessibleName(spec.label);
    m_box->setToolTip(spec.hint);
    if (spec.required) {
        m_box->setPlaceholderText(tr("choose…"));
    }
    const bool isAspect = spec.role == QLatin1String("aspect");
    for (const Choice& choice : spec.choices) {
        const QString label = choice.label.isEmpty() ? choice.value : choice.label;
        m_box->addChoice(label, choice.value, {}, choice.hint, isAspect ? aspectIcon(choice.value) : QIcon(),
                         isAspect ? QString(choice.value).replace(QLatin1Char(':'), QStringLiteral(" : ")) : label);
    }
    connect(m_box, &QComboBox::activated, this, &ParamControl::edited);
}

QJsonValue ChoiceControl::value() const
{
    const QString value = m_box->currentData().toString();
    const bool isSet = m_box->currentIndex() >= 0 && (spec().required || value != m_default);
    return isSet ? QJsonValue(value) : QJsonValue(QJsonValue::Undefined);
}

void ChoiceControl::setValue(const QJsonValue& value)
{
    const int place = m_box->findData(value.isUndefined() ? m_default : value.toString());
    m_box->setCurrentIndex(place < 0 && !spec().required ? m_box->findData(m_default) : place);
}

void ChoiceControl::setBounds(const Bounds& bounds)
{
    const QString standard = bounds.defaultValue.toString();
    const QJsonValue before = value();
    if (standard.isEmpty() && !spec().required && m_box->findData(QString()) < 0) {
        m_box->addAutomatic(tr("Automatic"));
    }
    for (int row = 0; row < m_box->count(); ++row) {
        const bool isDefault = !standard.isEmpty() && m_box->itemData(row).toString() == standard;
        m_box->setNote(row, isDefault ? tr("default") : QString());
    }
    m_default = standard;
    setValue(before);
}

} // namespace maquette
