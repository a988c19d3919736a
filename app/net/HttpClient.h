// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/CancelToken.h"
#include "app/net/HttpMessage.h"

#include <QCoroTask>

#include <functional>

namespace maquette {

/// Sends calls. One real implementation (QtHttpClient), scripted ones in tests. Never throws; every ending is an
/// HttpOutcome.
class HttpClient
{
public:
    HttpClient() = default;
    HttpClient(const HttpClient&) = delete;
    HttpClient& operator=(const HttpClient&) = delete;
    virtual ~HttpClient() = default;

    using ProgressSink = std::function<void(HttpProgress)>;

    /// Sends \a call exactly once. No redirect is followed, plain http only to loopback. \a progress may be empty.
    [[nodiscard]] virtual QCoro::Task<HttpOutcome> send(HttpCall call, CancelToken cancel, ProgressSink progress) = 0;
};

} // namespace maquette
