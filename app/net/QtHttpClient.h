// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/HttpClient.h"
#include "app/net/HttpWorker.h"

#include <QObject>
#include <QString>
#include <QThread>

#include <map>
#include <memory>

namespace maquette {

/// HttpClient on QNetworkAccessManager. Called, and its waiters run on, in the thread that made it; the bytes are moved
/// and the answers written down in a thread of its own, so that neither a flood nor a slow disk holds up a window.
///
/// A call that may cost money (POST, PUT) never uses a connection that was used before: a server that has just closed
/// an idle one would leave us not knowing whether the order arrived. At most kMostAtOnce calls of either sort are on
/// the wire, the others wait in their order; their timeout runs only once they are sent.
///
/// When it dies, every call that still runs ends as Cancelled and its waiter runs on before the destructor returns.
class QtHttpClient final : public HttpClient
{
public:
    /// Answers go to new files in \a scratchFolder, made when needed.
    explicit QtHttpClient(QString scratchFolder);
    ~QtHttpClient() override;

    [[nodiscard]] QCoro::Task<HttpOutcome> send(HttpCall call, CancelToken cancel, ProgressSink progress) override;

    static constexpr int kMostAtOnce = HttpWorker::kMostAtOnce;

private:
    struct Pending;

    void startLater(quint64 id, const HttpCall& call, const ProgressSink& progress);
    void stopLater(quint64 id);
    [[nodiscard]] ProgressSink throughEventLoop(quint64 id);
    void settle(quint64 id);

    QThread m_thread;
    std::unique_ptr<HttpWorker> m_worker; ///< lives in m_thread
    std::map<quint64, std::shared_ptr<Pending>> m_pending;
    quint64 m_lastId = 0;
    bool m_closing = false;
    QObject m_context; ///< receives, in our thread, what the worker reports
};

} // namespace maquette
