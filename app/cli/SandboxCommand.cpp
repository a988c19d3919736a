// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/SandboxCommand.h"

#include "app/base/Clock.h"
#include "app/base/Files.h"
#include "app/cli/CommandLine.h"
#include "app/cli/CommandOutput.h"
#include "app/sandbox/PracticeServer.h"
#include "app/settings/Paths.h"

#include <QCoreApplication>
#include <QSocketNotifier>

#include <csignal>
#include <sys/socket.h>
#include <unistd.h>

namespace maquette::cli {

namespace {

int g_signalPipe[2] = {-1, -1};

void onSignal(int)
{
    const char byte = 1;
    // Nothing can be done in a signal handler when this fails, and nothing is lost: the process can still be killed.
    if (::write(g_signalPipe[0], &byte, 1) < 0) {
        return;
    }
}

} // namespace

int serveSandbox(const ServeOptions& options)
{
    const Paths paths = Paths::fromEnvironment();
    if (auto ready = paths.ensure(); !ready) {
        return report(ready.error(), ErrorCost::Nothing, false);
    }
    QList<CatalogueProblem> problems;
    auto catalogue = Catalogue::load(paths.operations(), &problems);
    if (!catalogue) {
        return report(catalogue.error(), ErrorCost::Nothing, false);
    }
    for (const CatalogueProblem& problem : problems) {
        tell(QCoreApplication::translate("Cli", "%1 is left out: %2: %3")
                 .arg(problem.file, problem.place, problem.reason));
    }
    sandbox::PracticeOptions practice;
    practice.folder = paths.practice();
    practice.port = options.port;
    if (options.fast) {
        practice.thinkMs = 0;
        practice.asyncMs = 0;
    }
    const SystemClock clock;
    sandbox::PracticeServer server(*catalogue, practice, clock);
    const auto url = server.start();
    if (!url) {
        return report(url.error(), ErrorCost::Nothing, false);
    }
    if (!options.portFile.isEmpty()) {
        if (auto written = writeFileAtomically(options.portFile, QByteArray::number(url->port()) + '\n'); !written) {
            return report(written.error(), ErrorCost::Nothing, false);
        }
    }
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, g_signalPipe) != 0) {
        return kFault;
    }
    QSocketNotifier notifier(g_signalPipe[1], QSocketNotifier::Read);
    QObject::connect(&notifier, &QSocketNotifier::activated, qApp, &QCoreApplication::quit);
    std::signal(SIGINT, onSignal);
    std::signal(SIGTERM, onSignal);
    say(QCoreApplication::translate(
            "Cli", "The practice server listens at %1; any key that begins with sk- opens its account.")
            .arg(url->toString()));
    return QCoreApplication::exec();
}

} // namespace maquette::cli
