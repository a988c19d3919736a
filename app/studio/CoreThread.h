// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/JoinedThread.h"
#include "app/studio/Core.h"

#include <QFuture>
#include <QObject>
#include <QPromise>

#include <functional>
#include <memory>

namespace maquette {

/// The thread a Core lives in, and the way to ask it for something from another thread.
class CoreThread
{
public:
    CoreThread();
    /// Ends the core in its thread, then the thread. Waits for both.
    ~CoreThread();
    CoreThread(const CoreThread&) = delete;
    CoreThread& operator=(const CoreThread&) = delete;

    using Opened = std::function<void(Core*, Error)>;
    /// Opens a core in the thread. \a opened runs there: with the core, or null and why.
    void open(CoreOptions options, const Clock& clock, Opened opened);

    /// Runs \a work in the thread, after everything asked before. The core is null when it is not open.
    void post(std::function<void(Core*)> work);

    /// The same with an answer. Without a core the answer is a Storage error.
    template <typename T>
    [[nodiscard]] QFuture<Result<T>> ask(std::function<Result<T>(Core&)> work)
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        QFuture<Result<T>> future = promise->future();
        post([promise, work = std::move(work)](Core* core) {
            promise->addResult(core != nullptr
                                   ? work(*core)
                                   : Result<T>(failure(ErrorKind::Storage, QStringLiteral("the library is not open"))));
            promise->finish();
        });
        return future;
    }

private:
    JoinedThread m_thread;
    QObject* m_context;           ///< lives in the thread; receives what is posted
    std::unique_ptr<Core> m_core; ///< touched in the thread only
};

} // namespace maquette
