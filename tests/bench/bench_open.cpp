// SPDX-License-Identifier: GPL-3.0-or-later
// Opening a picture of 100 megapixels: from the path to the picture ready for stage and editing, beside Qt's bare
// decoder on the same file in the same run. "ratio" compares the medians.
#include "ui/canvas/PictureLoader.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QGuiApplication>
#include <QImageReader>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <benchmark/benchmark.h>
#include <vector>

namespace {

using namespace maquette;

constexpr int kRounds = 5;
constexpr QSize kHundred(12'000, 8'400);
constexpr std::array<const char*, 2> kFormats{"png", "jpg"};

/// Slow gradients under fine grain, as a photograph has: neither a flat surface nor noise a compressor gives up on.
QImage photograph()
{
    QImage image(kHundred, QImage::Format_RGB32);
    unsigned grain = 1;
    for (int y = 0; y < image.height(); ++y) {
        auto* const row = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < image.width(); ++x) {
            grain = grain * 1664525U + 1013904223U;
            const int level = int(grain >> 30U);
            row[x] = qRgb(x * 255 / image.width() ^ level, y * 255 / image.height() ^ level, (x + y) / 128 % 256);
        }
    }
    return image;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

double milliseconds(const QElapsedTimer& timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

double bareDecoder(const QString& path)
{
    QElapsedTimer timer;
    timer.start();
    QImageReader reader(path);
    reader.setAllocationLimit(0);
    benchmark::DoNotOptimize(reader.read());
    return milliseconds(timer);
}

double opened(const QString& path, benchmark::State& state)
{
    PictureLoader loader;
    QEventLoop loop;
    QObject::connect(&loader, &PictureLoader::loaded, &loop, &QEventLoop::quit);
    QObject::connect(&loader, &PictureLoader::failed, &loop, [&](const QString& why) {
        state.SkipWithError(qPrintable(why));
        loop.quit();
    });
    QElapsedTimer timer;
    timer.start();
    loader.load(path);
    loop.exec();
    return milliseconds(timer);
}

void open(benchmark::State& state)
{
    const QString format = QLatin1String(kFormats.at(size_t(state.range(0))));
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("photograph.") + format);
    if (!photograph().save(path)) {
        state.SkipWithError("the picture could not be written");
        return;
    }
    std::vector<double> bare;
    std::vector<double> whole;
    for (auto round : state) {
        static_cast<void>(round);
        bare.push_back(bareDecoder(path));
        whole.push_back(opened(path, state));
    }
    state.SetLabel(format.toStdString());
    state.counters["decoder_ms"] = median(bare);
    state.counters["opening_ms"] = median(whole);
    state.counters["ratio"] = median(whole) / median(bare);
}
BENCHMARK(open)->ArgName("format")->DenseRange(0, 1)->Iterations(kRounds)->Unit(benchmark::kMillisecond);

} // namespace

int main(int argc, char** argv)
{
    const QGuiApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
