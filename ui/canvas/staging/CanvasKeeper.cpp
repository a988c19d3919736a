// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/staging/CanvasKeeper.h"

#include "app/base/Files.h"
#include "app/canvas/CanvasFile.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/staging/CanvasStaging.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>

namespace maquette {

namespace {

constexpr qint64 kMostStagingBytes = qint64(256) << 20;

QString stagingFile(const QString& folder)
{
    return folder + QStringLiteral("/staging.json");
}

QString lastFile(const QString& folder)
{
    return folder + QStringLiteral("/last");
}

/// Out of the way, but not gone: somebody may be able to read it.
void putAside(const QString& path)
{
    QFile::remove(path + QStringLiteral(".damaged"));
    QFile::rename(path, path + QStringLiteral(".damaged"));
}

void removeOldest(const QString& folder, int most)
{
    const QFileInfoList files = QDir(folder).entryInfoList({QStringLiteral("*.canvas")}, QDir::Files, QDir::Time);
    for (qsizetype i = most; i < files.size(); ++i) {
        QFile::remove(files.at(i).filePath());
    }
}

Result<QJsonObject> readStaging(const QString& folder)
{
    const QString path = stagingFile(folder);
    if (!QFile::exists(path)) {
        return QJsonObject();
    }
    const auto bytes = readFile(path, kMostStagingBytes);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    QJsonParseError problem{};
    const QJsonDocument document = QJsonDocument::fromJson(*bytes, &problem);
    if (problem.error != QJsonParseError::NoError || !document.isObject()) {
        return failure(ErrorKind::Storage, problem.errorString(), path);
    }
    return document.object();
}

} // namespace

CanvasKeeper::CanvasKeeper(QString folder, CanvasSession& session, CanvasStaging& staging, QObject* parent)
    : QObject(parent)
    , m_folder(std::move(folder))
    , m_session(session)
    , m_staging(staging)
{
    m_pool.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    m_timer.setInterval(kDelayMs);
    connect(&m_timer, &QTimer::timeout, this, &CanvasKeeper::write);
    connect(&m_session, &CanvasSession::opened, this, &CanvasKeeper::sessionOpened);
    connect(&m_session, &CanvasSession::closing, this, &CanvasKeeper::sessionClosing);
    connect(&m_session, &CanvasSession::documentChanged, this, &CanvasKeeper::canvasChanged);
    connect(&m_staging, &CanvasStaging::worthKeeping, this, [this] {
        m_stagingDirty = true;
        m_timer.start();
    });
    connect(&m_staging, &CanvasStaging::ordered, this, [this] {
        m_stagingDirty = true;
        write();
    });
}

CanvasKeeper::~CanvasKeeper()
{
    flush();
}

QString CanvasKeeper::fileOf(const AssetId& base) const
{
    return QStringLiteral("%1/%2.canvas").arg(m_folder, base.sha256);
}

void CanvasKeeper::load()
{
    m_pool.start([this, folder = m_folder] {
        const auto staging = readStaging(folder);
        if (!staging) {
            putAside(stagingFile(folder));
        }
        const auto name = QFile::exists(lastFile(folder)) ? readFile(lastFile(folder), 1024) : Result<QByteArray>();
        const AssetId last{name ? QString::fromLatin1(name->trimmed()) : QString()};
        QMetaObject::invokeMethod(
            this,
            [this, staging, last] {
                m_loaded = true;
                if (staging && !staging->isEmpty()) {
                    m_staging.restore(*staging);
                } else if (!staging) {
                    Q_EMIT damaged(staging.error());
                }
                Q_EMIT lastBase(last.isValid() ? last : AssetId{});
            },
            Qt::QueuedConnection);
    });
}

void CanvasKeeper::sessionOpened()
{
    const AssetId base = m_session.base();
    if (base == m_base) {
        return;
    }
    const bool another = !m_base.isValid();
    m_base = base;
    m_lastDirty = true;
    m_timer.start();
    // Only a picture newly put on the stage takes up what was kept of it: after an acceptance the canvas goes on.
    const bool fresh = another && m_session.history().steps() == 0;
    if (!fresh || !QFile::exists(fileOf(base))) {
        return;
    }
    m_waiting = base;
    m_pool.start([this, base, path = fileOf(base)] {
        auto stored = loadCanvas(path);
        if (!stored) {
            putAside(path);
        }
        QMetaObject::invokeMethod(
            this, [this, base, stored]() mutable { takeUp(base, std::move(stored)); }, Qt::QueuedConnection);
    });
}

void CanvasKeeper::takeUp(const AssetId& base, Result<StoredCanvas>&& stored)
{
    if (m_waiting != base) {
        return;
    }
    m_waiting = {};
    if (!stored) {
        Q_EMIT damaged(stored.error());
        return;
    }
    // Whoever began to paint meanwhile keeps what was painted.
    const bool untouched = m_session.isOpen() && m_session.base() == base && m_session.history().steps() == 0 &&
                           !m_session.isLive() && stored->document.basePicture == base.sha256;
    if (untouched) {
        m_session.restore(base, m_session.source(), std::move(*stored), m_session.pyramid());
        m_canvasDirty = false;
    }
}

void CanvasKeeper::sessionClosing()
{
    if (m_canvasDirty) {
        writeCanvas();
    }
    m_base = {};
    m_waiting = {};
    m_lastDirty = true;
    m_timer.start();
}

void CanvasKeeper::canvasChanged()
{
    // A canvas nobody touched is not worth a file.
    if (m_session.isOpen() && m_session.history().steps() > 0) {
        m_canvasDirty = true;
        m_timer.start();
    }
}

bool CanvasKeeper::isWritten() const
{
    return !m_canvasDirty && !m_stagingDirty && !m_lastDirty && m_underWay == 0;
}

void CanvasKeeper::write()
{
    m_timer.stop();
    if (m_canvasDirty && m_session.isOpen() && m_session.isLive()) {
        m_timer.start(); // a stroke is being painted: when it is done
    } else if (m_canvasDirty) {
        writeCanvas();
    }
    if (m_stagingDirty) {
        writeStaging();
    }
    if (m_lastDirty) {
        writeLast();
    }
}

void CanvasKeeper::writeCanvas()
{
    m_canvasDirty = false;
    if (!m_session.isOpen()) {
        return;
    }
    // What is under the canvas by the document: after an acceptance the picture itself may still be on its way.
    const AssetId base{m_session.document().basePicture};
    run([folder = m_folder, path = fileOf(base), document = m_session.document(), history = m_session.history()] {
        if (auto made = ensureFolder(folder); !made) {
            return made;
        }
        auto saved = saveCanvas(path, document, history, {});
        removeOldest(folder, kMostCanvases);
        return saved;
    });
}

void CanvasKeeper::writeStaging()
{
    m_stagingDirty = false;
    run([folder = m_folder, snapshot = m_staging.snapshot()] {
        if (auto made = ensureFolder(folder); !made) {
            return made;
        }
        return writeFileAtomically(stagingFile(folder),
                                   QJsonDocument(snapshot.toJson()).toJson(QJsonDocument::Compact));
    });
}

void CanvasKeeper::writeLast()
{
    m_lastDirty = false;
    run([folder = m_folder, base = m_base] {
        if (auto made = ensureFolder(folder); !made) {
            return made;
        }
        return writeFileAtomically(lastFile(folder), base.sha256.toLatin1());
    });
}

void CanvasKeeper::run(const std::function<Result<void>()>& work)
{
    ++m_underWay;
    m_pool.start([this, work] {
        const auto done = work();
        QMetaObject::invokeMethod(
            this,
            [this, done] {
                --m_underWay;
                if (!done && !m_failing) {
                    Q_EMIT writingFailed(done.error());
                }
                m_failing = !done;
            },
            Qt::QueuedConnection);
    });
}

void CanvasKeeper::flush()
{
    write();
    m_timer.stop();
    m_pool.waitForDone();
}

} // namespace maquette
