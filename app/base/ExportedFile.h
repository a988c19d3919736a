// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QFile>
#include <QString>

namespace maquette {

/// Who may read an exported file: those who could before, or everybody. The library's own files are the user's alone,
/// and the functions that write them make everything so.
class ExportedFileRights
{
public:
    /// Looks at \a path before it is written.
    explicit ExportedFileRights(QString path);
    /// Once it is written.
    void apply() const;

private:
    QString m_path;
    QFile::Permissions m_rights;
};

/// As writeFileAtomically(), for a file that a user asked for and may hand on. Errors: Storage.
[[nodiscard]] Result<void> writeExportedFile(const QString& path, const QByteArray& bytes);

} // namespace maquette
