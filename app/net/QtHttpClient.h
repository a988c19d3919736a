// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/HttpClient.h"

#include <QObject>
#include <QString>

#include <deque>
#include <memory>
#include <vector>

class QNetworkAccessManager;

namespace maquette {

class HttpExchange;

/// HttpClient on QNetworkAccessManager. All in the thread that made it; Qt moves the bytes in threads of its own.
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

    static constexpr int kMostAtOnce = 48;

private:
    using ExchangePtr = std::shared_ptr<HttpExchange>;

    /// Qt opens at most six connections to a host per manager and lets further calls wait unseen; so no manager gets
    /// more than six calls, and there are several.
    struct Lane
    {
        std::unique_ptr<QNetworkAccessManager> manager;
        int busy = 0;
    };
    struct Running
    {
        ExchangePtr exchange;
        Lane* lane = nullptr; ///< none while it waits or once it is over
    };
    using Lanes = std::vector<std::unique_ptr<Lane>>;

    void accept(const ExchangePtr& exchange);
    void startWaiting();
    [[nodiscard]] Lane* freeLane(Lanes& lanes);
    void noteOver(HttpExchange* exchange);
    void settle(HttpExchange* exchange);

    QString m_scratchFolder;
    Lanes m_freshLanes; ///< for calls that want a new connection each
    Lanes m_keptLanes;  ///< for the others
    std::vector<Running> m_calls;
    bool m_closing = false;
    QObject m_context; ///< receiver of what is put off to the event loop
};

} // namespace maquette
