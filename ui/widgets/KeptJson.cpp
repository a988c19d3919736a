// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/KeptJson.h"

#include "app/base/Files.h"

#include <QJsonDocument>

#include <chrono>

namespace maquette {

namespace {

constexpr qint64 kMostBytes = qint64(256) * 1024;

} // namespace

KeptJson::KeptJson(QString file, QObject* parent)
    : QObject(parent)
    , m_file(std::move(file))
{
    m_pool.setMaxThreadCount(1); // one after the other: the newest state is the last one written
    m_timer.setSingleShot(true);
    m_timer.setInterval(std::chrono::milliseconds(500));
    connect(&m_timer, &QTimer::timeout, this, &KeptJson::writeNow);
    if (!m_file.isEmpty()) {
        if (const Result<QByteArray> bytes = readFile(m_file, kMostBytes)) {
            m_value = QJsonDocument::fromJson(*bytes).object();
        }
    }
    m_written = m_value;
}

KeptJson::~KeptJson()
{
    flush();
}

void KeptJson::set(const QJsonObject& value)
{
    m_value = value;
    if (!m_file.isEmpty() && m_value != m_written) {
        m_timer.start();
    }
}

void KeptJson::flush()
{
    m_timer.stop();
    writeNow();
    m_pool.waitForDone();
}

void KeptJson::writeNow()
{
    if (m_file.isEmpty() || m_value == m_written) {
        return;
    }
    m_written = m_value;
    m_pool.start([file = m_file, value = m_value] {
        // How something was set is not worth a message when the disk is full.
        static_cast<void>(writeFileAtomically(file, QJsonDocument(value).toJson(QJsonDocument::Compact)));
    });
}

} // namespace maquette
