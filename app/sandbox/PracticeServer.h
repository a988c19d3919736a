// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Clock.h"
#include "app/base/Credits.h"
#include "app/base/Result.h"
#include "app/catalog/Catalogue.h"

#include <QObject>
#include <QUrl>

#include <memory>

namespace maquette::sandbox {

/// How the practice server behaves. The defaults are what practice mode uses.
struct PracticeOptions
{
    QString folder;   ///< where its account, credits and unfinished jobs live; shared by all processes
    quint16 port = 0; ///< 0 = any free one
    Credits openingBalance = Credits::whole(1000); ///< play credits of a new account
    qint64 thinkMs = 1200; ///< least time a synchronous operation takes, so that progress can be seen
    qint64 asyncMs = 6000; ///< least time an asynchronous job takes
    bool resultKeyIsResult =
        false; ///< asynchronous JSON answers under "result" (as seen live) instead of "image" (as specified)
    bool startWith202 = false;   ///< image jobs answer 202 instead of 200 at their start
    bool demand640For3d = false; ///< the stricter reading of the Point Aware 3D limit
    int rateRequests = 150;      ///< per rateWindowMs, then penaltyMs of 429
    qint64 rateWindowMs = 10'000;
    qint64 penaltyMs = 60'000;
    bool sendRetryAfter = false; ///< 429 answers carry Retry-After; the service is not known to send it
};

/// A real HTTP server on 127.0.0.1 that speaks the provider's contract. Runs in a thread of its own; the heavy work in
/// a pool. Any key beginning with "sk-" opens its one account.
class PracticeServer : public QObject
{
    Q_OBJECT

public:
    PracticeServer(Catalogue catalogue, PracticeOptions options, const Clock& clock, QObject* parent = nullptr);
    /// Stops listening, waits for running work and ends the thread.
    ~PracticeServer() override;

    /// Opens the state and listens. Blocks until it does or cannot. Errors: Storage (its folder or database), Offline
    /// (no port).
    [[nodiscard]] Result<QUrl> start();
    /// Fills the play credits up to the opening balance and says how many were added. Not part of the contract: only
    /// the program that runs the server can. Errors: Storage, Offline before start().
    [[nodiscard]] Result<Credits> refill();
    [[nodiscard]] QUrl url() const; ///< "http://127.0.0.1:PORT", empty before start()

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace maquette::sandbox
