// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/QtHttpClient.h"

#include "app/net/HttpExchange.h"
#include "app/net/UrlRules.h"

#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>

#include <algorithm>

namespace maquette {

namespace {

constexpr int kCallsPerLane = 6;

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

QtHttpClient::QtHttpClient(QString scratchFolder)
    : m_scratchFolder(std::move(scratchFolder))
{
}

QtHttpClient::~QtHttpClient()
{
    m_closing = true;
    while (!m_calls.empty()) {
        const ExchangePtr exchange = m_calls.back().exchange;
        exchange->stop(CallEnd::Cancelled);
        settle(exchange.get());
    }
}

QCoro::Task<HttpOutcome> QtHttpClient::send(HttpCall call, CancelToken cancel, ProgressSink progress)
{
    if (m_closing) {
        co_return HttpOutcome{CallEnd::Cancelled, {}, false, {}};
    }
    const auto exchange =
        std::make_shared<HttpExchange>(std::move(call), std::move(cancel), std::move(progress), m_scratchFolder);
    if (exchange->prepare()) {
        accept(exchange);
        co_await exchange->settled();
    }
    co_return exchange->takeOutcome();
}

void QtHttpClient::accept(const ExchangePtr& exchange)
{
    exchange->setOverHook([this, raw = exchange.get()] { noteOver(raw); });
    m_calls.push_back(Running{exchange, nullptr});
    startWaiting();
}

void QtHttpClient::startWaiting()
{
    // By index: starting may end a call at once, but entries only leave in settle().
    for (std::size_t i = 0; i < m_calls.size(); ++i) {
        const ExchangePtr exchange = m_calls[i].exchange;
        if (m_calls[i].lane != nullptr || exchange->isOver() || exchange->hasStarted()) {
            continue;
        }
        Lane* lane = freeLane(exchange->wantsFreshConnection() ? m_freshLanes : m_keptLanes);
        if (lane == nullptr) {
            continue;
        }
        ++lane->busy;
        m_calls[i].lane = lane;
        exchange->start(*lane->manager);
    }
}

QtHttpClient::Lane* QtHttpClient::freeLane(Lanes& lanes)
{
    const auto found =
        std::find_if(lanes.begin(), lanes.end(), [](const auto& lane) { return lane->busy < kCallsPerLane; });
    if (found != lanes.end()) {
        return found->get();
    }
    if (lanes.size() * kCallsPerLane >= kMostAtOnce) {
        return nullptr;
    }
    auto lane = std::make_unique<Lane>();
    lane->manager = std::make_unique<QNetworkAccessManager>();
    lane->manager->setProxyFactory(new ProxiesForOthers);
    return lanes.emplace_back(std::move(lane)).get();
}

void QtHttpClient::noteOver(HttpExchange* exchange)
{
    const auto found = std::find_if(m_calls.begin(), m_calls.end(),
                                    [exchange](const Running& call) { return call.exchange.get() == exchange; });
    if (found == m_calls.end()) {
        return;
    }
    if (found->lane != nullptr) {
        --found->lane->busy;
        found->lane = nullptr;
    }
    if (!m_closing) {
        // Not here: this may be inside one of Qt's signals or inside cancel(), and the waiter may end anything.
        QMetaObject::invokeMethod(
            &m_context, [this, exchange] { settle(exchange); }, Qt::QueuedConnection);
    }
}

void QtHttpClient::settle(HttpExchange* exchange)
{
    const auto found = std::find_if(m_calls.begin(), m_calls.end(),
                                    [exchange](const Running& call) { return call.exchange.get() == exchange; });
    if (found == m_calls.end()) {
        return;
    }
    const ExchangePtr kept = found->exchange;
    m_calls.erase(found);
    if (!m_closing) {
        startWaiting();
    }
    kept->settled().happen(); // this client may be gone afterwards
}

} // namespace maquette
