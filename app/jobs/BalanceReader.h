// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/net/CancelToken.h"
#include "app/net/HttpClient.h"
#include "app/net/RequestGate.h"
#include "app/net/RetryPolicy.h"
#include "app/providers/Provider.h"

#include <QObject>

#include <functional>

namespace maquette {

/// Asks a provider what the account has. A GET: repeated with growing waits while the fault may pass.
class BalanceReader : public QObject
{
    Q_OBJECT

public:
    explicit BalanceReader(HttpClient& client, RetryPolicy retry = {.firstMs = 500, .capMs = 4000},
                           QObject* parent = nullptr);
    /// Stops readings under way, without calling back, and waits until none is left.
    ~BalanceReader() override;

    using Callback = std::function<void(Result<Credits>)>;
    /// \a done is called once, later, in this thread. Every try passes \a gate, which must outlive this like
    /// \a provider. Errors: as Provider::readBalance, Offline, TimedOut.
    void read(const Provider& provider, ProviderAccess access, RequestGate& gate, Callback done);

private:
    static QCoro::Task<void> run(BalanceReader* reader, const Provider* provider, ProviderAccess access,
                                 RequestGate* gate, Callback done);

    HttpClient& m_client;
    RetryPolicy m_retry;
    CancelToken m_cancel;
    int m_running = 0;
};

} // namespace maquette
