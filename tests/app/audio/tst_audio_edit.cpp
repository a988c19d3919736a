// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/AudioEdit.h"
#include "tests/app/audio/AudioKit.h"
#include "tests/support/TestMain.h"

#include <QFile>
#include <QRegularExpression>

#include <cmath>

using namespace maquette;

namespace {
constexpr int kRate = 44'100;
}

class TestAudioEdit : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void initTestCase()
    {
        m_tone = AudioKit::opened(m_kit.wav(QStringLiteral("tone.wav"), kRate, 2, 4LL * kRate,
                                            [](qint64 i, int) { return 0.1 * sineAt(i, 997, kRate); }));
    }

    void exports_data()
    {
        QTest::addColumn<int>("container");
        QTest::addColumn<QString>("ending");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("wav") << int(AudioContainer::Wav) << "wav" << 1e-4;
        QTest::newRow("flac") << int(AudioContainer::Flac) << "flac" << 1e-4;
        QTest::newRow("ogg") << int(AudioContainer::Ogg) << "ogg" << 0.02;
        QTest::newRow("mp3") << int(AudioContainer::Mp3) << "mp3" << 0.02;
    }
    void exports()
    {
        QFETCH(int, container);
        QFETCH(QString, ending);
        QFETCH(double, tolerance);
        AudioExportOptions options;
        options.container = AudioContainer(container);
        options.from = 441;
        options.to = 441 + 2 * kRate;
        const QString path = m_kit.path(QStringLiteral("out.") + ending);
        const std::atomic_bool never = false;
        double progress = 0;
        const auto done = exportAudio(*m_tone, path, options, never, [&](double now) {
            QVERIFY(now >= progress);
            progress = now;
        });
        QVERIFY2(done.has_value(), done ? "" : qPrintable(done.error().detail));
        QCOMPARE(progress, 1.0);
        const std::vector<float> got = AudioKit::decoded(path, kRate, 2);
        QVERIFY(std::abs(qint64(got.size() / 2) - 2LL * kRate) <= 2 * 1152);
        double worst = 0;
        for (qint64 i = 3'000; i < 80'000; ++i) {
            worst = std::max(worst, std::abs(double(got[size_t(2 * i)]) - 0.1 * sineAt(i + 441, 997, kRate)));
        }
        QVERIFY2(worst < tolerance, qPrintable(QString::number(worst)));
    }

    void fadesAndNormalises()
    {
        AudioExportOptions options;
        options.targetLoudness = -16.0;
        options.fadeIn = kRate / 2;
        options.fadeOut = kRate / 2;
        const QString path = m_kit.path(QStringLiteral("faded.wav"));
        const std::atomic_bool never = false;
        QVERIFY(exportAudio(*m_tone, path, options, never, [](double) {}).has_value());
        const std::vector<float> got = AudioKit::decoded(path, kRate, 2);
        const auto highest = [&](qint64 from, qint64 to) {
            float most = 0;
            for (qint64 i = from; i < to; ++i) {
                most = std::max(most, std::abs(got[size_t(2 * i)]));
            }
            return double(most);
        };
        const double middle = highest(kRate, 2 * kRate);
        QVERIFY(highest(0, 200) < 0.03 * middle);
        QVERIFY(highest(4LL * kRate - 200, 4LL * kRate) < 0.03 * middle);
        QVERIFY(std::abs(highest(kRate / 4 - 100, kRate / 4) / middle - std::sqrt(0.5)) < 0.02);
        const QString report = QString::fromUtf8(AudioKit::ffmpeg(
            {QStringLiteral("-i"), path, QStringLiteral("-af"), QStringLiteral("ebur128=framelog=verbose"),
             QStringLiteral("-f"), QStringLiteral("null"), QStringLiteral("-")}));
        const auto match = QRegularExpression(QStringLiteral("I:\\s*(-?[0-9.]+)"))
                               .match(report, report.lastIndexOf(QLatin1String("Summary")));
        QVERIFY2(std::abs(match.captured(1).toDouble() + 16.0) <= 0.15, qPrintable(report));
    }

    void cancelledLeavesNothing()
    {
        const QString path = m_kit.path(QStringLiteral("never.wav"));
        const std::atomic_bool at_once = true;
        const auto done = exportAudio(*m_tone, path, {}, at_once, [](double) {});
        QCOMPARE(done.error().kind, ErrorKind::Cancelled);
        QVERIFY(!QFile::exists(path));
    }

    void refuses()
    {
        const std::atomic_bool never = false;
        AudioExportOptions nothing;
        nothing.from = nothing.to.emplace(100);
        QCOMPARE(exportAudio(*m_tone, m_kit.path(QStringLiteral("x.wav")), nothing, never, [](double) {}).error().kind,
                 ErrorKind::InvalidInput);
        QCOMPARE(exportAudio(*m_tone, QStringLiteral("/nowhere/x.wav"), {}, never, [](double) {}).error().kind,
                 ErrorKind::Storage);
    }

    void seamShowsTheJump()
    {
        // A whole number of waves joins smoothly; a quarter more does not.
        const auto tone = AudioKit::opened(m_kit.wav(QStringLiteral("wave.wav"), kRate, 1, 2LL * kRate,
                                                     [](qint64 i, int) { return 0.5 * sineAt(i, 441, kRate); }));
        const LoopSeam smooth = loopSeam(*tone, 1'000, 1'000 + 100 * 100);
        QVERIFY(!smooth.clicks());
        QVERIFY(std::abs(smooth.levelJump) < 0.5);
        const LoopSeam jump = loopSeam(*tone, 1'000, 1'000 + 100 * 100 + 25);
        QVERIFY(jump.clicks());
        // Between sin(90 degrees) and sin(0), of 0.5.
        QVERIFY(std::abs(jump.step - 0.5) < 0.02);
        const JoinedStretch better = smoothestJoin(*tone, 1'025, 11'025, 200);
        QCOMPARE((better.to - better.from) % 100, 0); // whole waves
        QCOMPARE(better.from % 100, 0);
    }

    /// Where the mix is zero the two sides of a stereo sound are not: no channel may jump, by the sines it is made of.
    void joinIsSmoothOnEveryChannel()
    {
        const auto value = [](qint64 i, int c) {
            return 0.45 * sineAt(i + 37 * c, c == 0 ? 180 : 233, kRate) + 0.25 * sineAt(i, c == 0 ? 611 : 487, kRate);
        };
        const auto stereo = AudioKit::opened(m_kit.wav(QStringLiteral("sides.wav"), kRate, 2, 2LL * kRate, value));
        const auto jumpOf = [&value](qint64 from, qint64 to) {
            return std::max(std::abs(value(from, 0) - value(to - 1, 0)), std::abs(value(from, 1) - value(to - 1, 1)));
        };
        constexpr qint64 kReach = kRate / 50;
        for (const auto& [from, to] : {std::pair<qint64, qint64>(10'000, 61'003), {22'111, 40'007}, {5'550, 80'808}}) {
            const JoinedStretch joined = smoothestJoin(*stereo, from, to, kReach);
            QVERIFY(std::abs(joined.from - from) <= kReach && std::abs(joined.to - to) <= kReach + 2);
            const double jump = jumpOf(joined.from, joined.to);
            QVERIFY2(jump < 0.05, qPrintable(QStringLiteral("%1 of %2").arg(jump).arg(jumpOf(from, to))));
            QVERIFY(!loopSeam(*stereo, joined.from, joined.to).clicks());
        }
        // At the very ends, of a stretch shorter than the reach, and of silence it stays where something is.
        for (const auto& [from, to] : {std::pair<qint64, qint64>(0, 2LL * kRate), {100, 300}}) {
            const JoinedStretch joined = smoothestJoin(*stereo, from, to, kReach);
            QVERIFY(joined.from >= 0 && joined.to <= 2LL * kRate && joined.to > joined.from);
        }
        const auto silence = AudioKit::opened(
            m_kit.wav(QStringLiteral("silence.wav"), kRate, 1, kRate, [](qint64, int) { return 0.0; }));
        const JoinedStretch still = smoothestJoin(*silence, 1'000, 2'000, kReach);
        QCOMPARE(still.from, 1'000);
        QCOMPARE(still.to, 2'000);
    }

    void seamHearsLevels()
    {
        const auto steps =
            AudioKit::opened(m_kit.wav(QStringLiteral("steps.wav"), kRate, 1, 2LL * kRate,
                                       [](qint64 i, int) { return (i < kRate ? 0.5 : 0.05) * sineAt(i, 441, kRate); }));
        QVERIFY(std::abs(loopSeam(*steps, 0, 2LL * kRate).levelJump - 20.0) < 0.5);
    }

private:
    AudioKit m_kit;
    std::shared_ptr<AudioFile> m_tone;
};

QTEST_GUILESS_MAIN(TestAudioEdit)
#include "tst_audio_edit.moc"
