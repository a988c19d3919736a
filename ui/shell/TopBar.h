// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QAction;
class QButtonGroup;
class QLabel;
class QPushButton;
class QTimer;

namespace maquette {

class BalanceButton;
class Studio;

/// The line on top: pages, search, practice badge, provider, balance.
class TopBar : public QWidget
{
    Q_OBJECT

public:
    explicit TopBar(Studio& studio, QWidget* parent = nullptr);

    /// Adds a page's tab; pressing it triggers \a action, which must be checkable.
    void addTab(QAction* action);
    void setSearchKey(const QString& key);
    [[nodiscard]] BalanceButton* balanceButton() const { return m_balance; }
    [[nodiscard]] QPushButton* providerButton() const { return m_provider; }

Q_SIGNALS:
    void searchRequested();
    void balanceRequested();
    void keysRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void makeSearch();
    void placeSearch();
    void fillProviders();
    void showProvider();
    void showRateLimit();

    Studio& m_studio;
    QWidget* m_left;
    QWidget* m_right;
    QPushButton* m_search;
    QLabel* m_searchText;
    QLabel* m_searchKey;
    QLabel* m_limit;
    QLabel* m_practice;
    QPushButton* m_provider;
    BalanceButton* m_balance;
    QTimer* m_tick;
};

} // namespace maquette
