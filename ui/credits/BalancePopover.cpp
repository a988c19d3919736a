// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/credits/BalancePopover.h"

#include "app/settings/SettingsStore.h"
#include "app/studio/ErrorText.h"
#include "app/studio/Studio.h"
#include "ui/credits/MeterBar.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/Formats.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

namespace maquette {

namespace {

constexpr int kTickMs = 10'000;
constexpr int kCountMs = 1'000; // while seconds are counted down
constexpr int kWidth = 300;     // px

QString say(const char* text)
{
    return QCoreApplication::translate("maquette::BalancePopover", text);
}

} // namespace

QUrl topUpPage(const QString& provider)
{
    return provider == QLatin1String("stability")
               ? QUrl(QStringLiteral("https://platform.stability.ai/account/credits"))
               : QUrl();
}

QString readingText(const BalanceView& balance, const QDateTime& now)
{
    if (balance.reading) {
        return say("Asking the provider …");
    }
    if (balance.againAt > now) {
        return say("The provider is receiving too many requests. Asked again in %1 s.")
            .arg((now.msecsTo(balance.againAt) + 999) / 1000);
    }
    QString when = say("Not read yet.");
    if (balance.readAt.isValid()) {
        const qint64 seconds = balance.readAt.secsTo(now);
        if (seconds < 60) {
            when = say("Read just now.");
        } else if (seconds < 3600) {
            when = say("Read %1 min ago.").arg(seconds / 60);
        } else {
            when = say("Read at %1.").arg(formats::shortTime(balance.readAt, now));
        }
    }
    if (balance.readError) {
        return errorText(*balance.readError, ErrorCost::Nothing).what + QLatin1Char(' ') + when;
    }
    return when;
}

BalancePopover::BalancePopover(Studio& studio, QWidget* owner)
    : Popover(owner)
    , m_studio(studio)
    , m_tick(new QTimer(this))
{
    setObjectName(QStringLiteral("balancePopover"));
    setAccessibleName(tr("Credits"));
    setFixedWidth(kWidth);
    column()->setContentsMargins(16, 14, 16, 12);
    column()->setSpacing(4);
    addFigures();
    m_today = addSpending(tr("Spent today"));
    m_month = addSpending(tr("Spent this month"));
    addButtons();
    m_tick->setInterval(kTickMs);
    connect(m_tick, &QTimer::timeout, this, &BalancePopover::refresh);
    connect(&m_studio, &Studio::balanceChanged, this, [this] {
        if (isVisible()) {
            refresh();
        }
    });
}

void BalancePopover::addFigures()
{
    auto* title = new QLabel(tr("Available"), this);
    setRole(title, QStringLiteral("label"));
    m_available = new QLabel(this);
    m_available->setObjectName(QStringLiteral("balanceAvailable"));
    setRole(m_available, QStringLiteral("large"));
    m_parts = new QLabel(this);
    m_parts->setObjectName(QStringLiteral("balanceParts"));
    setRole(m_parts, QStringLiteral("hint"));
    m_adjusted = new QLabel(this);
    m_adjusted->setObjectName(QStringLiteral("balanceAdjusted"));
    m_adjusted->setWordWrap(true);
    setRole(m_adjusted, QStringLiteral("problem"));
    for (QWidget* const each : {static_cast<QWidget*>(title), static_cast<QWidget*>(m_available),
                                static_cast<QWidget*>(m_parts), static_cast<QWidget*>(m_adjusted)}) {
        column()->addWidget(each);
    }
    column()->addSpacing(8);
}

BalancePopover::Spending BalancePopover::addSpending(const QString& title)
{
    Spending row = {new QLabel(this), new QLabel(this), new MeterBar(this)};
    auto* line = new QHBoxLayout;
    auto* name = new QLabel(title, this);
    setRole(name, QStringLiteral("body"));
    setRole(row.against, QStringLiteral("hint"));
    row.amount->setAccessibleName(title);
    line->addWidget(name, 1);
    line->addWidget(row.amount);
    column()->addLayout(line);
    column()->addWidget(row.meter);
    column()->addWidget(row.against);
    column()->addSpacing(4);
    return row;
}

void BalancePopover::addButtons()
{
    auto* divider = new QWidget(this);
    setRole(divider, QStringLiteral("divider"));
    divider->setFixedHeight(1);
    column()->addWidget(divider);
    column()->addSpacing(4);
    m_read = new QLabel(this);
    m_read->setObjectName(QStringLiteral("balanceRead"));
    m_read->setWordWrap(true);
    setRole(m_read, QStringLiteral("hint"));
    column()->addWidget(m_read);
    column()->addSpacing(4);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_refresh = new QPushButton(Theme::icon(QStringLiteral("view-refresh")), tr("Refresh"), this);
    m_refresh->setObjectName(QStringLiteral("balanceRefresh"));
    m_refresh->setToolTip(tr("Ask the provider for the balance now (free)"));
    auto* history = new QPushButton(tr("History"), this);
    history->setObjectName(QStringLiteral("balanceHistory"));
    history->setToolTip(tr("Open the Credits page: every hold, charge and correction"));
    m_topUp = new QPushButton(tr("Top up …"), this);
    m_topUp->setObjectName(QStringLiteral("balanceTopUp"));
    m_topUp->setToolTip(tr("Open the provider's billing page in the browser"));
    m_refill = new QPushButton(tr("Refill"), this);
    m_refill->setObjectName(QStringLiteral("balanceRefill"));
    m_refill->setToolTip(tr("Fill the play credits up to %1").arg(Studio::practiceCredits().toDisplay()));
    for (QPushButton* const button : {m_refresh, history, m_topUp, m_refill}) {
        button->setAccessibleName(button->text());
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    column()->addLayout(row);
    connect(m_refresh, &QPushButton::clicked, this, [this] { m_studio.refreshBalance(); });
    connect(history, &QPushButton::clicked, this, [this] {
        dismiss();
        Q_EMIT historyRequested();
    });
    connect(m_refill, &QPushButton::clicked, this, [this] { m_studio.refillPractice(); });
    connect(m_topUp, &QPushButton::clicked, this, [this] {
        QDesktopServices::openUrl(topUpPage(m_studio.provider().id));
        dismiss();
    });
}

void BalancePopover::showEvent(QShowEvent* event)
{
    Popover::showEvent(event);
    refresh();
    m_tick->start();
    m_refresh->setFocus(Qt::PopupFocusReason);
}

void BalancePopover::hideEvent(QHideEvent* event)
{
    Popover::hideEvent(event);
    m_tick->stop();
}

void BalancePopover::showSpending(const Spending& row, Credits spent, const std::optional<Credits>& budget)
{
    row.amount->setText(spent.toDisplay());
    row.meter->setVisible(budget.has_value());
    if (budget) {
        row.meter->setSpent(spent, *budget);
        row.against->setText(tr("of a budget of %1").arg(formats::costLong(*budget)));
    } else {
        row.against->setText(tr("no budget set"));
    }
}

void BalancePopover::refresh()
{
    const BalanceView balance = m_studio.balance();
    const Settings& settings = m_studio.settings().settings();
    if (balance.ledger.known) {
        m_available->setText(formats::costLong(balance.ledger.available()));
        m_parts->setText(
            tr("balance %1, held %2").arg(balance.ledger.balance.toDisplay(), balance.ledger.held.toDisplay()));
    } else {
        m_available->setText(tr("not known yet"));
        m_parts->setText(tr("The provider has not told its figure."));
    }
    const auto& adjusted = balance.lastAdjustment;
    m_adjusted->setVisible(adjusted.has_value());
    if (adjusted) {
        const QString sign = adjusted->amount.milli > 0 ? QStringLiteral("+") : QString();
        m_adjusted->setText(tr("Corrected by %1%2 to the provider's figure: %3.")
                                .arg(sign, adjusted->amount.toDisplay(), adjusted->what));
    }
    showSpending(m_today, balance.spentToday, settings.dailyBudget);
    showSpending(m_month, balance.spentThisMonth, settings.monthlyBudget);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    m_read->setText(readingText(balance, now));
    m_tick->setInterval(balance.againAt > now ? kCountMs : kTickMs);
    setRole(m_read, balance.readError ? QStringLiteral("problem") : QStringLiteral("hint"));
    setDisabledReason(m_refresh, balance.reading ? tr("The provider is being asked.") : QString());
    m_topUp->setVisible(!topUpPage(m_studio.provider().id).isEmpty());
    const bool practice = m_studio.provider().practice;
    m_refill->setVisible(practice);
    if (practice) {
        const bool full = balance.ledger.known && balance.ledger.balance >= Studio::practiceCredits();
        setDisabledReason(m_refill, full ? tr("There are as many play credits as a new account has.") : QString());
    }
    adjust();
}

} // namespace maquette
