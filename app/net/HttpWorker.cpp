// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/HttpWorker.h"

#include "app/net/HttpExchange.h"
#include "app/net/UrlRules.h"

#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>

#include <algorithm>

namespace maquette {

namespace {

constexpr int kReadsPerLane = 6;

/// The application's proxies, but none towards this machine: plain http goes there, with a key in it.
class ProxiesForOthers final : public QNetworkProxyFactory
{
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override
    {
        if (isLoopback(query.url())) {
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        }
        return QNetworkProxyFactory::proxyForQuery(query);
    }
};

} // namespace

HttpWorker::HttpWorker(QString scratchFolder, DoneSink done)
    : m_scratchFolder(std::move(scratchFolder))
    , m_done(std::move(done))
{
}

HttpWorker::~HttpWorker() = default;

void HttpWorker::accept(quint64 id, const HttpCall& call, const HttpClient::ProgressSink& progress)
{
    auto exchange = std::make_unique<HttpExchange>(call, progress, m_scratchFolder);
    // Not inside Qt's signals: an exchange must not end below its own feet.
    exchange->setOverHook([this, id] {
        QMetaObject::invokeMethod(
            this, [this, id] { finish(id); }, Qt::QueuedConnection);
    });
    m_calls.push_back(Call{id, nullptr, std::move(exchange)});
    startWaiting();
}

void HttpWorker::cancel(quint64 id)
{
    for (Call& call : m_calls) {
        if (call.id == id) {
            call.exchange->stop(CallEnd::Cancelled);
            return;
        }
    }
}

void HttpWorker::close()
{
    m_closing = true;
    while (!m_calls.empty()) {
        m_calls.back().exchange->stop(CallEnd::Cancelled);
        finish(m_calls.back().id);
    }
    m_lanes.clear();
}

void HttpWorker::startWaiting()
{
    for (Call& call : m_calls) {
        if (call.lane != nullptr || call.exchange->isOver()) {
            continue;
        }
        call.lane = laneFor(*call.exchange);
        if (call.lane == nullptr) {
            continue;
        }
        ++call.lane->busy;
        m_paidRunning += call.exchange->wantsFreshConnection() ? 1 : 0;
        if (call.exchange->prepare()) {
            call.exchange->start(*call.lane->manager);
        }
    }
}

std::shared_ptr<HttpWorker::Lane> HttpWorker::laneFor(const HttpExchange& exchange)
{
    const bool paid = exchange.wantsFreshConnection();
    if (!paid) {
        const auto found =
            std::find_if(m_lanes.begin(), m_lanes.end(), [](const auto& lane) { return lane->busy < kReadsPerLane; });
        if (found != m_lanes.end()) {
            return *found;
        }
    }
    if (paid ? m_paidRunning >= kMostAtOnce : m_lanes.size() * kReadsPerLane >= kMostAtOnce) {
        return nullptr;
    }
    auto lane = std::make_shared<Lane>();
    lane->manager = std::make_unique<QNetworkAccessManager>();
    lane->manager->setProxyFactory(new ProxiesForOthers);
    if (!paid) {
        m_lanes.push_back(lane);
    }
    return lane;
}

void HttpWorker::finish(quint64 id)
{
    const auto found = std::find_if(m_calls.begin(), m_calls.end(), [id](const Call& call) { return call.id == id; });
    if (found == m_calls.end()) {
        return;
    }
    if (found->lane != nullptr) {
        --found->lane->busy;
        m_paidRunning -= found->exchange->wantsFreshConnection() ? 1 : 0;
    }
    HttpOutcome outcome = found->exchange->takeOutcome();
    m_calls.erase(found); // and with it a paid call's connection
    if (!m_closing) {
        startWaiting();
    }
    m_done(id, std::move(outcome));
}

} // namespace maquette
