// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/BodyStream.h"
#include "app/net/HttpClient.h"

#include <QElapsedTimer>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QObject>
#include <QPointer>
#include <QTemporaryFile>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

class QNetworkAccessManager;

namespace maquette {

/// One call from its first check to its outcome: sends the body, writes the answer down, and keeps its own record of
/// why it stopped. Belongs to HttpWorker and its thread.
class HttpExchange final : public QObject
{
public:
    HttpExchange(HttpCall call, HttpClient::ProgressSink progress, QString scratchFolder);

    /// Opens all files before there is any traffic. False when the call is over with that.
    [[nodiscard]] bool prepare();
    /// Sends it. Only after prepare(), only once.
    void start(QNetworkAccessManager& manager);
    /// Ends it for \a reason, unless it is already over.
    void stop(CallEnd reason, const QString& detail = {});

    /// Called once, when the outcome is there.
    void setOverHook(std::function<void()> hook) { m_whenOver = std::move(hook); }
    [[nodiscard]] bool isOver() const { return m_outcome.has_value(); }
    /// True when its connection must not have been used before (see QtHttpClient).
    [[nodiscard]] bool wantsFreshConnection() const { return m_call.method != HttpCall::Method::Get; }
    [[nodiscard]] HttpOutcome takeOutcome();

private:
    [[nodiscard]] QNetworkRequest makeRequest() const;
    [[nodiscard]] bool openAnswerFile();
    void connectReply();
    void onHeaders();
    void onBytes();
    void onFinished();
    void onStill();
    void moved();
    void report(HttpProgress::Phase phase, qint64 done, qint64 total, bool always);

    void conclude();
    void letReplyGo();
    void dropAnswer();
    [[nodiscard]] CallEnd endFromReply() const;
    [[nodiscard]] bool isWhole(QNetworkReply::NetworkError error) const;
    [[nodiscard]] bool mayHaveLeft() const;
    [[nodiscard]] bool keepAnswer();
    [[nodiscard]] QString describeEnd() const;

    HttpCall m_call;
    HttpClient::ProgressSink m_progress;
    QString m_scratchFolder;
    std::function<void()> m_whenOver;

    std::unique_ptr<BodyStream> m_body;
    QTemporaryFile m_answer;
    QPointer<QNetworkReply> m_reply;
    HttpReply m_received;
    bool m_requestSent = false;
    QString m_tlsProblem;
    std::optional<CallEnd> m_reason; ///< why we stopped it ourselves
    QString m_reasonDetail;

    QTimer m_stillTimer;
    QElapsedTimer m_lastMove;
    QElapsedTimer m_lastReport;
    HttpProgress::Phase m_phase = HttpProgress::Phase::Sending;

    std::optional<HttpOutcome> m_outcome;
};

} // namespace maquette
