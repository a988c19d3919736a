// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/BlobStore.h"

#include "app/assets/MediaProbe.h"
#include "app/base/Files.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryFile>

#include <algorithm>
#include <cstdio>

namespace maquette {

namespace {

constexpr qint64 kChunk = qint64(1) << 20;

AssetId idOf(const QCryptographicHash& hash)
{
    return AssetId{QString::fromLatin1(hash.result().toHex())};
}

/// Reads \a path piece by piece and gives each to \a take, which says whether to go on.
Result<void> readPieces(const QString& path, const std::function<Result<void>(const QByteArray&)>& take)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(ErrorKind::Storage, file.errorString(), path);
    }
    for (QByteArray piece = file.read(kChunk); !piece.isEmpty(); piece = file.read(kChunk)) {
        if (auto taken = take(piece); !taken) {
            return taken;
        }
    }
    if (file.error() != QFileDevice::NoError) {
        return failure(ErrorKind::Storage, file.errorString(), path);
    }
    return {};
}

Result<AssetId> hashFile(const QString& path)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    auto read = readPieces(path, [&hash](const QByteArray& piece) -> Result<void> {
        hash.addData(piece);
        return {};
    });
    if (!read) {
        return tl::unexpected(read.error());
    }
    return idOf(hash);
}

/// Moves \a from to \a to; when that fails half-way, \a from is back in its place.
Result<void> moveOrStay(const QString& from, const QString& to)
{
    auto moved = moveFileDurably(from, to);
    if (!moved && !QFileInfo::exists(from)) {
        static_cast<void>(std::rename(QFile::encodeName(to).constData(), QFile::encodeName(from).constData()));
    }
    return moved;
}

} // namespace

BlobStore::BlobStore(QString folder)
    : m_folder(std::move(folder))
{
}

Result<BlobStore> BlobStore::open(const QString& folder)
{
    const BlobStore store(QDir(folder).absolutePath());
    for (const QString& needed : {store.m_folder, store.scratchFolder()}) {
        if (auto made = ensureFolder(needed); !made) {
            return tl::unexpected(made.error());
        }
    }
    return store;
}

QString BlobStore::scratchFolder() const
{
    return m_folder + QStringLiteral("/scratch");
}

QStringList BlobStore::scratchBefore(const QDateTime& time) const
{
    QStringList old;
    const QFileInfoList files = QDir(scratchFolder()).entryInfoList(QDir::Files | QDir::Hidden);
    for (const QFileInfo& file : files) {
        if (file.lastModified() < time) {
            old.append(file.absoluteFilePath());
        }
    }
    return old;
}

QString BlobStore::path(const AssetId& id) const
{
    // 256 folders keep each one small; the file keeps its whole name, so that it proves itself wherever it is.
    return id.isValid() ? m_folder + QLatin1Char('/') + id.sha256.left(2) + QLatin1Char('/') + id.sha256 : QString();
}

bool BlobStore::contains(const AssetId& id) const
{
    return id.isValid() && QFileInfo(path(id)).isFile();
}

Result<Asset> BlobStore::putBytes(const QByteArray& bytes) const
{
    QTemporaryFile file(scratchFolder() + QStringLiteral("/put-XXXXXX"));
    if (!file.open() || file.write(bytes) != bytes.size() || !file.flush()) {
        return failure(ErrorKind::Storage, file.errorString(), scratchFolder());
    }
    // When it is stored the file has gone from here, and the automatic removal finds nothing.
    return putByMoving(file.fileName());
}

Result<Asset> BlobStore::putCopy(const QString& path) const
{
    if (QFile original(path); !original.open(QIODevice::ReadOnly)) {
        return failure(
            ErrorKind::InvalidInput,
            QCoreApplication::translate("BlobStore", "The file cannot be read: %1.").arg(original.errorString()), path);
    }
    QTemporaryFile file(scratchFolder() + QStringLiteral("/put-XXXXXX"));
    if (!file.open()) {
        return failure(ErrorKind::Storage, file.errorString(), scratchFolder());
    }
    auto copied = readPieces(path, [&file, this](const QByteArray& piece) -> Result<void> {
        if (file.write(piece) != piece.size()) {
            return failure(ErrorKind::Storage, file.errorString(), scratchFolder());
        }
        return {};
    });
    if (copied && !file.flush()) {
        copied = failure(ErrorKind::Storage, file.errorString(), scratchFolder());
    }
    if (!copied) {
        return tl::unexpected(copied.error());
    }
    auto stored = putByMoving(file.fileName());
    if (!stored && stored.error().place == file.fileName()) {
        stored.error().place = path;
    }
    return stored;
}

Result<Asset> BlobStore::putByMoving(const QString& path) const
{
    const auto info = probeMedia(path, true);
    if (!info) {
        return tl::unexpected(info.error());
    }
    const auto id = hashFile(path);
    if (!id) {
        return tl::unexpected(id.error());
    }
    const QString target = this->path(*id);
    const QString folder = QFileInfo(target).absolutePath();
    if (auto made = ensureFolder(folder); !made) {
        return tl::unexpected(made.error());
    }
    // Bytes that are here already stay, unless they were cut short by something else than this program.
    if (QFileInfo(target).isFile() && QFileInfo(target).size() == info->bytes) {
        // Another process may have put them here a moment ago and not be done.
        if (auto synced = syncFolder(folder); !synced) {
            return tl::unexpected(synced.error());
        }
        if (!QFile::remove(path)) {
            return failure(ErrorKind::Storage, QStringLiteral("the temporary file cannot be removed"), path);
        }
    } else if (auto moved = moveOrStay(path, target); !moved) {
        return tl::unexpected(moved.error());
    }
    return Asset{*id, *info};
}

Result<Asset> BlobStore::find(const AssetId& id, bool decodeFully) const
{
    if (!contains(id)) {
        return failure(ErrorKind::Storage, QStringLiteral("not in the library"), id.sha256);
    }
    auto info = probeMedia(path(id), decodeFully);
    if (!info) {
        return tl::unexpected(info.error());
    }
    return Asset{id, *info};
}

QList<AssetId> BlobStore::all() const
{
    QList<AssetId> found;
    QDirIterator files(m_folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const AssetId id{files.fileName()};
        if (id.isValid() && file == path(id)) {
            found.append(id);
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

Result<void> BlobStore::verify(const AssetId& id) const
{
    if (!contains(id)) {
        return failure(ErrorKind::Storage, QStringLiteral("not in the library"), id.sha256);
    }
    const auto actual = hashFile(path(id));
    if (!actual) {
        return tl::unexpected(actual.error());
    }
    if (*actual != id) {
        return failure(ErrorKind::Storage, QStringLiteral("the file is damaged: its bytes have changed"), path(id));
    }
    return {};
}

} // namespace maquette
