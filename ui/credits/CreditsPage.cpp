// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/credits/CreditsPage.h"

#include "app/settings/SettingsStore.h"
#include "app/studio/Studio.h"
#include "ui/credits/LedgerModel.h"
#include "ui/credits/MeterBar.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/ErrorBanner.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/Formats.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

namespace maquette {

namespace {

constexpr int kRow = 33; // px

} // namespace

CreditsPage::CreditsPage(Studio& studio, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_model(new LedgerModel(
          [&studio](int limit, int offset) { return studio.ledgerEntries(studio.provider().id, limit, offset); },
          [&studio](const QString& what) {
              return studio.catalogue().find(what) != nullptr ? formats::operationLong(studio.catalogue(), what) : what;
          },
          this))
    , m_table(new QTableView(this))
    , m_empty(new EmptyState(QStringLiteral("view-list-text"), tr("Nothing has been spent yet"),
                             tr("Every hold, charge and correction will be listed here, newest first."), this))
    , m_error(new ErrorBanner(this))
{
    setObjectName(QStringLiteral("creditsPage"));
    setRole(this, QStringLiteral("panel"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 12);
    column->setSpacing(12);
    auto* cards = new QHBoxLayout;
    cards->setSpacing(12);
    m_available = addCard(cards, QStringLiteral("cardAvailable"), tr("Available"));
    m_today = addCard(cards, QStringLiteral("cardToday"), tr("Today"));
    m_month = addCard(cards, QStringLiteral("cardMonth"), tr("This month"));
    column->addLayout(cards);
    column->addSpacing(4);
    column->addWidget(m_error);
    column->addWidget(m_table, 1);
    column->addWidget(m_empty, 1);
    m_error->hide();
    m_error->setClosable(false);
    makeTable();
    connect(&m_studio, &Studio::balanceChanged, this, [this] {
        m_stale = true;
        if (isVisible()) {
            refresh();
        }
    });
    connect(&m_studio.settings(), &SettingsStore::changed, this, [this] {
        if (isVisible()) {
            refresh();
        }
    });
}

CreditsPage::Card CreditsPage::addCard(QHBoxLayout* row, const QString& name, const QString& title)
{
    auto* frame = new QFrame(this);
    setRole(frame, QStringLiteral("card"));
    auto* column = new QVBoxLayout(frame);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(2);
    auto* label = new QLabel(title, frame);
    setRole(label, QStringLiteral("label"));
    Card card = {new QLabel(frame), new QLabel(frame), new MeterBar(frame)};
    card.figure->setObjectName(name);
    setRole(card.figure, QStringLiteral("large"));
    setRole(card.note, QStringLiteral("hint"));
    column->addWidget(label);
    column->addWidget(card.figure);
    column->addWidget(card.note);
    column->addSpacing(4);
    column->addWidget(card.meter);
    column->addStretch(1);
    card.meter->hide();
    row->addWidget(frame, 1);
    return card;
}

void CreditsPage::makeTable()
{
    m_table->setModel(m_model);
    m_table->setObjectName(QStringLiteral("ledgerTable"));
    m_table->setAccessibleName(tr("Ledger"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(kRow);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    QHeaderView* const header = m_table->horizontalHeader();
    header->setHighlightSections(false);
    header->setSectionsClickable(false);
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(LedgerModel::Kind, QHeaderView::Stretch);
    header->resizeSection(LedgerModel::Time, 130);
    header->resizeSection(LedgerModel::What, 300);
    for (const int column : {int(LedgerModel::Amount), int(LedgerModel::Held), int(LedgerModel::BalanceAfter)}) {
        header->resizeSection(column, 130);
    }
    connect(m_model, &LedgerModel::loaded, this, &CreditsPage::showTable);
    connect(m_model, &LedgerModel::failed, this, [this](const Error& error) {
        ErrorText text = errorText(error, ErrorCost::Nothing);
        text.action = ErrorAction::Retry;
        text.actionLabel = tr("Try again");
        m_error->setText(text);
        m_error->show();
    });
    connect(m_error, &ErrorBanner::actionTriggered, m_model, [this] { m_model->reload(); });
    m_empty->hide();
}

void CreditsPage::showTable()
{
    const bool any = m_model->rowCount() > 0;
    m_error->hide();
    m_table->setVisible(any);
    m_empty->setVisible(!any);
}

void CreditsPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    refresh();
}

void CreditsPage::showSpending(const Card& card, Credits spent, const std::optional<Credits>& budget)
{
    card.figure->setText(spent.toDisplay());
    card.meter->setVisible(budget.has_value());
    card.note->setText(budget ? tr("of %1").arg(formats::costLong(*budget)) : tr("no budget set"));
    if (budget) {
        card.meter->setSpent(spent, *budget);
    }
}

void CreditsPage::refresh()
{
    const BalanceView balance = m_studio.balance();
    const Settings& settings = m_studio.settings().settings();
    const LedgerBalance& ledger = balance.ledger;
    m_available.figure->setText(ledger.known ? ledger.available().toDisplay() : tr("not known yet"));
    m_available.note->setText(ledger.known
                                  ? tr("balance %1, held %2").arg(ledger.balance.toDisplay(), ledger.held.toDisplay())
                                  : tr("The provider has not told its figure."));
    showSpending(m_today, balance.spentToday, settings.dailyBudget);
    showSpending(m_month, balance.spentThisMonth, settings.monthlyBudget);
    if (m_stale && m_studio.isOpen()) {
        m_stale = false;
        m_model->reload();
    }
}

} // namespace maquette
