// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/TopBar.h"

#include "app/studio/Studio.h"
#include "ui/shell/BalanceButton.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/Formats.h"

#include <QAction>
#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QTimer>

#include <algorithm>

namespace maquette {

namespace {

constexpr int kSearchWidth = 420; // px
constexpr int kLeastSearch = 120;
constexpr int kShortBelow = 1280; // px of bar width
constexpr int kTickMs = 1000;

} // namespace

TopBar::TopBar(Studio& studio, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_left(new QWidget(this))
    , m_right(new QWidget(this))
    , m_search(new QPushButton(this))
    , m_searchText(new QLabel(tr("Search or command"), m_search))
    , m_searchKey(new QLabel(m_search))
    , m_limit(new QLabel(m_right))
    , m_practice(new QLabel(tr("Practice"), m_right))
    , m_provider(new QPushButton(m_right))
    , m_balance(new BalanceButton(m_right))
    , m_tick(new QTimer(this))
{
    setObjectName(QStringLiteral("topBar"));
    setRole(this, QStringLiteral("topbar"));
    setFixedHeight(metrics::kTopBar);
    auto* tabs = new QHBoxLayout(m_left);
    tabs->setContentsMargins(0, 0, 0, 0);
    tabs->setSpacing(4);
    auto* right = new QHBoxLayout(m_right);
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(4);
    for (QWidget* const each : {static_cast<QWidget*>(m_limit), static_cast<QWidget*>(m_practice),
                                static_cast<QWidget*>(m_provider), static_cast<QWidget*>(m_balance)}) {
        right->addWidget(each);
    }
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::kMargin, 0, metrics::kMargin, 1);
    row->addWidget(m_left);
    row->addStretch(1);
    row->addWidget(m_right);
    makeSearch();

    setRole(m_practice, QStringLiteral("badge-practice"));
    m_practice->setObjectName(QStringLiteral("practiceBadge"));
    m_practice->setFixedHeight(metrics::kControl);
    m_practice->setToolTip(
        tr("Practice mode: everything works, nothing costs real money and nothing leaves this computer.\n"
           "The pictures are drawn here, not by a model."));
    setRole(m_limit, QStringLiteral("warn"));
    m_limit->setObjectName(QStringLiteral("rateLimit"));
    m_limit->setContentsMargins(0, 0, 8, 0);
    m_provider->setObjectName(QStringLiteral("providerButton"));
    m_provider->setProperty("mqMenu", true);
    m_provider->setToolTip(tr("Who does the work"));
    m_provider->setMenu(new QMenu(m_provider));
    connect(m_provider->menu(), &QMenu::aboutToShow, this, &TopBar::fillProviders);
    connect(m_balance, &QPushButton::clicked, this, &TopBar::balanceRequested);
    connect(&m_studio, &Studio::balanceChanged, m_balance, [this](const BalanceView& view) {
        m_balance->setBalance(view);
        placeSearch();
    });
    connect(&m_studio, &Studio::providersChanged, this, &TopBar::showProvider);
    connect(&m_studio, &Studio::jobChanged, this, [this](const Job& job) {
        if (job.rateLimited || m_tick->isActive()) {
            showRateLimit();
        }
    });
    m_tick->setInterval(kTickMs);
    connect(m_tick, &QTimer::timeout, this, &TopBar::showRateLimit);
    m_balance->setBalance(m_studio.balance());
    showProvider();
    showRateLimit();
}

void TopBar::makeSearch()
{
    m_search->setObjectName(QStringLiteral("searchButton"));
    m_search->setAccessibleName(m_searchText->text());
    m_search->setToolTip(tr("Find a command, a tool or an earlier prompt"));
    m_search->setFixedHeight(metrics::kControl);
    auto* row = new QHBoxLayout(m_search);
    row->setContentsMargins(10, 0, 10, 0);
    row->addWidget(m_searchText, 1);
    row->addWidget(m_searchKey, 0, Qt::AlignVCenter);
    setRole(m_searchText, QStringLiteral("body"));
    setRole(m_searchKey, QStringLiteral("keycap"));
    for (QLabel* const label : {m_searchText, m_searchKey}) {
        label->setAttribute(Qt::WA_TransparentForMouseEvents);
    }
    connect(m_search, &QPushButton::clicked, this, &TopBar::searchRequested);
}

void TopBar::addTab(QAction* action)
{
    auto* tab = new QPushButton(action->text(), m_left);
    tab->setObjectName(QStringLiteral("tab-") + action->objectName());
    tab->setAccessibleName(action->text());
    tab->setCheckable(true);
    tab->setChecked(action->isChecked());
    tab->setToolTip(action->toolTip());
    setRole(tab, QStringLiteral("tab"));
    m_left->layout()->addWidget(tab);
    connect(tab, &QPushButton::clicked, action, [tab, action] {
        action->trigger();
        tab->setChecked(action->isChecked());
    });
    connect(action, &QAction::changed, tab, [tab, action] {
        tab->setChecked(action->isChecked());
        tab->setToolTip(action->toolTip());
    });
    // In reading order: tabs, search, what stands at the right.
    QWidget::setTabOrder(tab, m_search);
    QWidget::setTabOrder(m_search, m_provider);
    QWidget::setTabOrder(m_provider, m_balance);
}

void TopBar::setSearchKey(const QString& key)
{
    m_searchKey->setText(key);
    m_searchKey->setVisible(!key.isEmpty());
}

void TopBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_balance->setShort(width() < kShortBelow);
    placeSearch();
}

void TopBar::placeSearch()
{
    // In the middle of the window while there is room, else in the middle of what is left.
    m_right->layout()->activate();
    layout()->activate();
    const int from = m_left->geometry().right() + 1 + metrics::kMargin;
    const int to = width() - metrics::kMargin - m_right->sizeHint().width() - metrics::kMargin;
    const int size = std::clamp(to - from, kLeastSearch, kSearchWidth);
    const int centred = (width() - size) / 2;
    m_search->setGeometry(std::clamp(centred, from, std::max(from, to - size)), (height() - 1 - metrics::kControl) / 2,
                          size, metrics::kControl);
}

void TopBar::fillProviders()
{
    QMenu* const menu = m_provider->menu();
    menu->clear();
    const QString now = m_studio.provider().id;
    const QList<ProviderInfo> providers = m_studio.providers();
    for (const ProviderInfo& provider : providers) {
        const QString title = provider.hasKey ? provider.title : tr("%1 (no key yet)").arg(provider.title);
        QAction* const choice = menu->addAction(title);
        choice->setObjectName(QStringLiteral("provider-") + provider.id);
        choice->setCheckable(true);
        choice->setChecked(provider.id == now);
        connect(choice, &QAction::triggered, this, [this, provider] {
            m_studio.setProvider(provider.id);
            if (!provider.hasKey) {
                Q_EMIT keysRequested();
            }
        });
    }
    menu->addSeparator();
    connect(menu->addAction(tr("Keys …")), &QAction::triggered, this, &TopBar::keysRequested);
}

void TopBar::showProvider()
{
    const ProviderInfo provider = m_studio.provider();
    // The badge beside it already says "Practice".
    m_provider->setText(provider.practice ? tr("Practice server") : provider.title);
    m_provider->setAccessibleName(tr("Provider: %1").arg(provider.title));
    m_practice->setVisible(provider.practice);
    m_balance->setBalance(m_studio.balance());
    placeSearch();
}

void TopBar::showRateLimit()
{
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QDateTime until;
    const QList<Job> jobs = m_studio.jobs();
    for (const Job& job : jobs) {
        if (job.rateLimited && !isEnding(job.state) && job.nextCheck > now &&
            (!until.isValid() || job.nextCheck > until)) {
            until = job.nextCheck;
        }
    }
    if (!until.isValid()) {
        m_tick->stop();
        m_limit->hide();
        placeSearch();
        return;
    }
    m_limit->setText(tr("Provider busy, on in %1").arg(formats::countdown(until, now)));
    m_limit->setToolTip(
        tr("The provider takes no more requests for the moment. Nothing is lost; the queue goes on by itself."));
    m_limit->show();
    m_tick->start();
    placeSearch();
}

} // namespace maquette
