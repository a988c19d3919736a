// SPDX-License-Identifier: GPL-3.0-or-later
// From starting the program to a window that is on the screen, as a window manager sees it. Needs a display and
// xdotool. The library is a used one, not that of a first run.
#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <vector>

namespace {

constexpr int kStarts = 5;
constexpr int kPatienceMs = 20'000;

double secondsToWindow(const QProcessEnvironment& environment)
{
    QProcess program;
    program.setProcessEnvironment(environment);
    program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QElapsedTimer timer;
    timer.start();
    program.start(QStringLiteral(MAQUETTE_PROGRAM), {});
    program.waitForStarted();
    const QString pid = QString::number(program.processId());
    double seconds = -1;
    while (seconds < 0 && timer.elapsed() < kPatienceMs) {
        QProcess search;
        search.start(QStringLiteral("xdotool"),
                     {QStringLiteral("search"), QStringLiteral("--onlyvisible"), QStringLiteral("--pid"), pid,
                      QStringLiteral("--name"), QStringLiteral("Maquette")});
        search.waitForFinished();
        if (!search.readAllStandardOutput().trimmed().isEmpty()) {
            seconds = double(timer.nsecsElapsed()) / 1e9;
        }
    }
    program.terminate();
    program.waitForFinished();
    return seconds;
}

void startToWindow(benchmark::State& state)
{
    const QTemporaryDir home;
    QDir(home.path()).mkpath(QStringLiteral("config"));
    QFile settings(home.filePath(QStringLiteral("config/settings.json")));
    if (settings.open(QIODevice::WriteOnly)) {
        settings.write(R"({"version": 1, "firstRunDone": true})");
        settings.close();
    }
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("MAQUETTE_HOME"), home.path());
    std::vector<double> all;
    secondsToWindow(environment); // warms the file cache, as any earlier start did
    for (auto round : state) {
        static_cast<void>(round);
        const double seconds = secondsToWindow(environment);
        if (seconds < 0) {
            state.SkipWithError("no window appeared");
            return;
        }
        all.push_back(seconds);
        state.SetIterationTime(seconds);
    }
    std::sort(all.begin(), all.end());
    state.counters["median_s"] = all[all.size() / 2];
    state.counters["worst_s"] = all.back();
}
BENCHMARK(startToWindow)->UseManualTime()->Iterations(kStarts)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
