// SPDX-License-Identifier: GPL-3.0-or-later
// Putting a result back into a 24-megapixel picture and proving that nothing else changed, by what is masked, depth and
// colour space; the same pixels sent, and the local rough fill. Milliseconds of wall clock, two threads where there
// are.
#include "app/canvas/Compose.h"
#include "app/canvas/MaskMath.h"
#include "app/canvas/RoughFill.h"
#include "app/canvas/Sending.h"
#include "tests/app/canvas/RandomPictures.h"

#include <benchmark/benchmark.h>

namespace {

using namespace maquette;

constexpr QSize kSize(6000, 4000);

const QImage& photograph()
{
    static const QImage picture = scene(kSize, 1);
    return picture;
}

/// A soft ellipse that covers about \a percent of the picture.
CanvasDocument masked(int percent)
{
    QImage grey(kSize, QImage::Format_Grayscale8);
    grey.fill(percent >= 100 ? 255 : 0);
    if (percent < 100) {
        QPainter painter(&grey);
        painter.setBrush(Qt::white);
        const double half = std::sqrt(percent / 100.0 / 3.14159265);
        painter.drawEllipse(QPointF(kSize.width() / 2.0, kSize.height() / 2.0), kSize.width() * half,
                            kSize.height() * half);
    }
    CanvasDocument document(kSize);
    document.mask = maskFromImage(grey);
    document.edge = {0, percent >= 100 ? 0 : 20};
    return document;
}

void composeBackAndProve(benchmark::State& state)
{
    const auto percent = int(state.range(0));
    QImage original = photograph();
    if (state.range(1) != 0) {
        original = original.convertToFormat(QImage::Format_RGBX64);
    }
    if (state.range(2) != 0) {
        original.setColorSpace(QColorSpace(QColorSpace::DisplayP3));
    }
    const SourcePicture source = sourceFromImage(original);
    const CanvasDocument document = masked(percent);
    const SendPlan plan = planSend(document, {}, true);
    const QImage result = scene(plan.sent, 2);
    const TiledMask edged = applyEdge(document.mask, document.edge);
    qint64 outside = 0;
    for (auto _ : state) {
        const auto composed = composeBack(source, result, edged, plan);
        outside += composed ? composed->changedOutside : -1;
    }
    state.counters["changedOutside"] = double(outside);
    state.counters["scale"] = plan.scale;
}

void proveOnly(benchmark::State& state)
{
    const QImage before = photograph();
    const QImage after = before.copy();
    const TiledMask mask(kSize);
    for (auto _ : state) {
        benchmark::DoNotOptimize(countChanges(before, after, mask));
    }
}

void prepareSending(benchmark::State& state)
{
    const SourcePicture source = sourceFromImage(photograph());
    const CanvasDocument document = masked(25);
    const SendPlan plan = planSend(document, {}, true);
    for (auto _ : state) {
        const auto sent = renderSend(source, document, plan, qint64(1) << 40, SendFormat::Png);
        state.counters["megabytes"] = sent ? double(sent->imageBytes.size()) / 1e6 : 0;
    }
}

/// A picture of one megapixel, a quarter of it a hole.
void fillRoughly(benchmark::State& state)
{
    const QImage picture = scene({1200, 900}, 3);
    TiledMask mask(picture.size());
    mask.fill(QRect(300, 225, 600, 450), 255);
    for (auto _ : state) {
        benchmark::DoNotOptimize(roughFill(picture, mask));
    }
}

BENCHMARK(composeBackAndProve)
    ->ArgNames({"percent", "16bit", "p3"})
    ->Args({5, 0, 0})
    ->Args({25, 0, 0})
    ->Args({100, 0, 0})
    ->Args({25, 0, 1})
    ->Args({25, 1, 0})
    ->UseRealTime()
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK(proveOnly)->UseRealTime()->MeasureProcessCPUTime()->Unit(benchmark::kMillisecond);
BENCHMARK(prepareSending)->UseRealTime()->MeasureProcessCPUTime()->Unit(benchmark::kMillisecond);
BENCHMARK(fillRoughly)->UseRealTime()->MeasureProcessCPUTime()->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
