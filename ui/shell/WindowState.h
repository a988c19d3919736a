// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "ui/widgets/Theme.h"

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
    /// Errors: Storage.
    [[nodiscard]] Result<void> save(const QString& file) const;
    bool operator==(const WindowState&) const = default;
};

} // namespace maquette
