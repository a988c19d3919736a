// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/Mixer.h"
#include "tests/app/audio/AudioKit.h"
#include "tests/support/TestMain.h"

#include <cmath>

using namespace maquette;

namespace {

constexpr int kRate = 44'100;

/// Zero crossings upwards per second of the left side: the pitch of a plain tone.
double pitchOf(const std::vector<float>& stereo, size_t from, size_t to)
{
    int crossings = 0;
    for (size_t i = from + 1; i < to; ++i) {
        crossings += stereo[2 * (i - 1)] < 0 && stereo[2 * i] >= 0 ? 1 : 0;
    }
    return crossings * double(kRate) / double(to - from);
}

std::vector<float> rendered(Mixer& mixer, qint64 frames, qint64 block = 441)
{
    std::vector<float> out(size_t(2 * frames));
    for (qint64 at = 0; at < frames; at += block) {
        mixer.render(out.data() + 2 * at, std::min(block, frames - at));
    }
    return out;
}

} // namespace

class TestMixer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void initTestCase()
    {
        // The left side counts frames, so that what is heard says where it is from.
        m_ramp = AudioKit::opened(m_kit.wav(
            QStringLiteral("ramp.wav"), kRate, 2, 60'000,
            [](qint64 i, int c) { return c == 0 ? double(i) / 65'536 : 0.25; }, true));
        m_tone = AudioKit::opened(m_kit.wav(QStringLiteral("tone.wav"), kRate, 1, 3LL * kRate,
                                            [](qint64 i, int) { return 0.5 * sineAt(i, 440, kRate); }));
        m_other = AudioKit::opened(m_kit.wav(
            QStringLiteral("other.wav"), kRate, 2, 60'000, [](qint64, int) { return -0.5; }, true));
    }

    void playsEveryFrameInOrder()
    {
        Mixer mixer(kRate);
        mixer.setTakes({{m_ramp, 1.0}});
        mixer.play();
        const std::vector<float> out = rendered(mixer, 20'000, 333);
        for (qint64 i = Mixer::kFade; i < 20'000; ++i) {
            QVERIFY(std::abs(out[size_t(2 * i)] - float(i) / 65'536) < 1e-5F);
            QVERIFY(std::abs(out[size_t(2 * i + 1)] - 0.25F) < 1e-5F);
        }
        QCOMPARE(mixer.position(), 20'000);
    }

    void loopsWithoutAGap()
    {
        Mixer mixer(kRate);
        mixer.setTakes({{m_ramp, 1.0}});
        mixer.setLoop(LoopSpan{5'000, 7'001});
        mixer.seek(5'000);
        mixer.play();
        const std::vector<float> out = rendered(mixer, 10'000, 512);
        for (qint64 i = Mixer::kFade; i < 10'000; ++i) {
            const qint64 wanted = 5'000 + i % 2'001;
            QVERIFY2(std::abs(out[size_t(2 * i)] - float(wanted) / 65'536) < 1e-5F, qPrintable(QString::number(i)));
        }
        QCOMPARE(mixer.position(), 5'000 + 10'000 % 2'001);
    }

    void loopOfAHandfulOfFrames()
    {
        Mixer mixer(kRate);
        mixer.setTakes({{m_ramp, 1.0}});
        mixer.setLoop(LoopSpan{100, 103});
        mixer.seek(100);
        mixer.play();
        const std::vector<float> out = rendered(mixer, 3'000, 1'000);
        QVERIFY(std::abs(out[2 * 2999] - float(100 + 2999 % 3) / 65'536) < 1e-5F);
    }

    void startsBeforeTheLoopAndStaysInIt()
    {
        Mixer mixer(kRate);
        mixer.setTakes({{m_ramp, 1.0}});
        mixer.setLoop(LoopSpan{1'000, 2'000});
        mixer.play();
        rendered(mixer, 5'500);
        QVERIFY(mixer.position() >= 1'000 && mixer.position() < 2'000);
        mixer.seek(30'000); // behind the loop: plays on to the end
        rendered(mixer, 1'000);
        QCOMPARE(mixer.position(), 31'000);
    }

    /// Its end was set where the playhead stands, or before it: it is repeated all the same.
    void loopThatEndsAtThePlayheadIsHeard()
    {
        Mixer mixer(kRate);
        mixer.setTakes({{m_ramp, 1.0}});
        mixer.seek(8'000);
        mixer.setLoop(LoopSpan{5'000, 8'000});
        mixer.play();
        rendered(mixer, 500);
        QCOMPARE(mixer.position(), 5'500);
        mixer.setLoop(LoopSpan{5'000, 5'400}); // its end is drawn over the playhead
        rendered(mixer, 100);
        QCOMPARE(mixer.position(), 5'100);
        mixer.setLoop(std::nullopt);
        rendered(mixer, 10'000);
        mixer.setLoop(LoopSpan{2'000, 4'000}); // repeating is switched on
        rendered(mixer, 100);
        QCOMPARE(mixer.position(), 2'100);
        mixer.seek(30'000);
        mixer.setLoop(LoopSpan{2'000, 4'100}); // who listens elsewhere goes on there
        rendered(mixer, 100);
        QCOMPARE(mixer.position(), 30'100);
        mixer.pause();
        mixer.play();
        rendered(mixer, 100);
        QVERIFY(mixer.position() > 30'100);
        mixer.seek(60'000); // the end of all
        mixer.play();
        rendered(mixer, 100);
        QCOMPARE(mixer.position(), 2'100);
    }

    void changesTakeAtTheSameInstant()
    {
        Mixer mixer(kRate);
        mixer.setTakes({{m_ramp, 1.0}, {m_other, 1.0}});
        mixer.play();
        rendered(mixer, 10'000);
        mixer.setTake(1);
        const std::vector<float> out = rendered(mixer, 2'000);
        QCOMPARE(mixer.position(), 12'000);
        // 30 ms are asked for; five are taken, and the first frame already leans to the new take without a click.
        for (qint64 i = Mixer::kFade; i < 2'000; ++i) {
            QVERIFY(std::abs(out[size_t(2 * i)] + 0.5F) < 1e-5F);
        }
        for (qint64 i = 1; i < 300; ++i) {
            QVERIFY(std::abs(out[size_t(2 * i)] - out[size_t(2 * i - 2)]) < 0.01F);
        }
    }

    void matchesLevels()
    {
        Mixer mixer(kRate);
        mixer.setTakes({{m_other, 0.5}});
        mixer.play();
        QVERIFY(std::abs(rendered(mixer, 1'000)[1'990] + 0.25F) < 1e-5F);
        mixer.setGain(0, 1.0);
        QVERIFY(std::abs(rendered(mixer, 1'000)[1'990] + 0.5F) < 1e-5F);
    }

    void beginsAndPausesWithoutAClick()
    {
        Mixer mixer(kRate);
        mixer.setTakes({{m_other, 1.0}});
        mixer.play();
        std::vector<float> out = rendered(mixer, 2'000);
        mixer.pause();
        const std::vector<float> after = rendered(mixer, 2'000, 2'000);
        out.insert(out.end(), after.begin(), after.end());
        for (size_t i = 1; i < 4'000; ++i) {
            QVERIFY(std::abs(out[2 * i] - out[2 * i - 2]) < 0.01F);
        }
        QCOMPARE(out.back(), 0.0F);
        QCOMPARE(mixer.position(), 2'000);
    }

    void keepsPitchAtAnySpeed_data()
    {
        QTest::addColumn<double>("speed");
        for (const double speed : {0.5, 0.75, 1.5, 2.0}) {
            QTest::addRow("%g", speed) << speed;
        }
    }
    void keepsPitchAtAnySpeed()
    {
        QFETCH(double, speed);
        Mixer mixer(kRate);
        mixer.setTakes({{m_tone, 1.0}});
        mixer.setSpeed(speed);
        mixer.play();
        const std::vector<float> out = rendered(mixer, kRate);
        QVERIFY(std::abs(pitchOf(out, 10'000, 40'000) - 440) < 6);
        QVERIFY2(std::abs(double(mixer.position()) - speed * kRate) < 0.05 * kRate,
                 qPrintable(QString::number(mixer.position())));
    }

    void scrubbingLetsAMomentBeHeard()
    {
        Mixer mixer(kRate);
        mixer.setTakes({{m_ramp, 1.0}});
        mixer.scrub(20'000);
        QVERIFY(!mixer.isPlaying());
        const std::vector<float> out = rendered(mixer, kRate / 2, 300);
        QCOMPARE(mixer.position(), 20'000);
        for (qint64 i = Mixer::kFade; i < kRate / 12 - Mixer::kFade; ++i) {
            QVERIFY2(std::abs(out[size_t(2 * i)] - float(20'000 + i) / 65'536) < 1e-5F, qPrintable(QString::number(i)));
        }
        for (size_t i = 1; i < out.size() / 2; ++i) {
            QVERIFY(std::abs(out[2 * i] - out[2 * i - 2]) < 0.01F);
            QVERIFY(i < kRate / 12 || out[2 * i] == 0.0F);
        }
        // While it plays, it only goes there.
        mixer.play();
        mixer.scrub(5'000);
        rendered(mixer, 2'000);
        QCOMPARE(mixer.position(), 7'000);
        QVERIFY(mixer.isPlaying());
    }

    void beginsAtItsVolume()
    {
        Mixer mixer(kRate);
        mixer.setTakes({{m_other, 1.0}});
        mixer.setVolume(0.2);
        mixer.play();
        for (const float value : rendered(mixer, 2'000)) {
            QVERIFY(std::abs(value) <= 0.1F + 1e-5F);
        }
    }

    void endsAndBeginsAgain()
    {
        Mixer mixer(kRate);
        mixer.setTakes({{m_ramp, 1.0}});
        mixer.seek(59'000);
        mixer.play();
        rendered(mixer, 2'000);
        QVERIFY(!mixer.isPlaying());
        mixer.play();
        rendered(mixer, 100);
        QCOMPARE(mixer.position(), 100);
    }

    void bringsOtherRatesToItsOwn()
    {
        const auto slow = AudioKit::opened(m_kit.wav(QStringLiteral("slow.wav"), 22'050, 2, 22'050,
                                                     [](qint64 i, int) { return 0.5 * sineAt(i, 440, 22'050); }));
        Mixer mixer(kRate);
        mixer.setTakes({{slow, 1.0}});
        QCOMPARE(mixer.frames(), qint64(kRate));
        mixer.play();
        const std::vector<float> out = rendered(mixer, 40'000);
        double worst = 0;
        for (qint64 i = 1'000; i < 39'000; ++i) {
            worst = std::max(worst, std::abs(double(out[size_t(2 * i)]) - 0.5 * sineAt(i, 440, kRate)));
        }
        QVERIFY2(worst < 0.002, qPrintable(QString::number(worst)));
    }

    void metersWhatIsHeard()
    {
        Mixer mixer(kRate);
        mixer.setTakes({{m_tone, 1.0}});
        mixer.play();
        rendered(mixer, 5'000);
        static_cast<void>(mixer.takeMeter());
        rendered(mixer, 20'000);
        const MeterReading reading = mixer.takeMeter();
        QVERIFY(std::abs(reading.peak[0] - 0.5F) < 0.01F);
        QVERIFY(std::abs(double(reading.rms[1]) - 0.5 / std::sqrt(2.0)) < 0.01);
    }

    void withoutTakesThereIsSilence()
    {
        Mixer mixer(kRate);
        mixer.play();
        QVERIFY(!mixer.isPlaying());
        QCOMPARE(rendered(mixer, 100)[50], 0.0F);
    }

private:
    AudioKit m_kit;
    std::shared_ptr<AudioFile> m_ramp;
    std::shared_ptr<AudioFile> m_tone;
    std::shared_ptr<AudioFile> m_other;
};

QTEST_GUILESS_MAIN(TestMixer)
#include "tst_mixer.moc"
