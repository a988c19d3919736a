// SPDX-License-Identifier: GPL-3.0-or-later
// Sound without a window. A 180 s stereo MP3: from the call to the finished peaks file, in turns with "ffmpeg -f null"
// on the same file (counters: medians and the median ratio, of wall clock and of processor time); its spectrogram; and
// the change of take, measured in samples of what a sound server's output plays.
#include "app/audio/AudioReader.h"
#include "tests/app/audio/AudioKit.h"
#include "tests/app/audio/NullSink.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <cmath>
#include <sys/resource.h>
#include <vector>

namespace {

using namespace maquette;

constexpr int kRate = 44'100;
constexpr int kSeconds = 180;
constexpr int kRounds = 9;

const AudioKit& kit()
{
    static const AudioKit made;
    return made;
}

/// Chords, noise and beats: something an encoder has work with.
const QString& song()
{
    static const QString path = [] {
        const QString made = kit().path(QStringLiteral("song.mp3"));
        AudioKit::ffmpeg(
            {QStringLiteral("-f"), QStringLiteral("lavfi"), QStringLiteral("-i"),
             QStringLiteral(
                 "aevalsrc=0.3*sin(220*2*PI*t)*(1+sin(2*t))/2+0.2*sin(331*2*PI*t)+0.3*random(0)*exp(-8*mod(t\\,0.5))"
                 "|0.3*sin(221*2*PI*t)+0.2*sin(443*2*PI*t)*(1+sin(3*t))/2+0.3*random(1)*exp(-8*mod(t\\,0.5))"
                 ":s=44100:d=%1")
                 .arg(kSeconds),
             QStringLiteral("-b:a"), QStringLiteral("192k"), made});
        return made;
    }();
    return path;
}

double processorSeconds(int who)
{
    rusage usage{};
    getrusage(who, &usage);
    return double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

struct Cost
{
    double wall = 0; ///< milliseconds
    double processor = 0;
};

template <typename Work>
Cost costOf(int who, const Work& work)
{
    const double before = processorSeconds(who);
    QElapsedTimer timer;
    timer.start();
    work();
    return {double(timer.nsecsElapsed()) / 1e6, (processorSeconds(who) - before) * 1000};
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

void peaksFile(benchmark::State& state)
{
    const QString kept = kit().path(QStringLiteral("song.peaks"));
    std::vector<double> ours;
    std::vector<double> oursProcessor;
    std::vector<double> theirs;
    std::vector<double> theirsProcessor;
    std::vector<double> ratios;
    std::vector<double> processorRatios;
    for (auto round : state) {
        static_cast<void>(round);
        for (int i = 0; i < kRounds; ++i) {
            QFile::remove(kept);
            const Cost our = costOf(RUSAGE_SELF, [&kept] {
                std::atomic_bool stop = false;
                static_cast<void>(readAudio(song(), kept, stop, [&](const AudioKnown& known) {
                    stop = known.file->isComplete() && QFile::exists(kept);
                }));
            });
            const Cost their = costOf(RUSAGE_CHILDREN, [] {
                AudioKit::ffmpeg({QStringLiteral("-v"), QStringLiteral("error"), QStringLiteral("-i"), song(),
                                  QStringLiteral("-f"), QStringLiteral("null"), QStringLiteral("-")});
            });
            ours.push_back(our.wall);
            oursProcessor.push_back(our.processor);
            theirs.push_back(their.wall);
            theirsProcessor.push_back(their.processor);
            ratios.push_back(our.wall / their.wall);
            processorRatios.push_back(our.processor / their.processor);
        }
    }
    state.counters["ours_ms"] = median(ours);
    state.counters["ffmpeg_ms"] = median(theirs);
    state.counters["ratio"] = median(ratios);
    state.counters["ours_cpu_ms"] = median(oursProcessor);
    state.counters["ffmpeg_cpu_ms"] = median(theirsProcessor);
    state.counters["cpu_ratio"] = median(processorRatios);
    state.counters["bytes"] = double(QFile(kept).size());
}
BENCHMARK(peaksFile)->Iterations(1)->Unit(benchmark::kMillisecond);

void spectrogram(benchmark::State& state)
{
    const auto file = AudioKit::opened(song());
    const qint64 frames = file->format().frames;
    std::vector<float> samples(size_t(2 * frames));
    file->read(0, samples.data(), frames);
    std::vector<double> walls;
    std::vector<double> processor;
    for (auto round : state) {
        static_cast<void>(round);
        for (int i = 0; i < kRounds; ++i) {
            const Cost cost = costOf(RUSAGE_SELF, [&] {
                SpectrogramMaker maker(2, kRate, frames);
                maker.add(samples.data(), frames);
                maker.finish();
                benchmark::DoNotOptimize(maker.result().columns());
            });
            walls.push_back(cost.wall);
            processor.push_back(cost.processor);
        }
    }
    state.counters["ms"] = median(walls);
    state.counters["cpu_ms"] = median(processor);
}
BENCHMARK(spectrogram)->Iterations(1)->Unit(benchmark::kMillisecond);

/// Everything that is known of the sound, as the window reads it.
void everything(benchmark::State& state)
{
    const std::atomic_bool never = false;
    std::vector<double> walls;
    for (auto round : state) {
        static_cast<void>(round);
        for (int i = 0; i < 3; ++i) {
            walls.push_back(costOf(RUSAGE_SELF, [&never] {
                                static_cast<void>(readAudio(song(), {}, never, [](const AudioKnown&) {}));
                            }).wall);
        }
    }
    state.counters["ms"] = median(walls);
}
BENCHMARK(everything)->Iterations(1)->Unit(benchmark::kMillisecond);

void changeOfTake(benchmark::State& state)
{
    static NullSink sink;
    static const bool started = sink.start();
    if (!started) {
        state.SkipWithError("no sound server to be had");
        return;
    }
    std::vector<double> gaps;
    std::vector<double> jumps;
    std::vector<double> lates;
    for (auto round : state) {
        static_cast<void>(round);
        for (int i = 0; i < 5; ++i) {
            const auto change = measureTakeChange(kit());
            if (!change) {
                state.SkipWithError("the change was not found in the recording");
                return;
            }
            gaps.push_back(change->gap);
            jumps.push_back(change->jump);
            lates.push_back(change->afterCall);
        }
    }
    state.counters["gap_ms"] = median(gaps);
    state.counters["jump_ms"] = median(jumps);
    state.counters["after_call_ms"] = median(lates);
}
BENCHMARK(changeOfTake)->Iterations(1)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv)
{
    if (!qEnvironmentVariableIsSet("QT_MEDIA_BACKEND")) {
        qputenv("QT_MEDIA_BACKEND", "ffmpeg");
    }
    QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
