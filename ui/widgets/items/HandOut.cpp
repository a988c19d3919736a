// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/items/HandOut.h"

#include "app/studio/Studio.h"
#include "ui/widgets/items/Formats.h"
#include "ui/widgets/items/WhenReady.h"

#include <QClipboard>
#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QDrag>
#include <QFile>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QUrl>
#include <QWidget>
#include <QtConcurrentRun>

#include <mutex>

namespace maquette {

namespace {

constexpr int kKeptHours = 24;
constexpr qint64 kMostClipboardBytes = qint64(64) * 1000 * 1000;
const QLatin1String kOwnFormat("application/x-maquette-item");

void removeOldCopies(const QString& folder)
{
    const QDateTime limit = QDateTime::currentDateTimeUtc().addSecs(-qint64(kKeptHours) * 3600);
    QDirIterator old(folder, QDir::Dirs | QDir::NoDotAndDotDot);
    while (old.hasNext()) {
        old.next();
        if (old.fileInfo().lastModified() < limit) {
            QDir(old.filePath()).removeRecursively();
        }
    }
}

QString makeFile(const QString& root, const QString& key, const QString& name, const HandOut::Make& make)
{
    static std::once_flag tidied;
    std::call_once(tidied, removeOldCopies, root);
    const QString folder = root + QLatin1Char('/') + key;
    QString file = folder + QLatin1Char('/') + name;
    // One that was handed out before may have been changed by whoever got it.
    QFile::remove(file);
    if (!QDir().mkpath(folder) || !make(file)) {
        return {};
    }
    QFile::setPermissions(file, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return file;
}

} // namespace

HandOut::HandOut(Studio& studio, QObject* parent)
    : QObject(parent)
    , m_studio(studio)
{
}

QFuture<QString> HandOut::prepare(const GalleryItem& item)
{
    if (m_item == item.id && m_copy.isRunning()) {
        return m_copy;
    }
    prepare(item.asset.id.sha256.left(16), formats::fileName(item),
            [source = m_studio.assetPath(item.asset.id)](const QString& path) { return QFile::copy(source, path); });
    m_item = item.id;
    return m_copy;
}

QFuture<QString> HandOut::prepare(const QString& key, const QString& name, const Make& make)
{
    m_item = key;
    m_copy = QtConcurrent::run(makeFile, m_studio.dataFolder() + QStringLiteral("/handed-out"), key, name, make);
    return m_copy;
}

bool HandOut::drag(QWidget* source, const QPixmap& picture)
{
    if (m_item.isEmpty() || !m_copy.isFinished() || m_copy.resultCount() == 0) {
        return false;
    }
    const QString path = m_copy.result();
    const QString item = std::exchange(m_item, {});
    if (path.isEmpty()) {
        Q_EMIT failed(tr("The file could not be copied for another program: is the disk full?"));
        return true;
    }
    auto* data = new QMimeData;
    data->setUrls({QUrl::fromLocalFile(path)});
    data->setData(kOwnFormat, item.toUtf8());
    auto* drag = new QDrag(source);
    drag->setMimeData(data);
    if (!picture.isNull()) {
        drag->setPixmap(picture);
        drag->setHotSpot({int(picture.width() / picture.devicePixelRatio() / 2), 12});
    }
    drag->exec(Qt::CopyAction, Qt::CopyAction);
    return true;
}

void HandOut::copyFile(const GalleryItem& item)
{
    const MediaInfo info = item.asset.info;
    const auto read = [info](const QString& path) {
        QFile file(path);
        const bool wanted = info.kind == MediaKind::Image && info.bytes <= kMostClipboardBytes;
        return std::pair(path, wanted && file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
    };
    whenReady(prepare(item).then(QtFuture::Launch::Async, read), this,
              [this, info](const std::pair<QString, QByteArray>& copy) {
                  putOnClipboard(copy.first, info.mediaType, copy.second);
              });
}

void HandOut::copyFile(const QString& key, const QString& name, const Make& make)
{
    whenReady(prepare(key, name, make), this, [this](const QString& path) { putOnClipboard(path, {}, {}); });
}

void HandOut::putOnClipboard(const QString& path, const QString& mediaType, const QByteArray& bytes)
{
    if (path.isEmpty()) {
        Q_EMIT failed(tr("The file could not be copied: is the disk full?"));
        return;
    }
    auto* data = new QMimeData;
    data->setUrls({QUrl::fromLocalFile(path)});
    if (!bytes.isEmpty()) {
        data->setData(mediaType, bytes);
    }
    QGuiApplication::clipboard()->setMimeData(data);
    Q_EMIT copiedFile();
}

bool HandOut::bringsFiles(const QMimeData* data)
{
    return !data->hasFormat(kOwnFormat) && !filesIn(data).isEmpty();
}

QStringList filesIn(const QMimeData* data)
{
    QStringList files;
    const QList<QUrl> urls = data->urls();
    for (const QUrl& url : urls) {
        if (url.isLocalFile()) {
            files.append(url.toLocalFile());
        }
    }
    return files;
}

} // namespace maquette
