// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Credits.h"
#include "app/base/Result.h"
#include "app/settings/KeyStore.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;

namespace maquette {

class ElidedLabel;
class Studio;

/// One provider's key: where the one in force comes from, a place to type another, and a test that asks for the balance
/// (free).
class KeyEntry : public QWidget
{
    Q_OBJECT

public:
    KeyEntry(Studio& studio, const QString& provider, const QString& title, QWidget* parent = nullptr);

private:
    void build(const QString& title);
    void connectStore();
    void refresh();
    void test();
    void tested(const Result<Credits>& outcome);
    void keep();
    void tell(const QString& text, const QString& role);
    [[nodiscard]] QString sourceText() const;

    Studio& m_studio;
    QString m_provider;
    QLabel* m_source;
    QLineEdit* m_input;
    QPushButton* m_test;
    QPushButton* m_keep;
    QPushButton* m_remove;
    QLabel* m_outcome;
    bool m_testing = false;
    QString m_keychainTrouble; ///< what the keychain said since the last order
    bool m_ordered = false;    ///< a key was given or taken away here, and no answer has come
};

/// "kept in the desktop's keychain": where a key comes from, in words that follow "The key is".
[[nodiscard]] QString keySourceText(KeySource source, const QString& provider);

} // namespace maquette
