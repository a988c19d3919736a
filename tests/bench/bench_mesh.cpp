// SPDX-License-Identifier: GPL-3.0-or-later
// A GLB of 980,000 triangles with texture (27 MB): reading, checks, the tree for picking, exports; and the making of an
// environment. Milliseconds of wall clock.
#include "app/mesh/Environment.h"
#include "app/mesh/GltfReader.h"
#include "app/mesh/MeshChecks.h"
#include "app/mesh/MeshExport.h"
#include "app/mesh/MeshPicker.h"
#include "app/mesh/MeshShading.h"
#include "app/mesh/UvLayout.h"
#include "tests/support/GlbMaker.h"

#include <QFile>
#include <QTemporaryDir>

#include <benchmark/benchmark.h>

#include <cmath>

namespace {

using namespace maquette;

/// Written once, so that reading includes the file.
const QString& file()
{
    static const QTemporaryDir dir;
    static const QString path = [] {
        const QString made = dir.filePath(QStringLiteral("ball.glb"));
        QFile out(made);
        if (!out.open(QIODevice::WriteOnly) || out.write(makeBallGlb(700, 700, 2048)) <= 0) {
            qFatal("cannot write the mesh");
        }
        return made;
    }();
    return path;
}

const MeshScene& scene()
{
    static const MeshScene read = *readMesh(file());
    return read;
}

void readGlb(benchmark::State& state)
{
    for (auto _ : state) {
        auto read = readMesh(file());
        benchmark::DoNotOptimize(read);
    }
    state.counters["triangles"] = double(scene().triangleCount());
    state.counters["bytes"] = double(scene().fileBytes);
}

void check(benchmark::State& state)
{
    for (auto _ : state) {
        auto facts = checkMesh(scene());
        benchmark::DoNotOptimize(facts);
    }
}

void buildPicker(benchmark::State& state)
{
    for (auto _ : state) {
        const MeshPicker picker(scene());
        benchmark::DoNotOptimize(picker.isEmpty());
    }
}

void pick(benchmark::State& state)
{
    static const MeshPicker picker(scene());
    float turn = 0;
    for (auto _ : state) {
        turn += 0.37F;
        auto hit = picker.pick({0, 0, 4}, {0.2F * std::sin(turn), 0.2F * std::cos(turn), -1});
        benchmark::DoNotOptimize(hit);
    }
}

void smoothNormals(benchmark::State& state)
{
    for (auto _ : state) {
        MeshPrimitive part = scene().meshes[0].primitives[0];
        makeSmoothNormals(part, 40);
        benchmark::DoNotOptimize(part);
    }
}

void layOutUv(benchmark::State& state)
{
    for (auto _ : state) {
        auto layout = uvLayout(scene());
        benchmark::DoNotOptimize(layout);
    }
}

void exportBytes(benchmark::State& state)
{
    for (auto _ : state) {
        auto bytes = state.range(0) == 0   ? stlBytes(scene())
                     : state.range(0) == 1 ? plyBytes(scene())
                                           : objBytes(scene(), QStringLiteral("a.mtl"));
        benchmark::DoNotOptimize(bytes);
    }
    state.SetLabel(state.range(0) == 0 ? "STL" : state.range(0) == 1 ? "PLY" : "OBJ");
}

void environment(benchmark::State& state)
{
    for (auto _ : state) {
        auto made = makeEnvironment(EnvironmentKind(state.range(0)), 128);
        benchmark::DoNotOptimize(made);
    }
}

} // namespace

BENCHMARK(readGlb)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(check)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(buildPicker)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(pick)->Unit(benchmark::kMicrosecond)->UseRealTime();
BENCHMARK(smoothNormals)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(layOutUv)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(exportBytes)->DenseRange(0, 2)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(environment)->DenseRange(0, 4)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_MAIN();
