// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/Loudness.h"
#include "tests/app/audio/AudioKit.h"
#include "tests/support/TestMain.h"

#include <QRegularExpression>

#include <cmath>

using namespace maquette;

namespace {

double numberAfter(const QString& text, const QString& label)
{
    const auto match = QRegularExpression(label + QStringLiteral("\\s*(-?[0-9.]+)")).match(text);
    return match.captured(1).toDouble();
}

Loudness measured(const AudioFile& file)
{
    const AudioFormat format = file.format();
    LoudnessMeter meter(format.channels, format.sampleRate);
    std::vector<float> block(size_t(1000 * format.channels));
    for (qint64 at = 0; at < format.frames; at += 1000) {
        const qint64 frames = std::min<qint64>(1000, format.frames - at);
        file.read(at, block.data(), frames);
        meter.add(block.data(), frames);
    }
    return meter.result();
}

} // namespace

class TestLoudness : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void agreesWithFfmpeg_data()
    {
        QTest::addColumn<int>("rate");
        QTest::addColumn<int>("channels");
        QTest::addColumn<double>("level");
        QTest::newRow("loud stereo") << 44'100 << 2 << 0.9;
        QTest::newRow("quiet stereo") << 48'000 << 2 << 0.05;
        QTest::newRow("low rate") << 22'050 << 2 << 0.4;
    }
    void agreesWithFfmpeg()
    {
        QFETCH(int, rate);
        QFETCH(int, channels);
        QFETCH(double, level);
        const QString path = m_kit.wav(QStringLiteral("l.wav"), rate, channels, 12LL * rate, [&](qint64 i, int c) {
            const double swell = 0.2 + 0.8 * std::abs(std::sin(double(i) / rate * 0.7));
            return level * swell *
                   (0.7 * sineAt(i, 440 + 5 * c, rate) + 0.2 * sineAt(i, 3011, rate) + 0.1 * sineAt(i, 5003, rate));
        });
        const QString report = QString::fromUtf8(AudioKit::ffmpeg(
            {QStringLiteral("-i"), path, QStringLiteral("-af"), QStringLiteral("ebur128=peak=true:framelog=verbose"),
             QStringLiteral("-f"), QStringLiteral("null"), QStringLiteral("-")}));
        const QString summary = report.mid(report.lastIndexOf(QLatin1String("Summary:")));
        const Loudness loudness = measured(*AudioKit::opened(path));
        QVERIFY(loudness.integrated && loudness.range && loudness.truePeak);
        QVERIFY2(std::abs(*loudness.integrated - numberAfter(summary, QStringLiteral("I:"))) <= 0.1,
                 qPrintable(summary));
        // Tools differ in how often they look at the last three seconds; EBU Tech 3342 allows 1 LU.
        QVERIFY(std::abs(*loudness.range - numberAfter(summary, QStringLiteral("LRA:"))) <= 1.0);
        QVERIFY2(std::abs(*loudness.truePeak - numberAfter(summary, QStringLiteral("Peak:"))) <= 0.2,
                 qPrintable(QString::number(*loudness.truePeak) + summary));
        QCOMPARE(loudness.shortTerm.size(), 120);
    }

    void silenceIsUnknown()
    {
        const Loudness loudness = measured(
            *AudioKit::opened(m_kit.wav(QStringLiteral("s.wav"), 44'100, 2, 44'100, [](qint64, int) { return 0; })));
        QVERIFY(!loudness.integrated);
        QVERIFY(!loudness.truePeak);
        QCOMPARE(gainTo(loudness, -14), 0.0);
    }

    void gainKeepsPeaksUnderTheCeiling()
    {
        Loudness loudness;
        loudness.integrated = -20.0;
        loudness.truePeak = -9.0;
        QCOMPARE(gainTo(loudness, -14), 6.0);
        QCOMPARE(gainTo(loudness, -23), -3.0);
        loudness.truePeak = -3.0;
        QCOMPARE(gainTo(loudness, -14), 2.0);
    }

private:
    AudioKit m_kit;
};

QTEST_GUILESS_MAIN(TestLoudness)
#include "tst_loudness.moc"
