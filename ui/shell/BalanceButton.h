// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/BalanceView.h"

#include <QPushButton>

namespace maquette {

/// The live balance: what there is, what is held, and whether the figure can be trusted.
class BalanceButton : public QPushButton
{
    Q_OBJECT

public:
    explicit BalanceButton(QWidget* parent = nullptr);
    void setBalance(const BalanceView& balance);
    /// "cr" instead of "credits".
    void setShort(bool isShort);
    /// What stands on it, in one line.
    [[nodiscard]] QString line() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString figure() const;
    [[nodiscard]] QString unit() const;
    [[nodiscard]] QString held() const;
    [[nodiscard]] bool isStale() const { return m_balance.readError.has_value(); }
    BalanceView m_balance;
    bool m_short = false;
};

} // namespace maquette
