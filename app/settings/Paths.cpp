// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/Paths.h"

#include "app/base/Files.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace maquette {

Paths Paths::at(const QString& root)
{
    const QString absolute = QDir::cleanPath(QDir(root).absolutePath());
    return Paths{absolute, absolute + QStringLiteral("/library")};
}

Paths Paths::fromEnvironment()
{
    const QString home = QFile::decodeName(qgetenv("MAQUETTE_HOME"));
    if (!home.isEmpty()) {
        return at(home);
    }
    // Not AppDataLocation: it holds the program's name, and window and command line have different ones.
    return at(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/maquette"));
}

Paths Paths::withLibrary(const QString& folder) const
{
    Paths changed = *this;
    if (!folder.isEmpty()) {
        changed.library = QDir::cleanPath(QDir(folder).absolutePath());
    }
    return changed;
}

Result<void> Paths::ensure() const
{
    for (const QString& folder : {root, library, blobs(), thumbnails(), practice(), config(), operations()}) {
        if (auto made = ensureFolder(folder); !made) {
            return made;
        }
    }
    return {};
}

} // namespace maquette
