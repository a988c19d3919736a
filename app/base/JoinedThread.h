// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>

#include <atomic>

namespace maquette {

/// A thread with an event loop whose end can be waited for to the last. QThread::wait() returns a moment before the
/// system's thread is gone; a program that ends then frees what libraries keep for a thread (OpenSSL does) while the
/// thread frees it, too.
class JoinedThread : public QThread
{
public:
    using QThread::QThread;

    /// Ends the event loop and returns when nothing of the thread is left. Does nothing when it does not run. Not to be
    /// called from the thread itself.
    void end();

protected:
    void run() override;

private:
    std::atomic_int m_task = 0; ///< the system's number of the thread
};

} // namespace maquette
