// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/prompt/ParamControl.h"

class QLineEdit;

namespace maquette {

/// Whether \a spec is the width of a strip added at one edge of the picture.
[[nodiscard]] bool isMargin(const ParamSpec& spec);

/// Pixels to add at one edge: a number to type, with Up and Down for single pixels and the page keys for 64. What is
/// typed is never clamped; the form says what is wrong with it.
class MarginControl : public ParamControl
{
    Q_OBJECT

public:
    explicit MarginControl(const ParamSpec& spec, QWidget* parent = nullptr);

    [[nodiscard]] QJsonValue value() const override { return m_value; }
    void setValue(const QJsonValue& value) override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void step(int by);

    QJsonValue m_value{QJsonValue::Undefined};
    QLineEdit* m_edit;
};

} // namespace maquette
