// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/NumberControl.h"

#include "ui/prompt/DefaultSlider.h"
#include "ui/prompt/FormLogic.h"
#include "ui/prompt/WheelGuard.h"
#include "ui/widgets/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolButton>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr int kValueWidth = 56; // px: "4294.25"
constexpr int kMostSteps = 4000;

} // namespace

NumberControl::NumberControl(const ParamSpec& spec, QWidget* parent)
    : ParamControl(spec, parent)
    , m_slider(new DefaultSlider(this))
    , m_trailing(new QWidget(this))
    , m_edit(new QLineEdit(m_trailing))
    , m_reset(new QToolButton(m_trailing))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_slider);
    m_slider->setObjectName(spec.name + QStringLiteral("-slider"));
    m_slider->setAccessibleName(spec.label);
    m_slider->setToolTip(spec.hint);
    guardWheel(m_slider);

    auto* line = new QHBoxLayout(m_trailing);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(metrics::kGrid);
    setRole(m_reset, QStringLiteral("link"));
    m_reset->setObjectName(spec.name + QStringLiteral("-reset"));
    m_reset->setText(tr("reset"));
    m_reset->setFont(Theme::font(metrics::kFontSmall));
    m_reset->setFocusPolicy(Qt::TabFocus);
    m_edit->setObjectName(spec.name);
    m_edit->setAccessibleName(spec.label);
    m_edit->setToolTip(spec.hint);
    m_edit->setAlignment(Qt::AlignRight);
    m_edit->setFixedWidth(kValueWidth);
    setRole(m_edit, QStringLiteral("bare"));
    m_edit->setFixedHeight(20);
    line->addWidget(m_reset);
    line->addWidget(m_edit);
    if (!spec.unit.isEmpty()) {
        auto* unit = new QLabel(spec.unit, m_trailing);
        setRole(unit, QStringLiteral("hint"));
        line->addWidget(unit);
    }
    setFocusProxy(m_edit);

    connect(m_slider, &QSlider::valueChanged, this, [this](int steps) { take(valueOf(steps)); });
    connect(m_edit, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_value = form::readNumber(text, this->spec().type);
        const QSignalBlocker quiet(m_slider);
        m_slider->setValue(stepsOf(m_value.isDouble() ? m_value.toDouble() : m_bounds.defaultValue.toDouble()));
        m_reset->setVisible(!m_value.isUndefined() && !this->spec().required);
        Q_EMIT edited();
    });
    connect(m_edit, &QLineEdit::editingFinished, this, &NumberControl::show);
    connect(m_reset, &QToolButton::clicked, this, [this] { take(QJsonValue(QJsonValue::Undefined)); });
}

void NumberControl::setValue(const QJsonValue& value)
{
    m_value = value;
    show();
}

void NumberControl::setBounds(const Bounds& bounds)
{
    if (m_bounded && bounds == m_bounds) {
        return; // what is being typed stays as it is
    }
    m_bounded = true;
    m_bounds = bounds;
    m_step = form::stepOf(spec().type, bounds);
    const double low = bounds.min.value_or(0.0);
    const double high = bounds.max.value_or(low + 1.0);
    while ((high - low) / m_step > kMostSteps) {
        m_step *= 10;
    }
    const QSignalBlocker quiet(m_slider);
    m_slider->setRange(0, int(std::lround((high - low) / m_step)));
    m_slider->setPageStep(std::max(1, m_slider->maximum() / 10));
    m_slider->setMark(bounds.defaultValue.isDouble() ? stepsOf(bounds.defaultValue.toDouble()) : -1);
    const QString standard =
        bounds.defaultValue.isDouble() ? form::writeNumber(bounds.defaultValue) : tr("what the service chooses");
    m_reset->setToolTip(tr("Back to the default, %1").arg(standard));
    m_reset->setAccessibleName(tr("Reset %1 to %2").arg(spec().label, standard));
    show();
}

void NumberControl::take(const QJsonValue& value)
{
    m_value = spec().type == ParamType::Integer && value.isDouble() ? QJsonValue(qint64(std::lround(value.toDouble())))
                                                                    : value;
    show();
    Q_EMIT edited();
}

void NumberControl::show()
{
    const bool isSet = !m_value.isUndefined();
    const QJsonValue shown = isSet ? m_value : m_bounds.defaultValue;
    const double place = shown.isDouble() ? shown.toDouble() : form::startingValue(spec(), m_bounds).toDouble();
    const QSignalBlocker quiet(m_slider);
    m_slider->setValue(stepsOf(place));
    m_edit->setPlaceholderText(m_bounds.defaultValue.isDouble() ? form::writeNumber(m_bounds.defaultValue)
                                                                : tr("auto"));
    m_edit->setText(isSet ? form::writeNumber(m_value) : QString());
    m_reset->setVisible(isSet && !spec().required && !spec().requiredWhen);
}

int NumberControl::stepsOf(double value) const
{
    const double steps = std::round((value - m_bounds.min.value_or(0.0)) / m_step);
    return int(std::clamp(steps, 0.0, double(std::max(0, m_slider->maximum()))));
}

double NumberControl::valueOf(int steps) const
{
    // Whole steps first, so that 0.1 + 0.2 is written 0.3.
    const double exact = m_bounds.min.value_or(0.0) + steps * m_step;
    return std::round(exact * 1e6) / 1e6;
}

} // namespace maquette
