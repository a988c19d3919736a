// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/Theme.h"

#include <QJsonObject>
#include <QRect>
#include <QString>

namespace maquette {

/// How the window was left: in a small file of its own, for it changes with every drag.
struct WindowState
{
    QRect geometry; ///< null: never shown before
    bool maximised = false;
    int leftWidth = metrics::kLeftPanel;
    int rightWidth = metrics::kRightPanel;
    bool leftFolded = false;
    bool rightFolded = false;
    QString page = QStringLiteral("studio"); ///< "studio", "library", "credits"

    /// The default for whatever the file lacks or has wrong.
    [[nodiscard]] static WindowState load(const QString& file);
    [[nodiscard]] QJsonObject toJson() const;
    bool operator==(const WindowState&) const = default;
};

} // namespace maquette
