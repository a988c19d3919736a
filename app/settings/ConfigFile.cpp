// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/ConfigFile.h"

#include "app/base/Files.h"

#include <QFileInfo>
#include <QJsonDocument>

namespace maquette {

namespace {

constexpr qint64 kMostBytes = qint64(16) * 1024 * 1024;

/// Renames the damaged \a file. A damaged one of an earlier time is replaced: the newest is the one still worth
/// mending.
ConfigFile setAside(const QString& file, const QString& why)
{
    ConfigFile result;
    const QString aside = file + QStringLiteral(".damaged");
    const auto moved = moveFileDurably(file, aside);
    result.mayWrite = moved.has_value();
    const QString what =
        moved ? QStringLiteral("damaged (%1); set aside as %2").arg(why, QFileInfo(aside).fileName())
              : QStringLiteral("damaged (%1); it cannot be set aside: %2").arg(why, moved.error().detail);
    result.problem = Error{ErrorKind::Storage, what, file, 0, -1, {}};
    return result;
}

} // namespace

ConfigFile readConfigFile(const QString& file)
{
    ConfigFile result;
    if (!QFileInfo::exists(file)) {
        return result;
    }
    const auto bytes = readFile(file, kMostBytes);
    if (!bytes && bytes.error().kind == ErrorKind::InvalidInput) {
        return setAside(file, bytes.error().detail);
    }
    if (!bytes) {
        result.problem = bytes.error();
        result.mayWrite = false;
        return result;
    }
    QJsonParseError fault{};
    const auto document = QJsonDocument::fromJson(*bytes, &fault);
    if (fault.error != QJsonParseError::NoError) {
        return setAside(file, QStringLiteral("%1 at byte %2").arg(fault.errorString()).arg(fault.offset));
    }
    if (!document.isObject()) {
        return setAside(file, QStringLiteral("not an object"));
    }
    result.members = document.object();
    return result;
}

Error notWritable(const QString& file)
{
    return {
        ErrorKind::Storage, QStringLiteral("not written, because the file there could not be read"), file, 0, -1, {}};
}

Result<void> writeConfigFile(const QString& file, const QJsonObject& members)
{
    if (auto made = ensureFolder(QFileInfo(file).absolutePath()); !made) {
        return made;
    }
    return writeFileAtomically(file, QJsonDocument(members).toJson());
}

} // namespace maquette
