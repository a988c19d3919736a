// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/ConfigWriter.h"

#include "app/settings/ConfigFile.h"

#include <QMutexLocker>

#include <utility>

namespace maquette {

ConfigWriter::ConfigWriter(QString file, std::chrono::milliseconds gather, QObject* parent)
    : QObject(parent)
    , m_file(std::move(file))
{
    m_thread.setMaxThreadCount(1); // one after the other
    m_gather.setSingleShot(true);
    m_gather.setInterval(gather);
    connect(&m_gather, &QTimer::timeout, this, &ConfigWriter::begin);
}

ConfigWriter::~ConfigWriter()
{
    flush();
    if (m_untold) {
        qWarning("%s could not be written: %s", qPrintable(m_file), qPrintable(m_untold->detail));
    }
}

void ConfigWriter::write(const QJsonObject& members)
{
    {
        const QMutexLocker lock(&m_mutex);
        m_newest = members;
    }
    if (m_gather.interval() > 0) {
        m_gather.start();
    } else {
        begin();
    }
}

void ConfigWriter::flush()
{
    m_gather.stop();
    begin();
    m_thread.waitForDone();
}

void ConfigWriter::begin()
{
    // flush() in the destructor keeps `this` alive until the worker is through.
    m_thread.start([this] { writeNewest(); });
}

void ConfigWriter::writeNewest()
{
    std::optional<QJsonObject> members;
    {
        const QMutexLocker lock(&m_mutex);
        members = std::exchange(m_newest, std::nullopt);
    }
    if (!members) {
        return;
    }
    const Result<void> written = writeConfigFile(m_file, *members);
    const QMutexLocker lock(&m_mutex);
    m_untold = written ? std::nullopt : std::optional(written.error());
    if (m_untold) {
        QMetaObject::invokeMethod(this, &ConfigWriter::tell, Qt::QueuedConnection);
    }
}

void ConfigWriter::tell()
{
    std::optional<Error> error;
    {
        const QMutexLocker lock(&m_mutex);
        error = std::exchange(m_untold, std::nullopt);
    }
    if (error) {
        Q_EMIT failed(*error);
    }
}

} // namespace maquette
