// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/Peaks.h"
#include "tests/support/TestMain.h"

#include <QFile>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <cmath>

using namespace maquette;

namespace {

std::vector<float> randomSound(qint64 frames, int channels)
{
    QRandomGenerator chance(11);
    std::vector<float> sound(size_t(frames * channels));
    for (qint64 i = 0; i < frames; ++i) {
        const double swell = 0.3 + 0.7 * std::abs(std::sin(double(i) / 9000));
        for (int c = 0; c < channels; ++c) {
            sound[size_t(i * channels + c)] = float(swell * (chance.generateDouble() * 2 - 1));
        }
    }
    return sound;
}

Peaks peaksOf(const std::vector<float>& sound, int channels, qint64 block)
{
    Peaks peaks(channels, 44'100);
    const auto frames = qint64(sound.size()) / channels;
    for (qint64 at = 0; at < frames; at += block) {
        peaks.add(sound.data() + at * channels, std::min(block, frames - at));
    }
    peaks.finish();
    return peaks;
}

} // namespace

class TestPeaks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void agreesWithEverySample_data()
    {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("columnFrames");
        QTest::addColumn<int>("columns");
        QTest::newRow("finest") << qint64(0) << qint64(64) << 300;
        QTest::newRow("finest, odd start") << qint64(64 * 37) << qint64(192) << 200;
        QTest::newRow("second level") << qint64(512 * 3) << qint64(512) << 150;
        QTest::newRow("third level") << qint64(0) << qint64(8192) << 20;
        QTest::newRow("top level") << qint64(0) << qint64(65'536) << 4;
    }
    void agreesWithEverySample()
    {
        QFETCH(qint64, from);
        QFETCH(qint64, columnFrames);
        QFETCH(int, columns);
        constexpr int kChannels = 2;
        const std::vector<float> sound = randomSound(300'017, kChannels);
        const Peaks peaks = peaksOf(sound, kChannels, 4097);
        QCOMPARE(peaks.frames(), 300'017);
        for (int channel = 0; channel < kChannels; ++channel) {
            const QList<Peak> got = peaks.range(channel, double(from), double(from + columnFrames * columns), columns);
            QCOMPARE(got.size(), columns);
            for (int column = 0; column < columns; ++column) {
                float low = 1e9F;
                float high = -1e9F;
                double power = 0;
                qint64 counted = 0;
                for (qint64 i = from + column * columnFrames; i < from + (column + 1) * columnFrames; ++i) {
                    if (i < peaks.frames()) {
                        const float value = sound[size_t(i * kChannels + channel)];
                        low = std::min(low, value);
                        high = std::max(high, value);
                        power += double(value) * double(value);
                        ++counted;
                    }
                }
                if (counted < columnFrames) {
                    continue; // the end, where the last cell is shorter than its neighbours
                }
                QVERIFY(std::abs(got[column].low - low) < 2e-4F);
                QVERIFY(std::abs(got[column].high - high) < 2e-4F);
                QVERIFY(std::abs(double(got[column].rms) - std::sqrt(power / double(counted))) < 1e-3);
            }
        }
    }

    void blocksDoNotMatter()
    {
        const std::vector<float> sound = randomSound(40'000, 1);
        QVERIFY(peaksOf(sound, 1, 1) == peaksOf(sound, 1, 40'000));
        QVERIFY(peaksOf(sound, 1, 63) == peaksOf(sound, 1, 64));
    }

    void isThereBeforeItIsFinished()
    {
        const std::vector<float> sound = randomSound(1'000, 1);
        Peaks peaks(1, 44'100);
        peaks.add(sound.data(), 640);
        QVERIFY(peaks.range(0, 0, 640, 10).constLast().high > 0);
        QCOMPARE(peaks.range(0, 640, 1280, 10).constLast(), Peak());
    }

    void survivesItsFile()
    {
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("p"));
        const Peaks peaks = peaksOf(randomSound(70'000, 2), 2, 5000);
        QVERIFY(peaks.save(path).has_value());
        const auto back = Peaks::load(path);
        QVERIFY(back.has_value());
        QVERIFY(*back == peaks);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        const QByteArray bytes = file.readAll();
        for (const qint64 length : {qint64(0), qint64(10), qint64(40), bytes.size() - 1}) {
            file.resize(length);
            QVERIFY(!Peaks::load(path));
            file.seek(0);
            file.write(bytes);
            file.flush();
        }
        file.seek(100);
        file.write("x");
        file.close();
        QVERIFY(!Peaks::load(path));
    }

    void isSmall()
    {
        // An hour of stereo: what is kept of it must fit in memory many times over.
        const std::vector<float> second = randomSound(44'100, 2);
        Peaks peaks(2, 44'100);
        for (int i = 0; i < 100; ++i) {
            peaks.add(second.data(), 44'100);
        }
        peaks.finish();
        QTemporaryDir dir;
        const QString path = dir.filePath(QStringLiteral("p"));
        QVERIFY(peaks.save(path).has_value());
        QVERIFY(QFile(path).size() * 36 < 60'000'000);
    }
};

QTEST_GUILESS_MAIN(TestPeaks)
#include "tst_peaks.moc"
