// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/audio/NullSink.h"

#include "app/audio/AudioDevice.h"
#include "tests/app/audio/AudioKit.h"

#include <QTest>

#include <cmath>
#include <cstring>

namespace maquette {

namespace {

constexpr int kLong = 20'000;

float valueAt(const QByteArray& bytes, qsizetype frame)
{
    float value = 0;
    std::memcpy(&value, bytes.constData() + frame * 8, 4);
    return value;
}

qsizetype firstSound(const QByteArray& bytes)
{
    for (qsizetype i = 0; (i + 1) * 8 <= bytes.size(); ++i) {
        if (std::abs(valueAt(bytes, i)) > 0.05F) {
            return i;
        }
    }
    return -1;
}

} // namespace

NullSink::~NullSink()
{
    m_server.terminate();
    m_server.waitForFinished();
}

bool NullSink::start()
{
    const QString socket = m_dir.filePath(QStringLiteral("socket"));
    qputenv("XDG_RUNTIME_DIR", m_dir.path().toUtf8());
    qputenv("PULSE_COOKIE", m_dir.filePath(QStringLiteral("cookie")).toUtf8());
    m_server.start(QStringLiteral("pulseaudio"),
                   {QStringLiteral("-n"), QStringLiteral("--daemonize=no"), QStringLiteral("--use-pid-file=no"),
                    QStringLiteral("--exit-idle-time=-1"), QStringLiteral("--disable-shm=yes"),
                    QStringLiteral("--load=module-native-protocol-unix auth-anonymous=1 socket=") + socket});
    if (!m_server.waitForStarted()) {
        return false;
    }
    // Not before: the server does not start where one is named already.
    qputenv("PULSE_SERVER", "unix:" + socket.toUtf8());
    return QTest::qWaitFor([] { return pactl({QStringLiteral("info")}); }, kLong) && add(QStringLiteral("first")) &&
           QTest::qWaitFor([] { return !AudioDevice::outputs().isEmpty(); }, kLong);
}

bool NullSink::pactl(const QStringList& arguments, QString* answer)
{
    QProcess process;
    process.start(QStringLiteral("pactl"), arguments);
    const bool done = process.waitForFinished(5000) && process.exitCode() == 0;
    if (answer != nullptr) {
        *answer = QString::fromUtf8(process.readAllStandardOutput()).trimmed();
    }
    return done;
}

bool NullSink::add(const QString& name)
{
    QString module;
    const bool done = pactl({QStringLiteral("load-module"), QStringLiteral("module-null-sink"),
                             QStringLiteral("sink_name=") + name, QStringLiteral("rate=44100")},
                            &module);
    m_modules.insert(name, module);
    return done;
}

bool NullSink::remove(const QString& name)
{
    return pactl({QStringLiteral("unload-module"), m_modules.take(name)});
}

NullSink::Recording NullSink::record(const std::shared_ptr<Mixer>& mixer, int rate, double seconds,
                                     const std::function<void(Mixer&)>& halfWay)
{
    AudioDevice device(mixer);
    QProcess recorder;
    recorder.start(QStringLiteral("parec"),
                   {QStringLiteral("--device=first.monitor"), QStringLiteral("--format=float32le"),
                    QStringLiteral("--rate=%1").arg(rate), QStringLiteral("--channels=2"),
                    QStringLiteral("--latency-msec=10")});
    QByteArray bytes;
    Recording recording;
    mixer->play();
    device.start();
    bool turned = !halfWay;
    const auto wanted = qsizetype(seconds * rate);
    const auto enough = [&] {
        bytes += recorder.readAllStandardOutput();
        const qsizetype first = firstSound(bytes);
        const qsizetype heard = first < 0 ? 0 : bytes.size() / 8 - first;
        if (!turned && heard > wanted / 2) {
            recording.turnedAt = heard;
            halfWay(*mixer);
            turned = true;
        }
        return heard > wanted;
    };
    if (QTest::qWaitFor(enough, kLong)) {
        const qsizetype first = firstSound(bytes);
        for (qsizetype i = first; i < first + wanted; ++i) {
            recording.left.push_back(valueAt(bytes, i));
        }
    }
    recorder.kill();
    recorder.waitForFinished();
    return recording;
}

std::optional<TakeChange> measureTakeChange(const AudioKit& kit)
{
    constexpr int kRate = 44'100;
    constexpr qint64 kFrames = 4LL * kRate;
    // The left side counts frames, and its sign is the take's.
    const auto counting = [&kit](const QString& name, double sign) {
        return AudioKit::opened(kit.wav(
            name, kRate, 2, kFrames, [sign](qint64 i, int) { return sign * (0.1 + 0.8 * double(i) / kFrames); }, true));
    };
    auto mixer = std::make_shared<Mixer>(kRate);
    mixer->setTakes({{counting(QStringLiteral("one.wav"), 1), 1.0}, {counting(QStringLiteral("other.wav"), -1), 1.0}});
    const auto heard = NullSink::record(mixer, kRate, 2.0, [](Mixer& now) { now.setTake(1); });
    const std::vector<float>& left = heard.left;
    const auto length = qsizetype(left.size());
    const auto place = [&left](qsizetype at) { return (std::abs(double(left[size_t(at)])) - 0.1) / 0.8 * kFrames; };
    // A stretch of one take alone goes on by a frame a frame; 16 bits tell places to within five frames.
    constexpr qsizetype kStretch = 200;
    const auto isPlain = [&place](qsizetype from) {
        return std::abs(place(from + kStretch) - place(from) - kStretch) <= 12;
    };
    qsizetype before = length - 1;
    while (before > kStretch && (left[size_t(before)] <= 0 || !isPlain(before - kStretch))) {
        --before;
    }
    qsizetype after = before;
    while (after + kStretch < length && (left[size_t(after)] >= 0 || !isPlain(after))) {
        ++after;
    }
    if (before <= kStretch || after + kStretch >= length) {
        return std::nullopt;
    }
    const auto milliseconds = [](double frames) { return frames / kRate * 1000; };
    return TakeChange{milliseconds(double(after - before)),
                      milliseconds(std::abs(place(after) - place(before) - double(after - before))),
                      milliseconds(double(before - heard.turnedAt))};
}

} // namespace maquette
