// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/HttpWorker.h"

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
    m_calls.push_back(Call{id, std::move(exchange), nullptr});
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
    m_freshLanes.clear();
    m_keptLanes.clear();
}

void HttpWorker::startWaiting()
{
    for (Call& call : m_calls) {
        if (call.lane != nullptr || call.exchange->isOver()) {
            continue;
        }
        Lane* lane = freeLane(call.exchange->wantsFreshConnection() ? m_freshLanes : m_keptLanes);
        if (lane != nullptr) {
            ++lane->busy;
            call.lane = lane;
            if (call.exchange->prepare()) {
                call.exchange->start(*lane->manager);
            }
        }
    }
}

HttpWorker::Lane* HttpWorker::freeLane(Lanes& lanes)
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

void HttpWorker::finish(quint64 id)
{
    const auto found = std::find_if(m_calls.begin(), m_calls.end(), [id](const Call& call) { return call.id == id; });
    if (found == m_calls.end()) {
        return;
    }
    if (found->lane != nullptr) {
        --found->lane->busy;
    }
    HttpOutcome outcome = found->exchange->takeOutcome();
    m_calls.erase(found);
    if (!m_closing) {
        startWaiting();
    }
    m_done(id, std::move(outcome));
}

} // namespace maquette
