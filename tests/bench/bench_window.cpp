// SPDX-License-Identifier: GPL-3.0-or-later
// The real window over the practice server with 50 jobs under way. A watchdog in a thread of its own asks the UI thread
// for a sign of life every few milliseconds; "over_50ms" counts the answers that took longer.
#include "app/studio/Studio.h"
#include "ui/shell/MainWindow.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSemaphore>
#include <QTemporaryDir>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <atomic>
#include <benchmark/benchmark.h>
#include <memory>
#include <vector>

namespace {

using namespace maquette;

constexpr int kJobs = 50;
constexpr int kEveryMs = 4;
constexpr int kPatienceMs = 240'000;

/// Measures how long the UI thread takes to run an event posted from outside.
class Watchdog : public QThread
{
public:
    void stop()
    {
        m_stop = true;
        wait();
    }
    [[nodiscard]] const std::vector<double>& milliseconds() const { return m_milliseconds; }

protected:
    void run() override
    {
        while (!m_stop) {
            QElapsedTimer timer;
            timer.start();
            const auto answered = std::make_shared<QSemaphore>();
            QMetaObject::invokeMethod(
                qApp, [answered] { answered->release(); }, Qt::QueuedConnection);
            while (!answered->tryAcquire(1, 20) && !m_stop) {
            }
            m_milliseconds.push_back(double(timer.nsecsElapsed()) / 1e6);
            msleep(kEveryMs);
        }
    }

private:
    std::atomic<bool> m_stop{false};
    std::vector<double> m_milliseconds;
};

bool waitUntil(const std::function<bool()>& met)
{
    QElapsedTimer timer;
    timer.start();
    while (!met() && timer.elapsed() < kPatienceMs) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    }
    return met();
}

void fiftyJobs(benchmark::State& state)
{
    for (auto round : state) {
        static_cast<void>(round);
        const QTemporaryDir home;
        StudioOptions options;
        options.home = home.path();
        options.allowKeychain = false;
        Studio studio(options);
        MainWindow window(studio);
        window.resize(1600, 1000);
        window.show();
        QTimer wakeUp; // so that waiting ends even when nothing else happens
        wakeUp.start(100);
        studio.open();
        waitUntil([&] { return studio.isOpen() && studio.balance().readAt.isValid(); });
        studio.setRunningLimit(kJobs);
        int done = 0;
        QObject::connect(&studio, &Studio::jobEnded, &window,
                         [&done](const Job& job) { done += job.state == JobState::Done ? 1 : 0; });
        Request request;
        request.operation = QStringLiteral("stable-image.generate.core");
        request.provider = QStringLiteral("practice");
        request.values.insert(QStringLiteral("prompt"), QStringLiteral("a sailing boat at sea"));
        request.count = 10;
        Watchdog watchdog;
        QElapsedTimer timer;
        timer.start();
        watchdog.start();
        for (int at = 0; at < kJobs / request.count; ++at) {
            const auto answer = studio.submit(request);
            static_cast<void>(answer);
        }
        waitUntil([&] { return done >= kJobs; });
        const double seconds = double(timer.nsecsElapsed()) / 1e9;
        watchdog.stop();
        std::vector<double> waits = watchdog.milliseconds();
        std::sort(waits.begin(), waits.end());
        state.counters["done"] = done;
        state.counters["signs_of_life"] = double(waits.size());
        state.counters["p99_ms"] = waits[waits.size() * 99 / 100];
        state.counters["worst_ms"] = waits.back();
        state.counters["over_50ms"] =
            double(std::count_if(waits.begin(), waits.end(), [](double ms) { return ms > 50.0; }));
        state.SetIterationTime(seconds);
    }
}
BENCHMARK(fiftyJobs)->UseManualTime()->Iterations(1)->Unit(benchmark::kSecond);

} // namespace

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    QApplication application(argc, argv);
    Theme::install(application, ThemeChoice::Dark);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
