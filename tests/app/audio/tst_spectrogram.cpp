// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/Spectrogram.h"
#include "tests/app/audio/AudioKit.h"
#include "tests/support/TestMain.h"

#include <cmath>

using namespace maquette;

class TestSpectrogram : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void tonesStandWhereTheyAre_data()
    {
        QTest::addColumn<double>("hertz");
        QTest::addColumn<int>("rate");
        for (const int rate : {44'100, 48'000, 8'000}) {
            for (const double hertz : {220.0, 1000.0, 3000.0}) {
                QTest::addRow("%g Hz at %d", hertz, rate) << hertz << rate;
            }
        }
    }
    void tonesStandWhereTheyAre()
    {
        QFETCH(double, hertz);
        QFETCH(int, rate);
        SpectrogramMaker maker(2, rate, 2LL * rate);
        std::vector<float> sound(size_t(4 * rate));
        for (qint64 i = 0; i < 2LL * rate; ++i) {
            sound[size_t(2 * i)] = sound[size_t(2 * i + 1)] = float(0.5 * sineAt(i, hertz, rate));
        }
        maker.add(sound.data(), 2LL * rate);
        maker.finish();
        const Spectrogram& picture = maker.result();
        QCOMPARE(picture.columns(), (2LL * rate + picture.framesPerColumn - 1) / picture.framesPerColumn);
        const qint64 middle = picture.columns() / 2;
        int loudest = 0;
        for (int band = 0; band < Spectrogram::kBands; ++band) {
            if (picture.decibels(middle, band) > picture.decibels(middle, loudest)) {
                loudest = band;
            }
        }
        QVERIFY2(std::abs(picture.bandAt(hertz) - loudest) <= 1.5,
                 qPrintable(QStringLiteral("%1 %2").arg(picture.bandAt(hertz)).arg(loudest)));
        // Half of full scale is -6 dB; the window's shape and the sharing of a bin take a little.
        QVERIFY(std::abs(picture.decibels(middle, loudest) + 6.0) < 4.5);
        QVERIFY(picture.decibels(middle, 120) < -60);
    }

    void bandsAndHertzAgree()
    {
        Spectrogram picture;
        picture.sampleRate = 44'100;
        for (int band = 0; band < Spectrogram::kBands; ++band) {
            QVERIFY(std::abs(picture.bandAt(picture.hertz(band)) - band) < 1e-6);
        }
        // The scale's definition: 1,000 Hz are about 1,000 mel, so half way up in mel is not half way up in hertz.
        QVERIFY(picture.hertz(63.5) < 5000);
    }

    void longSoundsStayBounded()
    {
        SpectrogramMaker maker(1, 44'100, 3600LL * 44'100);
        QVERIFY(3600LL * 44'100 / maker.result().framesPerColumn <= 65'536);
    }
};

QTEST_GUILESS_MAIN(TestSpectrogram)
#include "tst_spectrogram.moc"
