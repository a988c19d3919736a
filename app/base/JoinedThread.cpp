// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/JoinedThread.h"

#include <QDeadlineTimer>
#include <QFileInfo>

#include <unistd.h>

namespace maquette {

namespace {
constexpr int kMostMs = 2000; ///< it takes microseconds; nobody is kept longer by a system that does not tell
constexpr unsigned long kStepUs = 100;
} // namespace

void JoinedThread::run()
{
    m_task = gettid();
    exec();
}

void JoinedThread::end()
{
    if (!isRunning()) {
        return;
    }
    quit();
    wait();
    const QString task = QStringLiteral("/proc/self/task/%1").arg(m_task.load());
    const QDeadlineTimer limit(kMostMs);
    while (QFileInfo::exists(task) && !limit.hasExpired()) {
        usleep(kStepUs);
    }
}

} // namespace maquette
