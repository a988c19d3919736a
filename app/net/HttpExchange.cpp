// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/net/HttpExchange.h"

#include "app/base/Files.h"
#include "app/base/Redaction.h"

#include <QNetworkAccessManager>
#include <QSslError>

#include <array>

namespace maquette {

namespace {

constexpr qint64 kReadBuffer = qint64(4) * 1024 * 1024;
constexpr int kReportEveryMs = 40;

/// Errors that say no request was ever delivered to anybody.
bool saysNothingLeft(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
    case QNetworkReply::HostNotFoundError:
    case QNetworkReply::SslHandshakeFailedError:
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::ProtocolUnknownError:
        return true;
    default:
        return false;
    }
}

/// Qt reports a bad status and a broken connection through one number. True for what only means "a whole answer
/// with a status that is no success".
bool isOnlyAboutStatus(QNetworkReply::NetworkError error)
{
    if (error == QNetworkReply::ContentReSendError || error == QNetworkReply::ProtocolUnknownError ||
        error == QNetworkReply::ProtocolFailure) {
        return false;
    }
    return error == QNetworkReply::NoError || error == QNetworkReply::ProxyAuthenticationRequiredError ||
           error >= QNetworkReply::ContentAccessDenied;
}

} // namespace

HttpExchange::HttpExchange(HttpCall call, HttpClient::ProgressSink progress, QString scratchFolder)
    : m_call(std::move(call))
    , m_progress(std::move(progress))
    , m_scratchFolder(std::move(scratchFolder))
{
    m_stillTimer.setSingleShot(true);
    connect(&m_stillTimer, &QTimer::timeout, this, [this] { onStill(); });
}

bool HttpExchange::prepare()
{
    if (m_call.method != HttpCall::Method::Get) {
        auto body = BodyStream::open(m_call);
        if (!body) {
            stop(CallEnd::Storage, body.error().place + QStringLiteral(": ") + body.error().detail);
            return false;
        }
        m_body = std::move(*body);
        m_body->setMovedHook([this] { moved(); });
    }
    if (!openAnswerFile()) {
        stop(CallEnd::Storage, m_answer.errorString());
        return false;
    }
    return true;
}

bool HttpExchange::openAnswerFile()
{
    // Before anything is sent: what cannot be written down must not be paid for.
    m_answer.setFileTemplate(m_scratchFolder + QStringLiteral("/answer-XXXXXX"));
    const bool opened = m_answer.open() || (ensureFolder(m_scratchFolder) && m_answer.open());
    return opened && !m_answer.fileName().isEmpty();
}

QNetworkRequest HttpExchange::makeRequest() const
{
    QNetworkRequest request(m_call.url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setRawHeader("User-Agent", "Maquette/" MAQUETTE_VERSION);
    // Qt would ask for compressed answers and name the user's language otherwise.
    request.setRawHeader("Accept-Encoding", "identity");
    request.setRawHeader("Accept-Language", "en");
    for (const auto& [name, value] : m_call.headers) {
        request.setRawHeader(name, value);
    }
    if (m_body) {
        request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        request.setRawHeader("Content-Type",
                             m_body->contentType().isEmpty() ? "application/octet-stream" : m_body->contentType());
        request.setRawHeader("Content-Length", QByteArray::number(m_body->total()));
        request.setRawHeader("Connection", "close");
    }
    return request;
}

void HttpExchange::start(QNetworkAccessManager& manager)
{
    const QNetworkRequest request = makeRequest();
    switch (m_call.method) {
    case HttpCall::Method::Get:
        m_reply = manager.get(request);
        break;
    case HttpCall::Method::Post:
        m_reply = manager.post(request, m_body.get());
        break;
    case HttpCall::Method::Put:
        m_reply = manager.put(request, m_body.get());
        break;
    }
    m_reply->setReadBufferSize(kReadBuffer);
    connectReply();
    m_lastMove.start();
    if (m_call.timeoutMs > 0) {
        m_stillTimer.start(m_call.timeoutMs);
    }
    report(HttpProgress::Phase::Sending, 0, m_body ? m_body->total() : 0, true);
}

void HttpExchange::connectReply()
{
    QNetworkReply* reply = m_reply;
    connect(reply, &QNetworkReply::requestSent, this, [this] {
        m_requestSent = true;
        moved();
        report(HttpProgress::Phase::Waiting, 0, -1, true);
    });
    connect(reply, &QNetworkReply::uploadProgress, this, [this](qint64 done, qint64 total) {
        moved();
        if (m_phase == HttpProgress::Phase::Sending && total > 0) {
            report(HttpProgress::Phase::Sending, done, total, done == total);
        }
    });
    connect(reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError>& errors) {
        QStringList texts;
        for (const QSslError& error : errors) {
            texts.append(error.errorString());
        }
        m_tlsProblem = texts.join(QStringLiteral("; "));
    });
    connect(reply, &QNetworkReply::encrypted, this, [this] { moved(); });
    connect(reply, &QNetworkReply::metaDataChanged, this, [this] { onHeaders(); });
    connect(reply, &QNetworkReply::readyRead, this, [this] { onBytes(); });
    connect(reply, &QNetworkReply::finished, this, [this] { onFinished(); });
}

void HttpExchange::onHeaders()
{
    moved();
    m_received.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    m_received.headers.clear();
    for (const auto& [name, value] : m_reply->rawHeaderPairs()) {
        m_received.headers.append({name.toLower(), value});
    }
    if (m_received.status >= 300 && m_received.status < 400) {
        stop(CallEnd::Redirected, QStringLiteral("HTTP %1 to %2")
                                      .arg(m_received.status)
                                      .arg(QString::fromLatin1(m_received.header("location"))));
        return;
    }
    if (m_received.header("content-length").toLongLong() > m_call.answerCap) {
        stop(CallEnd::TooLarge, QStringLiteral("the answer claims to be longer than %1 bytes").arg(m_call.answerCap));
    }
}

void HttpExchange::onBytes()
{
    if (isOver() || m_reason) {
        return;
    }
    moved();
    static constexpr qint64 kPiece = 65536;
    std::array<char, kPiece> piece;
    for (;;) {
        const qint64 got = m_reply->read(piece.data(), kPiece);
        if (got <= 0) {
            break;
        }
        if (m_received.bodyBytes + got > m_call.answerCap) {
            stop(CallEnd::TooLarge, QStringLiteral("the answer is longer than %1 bytes").arg(m_call.answerCap));
            return;
        }
        if (m_answer.write(piece.data(), got) != got) {
            stop(CallEnd::Storage, m_answer.errorString());
            return;
        }
        m_received.bodyBytes += got;
    }
    const QByteArray declared = m_received.header("content-length");
    report(HttpProgress::Phase::Receiving, m_received.bodyBytes, declared.isEmpty() ? -1 : declared.toLongLong(),
           false);
}

void HttpExchange::onFinished()
{
    if (isOver()) {
        return;
    }
    if (!m_reason) {
        if (m_received.status == 0) {
            onHeaders();
        }
        if (m_reply->bytesAvailable() > 0) {
            onBytes();
        }
    }
    conclude();
}

void HttpExchange::moved()
{
    m_lastMove.restart();
}

void HttpExchange::onStill()
{
    const qint64 left = m_call.timeoutMs - m_lastMove.elapsed();
    if (left > 0) {
        m_stillTimer.start(static_cast<int>(left));
        return;
    }
    stop(CallEnd::TimedOut, QStringLiteral("nothing moved for %1 s").arg(m_call.timeoutMs / 1000.0));
}

void HttpExchange::report(HttpProgress::Phase phase, qint64 done, qint64 total, bool always)
{
    const bool changed = phase != m_phase;
    m_phase = phase;
    if (!m_progress || isOver() ||
        (!always && !changed && m_lastReport.isValid() && m_lastReport.elapsed() < kReportEveryMs)) {
        return;
    }
    m_lastReport.restart();
    m_progress(HttpProgress{phase, done, total});
}

void HttpExchange::stop(CallEnd reason, const QString& detail)
{
    if (isOver() || m_reason) {
        return;
    }
    m_reason = reason;
    m_reasonDetail = detail;
    conclude();
}

void HttpExchange::conclude()
{
    if (isOver()) {
        return;
    }
    HttpOutcome outcome;
    outcome.end = m_reason ? *m_reason : endFromReply();
    if (outcome.end == CallEnd::Answered && !keepAnswer()) {
        outcome.end = CallEnd::Storage;
        m_reasonDetail = m_answer.errorString();
    }
    outcome.mayHaveLeft = mayHaveLeft();
    if (outcome.end == CallEnd::Answered) {
        outcome.reply = m_received;
    } else {
        outcome.detail = redacted(describeEnd(), m_call.secrets);
        dropAnswer();
    }
    m_answer.close();
    m_stillTimer.stop();
    if (m_reply) {
        letReplyGo();
    }
    m_outcome = std::move(outcome);
    if (m_whenOver) {
        m_whenOver();
    }
}

void HttpExchange::letReplyGo()
{
    m_reply->disconnect(this);
    if (m_body) {
        // The reply may still look at the body: both end together. But nothing more leaves after the outcome was told.
        m_body->cut();
        m_body.release()->setParent(m_reply);
    }
    // Not abort(): what Qt's thread has already reported would find an ended reply and complain. The destructor
    // breaks the connection just the same.
    m_reply->deleteLater();
}

void HttpExchange::dropAnswer()
{
    if (m_answer.isOpen()) {
        m_answer.remove();
    }
}

CallEnd HttpExchange::endFromReply() const
{
    const QNetworkReply::NetworkError error = m_reply->error();
    if (m_body && !m_body->problem().isEmpty()) {
        return CallEnd::Storage;
    }
    if (m_received.status > 0 && isWhole(error)) {
        return CallEnd::Answered;
    }
    if (mayHaveLeft()) {
        return CallEnd::CutOff;
    }
    return error == QNetworkReply::SslHandshakeFailedError ? CallEnd::TlsFailed : CallEnd::Offline;
}

bool HttpExchange::isWhole(QNetworkReply::NetworkError error) const
{
    const QByteArray declared = m_received.header("content-length");
    if (m_received.header("transfer-encoding").isEmpty() && !declared.isEmpty() && m_received.status != 204) {
        return declared.toLongLong() == m_received.bodyBytes;
    }
    // An answer without a length ends with its connection (RFC 9112, section 6.3). Qt sometimes takes that end for a
    // broken connection and wants to send the request again, which the body refuses.
    const bool ended = error == QNetworkReply::ContentReSendError && m_received.bodyBytes > 0 &&
                       m_received.header("transfer-encoding").isEmpty();
    return ended || isOnlyAboutStatus(error);
}

bool HttpExchange::mayHaveLeft() const
{
    if (!m_reply) {
        return false;
    }
    if (m_requestSent || m_received.status > 0) {
        return true;
    }
    // A request whose body was never touched is not a request yet: nothing can be done, or charged, with its head
    // alone.
    if (m_body && m_body->total() > 0) {
        return m_body->handedOver() > 0;
    }
    return !saysNothingLeft(m_reply->error()) && (m_body || m_reason);
}

bool HttpExchange::keepAnswer()
{
    if (m_received.bodyBytes == 0) {
        dropAnswer();
        return true;
    }
    if (!m_answer.flush()) {
        return false;
    }
    m_answer.setAutoRemove(false);
    m_received.bodyFile = m_answer.fileName();
    return true;
}

QString HttpExchange::describeEnd() const
{
    if (!m_reasonDetail.isEmpty() || m_reason) {
        return m_reasonDetail;
    }
    if (m_body && !m_body->problem().isEmpty()) {
        return m_body->problem();
    }
    if (!m_tlsProblem.isEmpty()) {
        return m_tlsProblem;
    }
    return m_reply->error() == QNetworkReply::NoError ? QStringLiteral("the answer is shorter than it claims to be")
                                                      : m_reply->errorString();
}

HttpOutcome HttpExchange::takeOutcome()
{
    return std::move(*m_outcome);
}

} // namespace maquette
