// SPDX-License-Identifier: GPL-3.0-or-later
// Sound that really leaves the program: a sound server of this test's own, with an output that plays to nobody, and a
// recorder on what it plays.
#include "app/audio/AudioDevice.h"
#include "tests/app/audio/AudioKit.h"
#include "tests/support/TestMain.h"

#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>

#include <cmath>
#include <cstring>

using namespace maquette;

namespace {

constexpr int kRate = 44'100;
constexpr int kLong = 20'000;

/// Strength of a tone in a stretch of one channel, as the amplitude of a sine.
double tone(const std::vector<float>& samples, size_t from, size_t count, double hertz)
{
    double re = 0;
    double im = 0;
    for (size_t i = 0; i < count; ++i) {
        const double angle = 2 * M_PI * hertz * double(i) / kRate;
        re += double(samples[from + i]) * std::cos(angle);
        im += double(samples[from + i]) * std::sin(angle);
    }
    return 2 * std::hypot(re, im) / double(count);
}

} // namespace

class TestAudioDevice : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QString socket = m_dir.filePath(QStringLiteral("socket"));
        qputenv("XDG_RUNTIME_DIR", m_dir.path().toUtf8());
        qputenv("PULSE_COOKIE", m_dir.filePath(QStringLiteral("cookie")).toUtf8());
        m_server.start(QStringLiteral("pulseaudio"),
                       {QStringLiteral("-n"), QStringLiteral("--daemonize=no"), QStringLiteral("--use-pid-file=no"),
                        QStringLiteral("--exit-idle-time=-1"), QStringLiteral("--disable-shm=yes"),
                        QStringLiteral("--load=module-native-protocol-unix auth-anonymous=1 socket=") + socket});
        QVERIFY(m_server.waitForStarted());
        // Not before: the server does not start where one is named already.
        qputenv("PULSE_SERVER", "unix:" + socket.toUtf8());
        QTRY_VERIFY_WITH_TIMEOUT(pactl({QStringLiteral("info")}), kLong);
        QVERIFY(addSink(QStringLiteral("first")));
        QTRY_VERIFY_WITH_TIMEOUT(!AudioDevice::outputs().isEmpty(), kLong);
        m_low = AudioKit::opened(m_kit.wav(QStringLiteral("low.wav"), kRate, 2, 20LL * kRate,
                                           [](qint64 i, int) { return 0.5 * sineAt(i, 441, kRate); }));
        m_high = AudioKit::opened(m_kit.wav(QStringLiteral("high.wav"), kRate, 2, 20LL * kRate,
                                            [](qint64 i, int) { return 0.5 * sineAt(i, 882, kRate); }));
    }
    void cleanupTestCase()
    {
        m_server.terminate();
        m_server.waitForFinished();
    }

    void isHeard()
    {
        const std::vector<float> heard = recorded([](Mixer& mixer) { mixer.setTake(0); }, 1.5);
        // The strongest stretch of 50 ms: a busy machine may let the output run dry in between.
        double strongest = 0;
        for (size_t at = 0; at + 2205 < heard.size(); at += 441) {
            strongest = std::max(strongest, tone(heard, at, 2205, 441));
        }
        QVERIFY2(std::abs(strongest - 0.5) < 0.05, qPrintable(QString::number(strongest)));
    }

    /// The loop is a whole number of waves long: what is recorded must be one unbroken tone (tst_mixer looks at every
    /// frame).
    void loopsWithoutAGap()
    {
        QVERIFY(best([this] { return brokenRounds(); }, 0.34) <= 0.34);
    }

    void changesTakeWithin30ms()
    {
        QVERIFY(best([this] { return changeMilliseconds(); }, 30) <= 30);
    }

    void goesOnWithTheNextOutput()
    {
        auto mixer = std::make_shared<Mixer>(kRate);
        mixer->setTakes({{m_low, 1.0}});
        AudioDevice device(mixer);
        QSignalSpy lost(&device, &AudioDevice::outputLost);
        QVERIFY(device.isUsable());
        mixer->play();
        device.start();
        QTRY_VERIFY_WITH_TIMEOUT(mixer->position() > kRate / 2, kLong);
        QVERIFY(addSink(QStringLiteral("second")));
        QTRY_COMPARE_WITH_TIMEOUT(AudioDevice::outputs().size(), 2, kLong);
        QVERIFY(pactl({QStringLiteral("unload-module"), m_modules.takeFirst()}));
        QTRY_COMPARE_WITH_TIMEOUT(lost.size(), 1, kLong);
        QVERIFY(!mixer->isPlaying());
        QVERIFY(device.isUsable());
        const qint64 at = mixer->position();
        mixer->play();
        device.start();
        QTRY_VERIFY_WITH_TIMEOUT(mixer->position() > at + kRate / 4, kLong);
    }

private:
    /// The least of up to four measurements: a busy machine lets the output run dry, which is not meant here.
    static double best(const std::function<double()>& measure, double goodEnough)
    {
        double least = 1e9;
        for (int i = 0; i < 4 && least > goodEnough; ++i) {
            least = std::min(least, measure());
        }
        return least;
    }

    /// The share of rounds of a loop that are no pure tone. A gap at the join would be in every one.
    double brokenRounds()
    {
        const std::vector<float> heard = recorded(
            [](Mixer& mixer) {
                mixer.setLoop(LoopSpan{1000, 1000 + 100 * 30});
            },
            2.0);
        constexpr size_t kRound = 3000;
        int rounds = 0;
        int broken = 0;
        for (size_t at = heard.size() / 8; at + kRound + 200 < heard.size(); at += kRound) {
            double worst = 0;
            for (size_t i = at; i < at + kRound; ++i) {
                // Two waves on, a pure tone is the same again.
                worst = std::max(worst, std::abs(double(heard[i]) - double(heard[i + 200])));
            }
            ++rounds;
            broken += worst > 0.01 ? 1 : 0;
        }
        return rounds >= 20 ? double(broken) / rounds : 1e9;
    }

    /// From the last sound of one take to the first of the other.
    double changeMilliseconds()
    {
        const std::vector<float> heard =
            recorded([](Mixer& mixer) { mixer.setTake(0); }, 2.0, [](Mixer& mixer) { mixer.setTake(1); });
        constexpr size_t kWindow = 441; // 10 ms
        size_t lastLow = 0;
        size_t firstHigh = heard.size();
        for (size_t at = 0; at + kWindow < heard.size(); at += 110) {
            if (tone(heard, at, kWindow, 441) > 0.45) {
                lastLow = at;
            }
            if (firstHigh == heard.size() && tone(heard, at, kWindow, 882) > 0.45) {
                firstHigh = at;
            }
        }
        const bool both = lastLow > 0 && firstHigh < heard.size() && firstHigh > lastLow;
        return both ? double(firstHigh - lastLow) / kRate * 1000 : 1e9;
    }

    bool pactl(const QStringList& arguments, QString* answer = nullptr)
    {
        QProcess process;
        process.start(QStringLiteral("pactl"), arguments);
        const bool done = process.waitForFinished(5000) && process.exitCode() == 0;
        if (answer) {
            *answer = QString::fromUtf8(process.readAllStandardOutput()).trimmed();
        }
        return done;
    }
    bool addSink(const QString& name)
    {
        QString module;
        const bool done = pactl({QStringLiteral("load-module"), QStringLiteral("module-null-sink"),
                                 QStringLiteral("sink_name=") + name, QStringLiteral("rate=44100")},
                                &module);
        m_modules.append(module);
        return done;
    }

    /// The left channel of what the output plays, while a mixer with the two tones plays for \a seconds; \a half way is
    /// called in the middle.
    std::vector<float> recorded(const std::function<void(Mixer&)>& prepare, double seconds,
                                const std::function<void(Mixer&)>& halfWay = {})
    {
        auto mixer = std::make_shared<Mixer>(kRate);
        mixer->setTakes({{m_low, 1.0}, {m_high, 1.0}});
        prepare(*mixer);
        AudioDevice device(mixer);
        QProcess recorder;
        recorder.start(QStringLiteral("parec"), {QStringLiteral("--device=first.monitor"),
                                                 QStringLiteral("--format=float32le"), QStringLiteral("--rate=44100"),
                                                 QStringLiteral("--channels=2"), QStringLiteral("--latency-msec=20")});
        QByteArray bytes;
        const auto frames = [&] { return bytes.size() / 8; };
        const auto collect = [&] {
            bytes += recorder.readAllStandardOutput();
            return true;
        };
        mixer->play();
        device.start();
        bool turned = !halfWay;
        // From the first sound on.
        const auto enough = [&] {
            collect();
            const auto first = firstSound(bytes);
            if (!turned && first >= 0 && frames() - first > qsizetype(seconds * kRate / 2)) {
                halfWay(*mixer);
                turned = true;
            }
            return first >= 0 && frames() - first > qsizetype(seconds * kRate);
        };
        if (!QTest::qWaitFor(enough, kLong)) {
            qFatal("nothing was heard");
        }
        recorder.kill();
        recorder.waitForFinished();
        const auto first = firstSound(bytes);
        std::vector<float> left;
        for (qsizetype i = first; i < first + qsizetype(seconds * kRate); ++i) {
            float value = 0;
            std::memcpy(&value, bytes.constData() + i * 8, 4);
            left.push_back(value);
        }
        return left;
    }
    static qsizetype firstSound(const QByteArray& bytes)
    {
        for (qsizetype i = 0; (i + 1) * 8 <= bytes.size(); ++i) {
            float value = 0;
            std::memcpy(&value, bytes.constData() + i * 8, 4);
            if (std::abs(value) > 0.05F) {
                return i;
            }
        }
        return -1;
    }

    QTemporaryDir m_dir;
    AudioKit m_kit;
    QProcess m_server;
    QStringList m_modules;
    std::shared_ptr<AudioFile> m_low;
    std::shared_ptr<AudioFile> m_high;
};

QTEST_GUILESS_MAIN(TestAudioDevice)
#include "tst_audio_device.moc"
