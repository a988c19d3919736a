// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace maquette {

/// The primary button: what it does at the left, what it costs at the right.
class PriceButton : public QPushButton
{
    Q_OBJECT

public:
    explicit PriceButton(QWidget* parent = nullptr);
    /// \a detail: "12 credits"; may be empty.
    void setTexts(const QString& action, const QString& detail);
    [[nodiscard]] QString action() const { return m_action; }
    [[nodiscard]] QString detail() const { return m_detail; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_action;
    QString m_detail;
};

} // namespace maquette
