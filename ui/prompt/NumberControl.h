// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/prompt/ParamControl.h"

class QLineEdit;
class QToolButton;

namespace maquette {

class DefaultSlider;

/// A number: a slider with its default marked, the value beside the label to be typed over, and a way back to the
/// default. What is typed is never clamped: a value out of range stays, and the form says what is wrong with it.
class NumberControl : public ParamControl
{
    Q_OBJECT

public:
    explicit NumberControl(const ParamSpec& spec, QWidget* parent = nullptr);

    [[nodiscard]] QJsonValue value() const override { return m_value; }
    void setValue(const QJsonValue& value) override;
    void setBounds(const Bounds& bounds) override;
    [[nodiscard]] QWidget* trailing() override { return m_trailing; }
    [[nodiscard]] bool isWide() const override { return true; }

private:
    void take(const QJsonValue& value);
    void show();
    [[nodiscard]] int stepsOf(double value) const;
    [[nodiscard]] double valueOf(int steps) const;

    Bounds m_bounds;
    bool m_bounded = false;
    double m_step = 1.0;
    QJsonValue m_value{QJsonValue::Undefined};
    DefaultSlider* m_slider;
    QWidget* m_trailing;
    QLineEdit* m_edit;
    QToolButton* m_reset;
};

} // namespace maquette
