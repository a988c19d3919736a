// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Credits.h"

#include <QWidget>

#include <optional>

class QHBoxLayout;
class QLabel;
class QTableView;

namespace maquette {

class EmptyState;
class ErrorBanner;
class LedgerModel;
class MeterBar;
class Studio;

/// Where the credits are and where they went: three figures, and every entry of the ledger.
class CreditsPage : public QWidget
{
    Q_OBJECT

public:
    explicit CreditsPage(Studio& studio, QWidget* parent = nullptr);

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct Card
    {
        QLabel* figure;
        QLabel* note;
        MeterBar* meter;
    };
    [[nodiscard]] Card addCard(QHBoxLayout* row, const QString& name, const QString& title);
    void makeTable();
    void refresh();
    void showSpending(const Card& card, Credits spent, const std::optional<Credits>& budget);
    void showTable();

    Studio& m_studio;
    LedgerModel* m_model;
    QTableView* m_table;
    EmptyState* m_empty;
    ErrorBanner* m_error;
    Card m_available = {};
    Card m_today = {};
    Card m_month = {};
    bool m_stale = true; ///< the ledger changed since it was read
};

} // namespace maquette
