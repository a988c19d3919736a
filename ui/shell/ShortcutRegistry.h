// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QMap>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QStringList>

class QAction;

namespace maquette {

class SettingsStore;

/// Every command of the window, and the keys it has: the built-in ones, or those the user chose. What the user chose is
/// kept in the settings.
class ShortcutRegistry : public QObject
{
    Q_OBJECT

public:
    struct Entry
    {
        QString id;      ///< the action's object name; stable, it is stored
        QString section; ///< heading in lists
        QPointer<QAction> action;
        QList<QKeySequence> builtIn;
    };

    explicit ShortcutRegistry(SettingsStore& settings, QObject* parent = nullptr);

    /// Takes \a action under its object name, which must be new and not empty, with its present keys as the built-in
    /// ones.
    void add(QAction* action, const QString& section);
    [[nodiscard]] const QList<Entry>& entries() const { return m_entries; }
    [[nodiscard]] const Entry* find(const QString& id) const;
    [[nodiscard]] QList<QKeySequence> keys(const QString& id) const;
    [[nodiscard]] bool isChanged(const QString& id) const;
    /// One key instead of all the command had; an empty one takes its keys away. Kept at once.
    void setKey(const QString& id, const QKeySequence& key);
    void reset(const QString& id);
    void resetAll();
    /// The ids of other commands that have one of \a id's keys.
    [[nodiscard]] QStringList conflicts(const QString& id) const;
    /// The commands that have \a key, except \a except.
    [[nodiscard]] QStringList holders(const QKeySequence& key, const QString& except) const;
    /// "Go to Library": an action's text without its mnemonic and dots.
    [[nodiscard]] static QString title(const QAction* action);
    /// A key as people call it: "Ctrl+Enter", "←".
    [[nodiscard]] static QString keyText(const QKeySequence& key);

    /// A key that belongs to a place and cannot be changed; only listed.
    struct Fixed
    {
        QString section;
        QString title;
        QString keys;
    };
    void addFixed(const Fixed& fixed) { m_fixed.append(fixed); }
    [[nodiscard]] const QList<Fixed>& fixed() const { return m_fixed; }

Q_SIGNALS:
    void changed();

private:
    void applyAll();
    void apply(const Entry& entry) const;
    void store(const QMap<QString, QString>& shortcuts);

    SettingsStore& m_settings;
    QList<Entry> m_entries;
    QList<Fixed> m_fixed;
};

/// \a text with the command's first key in brackets, for tooltips.
[[nodiscard]] QString withKey(const QString& text, const QAction* action);

} // namespace maquette
