// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/ExportedFile.h"

#include "app/base/Files.h"

namespace maquette {

ExportedFileRights::ExportedFileRights(QString path)
    : m_path(std::move(path))
    , m_rights(QFile::exists(m_path) ? QFile::permissions(m_path)
                                     : QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther)
{
}

void ExportedFileRights::apply() const
{
    // A file system without rights is no reason to fail: the file is written.
    QFile::setPermissions(m_path, m_rights);
}

Result<void> writeExportedFile(const QString& path, const QByteArray& bytes)
{
    const ExportedFileRights rights(path);
    Result<void> written = writeFileAtomically(path, bytes);
    if (written) {
        rights.apply();
    }
    return written;
}

} // namespace maquette
