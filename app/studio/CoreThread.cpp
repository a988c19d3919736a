// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/CoreThread.h"

namespace maquette {

CoreThread::CoreThread()
    : m_context(new QObject)
{
    m_thread.setObjectName(QStringLiteral("maquette core"));
    m_context->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_context, &QObject::deleteLater);
    m_thread.start();
}

CoreThread::~CoreThread()
{
    QMetaObject::invokeMethod(
        m_context, [this] { m_core.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.end();
}

void CoreThread::open(CoreOptions options, const Clock& clock, Opened opened)
{
    QMetaObject::invokeMethod(
        m_context,
        [this, options = std::move(options), &clock, opened = std::move(opened)] {
            auto core = Core::open(options, clock);
            if (!core) {
                opened(nullptr, core.error());
                return;
            }
            m_core = std::move(*core);
            opened(m_core.get(), {});
        },
        Qt::QueuedConnection);
}

void CoreThread::post(std::function<void(Core*)> work)
{
    QMetaObject::invokeMethod(
        m_context, [this, work = std::move(work)] { work(m_core.get()); }, Qt::QueuedConnection);
}

} // namespace maquette
