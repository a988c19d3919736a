// SPDX-License-Identifier: GPL-3.0-or-later
// What the canvas does while a hand moves, and what it does in the background, without a window. Counters are in
// milliseconds and bytes; "ratio" compares a picture of 8192 pixels with one of 4096 in the same run.
#include "app/canvas/Brush.h"
#include "app/canvas/CanvasFile.h"
#include "app/canvas/FloodFill.h"
#include "app/canvas/MaskMath.h"
#include "app/canvas/Shapes.h"
#include "app/canvas/SmartSelect.h"

#include <QElapsedTimer>
#include <QPainterPath>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <cmath>
#include <ctime>
#include <functional>
#include <random>
#include <vector>

namespace {

using namespace maquette;

const Brush kSoftBrush{200, 0.5, 1, 0.1, false, false};

double milliseconds(const std::function<void()>& what)
{
    QElapsedTimer timer;
    timer.start();
    what();
    return double(timer.nsecsElapsed()) / 1e6;
}

/// Processor time of this thread in milliseconds: what is left of a figure when others use the machine, too.
double threadMilliseconds()
{
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

double quantile(std::vector<double> values, double share)
{
    std::sort(values.begin(), values.end());
    return values.empty() ? 0.0 : values[std::min(values.size() - 1, size_t(double(values.size()) * share))];
}

/// A wandering hand: \a events points, each about \a step pixels from the last.
std::vector<StrokePoint> wander(QSize size, int events, double step, std::mt19937& random)
{
    const auto real = [&random] { return double(random()) / 4294967295.0; };
    QPointF at(real() * size.width(), real() * size.height());
    double direction = real() * 6.28;
    std::vector<StrokePoint> way;
    for (int event = 0; event < events; ++event) {
        way.push_back({at, 1.0});
        direction += (real() - 0.5) * 0.6;
        at += QPointF(std::cos(direction), std::sin(direction)) * step;
        at = QPointF(std::clamp(at.x(), 0.0, double(size.width())), std::clamp(at.y(), 0.0, double(size.height())));
    }
    return way;
}

struct Times
{
    std::vector<double> wall;
    std::vector<double> processor;
};

/// Times of painting each event of 20 strokes and reading back the pixels to show.
void dabTimes(int side, Times& times)
{
    std::mt19937 random(7);
    TiledMask mask(QSize(side, side));
    for (int stroke = 0; stroke < 20; ++stroke) {
        const TiledMask untouched = mask;
        StrokePainter painter(mask, kSoftBrush, stroke % 3 == 2 ? 0 : 255);
        for (const StrokePoint& point : wander(mask.size(), 100, 60, random)) {
            const double before = threadMilliseconds();
            times.wall.push_back(milliseconds([&] {
                const QRect changed = painter.strokeTo(point);
                benchmark::DoNotOptimize(toImage(mask, changed));
            }));
            times.processor.push_back(threadMilliseconds() - before);
        }
    }
}

void dab(benchmark::State& state)
{
    Times small;
    Times large;
    for (auto round : state) {
        static_cast<void>(round);
        dabTimes(4096, small);
        dabTimes(8192, large);
    }
    state.counters["p50_4096"] = quantile(small.wall, 0.5);
    state.counters["p99_4096"] = quantile(small.wall, 0.99);
    state.counters["p99_8192"] = quantile(large.wall, 0.99);
    state.counters["p99_4096_processor"] = quantile(small.processor, 0.99);
    state.counters["p99_8192_processor"] = quantile(large.processor, 0.99);
    state.counters["ratio"] = quantile(large.processor, 0.99) / quantile(small.processor, 0.99);
}
BENCHMARK(dab)->Iterations(5)->Unit(benchmark::kMillisecond);

void strokesAndUndo(benchmark::State& state)
{
    std::vector<double> pushes;
    std::vector<double> undos;
    double bytes = 0;
    double saving = 0;
    double loading = 0;
    double fileBytes = 0;
    for (auto round : state) {
        static_cast<void>(round);
        std::mt19937 random(9);
        CanvasDocument document(QSize(8192, 8192));
        UndoHistory history;
        for (int stroke = 0; stroke < 100; ++stroke) {
            const CanvasDocument before = document;
            StrokePainter painter(document.mask, kSoftBrush, stroke % 4 == 3 ? 0 : 255);
            for (const StrokePoint& point : wander(document.size, 50, 40, random)) {
                painter.strokeTo(point);
            }
            pushes.push_back(milliseconds([&] { history.push(before, document, QStringLiteral("stroke")); }));
        }
        bytes = double(history.bytes());
        QByteArray file;
        saving = milliseconds([&] { file = canvasToBytes(document, history, {}); });
        loading = milliseconds([&] { benchmark::DoNotOptimize(canvasFromBytes(file, {})); });
        fileBytes = double(file.size());
        while (history.canUndo()) {
            undos.push_back(milliseconds([&] { history.undo(document); }));
        }
    }
    state.counters["history_bytes"] = bytes;
    state.counters["push_max"] = quantile(pushes, 1);
    state.counters["undo_max"] = quantile(undos, 1);
    state.counters["save"] = saving;
    state.counters["load"] = loading;
    state.counters["file_bytes"] = fileBytes;
}
BENCHMARK(strokesAndUndo)->Iterations(1)->Unit(benchmark::kMillisecond);

enum Mask { Blobs, Strokes, Noise };

/// A few selections with hard edges, a scribble with soft ones, or points everywhere.
TiledMask maskOf(int kind, int side = 4096)
{
    std::mt19937 random(3);
    TiledMask mask(QSize(side, side));
    if (kind == Strokes) {
        for (int stroke = 0; stroke < 12; ++stroke) {
            StrokePainter painter(mask, kSoftBrush, 255);
            for (const StrokePoint& point : wander(mask.size(), 60, 40, random)) {
                painter.strokeTo(point);
            }
        }
        return mask;
    }
    for (int figure = 0; figure < (kind == Blobs ? 6 : 20000); ++figure) {
        const double radius = kind == Blobs ? side / 8.0 : 2;
        QPainterPath path;
        path.addEllipse(QPointF(random() % unsigned(side), random() % unsigned(side)), radius, radius * 0.7);
        if (kind == Blobs) {
            fillPath(mask, path, Combine::Add);
        } else {
            mask.fill(path.boundingRect().toAlignedRect(), 255);
        }
    }
    return mask;
}

void edge(benchmark::State& state)
{
    const TiledMask mask = maskOf(int(state.range(0)));
    const MaskEdge wanted{int(state.range(1)), int(state.range(2))};
    for (auto round : state) {
        static_cast<void>(round);
        benchmark::DoNotOptimize(applyEdge(mask, wanted));
    }
    state.counters["covered"] = coveredShare(mask);
}
BENCHMARK(edge)
    ->ArgNames({"mask", "grow", "feather"})
    ->ArgsProduct({{Blobs, Strokes, Noise}, {200, -200}, {0}})
    ->ArgsProduct({{Blobs, Strokes, Noise}, {0}, {200, 20, 5, 4}})
    ->ArgsProduct({{Blobs, Strokes, Noise}, {200}, {200}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void preview(benchmark::State& state)
{
    const TiledMask mask = maskOf(int(state.range(0)));
    const bool whole = state.range(1) == 0;
    const QRect area = whole ? QRect(0, 0, 4096, 4096) : QRect(1000, 1000, 1600, 1000);
    const double scale = whole ? 1000.0 / 4096 : 1.0;
    for (auto round : state) {
        static_cast<void>(round);
        benchmark::DoNotOptimize(previewEdge(mask, {100, 200}, area, scale));
    }
}
BENCHMARK(preview)
    ->ArgNames({"mask", "zoomed"})
    ->ArgsProduct({{Blobs, Strokes, Noise}, {0, 1}})
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void invert(benchmark::State& state)
{
    const TiledMask mask = maskOf(int(state.range(0)));
    for (auto round : state) {
        static_cast<void>(round);
        benchmark::DoNotOptimize(inverted(mask));
    }
}
BENCHMARK(invert)->ArgName("mask")->DenseRange(Blobs, Noise)->UseRealTime()->Unit(benchmark::kMillisecond);

void fillHoles(benchmark::State& state)
{
    const TiledMask mask = maskOf(int(state.range(0)));
    for (auto round : state) {
        static_cast<void>(round);
        benchmark::DoNotOptimize(withHolesFilled(mask));
    }
}
BENCHMARK(fillHoles)->ArgName("mask")->DenseRange(Blobs, Noise)->UseRealTime()->Unit(benchmark::kMillisecond);

void ellipse(benchmark::State& state)
{
    QPainterPath path;
    path.addEllipse(QRectF(100, 100, 7900, 7900));
    for (auto round : state) {
        static_cast<void>(round);
        TiledMask mask(QSize(8192, 8192));
        benchmark::DoNotOptimize(fillPath(mask, path, Combine::Add));
    }
}
BENCHMARK(ellipse)->UseRealTime()->Unit(benchmark::kMillisecond);

/// A reddish disc on greenish grain, \a megapixels large.
QImage scene(int megapixels)
{
    const int height = int(std::sqrt(megapixels * 1e6 / 1.5));
    QImage picture(QSize(height * 3 / 2, height), QImage::Format_RGB32);
    quint32 noise = 1;
    for (int y = 0; y < picture.height(); ++y) {
        auto* row = reinterpret_cast<QRgb*>(picture.scanLine(y));
        for (int x = 0; x < picture.width(); ++x) {
            noise = noise * 1664525U + 1013904223U;
            const int grain = int(noise >> 28);
            const bool inside = std::hypot(x - picture.width() / 2, y - picture.height() / 2) < picture.height() * 0.3;
            row[x] = inside ? qRgb(170 + grain, 70 + grain, 50) : qRgb(70, 110 + grain, 90 + grain);
        }
    }
    return picture;
}

void smart(benchmark::State& state)
{
    const QImage picture = scene(int(state.range(0)));
    const QSize size = picture.size();
    const SmartSeed seed{
        QRect(size.width() / 8, size.height() / 8, size.width() * 3 / 4, size.height() * 3 / 4), {}, {}, 12};
    double first = 0;
    double firstProcessor = 0;
    double longest = 0;
    for (auto round : state) {
        static_cast<void>(round);
        QElapsedTimer timer;
        timer.start();
        const double processor = threadMilliseconds();
        double last = 0;
        bool begun = false;
        benchmark::DoNotOptimize(smartSelect(picture, seed, nullptr, [&](const TiledMask&) {
            const double now = double(timer.nsecsElapsed()) / 1e6;
            first = begun ? first : std::max(first, now);
            firstProcessor = begun ? firstProcessor : threadMilliseconds() - processor;
            longest = std::max(longest, now - last);
            last = now;
            begun = true;
        }));
    }
    state.counters["first_outline"] = first;
    state.counters["first_outline_processor"] = firstProcessor;
    state.counters["longest_between"] = longest;
}
BENCHMARK(smart)
    ->ArgName("megapixels")
    ->Arg(1)
    ->Arg(24)
    ->Arg(100)
    ->Iterations(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

void selectColour(benchmark::State& state)
{
    const QImage picture = scene(24);
    for (auto round : state) {
        static_cast<void>(round);
        benchmark::DoNotOptimize(selectByColour(picture, {5, 5}, {24, state.range(0) == 1}));
    }
}
BENCHMARK(selectColour)->ArgName("contiguous")->Arg(1)->Arg(0)->UseRealTime()->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
