// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/KeyText.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeyEvent>

#include <algorithm>
#include <utility>

namespace maquette {

QString keyText(const QKeySequence& key)
{
    QString text = key.toString(QKeySequence::NativeText);
    const std::pair<const char*, QString> names[] = {{"Return", QCoreApplication::translate("Keys", "Enter")},
                                                     {"Left", QString(QChar(0x2190))},
                                                     {"Up", QString(QChar(0x2191))},
                                                     {"Right", QString(QChar(0x2192))},
                                                     {"Down", QString(QChar(0x2193))}};
    for (const auto& [from, to] : names) {
        if (text.endsWith(QLatin1String(from)) && !text.endsWith(QLatin1String("Pg") + QLatin1String(from))) {
            text.replace(text.size() - qsizetype(qstrlen(from)), qsizetype(qstrlen(from)), to);
            break;
        }
    }
    return text;
}

QString withKey(const QString& text, const QAction* action)
{
    const QKeySequence key = action->shortcut();
    return key.isEmpty() ? text : QStringLiteral("%1 (%2)").arg(text, keyText(key));
}

bool isKeyOf(const QAction& action, const QKeyEvent& event)
{
    const auto pressed = Qt::Key(event.key());
    const Qt::KeyboardModifiers held = event.modifiers() & ~(Qt::KeypadModifier | Qt::GroupSwitchModifier);
    // "?" is typed with Shift on many keyboards, and is called "?" all the same.
    const bool isSign =
        pressed > Qt::Key_Space && pressed < Qt::Key_ydiaeresis && !(pressed >= Qt::Key_A && pressed <= Qt::Key_Z);
    const QList<QKeySequence> keys = action.shortcuts();
    return std::any_of(keys.begin(), keys.end(), [&](const QKeySequence& key) {
        if (key.count() != 1 || key[0].key() != pressed) {
            return false;
        }
        const Qt::KeyboardModifiers wanted = key[0].keyboardModifiers();
        return event.type() == QEvent::KeyRelease || wanted == held ||
               (isSign && wanted == (held & ~Qt::KeyboardModifiers(Qt::ShiftModifier)));
    });
}

} // namespace maquette
