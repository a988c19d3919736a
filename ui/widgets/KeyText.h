// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QString>

class QAction;
class QKeyEvent;

namespace maquette {

/// A key as people call it: "Ctrl+Enter", "←".
[[nodiscard]] QString keyText(const QKeySequence& key);
/// \a text with the command's first key in brackets, for tooltips.
[[nodiscard]] QString withKey(const QString& text, const QAction* action);
/// Whether \a event is one of the command's keys; of a released key, whatever else is held.
[[nodiscard]] bool isKeyOf(const QAction& action, const QKeyEvent& event);

} // namespace maquette
