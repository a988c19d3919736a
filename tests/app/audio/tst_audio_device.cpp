// SPDX-License-Identifier: GPL-3.0-or-later
// Sound that really leaves the program: a sound server of this test's own, with an output that plays to nobody, and a
// recorder on what it plays.
#include "app/audio/AudioDevice.h"
#include "tests/app/audio/AudioKit.h"
#include "tests/app/audio/NullSink.h"
#include "tests/support/TestMain.h"

#include <QSignalSpy>

#include <cmath>

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
        QVERIFY(m_sink.start());
        m_low = AudioKit::opened(m_kit.wav(QStringLiteral("low.wav"), kRate, 2, 20LL * kRate,
                                           [](qint64 i, int) { return 0.5 * sineAt(i, 441, kRate); }));
        m_high = AudioKit::opened(m_kit.wav(QStringLiteral("high.wav"), kRate, 2, 20LL * kRate,
                                            [](qint64 i, int) { return 0.5 * sineAt(i, 882, kRate); }));
    }
    void init() { failOnAnyWarning(); }

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

    /// The best of a few: a busy machine lets the output run dry, which is not meant here.
    void changesTakeAtTheSamePlaceWithin30ms()
    {
        TakeChange best{1e9, 1e9, 1e9};
        for (int i = 0; i < 4 && (best.gap > 30 || best.jump > 30); ++i) {
            best = measureTakeChange(m_kit).value_or(best);
        }
        QVERIFY2(best.gap <= 30 && best.jump <= 30, qPrintable(QStringLiteral("%1 %2").arg(best.gap).arg(best.jump)));
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
        QVERIFY(m_sink.add(QStringLiteral("second")));
        QTRY_COMPARE_WITH_TIMEOUT(AudioDevice::outputs().size(), 2, kLong);
        QVERIFY(m_sink.remove(QStringLiteral("first")));
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

    /// What the output plays, while a mixer with the two tones plays for \a seconds; \a halfWay is called in the
    /// middle.
    std::vector<float> recorded(const std::function<void(Mixer&)>& prepare, double seconds,
                                const std::function<void(Mixer&)>& halfWay = {})
    {
        auto mixer = std::make_shared<Mixer>(kRate);
        mixer->setTakes({{m_low, 1.0}, {m_high, 1.0}});
        prepare(*mixer);
        auto recording = NullSink::record(mixer, kRate, seconds, halfWay);
        if (recording.left.empty()) {
            qFatal("nothing was heard");
        }
        return recording.left;
    }

    NullSink m_sink;
    AudioKit m_kit;
    std::shared_ptr<AudioFile> m_low;
    std::shared_ptr<AudioFile> m_high;
};

QTEST_GUILESS_MAIN(TestAudioDevice)
#include "tst_audio_device.moc"
