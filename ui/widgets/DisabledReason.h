// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QAction;
class QWidget;

namespace maquette {

/// Disables \a widget and says why: in its tooltip (which shows on disabled widgets too), below its ordinary one, and
/// in its accessible description. An empty \a reason enables it and brings its own texts back.
void setDisabledReason(QWidget* widget, const QString& reason);
/// The reason given last, empty when it is enabled.
[[nodiscard]] QString disabledReason(const QWidget* widget);

/// The same for a command; the palette and menus show it.
void setDisabledReason(QAction* action, const QString& reason);
[[nodiscard]] QString disabledReason(const QAction* action);

} // namespace maquette
