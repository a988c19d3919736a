// SPDX-License-Identifier: GPL-3.0-or-later
// From a movement of the pointer to the painted window: one dab of a soft 200 px brush, and zoom and pan of a large
// picture, in a view of 1600 x 1000 pixels. Figures are milliseconds for one frame.
#include "ui/canvas/CanvasDesk.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/CanvasSettings.h"
#include "ui/canvas/CanvasView.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <cmath>
#include <memory>
#include <vector>

namespace {

using namespace maquette;

constexpr QSize kView(1600, 1000);
constexpr int kFrames = 1200;

QImage largePicture(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        auto* const row = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < size.width(); ++x) {
            row[x] = qRgb((x * 7 + y) & 255, (x ^ y) & 255, (x + y * 3) & 255);
        }
    }
    return image;
}

/// A canvas in a window, as the program has it.
struct Canvas
{
    explicit Canvas(QSize picture)
        : desk(QString(), &window)
    {
        window.resize(kView);
        desk.view().setGeometry(window.rect());
        desk.view().setNeeds({true, true, false, false, true});
        const QImage image = largePicture(picture);
        desk.session().open(AssetId{QString(64, QLatin1Char('b'))}, sourceFromImage(image), MipPyramid::build(image));
        desk.settings().change([](CanvasLook& look) {
            look.brush.size = 200;
            look.brush.softness = 1;
        });
        window.show();
        desk.view().fit();
        QCoreApplication::processEvents();
    }
    void mouse(QEvent::Type type, QPointF at)
    {
        const bool down = type != QEvent::MouseButtonRelease;
        QMouseEvent event(type, at, desk.view().mapToGlobal(at),
                          type == QEvent::MouseMove ? Qt::NoButton : Qt::LeftButton,
                          down ? Qt::LeftButton : Qt::NoButton, Qt::NoModifier);
        QApplication::sendEvent(&desk.view(), &event);
    }

    QWidget window;
    CanvasDesk desk;
};

/// Times \a frame with the painting it asks for.
template <typename Frame>
void measure(benchmark::State& state, const Frame& frame)
{
    std::vector<double> times;
    for (auto round : state) {
        static_cast<void>(round);
        for (int at = 0; at < kFrames; ++at) {
            QElapsedTimer timer;
            timer.start();
            frame(at);
            QCoreApplication::sendPostedEvents(nullptr, QEvent::UpdateRequest);
            QCoreApplication::processEvents();
            times.push_back(double(timer.nsecsElapsed()) / 1e6);
        }
    }
    std::sort(times.begin(), times.end());
    state.counters["p50_ms"] = times[times.size() / 2];
    state.counters["p99_ms"] = times[times.size() * 99 / 100];
    state.counters["worst_ms"] = times.back();
}

void dab(benchmark::State& state)
{
    const int side = int(state.range(0));
    Canvas canvas({side, side});
    canvas.desk.view().zoomTo(double(state.range(1)) / 100);
    canvas.mouse(QEvent::MouseButtonPress, {800, 500});
    measure(state, [&canvas](int at) {
        const double turn = at * 0.05;
        canvas.mouse(QEvent::MouseMove, {800 + std::cos(turn) * 350, 500 + std::sin(turn) * 350});
    });
    canvas.mouse(QEvent::MouseButtonRelease, {800, 500});
}
BENCHMARK(dab)
    ->Args({4096, 25})
    ->Args({4096, 100})
    ->Args({4096, 200})
    ->Args({8192, 25})
    ->Args({8192, 100})
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

constexpr QSize kHundred(12'000, 8'400);

void paintedMask(Canvas& canvas)
{
    canvas.mouse(QEvent::MouseButtonPress, {700, 400});
    for (int step = 0; step < 40; ++step) {
        canvas.mouse(QEvent::MouseMove, {700 + step * 6.0, 400 + (step % 9) * 30.0});
    }
    canvas.mouse(QEvent::MouseButtonRelease, {900, 600});
    QCoreApplication::processEvents();
}

void zoom(benchmark::State& state)
{
    Canvas canvas(kHundred);
    paintedMask(canvas);
    measure(state, [&canvas](int at) {
        const QPointF place(760, 480);
        QWheelEvent event(place, canvas.desk.view().mapToGlobal(place), {}, {0, (at / 30) % 2 == 0 ? 60 : -60},
                          Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(&canvas.desk.view(), &event);
    });
}
BENCHMARK(zoom)->Iterations(1)->Unit(benchmark::kMillisecond);

void pan(benchmark::State& state)
{
    Canvas canvas(kHundred);
    paintedMask(canvas);
    canvas.desk.view().zoomTo(double(state.range(0)) / 100);
    canvas.desk.view().rotateBy(double(state.range(1)));
    canvas.desk.view().useTool(QStringLiteral("hand"));
    canvas.mouse(QEvent::MouseButtonPress, {800, 500});
    measure(state, [&canvas](int at) {
        const double turn = at * 0.05;
        canvas.mouse(QEvent::MouseMove,
                     {std::round(800 + std::cos(turn) * 300), std::round(500 + std::sin(turn) * 300)});
    });
    canvas.mouse(QEvent::MouseButtonRelease, {800, 500});
}
BENCHMARK(pan)->Args({40, 0})->Args({100, 0})->Args({40, 30})->Iterations(1)->Unit(benchmark::kMillisecond);

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
