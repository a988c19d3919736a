// SPDX-License-Identifier: GPL-3.0-or-later
// Sound in a window of 1600 x 1000 pixels: from the moment a 180 s MP3 is given to the first picture with a waveform,
// an hour of WAV in memory, and frames of scrolling and zooming. Figures are milliseconds and megabytes.
#include "tests/app/audio/AudioKit.h"
#include "ui/audio/SoundSession.h"
#include "ui/audio/TimeAxis.h"
#include "ui/audio/TimelineView.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <cmath>
#include <ctime>
#include <memory>
#include <vector>

namespace {

using namespace maquette;

constexpr int kFrames = 400;
constexpr int kLong = 120'000;

const AudioKit& kit()
{
    static const AudioKit made;
    return made;
}

const QString& song(bool hour)
{
    const auto make = [](const QString& name, int seconds) {
        const QString made = kit().path(name);
        AudioKit::ffmpeg(
            {QStringLiteral("-f"), QStringLiteral("lavfi"), QStringLiteral("-i"),
             QStringLiteral("aevalsrc=0.5*sin(220*2*PI*t)*(1+sin(2*t))/2+0.2*random(0)*exp(-8*mod(t\\,0.5))"
                            "|0.4*sin(331*2*PI*t)*(1+sin(3*t))/2:s=44100:d=%1")
                 .arg(seconds),
             made});
        return made;
    };
    static const QString minutes = make(QStringLiteral("song.mp3"), 180);
    static const QString whole = hour ? make(QStringLiteral("hour.wav"), 3600) : QString();
    return hour ? whole : minutes;
}

/// Waveform and spectrogram as the bench has them, in a window.
struct Bench
{
    Bench()
    {
        auto* column = new QVBoxLayout(&window);
        wave = new WaveformView(session, axis, &window);
        pitches = new SpectrogramView(session, axis, &window);
        column->addWidget(wave, 5);
        column->addWidget(pitches, 4);
        QObject::connect(&session, &SoundSession::analysed, &window, [this] {
            if (axis.frames() == 0 || axis.sampleRate() != session.sampleRate()) {
                axis.setSound(session.frames(), session.sampleRate());
            } else {
                axis.setFrames(session.frames());
            }
        });
        window.resize(1600, 1000);
        window.show();
        QCoreApplication::processEvents();
    }
    void give(const QString& path) { session.setTakes({{GalleryItem(), path}}, 0); }
    bool read()
    {
        return QTest::qWaitFor([this] { return session.now() != nullptr && session.now()->isRead(); }, kLong);
    }

    SoundSession session;
    TimeAxis axis;
    QWidget window;
    WaveformView* wave = nullptr;
    SpectrogramView* pitches = nullptr;
};

double megabytes(const char* what)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly)) {
        return -1;
    }
    const QList<QByteArray> lines = status.readAll().split('\n');
    for (const QByteArray& line : lines) {
        if (line.startsWith(what)) {
            return line.simplified().split(' ').at(1).toDouble() / 1024;
        }
    }
    return -1;
}

/// First in the process: what later ones leave in memory would count.
void hourOfWav(benchmark::State& state)
{
    const QString& path = song(true);
    for (auto round : state) {
        static_cast<void>(round);
        Bench bench;
        state.counters["resident_before_MB"] = megabytes("VmRSS:");
        QElapsedTimer timer;
        timer.start();
        bench.give(path);
        const bool drawn = QTest::qWaitFor([&] { return !bench.session.now()->peaks.isEmpty(); }, kLong);
        QCoreApplication::processEvents();
        state.counters["first_waveform_ms"] = drawn ? double(timer.nsecsElapsed()) / 1e6 : -1;
        if (!bench.read()) {
            state.SkipWithError("not read");
            return;
        }
        state.counters["all_ms"] = double(timer.nsecsElapsed()) / 1e6;
        QCoreApplication::processEvents();
        state.counters["resident_MB"] = megabytes("VmRSS:");
        state.counters["most_resident_MB"] = megabytes("VmHWM:");
    }
}
BENCHMARK(hourOfWav)->Iterations(1)->Unit(benchmark::kMillisecond);

void firstWaveform(benchmark::State& state)
{
    const QString& path = song(false);
    std::vector<double> times;
    for (auto round : state) {
        static_cast<void>(round);
        for (int i = 0; i < 9; ++i) {
            Bench bench;
            QElapsedTimer timer;
            timer.start();
            bench.give(path);
            if (!QTest::qWaitFor([&] { return !bench.session.now()->peaks.isEmpty(); }, kLong)) {
                state.SkipWithError("nothing was drawn");
                return;
            }
            QCoreApplication::sendPostedEvents(nullptr, QEvent::UpdateRequest);
            QCoreApplication::processEvents();
            times.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
    }
    std::sort(times.begin(), times.end());
    state.counters["p50_ms"] = times[times.size() / 2];
    state.counters["worst_ms"] = times.back();
}
BENCHMARK(firstWaveform)->Iterations(1)->Unit(benchmark::kMillisecond);

double threadMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

/// Times \a frame with the painting it asks for.
template <typename Frame>
void measure(benchmark::State& state, const Frame& frame)
{
    std::vector<double> times;
    std::vector<double> processor;
    for (auto round : state) {
        static_cast<void>(round);
        for (int at = 0; at < kFrames; ++at) {
            QElapsedTimer timer;
            timer.start();
            const double before = threadMilliseconds();
            frame(at);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::UpdateRequest);
            QCoreApplication::processEvents();
            times.push_back(double(timer.nsecsElapsed()) / 1e6);
            processor.push_back(threadMilliseconds() - before);
        }
    }
    std::sort(times.begin(), times.end());
    std::sort(processor.begin(), processor.end());
    state.counters["p99_cpu_ms"] = processor[processor.size() * 99 / 100];
    state.counters["p50_ms"] = times[times.size() / 2];
    state.counters["p99_ms"] = times[times.size() * 99 / 100];
    state.counters["worst_ms"] = times.back();
}

void turnWheel(Bench& bench, QPoint turn)
{
    const QPointF place(bench.wave->width() * 0.6, 100);
    QWheelEvent event(place, bench.wave->mapToGlobal(place), {}, turn, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                      false);
    QApplication::sendEvent(bench.wave, &event);
    bench.wave->update();
    bench.pitches->update();
}

void frames(benchmark::State& state, bool zooms)
{
    Bench bench;
    bench.give(song(state.range(0) == 3600));
    if (!bench.read()) {
        state.SkipWithError("not read");
        return;
    }
    const double all = bench.axis.framesPerPixel();
    if (!zooms) {
        bench.axis.zoomBy(all / double(state.range(1)), 400);
    }
    measure(state, [&bench, zooms](int at) {
        // Down to single samples and back, or to and fro.
        const int step = (at / 60) % 2 == 0 ? 120 : -120;
        turnWheel(bench, zooms ? QPoint(0, step) : QPoint(-step / 2, 0));
    });
    state.counters["frames_per_pixel"] = bench.axis.framesPerPixel();
}

void scroll(benchmark::State& state)
{
    frames(state, false);
}
/// Seconds of sound, and frames of it per pixel.
BENCHMARK(scroll)
    ->Args({180, 2000})
    ->Args({180, 300})
    ->Args({180, 40})
    ->Args({180, 1})
    ->Args({3600, 30'000})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

void zoom(benchmark::State& state)
{
    frames(state, true);
}
BENCHMARK(zoom)->Args({180})->Args({3600})->Iterations(1)->Unit(benchmark::kMillisecond);

/// The playhead of a sound that plays.
void playhead(benchmark::State& state)
{
    Bench bench;
    bench.give(song(false));
    if (!bench.read()) {
        state.SkipWithError("not read");
        return;
    }
    measure(state, [&bench](int at) { bench.session.seek(qint64(at) * 700); });
}
BENCHMARK(playhead)->Iterations(1)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    if (!qEnvironmentVariableIsSet("QT_MEDIA_BACKEND")) {
        qputenv("QT_MEDIA_BACKEND", "ffmpeg");
    }
    QApplication application(argc, argv);
    Theme::install(application, ThemeChoice::Dark);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
