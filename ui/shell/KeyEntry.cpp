// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/KeyEntry.h"

#include "app/studio/ErrorText.h"
#include "app/studio/Studio.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/Formats.h"
#include "ui/widgets/items/WhenReady.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace maquette {

QString keySourceText(KeySource source, const QString& provider)
{
    const auto say = [](const char* text) { return QCoreApplication::translate("maquette::KeyEntry", text); };
    switch (source) {
    case KeySource::Environment:
        return say("The key comes from the environment variable %1. It counts before any other and is never stored.")
            .arg(KeyStore::environmentName(provider));
    case KeySource::Keychain:
        return say("The key is kept in the desktop's keychain.");
    case KeySource::Session:
        return say("The key counts for this run only and is not stored.");
    case KeySource::None:
        break;
    }
    return say("There is no key yet.");
}

KeyEntry::KeyEntry(Studio& studio, const QString& provider, const QString& title, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_provider(provider)
    , m_source(new QLabel(this))
    , m_input(new QLineEdit(this))
    , m_test(new QPushButton(tr("Test key"), this))
    , m_keep(new QPushButton(tr("Use this key"), this))
    , m_remove(new QPushButton(tr("Remove"), this))
    , m_outcome(new QLabel(this))
{
    build(title);
    connectStore();
    refresh();
}

void KeyEntry::build(const QString& title)
{
    setObjectName(QStringLiteral("keyEntry-") + m_provider);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    m_input->setObjectName(QStringLiteral("keyInput"));
    m_input->setEchoMode(QLineEdit::Password);
    m_input->setPlaceholderText(QStringLiteral("sk-…"));
    m_input->setAccessibleName(tr("Key for %1").arg(title));
    m_input->setToolTip(tr("Paste the key from the provider's account page"));
    column->addWidget(new Field(tr("%1 key").arg(title), m_input, this));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    m_test->setObjectName(QStringLiteral("keyTest"));
    m_test->setToolTip(tr("Ask the provider for the balance with this key. It costs nothing."));
    m_keep->setObjectName(QStringLiteral("keyKeep"));
    m_keep->setToolTip(tr("Store the key in the desktop's keychain and use it from now on"));
    m_remove->setObjectName(QStringLiteral("keyRemove"));
    m_remove->setToolTip(tr("Forget the key and take it out of the keychain"));
    for (QPushButton* const button : {m_keep, m_test, m_remove}) {
        button->setAccessibleName(button->text());
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    row->addStretch(1);
    column->addLayout(row);
    m_outcome->setObjectName(QStringLiteral("keyOutcome"));
    m_source->setObjectName(QStringLiteral("keySource"));
    setRole(m_source, QStringLiteral("hint"));
    for (QLabel* const label : {m_outcome, m_source}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        column->addWidget(label);
    }
    m_outcome->hide();
    connect(m_input, &QLineEdit::textChanged, this, [this] {
        m_outcome->hide();
        refresh();
    });
    connect(m_input, &QLineEdit::returnPressed, this, &KeyEntry::keep);
    connect(m_test, &QPushButton::clicked, this, &KeyEntry::test);
    connect(m_keep, &QPushButton::clicked, this, &KeyEntry::keep);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        m_keychainTrouble.clear();
        m_ordered = true;
        m_studio.keys().remove(m_provider);
    });
}

void KeyEntry::connectStore()
{
    const KeyStore* const keys = &m_studio.keys();
    connect(keys, &KeyStore::keyLoaded, this, &KeyEntry::refresh);
    connect(keys, &KeyStore::keyRemoved, this, [this](const QString& provider) {
        if (provider == m_provider) {
            m_ordered = false;
            tell(tr("The key is forgotten. %1").arg(m_keychainTrouble).trimmed(), QStringLiteral("body"));
            refresh();
        }
    });
    connect(keys, &KeyStore::failed, this, [this](const QString& provider, const Error& why) {
        if (provider == m_provider) {
            m_keychainTrouble = tr("The keychain said: %1").arg(why.detail);
            if (m_ordered) {
                tell(m_keychainTrouble, QStringLiteral("warn"));
            }
            refresh();
        }
    });
    connect(keys, &KeyStore::keyStored, this, [this](const QString& provider, KeySource source) {
        if (provider != m_provider) {
            return;
        }
        m_ordered = false;
        m_input->clear();
        const bool kept = source == KeySource::Keychain;
        QString text =
            kept ? tr("The key is in use and kept in the desktop's keychain.")
                 : tr("The key is in use for this run. It could not be stored, so it has to be given again next time.");
        if (!kept && !m_keychainTrouble.isEmpty()) {
            text += QLatin1Char(' ') + m_keychainTrouble;
        }
        tell(text, kept ? QStringLiteral("good") : QStringLiteral("warn"));
        refresh();
    });
}

QString KeyEntry::sourceText() const
{
    if (m_studio.keys().isLoading(m_provider)) {
        return tr("Asking the desktop's keychain …");
    }
    if (const QString why = m_studio.keys().environmentProblem(m_provider); !why.isEmpty()) {
        return tr("The environment variable %1 is not used: %2").arg(KeyStore::environmentName(m_provider), why);
    }
    const KeySource source = m_studio.keys().source(m_provider);
    if (source == KeySource::None && !m_keychainTrouble.isEmpty()) {
        return tr("The desktop's keychain cannot be used here; a key will count for one run only.");
    }
    return keySourceText(source, m_provider);
}

void KeyEntry::refresh()
{
    const QString typed = m_input->text().trimmed();
    const KeySource source = m_studio.keys().source(m_provider);
    const QString wrong = typed.isEmpty() ? QString() : KeyStore::whyUnusable(typed);
    m_source->setText(sourceText());
    m_source->setToolTip(m_keychainTrouble);
    QString whyNoTest = wrong;
    if (typed.isEmpty() && source == KeySource::None) {
        whyNoTest = tr("Type a key first.");
    } else if (m_testing) {
        whyNoTest = tr("The provider is being asked.");
    }
    setDisabledReason(m_test, whyNoTest);
    QString whyNoKeep = typed.isEmpty() ? tr("Type a key first.") : wrong;
    if (source == KeySource::Environment) {
        whyNoKeep = tr("The key in the environment counts before any other.");
    }
    setDisabledReason(m_keep, whyNoKeep);
    const bool removable = source == KeySource::Keychain || source == KeySource::Session;
    setDisabledReason(m_remove, removable ? QString() : tr("There is no stored key."));
    if (!wrong.isEmpty()) {
        tell(tr("This cannot be a key: %1").arg(wrong), QStringLiteral("warn"));
    }
}

void KeyEntry::test()
{
    const QString typed = m_input->text().trimmed();
    const QString key = typed.isEmpty() ? m_studio.keys().key(m_provider) : typed;
    m_testing = true;
    tell(tr("Asking the provider …"), QStringLiteral("body"));
    refresh();
    whenReady(m_studio.testKey(m_provider, key), this, [this](const Result<Credits>& outcome) { tested(outcome); });
}

void KeyEntry::tested(const Result<Credits>& outcome)
{
    m_testing = false;
    refresh();
    if (outcome) {
        tell(tr("The key works. The balance is %1.").arg(formats::costLong(*outcome)), QStringLiteral("good"));
        return;
    }
    const ErrorText text = errorText(outcome.error(), ErrorCost::Nothing);
    tell(text.what + QLatin1Char(' ') + text.next, QStringLiteral("warn"));
    m_outcome->setToolTip(text.details);
}

void KeyEntry::keep()
{
    if (!m_keep->isEnabled()) {
        return;
    }
    m_keychainTrouble.clear();
    m_ordered = true;
    m_studio.keys().store(m_provider, m_input->text().trimmed());
}

void KeyEntry::tell(const QString& text, const QString& role)
{
    setRole(m_outcome, role);
    m_outcome->setText(text);
    m_outcome->setToolTip({});
    m_outcome->setVisible(!text.isEmpty());
    m_outcome->setAccessibleName(text);
}

} // namespace maquette
