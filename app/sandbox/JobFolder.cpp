// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/JobFolder.h"

#include "app/base/Files.h"

#include <QDateTime>
#include <QDir>
#include <QFileInfo>

namespace maquette::sandbox {

namespace {

const QLatin1String kInput("/input-");
const QLatin1String kResult("/result");
constexpr qint64 kLargestResult = 512LL * 1024 * 1024;

} // namespace

Result<void> JobFolder::adopt(const QString& id, WorkOrder& order) const
{
    auto moved = ensureFolder(folder(id));
    for (auto file = order.files.begin(); moved && file != order.files.end(); ++file) {
        const QString kept = folder(id) + kInput + file.key();
        moved = moveFileDurably(file.value(), kept);
        file.value() = kept;
    }
    if (!moved) {
        remove(id);
    }
    return moved;
}

void JobFolder::attach(const QString& id, WorkOrder& order) const
{
    const QString prefix = QString(kInput).mid(1);
    const QDir dir(folder(id));
    for (const QString& name : dir.entryList({prefix + QLatin1Char('*')}, QDir::Files)) {
        order.files.insert(name.mid(prefix.size()), dir.filePath(name));
    }
}

Result<void> JobFolder::storeResult(const QString& id, const QByteArray& bytes) const
{
    if (auto made = ensureFolder(folder(id)); !made) {
        return made;
    }
    return writeFileAtomically(folder(id) + kResult, bytes);
}

Result<QByteArray> JobFolder::readResult(const QString& id) const
{
    return readFile(folder(id) + kResult, kLargestResult);
}

bool JobFolder::hasResult(const QString& id) const
{
    return QFileInfo::exists(folder(id) + kResult);
}

void JobFolder::remove(const QString& id) const
{
    QDir(folder(id)).removeRecursively();
}

void JobFolder::removeStrays(const QStringList& known) const
{
    const QDateTime old = QDateTime::currentDateTimeUtc().addSecs(-3600);
    const QFileInfoList entries = QDir(m_root).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QFileInfo& entry : entries) {
        if (!known.contains(entry.fileName()) && entry.lastModified() < old) {
            remove(entry.fileName());
        }
    }
}

} // namespace maquette::sandbox
