// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/jobs/BalanceReader.h"

#include "app/jobs/Pause.h"

#include <QFile>

namespace maquette {

namespace {
constexpr int kTries = 3;
} // namespace

BalanceReader::BalanceReader(HttpClient& client, RetryPolicy retry, QObject* parent)
    : QObject(parent)
    , m_client(client)
    , m_retry(retry)
{
}

BalanceReader::~BalanceReader()
{
    m_cancel.cancel();
    runEventsUntil([this] { return m_running == 0; });
}

void BalanceReader::read(const Provider& provider, ProviderAccess access, RequestGate& gate, Callback done)
{
    static_cast<void>(run(this, &provider, std::move(access), &gate, std::move(done)));
}

QCoro::Task<void> BalanceReader::run(BalanceReader* reader, const Provider* provider, ProviderAccess access,
                                     RequestGate* gate, Callback done)
{
    const CancelToken cancel = reader->m_cancel;
    const HttpClient::ProgressSink noProgress;
    ++reader->m_running;
    co_await pauseFor(0, cancel); // so that the answer never comes inside the call that asked
    Result<Credits> answer = failure(ErrorKind::Offline, {});
    for (int attempt = 1; attempt <= kTries && !cancel.isCancelled(); ++attempt) {
        const auto call = provider->balanceCall(access);
        if (!call) {
            answer = tl::unexpected(call.error());
            break;
        }
        if (!co_await gate->admit(cancel)) {
            break;
        }
        const HttpOutcome outcome = co_await reader->m_client.send(*call, cancel, noProgress);
        if (outcome.end == CallEnd::Answered) {
            const auto reading = provider->readBalance(outcome.reply, access);
            QFile::remove(outcome.reply.bodyFile);
            answer = reading ? Result<Credits>(reading->balance) : tl::unexpected(reading.error());
            if (reading || outcome.reply.status < 500) {
                break;
            }
        } else {
            const ErrorKind kind = outcome.end == CallEnd::TimedOut   ? ErrorKind::TimedOut
                                   : outcome.end == CallEnd::Insecure ? ErrorKind::InvalidInput
                                                                      : ErrorKind::Offline;
            answer = failure(kind, outcome.detail, call->url.toString(QUrl::RemoveUserInfo));
            if (outcome.end == CallEnd::Insecure || outcome.end == CallEnd::TlsFailed) {
                break;
            }
        }
        if (attempt < kTries) {
            co_await pauseFor(reader->m_retry.waitMs(attempt, 0), cancel);
        }
    }
    if (!cancel.isCancelled()) {
        done(answer);
    }
    --reader->m_running;
}

} // namespace maquette
