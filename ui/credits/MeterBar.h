// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Credits.h"

#include <QWidget>

namespace maquette {

/// How much of a budget is spent: a thin line that turns to the warning colour at nine tenths.
class MeterBar : public QWidget
{
    Q_OBJECT

public:
    explicit MeterBar(QWidget* parent = nullptr);
    void setSpent(Credits spent, Credits budget);
    [[nodiscard]] QSize sizeHint() const override { return {120, 4}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    double m_part = 0.0;
};

} // namespace maquette
