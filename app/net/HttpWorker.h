// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/HttpClient.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

class QNetworkAccessManager;

namespace maquette {

class HttpExchange;

/// The part of QtHttpClient that lives in a thread of its own: hands the calls to Qt, a limited number at a time, in
/// their order. All functions in that thread.
class HttpWorker final : public QObject
{
public:
    using DoneSink = std::function<void(quint64 id, HttpOutcome outcome)>;

    /// \a done is called once for each accepted call.
    HttpWorker(QString scratchFolder, DoneSink done);
    ~HttpWorker() override;

    /// Sends a call now or when there is room. \a progress is called in this thread.
    void accept(quint64 id, const HttpCall& call, const HttpClient::ProgressSink& progress);
    /// Ends a call, unless it is over.
    void cancel(quint64 id);
    /// Ends every call and lets all connections go.
    void close();

    static constexpr int kMostAtOnce = 48; ///< of either sort: paid calls, and reads

private:
    /// Qt opens at most six connections to a host per manager and lets further calls wait unseen; so no manager gets
    /// more than six calls, and there are several. One for a paid call gets that call only and ends with it: nothing
    /// else makes Qt open a new connection for certain.
    struct Lane
    {
        std::unique_ptr<QNetworkAccessManager> manager;
        int busy = 0;
    };
    struct Call
    {
        quint64 id = 0;
        std::shared_ptr<Lane> lane; ///< none while it waits; outlives the exchange
        std::unique_ptr<HttpExchange> exchange;
    };

    void startWaiting();
    [[nodiscard]] std::shared_ptr<Lane> laneFor(const HttpExchange& exchange);
    void finish(quint64 id);

    QString m_scratchFolder;
    DoneSink m_done;
    std::vector<std::shared_ptr<Lane>> m_lanes; ///< for calls that may share connections
    int m_paidRunning = 0;
    std::vector<Call> m_calls;
    bool m_closing = false;
};

} // namespace maquette
