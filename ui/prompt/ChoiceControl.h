// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/prompt/ParamControl.h"

namespace maquette {

class ChoiceBox;

/// One of a few named values. The default one, marked in the list, counts as "not set"; where the service has no
/// default there is a line for leaving it to the service.
class ChoiceControl : public ParamControl
{
    Q_OBJECT

public:
    explicit ChoiceControl(const ParamSpec& spec, QWidget* parent = nullptr);

    [[nodiscard]] QJsonValue value() const override;
    void setValue(const QJsonValue& value) override;
    void setBounds(const Bounds& bounds) override;

private:
    ChoiceBox* m_box;
    QString m_default; ///< the value of the line that counts as not set
};

} // namespace maquette
