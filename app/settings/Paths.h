// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QString>

namespace maquette {

/// Where everything this program keeps is. A value: nothing is touched until ensure().
struct Paths
{
    QString root;    ///< absolute; "~/.local/share/maquette" unless MAQUETTE_HOME names another folder
    QString library; ///< absolute; "<root>/library" unless the settings name another folder

    /// The folders below \a root (made absolute).
    [[nodiscard]] static Paths at(const QString& root);
    /// MAQUETTE_HOME when it is set and not empty, else the desktop's place for application data. The same for window
    /// and command line.
    [[nodiscard]] static Paths fromEnvironment();
    /// The same, with the library in \a folder; unchanged when that is empty.
    [[nodiscard]] Paths withLibrary(const QString& folder) const;

    [[nodiscard]] QString blobs() const { return library + QStringLiteral("/blobs"); }
    [[nodiscard]] QString thumbnails() const { return library + QStringLiteral("/thumbnails"); }
    [[nodiscard]] QString practice() const { return root + QStringLiteral("/practice"); }
    [[nodiscard]] QString config() const { return root + QStringLiteral("/config"); }
    /// The user's own catalogue files.
    [[nodiscard]] QString operations() const { return config() + QStringLiteral("/operations"); }
    /// Journal, ledger and library index.
    [[nodiscard]] QString databaseFile() const { return root + QStringLiteral("/maquette.db"); }
    [[nodiscard]] QString lockFile() const { return root + QStringLiteral("/maquette.lock"); }
    [[nodiscard]] QString settingsFile() const { return config() + QStringLiteral("/settings.json"); }
    [[nodiscard]] QString promptHistoryFile() const { return config() + QStringLiteral("/prompts.json"); }

    /// Makes the folders that are missing. Errors: Storage.
    [[nodiscard]] Result<void> ensure() const;

    bool operator==(const Paths&) const = default;
};

} // namespace maquette
