// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/QtHttpClient.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

namespace maquette {

/// How long a test waits for what must happen.
constexpr int kSoonMs = 30'000;

/// Lets every event already on its way arrive, so that a second request would have been seen.
inline void letThingsSettle()
{
    QTest::qWait(150);
}

/// A call that was started and whose outcome comes some time.
struct StartedCall
{
    std::shared_ptr<std::optional<HttpOutcome>> outcome = std::make_shared<std::optional<HttpOutcome>>();
    CancelToken cancel;

    [[nodiscard]] bool isOver() const { return outcome->has_value(); }
    [[nodiscard]] const HttpOutcome& get() const { return outcome->value(); }
};

inline QCoro::Task<> collect(QtHttpClient* client, HttpCall call, StartedCall into, HttpClient::ProgressSink sink)
{
    *into.outcome = co_await client->send(std::move(call), into.cancel, std::move(sink));
}

inline StartedCall begin(QtHttpClient& client, const HttpCall& call, const HttpClient::ProgressSink& sink = {})
{
    StartedCall started;
    collect(&client, call, started, sink);
    return started;
}

inline HttpCall getCall(const QUrl& url)
{
    HttpCall call;
    call.url = url;
    call.timeoutMs = 20'000;
    return call;
}

/// A small multipart POST with a key, as a paid call looks.
inline HttpCall paidCall(const QUrl& url)
{
    HttpCall call = getCall(url);
    call.method = HttpCall::Method::Post;
    call.headers = {{"Authorization", "Bearer sk-net-test-key-0001"}, {"Accept", "image/*"}};
    call.secrets = {QStringLiteral("sk-net-test-key-0001")};
    call.parts = {HttpPart{QStringLiteral("prompt"), "a red lighthouse", {}, {}, {}}};
    return call;
}

/// Files left in a scratch folder.
inline QStringList filesIn(const QString& folder)
{
    return QDir(folder).entryList(QDir::Files | QDir::Hidden);
}

} // namespace maquette
