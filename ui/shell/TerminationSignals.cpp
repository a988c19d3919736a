// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/TerminationSignals.h"

#include <QSocketNotifier>

#include <array>
#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

namespace maquette {

namespace {

std::array<int, 2> s_ends{-1, -1};
constexpr std::array kSignals{SIGINT, SIGTERM, SIGHUP};

/// Only what a signal handler may do: one byte to the event loop.
void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(s_ends[0], &byte, 1);
}

} // namespace

TerminationSignals::TerminationSignals(QObject* parent)
    : QObject(parent)
{
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, s_ends.data()) != 0) {
        return; // the system's own way of ending then stays
    }
    m_notifier = new QSocketNotifier(s_ends[1], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        [[maybe_unused]] const auto got = ::read(s_ends[1], &byte, 1);
        Q_EMIT received();
    });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    for (const int signal : kSignals) {
        ::sigaction(signal, &action, nullptr);
    }
}

TerminationSignals::~TerminationSignals()
{
    if (m_notifier == nullptr) {
        return;
    }
    for (const int signal : kSignals) {
        std::signal(signal, SIG_DFL);
    }
    ::close(s_ends[0]);
    ::close(s_ends[1]);
    s_ends = {-1, -1};
}

} // namespace maquette
