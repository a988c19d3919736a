// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/FirstRunPage.h"

#include "app/settings/KeyStore.h"
#include "app/studio/Studio.h"
#include "ui/shell/KeyEntry.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace maquette {

namespace {

constexpr int kCardWidth = 380; // px

QLabel* words(const QString& text, const QString& role, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    setRole(label, role);
    return label;
}

QFrame* makeCard(QVBoxLayout*& column, QWidget* parent)
{
    auto* card = new QFrame(parent);
    setRole(card, QStringLiteral("card"));
    card->setFixedWidth(kCardWidth);
    column = new QVBoxLayout(card);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    return card;
}

} // namespace

FirstRunPage::FirstRunPage(Studio& studio, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
{
    setObjectName(QStringLiteral("firstRunPage"));
    setAccessibleName(tr("Welcome"));
    setRole(this, QStringLiteral("panel"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    outer->addWidget(scroll);
    auto* body = new QWidget;
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(24, 24, 24, 24);
    column->addStretch(2);
    auto* title = words(tr("Welcome to Maquette"), QStringLiteral("large"), body);
    title->setAlignment(Qt::AlignHCenter);
    auto* lead = words(tr("Pictures, sounds and meshes from hosted models. The price is on the button, and what you "
                          "paid for is kept."),
                       QStringLiteral("body"), body);
    lead->setAlignment(Qt::AlignHCenter);
    column->addWidget(title);
    column->addSpacing(4);
    column->addWidget(lead);
    column->addSpacing(28);
    auto* cards = new QHBoxLayout;
    cards->setSpacing(16);
    cards->addStretch(1);
    cards->addWidget(makePractice());
    cards->addWidget(makeKey());
    cards->addStretch(1);
    column->addLayout(cards);
    column->addSpacing(20);
    auto* later =
        words(tr("You can change this at any time at the top right of the window."), QStringLiteral("hint"), body);
    later->setAlignment(Qt::AlignHCenter);
    column->addWidget(later);
    column->addStretch(3);
    scroll->setWidget(body);
    connect(&m_studio, &Studio::providersChanged, this, &FirstRunPage::refresh);
    refresh();
}

QWidget* FirstRunPage::makePractice()
{
    QVBoxLayout* column = nullptr;
    QFrame* const card = makeCard(column, this);
    column->addWidget(words(tr("Practise first"), QStringLiteral("title"), card));
    column->addWidget(
        words(tr("Everything works as with a real provider: prices, queue, library. The pictures are drawn on this "
                 "computer, the credits are play money and nothing is sent anywhere."),
              QStringLiteral("body"), card));
    column->addWidget(words(tr("No account, no key, no network."), QStringLiteral("body"), card));
    column->addStretch(1);
    auto* start = new QPushButton(tr("Start in practice mode"), card);
    start->setObjectName(QStringLiteral("firstRunPractice"));
    start->setAccessibleName(start->text());
    start->setToolTip(tr("Begin with 1 000 play credits"));
    setRole(start, QStringLiteral("primary"));
    connect(start, &QPushButton::clicked, this, [this] { Q_EMIT chosen(QStringLiteral("practice")); });
    column->addWidget(start);
    setFocusProxy(start);
    return card;
}

QWidget* FirstRunPage::makeKey()
{
    QVBoxLayout* column = nullptr;
    QFrame* const card = makeCard(column, this);
    column->addWidget(words(tr("Use your own key"), QStringLiteral("title"), card));
    column->addWidget(words(tr("With a Stability AI account you pay its prices, straight from your credits there."),
                            QStringLiteral("body"), card));
    auto* entry = new KeyEntry(m_studio, QStringLiteral("stability"), tr("Stability AI"), card);
    column->addWidget(entry);
    column->addStretch(1);
    m_withKey = new QPushButton(tr("Start with this key"), card);
    m_withKey->setObjectName(QStringLiteral("firstRunKey"));
    m_withKey->setAccessibleName(m_withKey->text());
    m_withKey->setToolTip(tr("Begin with Stability AI"));
    setRole(m_withKey, QStringLiteral("tall"));
    connect(m_withKey, &QPushButton::clicked, this, [this] { Q_EMIT chosen(QStringLiteral("stability")); });
    column->addWidget(m_withKey);
    return card;
}

void FirstRunPage::refresh()
{
    const bool has = !m_studio.keys().key(QStringLiteral("stability")).isEmpty();
    setDisabledReason(m_withKey, has ? QString() : tr("Give a key above first."));
}

} // namespace maquette
