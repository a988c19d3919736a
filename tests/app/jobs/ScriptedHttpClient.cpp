// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/jobs/ScriptedHttpClient.h"

#include <QCoroTimer>
#include <QFile>
#include <QTimer>

namespace maquette {

namespace {

QCoro::Task<void> untilCancelled(CancelToken cancel)
{
    QTimer never;
    never.setSingleShot(true);
    never.start(24 * 3600 * 1000);
    const int key = cancel.onCancel([&never] { never.start(0); });
    co_await never;
    cancel.forget(key);
}

} // namespace

ScriptedAnswer hangingAnswer()
{
    ScriptedAnswer answer;
    answer.hang = true;
    return answer;
}

QCoro::Task<HttpOutcome> ScriptedHttpClient::send(HttpCall call, CancelToken cancel, ProgressSink progress)
{
    calls.append(call);
    if (onCall) {
        onCall((call.method == HttpCall::Method::Get ? QStringLiteral("GET ") : QStringLiteral("POST ")) +
               call.url.path());
    }
    const ScriptedAnswer answer = script.isEmpty() ? hangingAnswer() : script.dequeue();
    mostUnderWay = std::max(mostUnderWay, ++underWay);
    QTimer soon;
    soon.setSingleShot(true);
    soon.start(0);
    co_await soon;
    if (progress) {
        progress({HttpProgress::Phase::Waiting, 0, -1});
    }
    HttpOutcome outcome;
    if (answer.hang) {
        co_await untilCancelled(cancel);
    }
    --underWay;
    if (cancel.isCancelled()) {
        outcome.end = CallEnd::Cancelled;
        outcome.mayHaveLeft = true;
        co_return outcome;
    }
    outcome.end = answer.end;
    outcome.mayHaveLeft = answer.mayHaveLeft;
    if (answer.end == CallEnd::Answered) {
        outcome.reply.status = answer.status;
        outcome.reply.headers = answer.headers;
        outcome.reply.bodyFile = m_folder.filePath(QStringLiteral("answer-%1").arg(calls.size()));
        outcome.reply.bodyBytes = answer.body.size();
        QFile file(outcome.reply.bodyFile);
        if (file.open(QIODevice::WriteOnly)) {
            file.write(answer.body);
        }
    }
    co_return outcome;
}

} // namespace maquette
