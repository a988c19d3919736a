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

class PlaceActions;
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
        QPointer<const PlaceActions> place; ///< where its keys work, nullptr for the whole window
    };

    explicit ShortcutRegistry(SettingsStore& settings, QObject* parent = nullptr);

    /// Takes \a action under its object name, which must be new and not empty, with its present keys as the built-in
    /// ones.
    void add(QAction* action, const QString& section);
    /// Takes the commands of a place, under its title.
    void add(const PlaceActions& place);
    [[nodiscard]] const QList<Entry>& entries() const { return m_entries; }
    [[nodiscard]] const Entry* find(const QString& id) const;
    [[nodiscard]] QList<QKeySequence> keys(const QString& id) const;
    [[nodiscard]] bool isChanged(const QString& id) const;
    /// One key instead of all the command had; an empty one takes its keys away. Kept at once.
    void setKey(const QString& id, const QKeySequence& key);
    void reset(const QString& id);
    void resetAll();
    /// The ids of other commands that have one of \a id's keys where it works too. Keys of the window work everywhere,
    /// those of a place only there: two places may have the same.
    [[nodiscard]] QStringList conflicts(const QString& id) const;
    /// The commands that would be in the way if \a id had \a key.
    [[nodiscard]] QStringList holders(const QKeySequence& key, const QString& id) const;
    /// "Go to Library": an action's text without its mnemonic and dots.
    [[nodiscard]] static QString title(const QAction* action);

Q_SIGNALS:
    void changed();

private:
    void take(QAction* action, const QString& section, const PlaceActions* place);
    void applyAll();
    void apply(const Entry& entry) const;
    void store(const QMap<QString, QString>& shortcuts);

    SettingsStore& m_settings;
    QList<Entry> m_entries;
};

} // namespace maquette
