// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/PracticeServer.h"

#include "app/base/JoinedThread.h"
#include "app/sandbox/LoopbackListener.h"
#include "app/sandbox/PracticeApi.h"

#include <QHostAddress>
#include <QHttpServer>
#include <QTimer>

#include <algorithm>
#include <unordered_map>

namespace maquette::sandbox {

namespace {

/// Takes every request: where it goes is decided by Routes, so that all answers have the contract's form.
class AnyRequest final : public QHttpServerRouterRule
{
public:
    using QHttpServerRouterRule::QHttpServerRouterRule;

    bool matches(const QHttpServerRequest& /*request*/, QRegularExpressionMatch* match) const override
    {
        static const QRegularExpression anything(QStringLiteral(".*"));
        *match = anything.match(QString());
        return true;
    }
};

QByteArray methodName(QHttpServerRequest::Method method)
{
    switch (method) {
    case QHttpServerRequest::Method::Get:
        return "GET";
    case QHttpServerRequest::Method::Post:
        return "POST";
    case QHttpServerRequest::Method::Head:
        return "HEAD";
    default:
        return "OTHER";
    }
}

ApiCall callOf(const QHttpServerRequest& request)
{
    ApiCall call;
    call.method = methodName(request.method());
    call.path = request.url().path();
    for (const auto& [name, value] : request.headers()) {
        call.headers.insert(name.toLower(), value);
    }
    call.body = request.body();
    return call;
}

QHttpServerResponse responseOf(const Answer& answer)
{
    const auto status = QHttpServerResponse::StatusCode(answer.status);
    QHttpServerResponse response = answer.contentType.isEmpty()
                                       ? QHttpServerResponse(status)
                                       : QHttpServerResponse(answer.contentType, answer.body, status);
    for (const auto& [name, value] : answer.headers) {
        response.addHeader(name, value);
    }
    return response;
}

/// The largest body any operation takes: what is a little over it still gets the contract's own 413.
qint64 largestBody(const Catalogue& catalogue)
{
    qint64 largest = 10LL * 1024 * 1024;
    for (const Operation& operation : catalogue.operations()) {
        largest = std::max(largest, operation.maxBodyBytes);
    }
    return largest;
}

} // namespace

/// What lives in the server's thread.
struct PracticeServer::Private
{
    Private(Catalogue catalogue, PracticeOptions options, const Clock& clock)
        : port(options.port)
        , mostRequestBytes(largestBody(catalogue) + 1024LL * 1024)
        , api(std::move(catalogue), std::move(options), clock,
              [this](qint64 delayMs, std::function<void()> work) { later(delayMs, std::move(work)); })
    {
        timers.moveToThread(&thread);
        thread.setObjectName(QStringLiteral("practice-server"));
    }

    void later(qint64 delayMs, std::function<void()> work)
    {
        QMetaObject::invokeMethod(&timers, [this, delayMs, work = std::move(work)]() {
            QTimer::singleShot(std::chrono::milliseconds(delayMs), Qt::PreciseTimer, &timers, work);
        });
    }

    Result<void> listen();
    void take(const QHttpServerRequest& request, QHttpServerResponder&& responder);
    void give(quint64 ticket, const Answer& answer);
    void stop();

    quint16 port;
    qint64 mostRequestBytes;
    JoinedThread thread;
    QObject timers;
    PracticeApi api;
    std::unique_ptr<QHttpServer> http;
    LoopbackListener* listener = nullptr; ///< belongs to http
    struct Waiting
    {
        QHttpServerResponder responder;
        QPointer<QTcpSocket> socket;
    };
    std::unordered_map<quint64, Waiting> waiting; ///< requests without an answer yet
    quint64 lastTicket = 0;
    QUrl url;
};

// Handlers that return a QFuture are not used: Qt 6.4.2 crashes when a promise in another thread finishes one, and when
// the client has gone by the time it is finished. A responder that waits here, in the one thread it belongs to, has
// neither fault.
void PracticeServer::Private::take(const QHttpServerRequest& request, QHttpServerResponder&& responder)
{
    const quint64 ticket = ++lastTicket;
    waiting.emplace(ticket, Waiting{std::move(responder), listener->current()});
    const bool head = request.method() == QHttpServerRequest::Method::Head;
    api.serve(callOf(request), [this, ticket, head](Answer answer) {
        if (head) {
            answer.body.clear();
        }
        QMetaObject::invokeMethod(&timers, [this, ticket, answer = std::move(answer)]() { give(ticket, answer); });
    });
}

void PracticeServer::Private::give(quint64 ticket, const Answer& answer)
{
    auto found = waiting.extract(ticket);
    if (found && found.mapped().socket) {
        listener->noteAnswered(found.mapped().socket);
        responseOf(answer).write(std::move(found.mapped().responder));
    }
}

Result<void> PracticeServer::Private::listen()
{
    auto tcp = std::make_unique<LoopbackListener>(mostRequestBytes);
    if (!tcp->listen(QHostAddress::LocalHost, port)) {
        return failure(ErrorKind::Offline, tcp->errorString(), QStringLiteral("127.0.0.1:%1").arg(port));
    }
    url = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(tcp->serverPort()));
    http = std::make_unique<QHttpServer>();
    http->route<AnyRequest>(QStringLiteral("/"),
                            [this](const QHttpServerRequest& request, QHttpServerResponder&& responder) {
                                take(request, std::move(responder));
                            });
    listener = tcp.release();
    http->bind(listener);
    return {};
}

void PracticeServer::Private::stop()
{
    if (!thread.isRunning()) {
        return;
    }
    QMetaObject::invokeMethod(
        &timers,
        [this]() {
            api.close();
            waiting.clear();
            http.reset();
        },
        Qt::BlockingQueuedConnection);
    thread.end();
}

PracticeServer::PracticeServer(Catalogue catalogue, PracticeOptions options, const Clock& clock, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>(std::move(catalogue), std::move(options), clock))
{
}

PracticeServer::~PracticeServer()
{
    d->stop();
}

Result<QUrl> PracticeServer::start()
{
    if (d->thread.isRunning()) {
        return d->url;
    }
    if (auto opened = d->api.open(); !opened) {
        d->api.close();
        return tl::unexpected(opened.error());
    }
    d->thread.start();
    Result<void> listening;
    QMetaObject::invokeMethod(
        &d->timers, [this, &listening]() { listening = d->listen(); }, Qt::BlockingQueuedConnection);
    if (!listening) {
        d->stop();
        return tl::unexpected(listening.error());
    }
    return d->url;
}

Result<Credits> PracticeServer::refill()
{
    if (!d->thread.isRunning()) {
        return failure(ErrorKind::Offline, QStringLiteral("the practice server is not running"));
    }
    return d->api.refill();
}

QUrl PracticeServer::url() const
{
    return d->url;
}

} // namespace maquette::sandbox
