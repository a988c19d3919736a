// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/BalanceView.h"
#include "ui/widgets/Popover.h"

class QLabel;
class QPushButton;
class QTimer;

namespace maquette {

class MeterBar;
class Studio;

/// What the account holds and what went out of it, with a button to ask the provider again.
class BalancePopover : public Popover
{
    Q_OBJECT

public:
    BalancePopover(Studio& studio, QWidget* owner);

Q_SIGNALS:
    void historyRequested();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Spending
    {
        QLabel* amount;
        QLabel* against;
        MeterBar* meter;
    };
    [[nodiscard]] Spending addSpending(const QString& title);
    void addFigures();
    void addButtons();
    void refresh();
    void showSpending(const Spending& row, Credits spent, const std::optional<Credits>& budget);

    Studio& m_studio;
    QLabel* m_available = nullptr;
    QLabel* m_parts = nullptr;
    Spending m_today = {};
    Spending m_month = {};
    QLabel* m_read = nullptr;
    QLabel* m_adjusted = nullptr;
    QPushButton* m_refresh = nullptr;
    QPushButton* m_topUp = nullptr;
    QPushButton* m_refill = nullptr;
    QTimer* m_tick;
};

/// Where credits are bought, empty for practice mode.
[[nodiscard]] QUrl topUpPage(const QString& provider);

/// "just now", "4 min ago", "never asked": when the provider last told its figure, or why it could not.
[[nodiscard]] QString readingText(const BalanceView& balance, const QDateTime& now);

} // namespace maquette
