// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/FormStore.h"

#include "app/base/Files.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QPointer>

#include <chrono>

namespace maquette {

namespace {

constexpr qint64 kMostBytes = qint64(16) * 1024 * 1024;

} // namespace

FormStore::FormStore(QString file, QObject* parent)
    : QObject(parent)
    , m_file(std::move(file))
{
    m_pool.setMaxThreadCount(1); // one after the other: the newest state is the last one written
    m_timer.setSingleShot(true);
    m_timer.setInterval(std::chrono::milliseconds(500));
    connect(&m_timer, &QTimer::timeout, this, &FormStore::writeNow);
}

FormStore::~FormStore()
{
    flush();
}

FormState FormStore::read()
{
    if (!QFileInfo::exists(m_file)) {
        return {};
    }
    const Result<QByteArray> bytes = readFile(m_file, kMostBytes);
    if (!bytes && bytes.error().kind == ErrorKind::Storage) {
        return {};
    }
    const QJsonDocument document = bytes ? QJsonDocument::fromJson(*bytes) : QJsonDocument();
    if (!document.isObject()) {
        const QString aside = m_file + QStringLiteral(".damaged");
        QFile::remove(aside);
        QFile::rename(m_file, aside);
        return {};
    }
    m_written = FormState::fromJson(document.object());
    m_waiting = m_written;
    return m_written;
}

void FormStore::write(const FormState& state)
{
    m_waiting = state;
    m_timer.start();
}

void FormStore::flush()
{
    m_timer.stop();
    writeNow();
    m_pool.waitForDone();
}

void FormStore::writeNow()
{
    if (m_waiting == m_written) {
        return;
    }
    m_written = m_waiting;
    // waitForDone() in the destructor keeps `this` alive until the worker has posted its outcome.
    m_pool.start([this, file = m_file, state = m_waiting] {
        const QByteArray bytes = QJsonDocument(state.toJson()).toJson(QJsonDocument::Compact);
        const Result<void> written = writeFileAtomically(file, bytes);
        if (!written) {
            QMetaObject::invokeMethod(this, [this, error = written.error()] { Q_EMIT failed(error); });
        }
    });
}

} // namespace maquette
