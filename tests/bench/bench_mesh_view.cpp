// SPDX-License-Identifier: GPL-3.0-or-later
// From starting a process to the first picture of a GLB of 980,000 triangles with texture (27 MB) in the viewer, beside
// F3D, which draws the same file into a picture as a whole process; in turns, on the same screen. Needs a display and
// f3d. Called with --first-picture FILE it is the viewer: it ends once the picture is on its screen.
#include "tests/support/GlbMaker.h"
#include "ui/mesh/MeshSession.h"
#include "ui/mesh/MeshView.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <vector>

extern char** environ;

namespace {

using namespace maquette;

constexpr int kRounds = 7;
constexpr QSize kView(1000, 600); // what f3d draws by itself

struct Run
{
    double seconds = -1; ///< below 0: it failed
    double megabytes = 0;
};

Run measured(std::vector<std::string> words)
{
    std::vector<char*> arguments;
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    Run run;
    QElapsedTimer timer;
    timer.start();
    pid_t child = 0;
    const bool started = posix_spawnp(&child, arguments[0], &files, nullptr, arguments.data(), environ) == 0;
    posix_spawn_file_actions_destroy(&files);
    int status = 0;
    rusage used = {};
    if (started && wait4(child, &status, 0, &used) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        run.seconds = double(timer.nsecsElapsed()) / 1e9;
        run.megabytes = double(used.ru_maxrss) / 1024;
    }
    return run;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

std::string program;

void firstPicture(benchmark::State& state)
{
    const QTemporaryDir dir;
    const QString file = dir.filePath(QStringLiteral("ball.glb"));
    QFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(makeBallGlb(700, 700, 2048)) <= 0) {
        state.SkipWithError("cannot write the mesh");
        return;
    }
    out.close();
    const std::vector<std::string> viewer{program, "--first-picture", file.toStdString()};
    const std::vector<std::string> other{"f3d", "--output=" + dir.filePath(QStringLiteral("f3d.png")).toStdString(),
                                         file.toStdString()};
    measured(viewer); // warms the file cache for both
    measured(other);
    std::vector<double> ourTime;
    std::vector<double> theirTime;
    std::vector<double> ourMemory;
    std::vector<double> theirMemory;
    for (auto round : state) {
        static_cast<void>(round);
        const Run ours = measured(viewer);
        const Run theirs = measured(other);
        if (ours.seconds < 0 || theirs.seconds < 0) {
            state.SkipWithError(ours.seconds < 0 ? "the viewer showed nothing" : "f3d failed");
            return;
        }
        ourTime.push_back(ours.seconds);
        theirTime.push_back(theirs.seconds);
        ourMemory.push_back(ours.megabytes);
        theirMemory.push_back(theirs.megabytes);
        state.SetIterationTime(ours.seconds);
    }
    state.counters["viewer_s"] = median(ourTime);
    state.counters["f3d_s"] = median(theirTime);
    state.counters["ratio_time"] = median(ourTime) / median(theirTime);
    state.counters["viewer_MB"] = median(ourMemory);
    state.counters["f3d_MB"] = median(theirMemory);
    state.counters["ratio_memory"] = median(ourMemory) / median(theirMemory);
}
BENCHMARK(firstPicture)->UseManualTime()->Iterations(kRounds)->Unit(benchmark::kMillisecond);

int view(int argc, char** argv)
{
    const QApplication application(argc, argv);
    MeshSession session;
    MeshView view;
    view.resize(kView);
    QObject::connect(&session, &MeshSession::stateChanged, &view, [&] {
        if (session.state() == MeshSession::State::Failed) {
            std::_Exit(EXIT_FAILURE);
        }
        if (session.state() == MeshSession::State::Ready) {
            view.setMesh(session.mesh());
        }
    });
    QObject::connect(&view, &MeshView::frameShown, &view, [&view] {
        view.repaint();
        std::_Exit(view.shown().isNull() ? EXIT_FAILURE : EXIT_SUCCESS);
    });
    QObject::connect(&view, &MeshView::failed, &view, [] { std::_Exit(EXIT_FAILURE); });
    session.open(QString::fromLocal8Bit(argv[2]));
    view.prepare();
    view.show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 3 && QByteArray(argv[1]) == "--first-picture") {
        return view(argc, argv);
    }
    program = argv[0];
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
