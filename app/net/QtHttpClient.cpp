// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/QtHttpClient.h"

#include "app/net/UrlRules.h"
#include "app/net/Wake.h"

#include <QCoreApplication>

namespace maquette {

/// A call whose waiter sleeps.
struct QtHttpClient::Pending
{
    ProgressSink progress;
    HttpOutcome outcome{CallEnd::Cancelled, {}, false, {}};
    Wake wake;
};

QtHttpClient::QtHttpClient(QString scratchFolder)
{
    m_worker = std::make_unique<HttpWorker>(std::move(scratchFolder), [this](quint64 id, HttpOutcome outcome) {
        const auto kept = std::make_shared<HttpOutcome>(std::move(outcome));
        QMetaObject::invokeMethod(
            &m_context,
            [this, id, kept] {
                if (const auto found = m_pending.find(id); found != m_pending.end()) {
                    found->second->outcome = std::move(*kept);
                    settle(id);
                }
            },
            Qt::QueuedConnection);
    });
    m_worker->moveToThread(&m_thread);
    m_thread.setObjectName(QStringLiteral("http"));
    m_thread.start();
}

QtHttpClient::~QtHttpClient()
{
    m_closing = true;
    QMetaObject::invokeMethod(
        m_worker.get(), [this] { m_worker->close(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    QCoreApplication::sendPostedEvents(&m_context); // the outcomes, each with its waiter
    while (!m_pending.empty()) {
        settle(m_pending.begin()->first);
    }
}

QCoro::Task<HttpOutcome> QtHttpClient::send(HttpCall call, CancelToken cancel, ProgressSink progress)
{
    if (m_closing || cancel.isCancelled()) {
        co_return HttpOutcome{CallEnd::Cancelled, {}, false, {}};
    }
    if (!isSafeToSend(call.url)) {
        co_return HttpOutcome{
            CallEnd::Insecure, {}, false, QStringLiteral("only https is allowed, and http to this machine")};
    }
    const quint64 id = ++m_lastId;
    const auto pending = std::make_shared<Pending>();
    pending->progress = std::move(progress);
    m_pending.emplace(id, pending);
    startLater(id, call, pending->progress ? throughEventLoop(id) : ProgressSink());
    const int key = cancel.onCancel([this, id] { stopLater(id); });
    co_await pending->wake;
    cancel.forget(key);
    co_return std::move(pending->outcome);
}

void QtHttpClient::startLater(quint64 id, const HttpCall& call, const ProgressSink& progress)
{
    QMetaObject::invokeMethod(
        m_worker.get(), [worker = m_worker.get(), id, call, progress] { worker->accept(id, call, progress); },
        Qt::QueuedConnection);
}

void QtHttpClient::stopLater(quint64 id)
{
    QMetaObject::invokeMethod(
        m_worker.get(), [worker = m_worker.get(), id] { worker->cancel(id); }, Qt::QueuedConnection);
}

HttpClient::ProgressSink QtHttpClient::throughEventLoop(quint64 id)
{
    return [this, id](HttpProgress progress) {
        QMetaObject::invokeMethod(
            &m_context,
            [this, id, progress] {
                const auto found = m_pending.find(id);
                if (found != m_pending.end() && !m_closing) {
                    const auto kept = found->second; // the sink may end anything
                    kept->progress(progress);
                }
            },
            Qt::QueuedConnection);
    };
}

void QtHttpClient::settle(quint64 id)
{
    const auto found = m_pending.find(id);
    if (found == m_pending.end()) {
        return;
    }
    const auto kept = found->second;
    m_pending.erase(found);
    kept->wake.happen(); // this client may be gone afterwards
}

} // namespace maquette
