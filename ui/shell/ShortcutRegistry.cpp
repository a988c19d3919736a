// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/ShortcutRegistry.h"

#include "app/settings/SettingsStore.h"
#include "ui/widgets/KeyText.h"
#include "ui/widgets/PlaceActions.h"

#include <QAction>

namespace maquette {

namespace {

constexpr const char* kPlainToolTip = "mqPlainToolTip";

} // namespace

ShortcutRegistry::ShortcutRegistry(SettingsStore& settings, QObject* parent)
    : QObject(parent)
    , m_settings(settings)
{
    connect(&m_settings, &SettingsStore::changed, this, &ShortcutRegistry::applyAll);
}

void ShortcutRegistry::add(QAction* action, const QString& section)
{
    take(action, section, nullptr);
}

void ShortcutRegistry::add(const PlaceActions& place)
{
    for (QAction* const action : place.actions()) {
        take(action, place.title(), &place);
    }
}

void ShortcutRegistry::take(QAction* action, const QString& section, const PlaceActions* place)
{
    Q_ASSERT(!action->objectName().isEmpty() && find(action->objectName()) == nullptr);
    QString plain = action->toolTip().isEmpty() ? title(action) : action->toolTip();
    const QString key = withKey({}, action);
    if (plain.endsWith(key)) {
        plain.chop(key.size());
    }
    action->setProperty(kPlainToolTip, plain);
    m_entries.append({action->objectName(), section, action, action->shortcuts(), place});
    apply(m_entries.constLast());
}

const ShortcutRegistry::Entry* ShortcutRegistry::find(const QString& id) const
{
    for (const Entry& entry : m_entries) {
        if (entry.id == id) {
            return &entry;
        }
    }
    return nullptr;
}

QList<QKeySequence> ShortcutRegistry::keys(const QString& id) const
{
    const Entry* const entry = find(id);
    if (entry == nullptr) {
        return {};
    }
    const QMap<QString, QString>& chosen = m_settings.settings().shortcuts;
    const auto own = chosen.constFind(id);
    if (own == chosen.constEnd()) {
        return entry->builtIn;
    }
    const QKeySequence key = QKeySequence::fromString(*own, QKeySequence::PortableText);
    return key.isEmpty() ? QList<QKeySequence>() : QList<QKeySequence>{key};
}

bool ShortcutRegistry::isChanged(const QString& id) const
{
    return m_settings.settings().shortcuts.contains(id);
}

void ShortcutRegistry::setKey(const QString& id, const QKeySequence& key)
{
    const Entry* const entry = find(id);
    if (entry == nullptr) {
        return;
    }
    QMap<QString, QString> shortcuts = m_settings.settings().shortcuts;
    if (entry->builtIn == QList<QKeySequence>{key} || (key.isEmpty() && entry->builtIn.isEmpty())) {
        shortcuts.remove(id);
    } else {
        shortcuts.insert(id, key.toString(QKeySequence::PortableText));
    }
    store(shortcuts);
}

void ShortcutRegistry::reset(const QString& id)
{
    QMap<QString, QString> shortcuts = m_settings.settings().shortcuts;
    shortcuts.remove(id);
    store(shortcuts);
}

void ShortcutRegistry::resetAll()
{
    store({});
}

void ShortcutRegistry::store(const QMap<QString, QString>& shortcuts)
{
    Settings settings = m_settings.settings();
    settings.shortcuts = shortcuts;
    m_settings.update(settings);
}

QStringList ShortcutRegistry::conflicts(const QString& id) const
{
    QStringList others;
    const QList<QKeySequence> own = keys(id);
    for (const QKeySequence& key : own) {
        others += holders(key, id);
    }
    others.removeDuplicates();
    return others;
}

QStringList ShortcutRegistry::holders(const QKeySequence& key, const QString& id) const
{
    QStringList ids;
    if (key.isEmpty()) {
        return ids;
    }
    const auto placeOf = [](const Entry* entry) {
        return entry == nullptr || entry->place == nullptr ? QString() : entry->place->place();
    };
    const QString place = placeOf(find(id));
    for (const Entry& entry : m_entries) {
        if (entry.id != id && keys(entry.id).contains(key) && PlaceActions::meet(place, placeOf(&entry))) {
            ids.append(entry.id);
        }
    }
    return ids;
}

void ShortcutRegistry::applyAll()
{
    for (const Entry& entry : m_entries) {
        apply(entry);
    }
    Q_EMIT changed();
}

void ShortcutRegistry::apply(const Entry& entry) const
{
    QAction* const action = entry.action;
    if (action == nullptr) {
        return;
    }
    const QList<QKeySequence> wanted = keys(entry.id);
    if (action->shortcuts() != wanted) {
        action->setShortcuts(wanted);
    }
    if (action->isEnabled()) {
        action->setToolTip(withKey(action->property(kPlainToolTip).toString(), action));
    }
}

QString ShortcutRegistry::title(const QAction* action)
{
    QString text = action->text();
    text.remove(QStringLiteral(" …"));
    return text.remove(QLatin1Char('&'));
}

} // namespace maquette
