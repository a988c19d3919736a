// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/HttpClient.h"

#include <QQueue>
#include <QStringList>
#include <QTemporaryDir>

namespace maquette {

/// What the scripted client answers to one call.
struct ScriptedAnswer
{
    CallEnd end = CallEnd::Answered;
    int status = 200;
    HttpHeaders headers;
    QByteArray body;
    bool mayHaveLeft = true;
    bool hang = false; ///< never answers; ends only when cancelled
};

/// The answer that never comes.
[[nodiscard]] ScriptedAnswer hangingAnswer();

/// An HttpClient that answers from a list, in order, and notes what it was asked.
class ScriptedHttpClient final : public HttpClient
{
public:
    [[nodiscard]] QCoro::Task<HttpOutcome> send(HttpCall call, CancelToken cancel, ProgressSink progress) override;

    QQueue<ScriptedAnswer> script;
    QList<HttpCall> calls;
    /// Called with "POST /path" when a call is made, before anything else.
    std::function<void(const QString&)> onCall;
    int underWay = 0;
    int mostUnderWay = 0;

private:
    QTemporaryDir m_folder;
};

} // namespace maquette
