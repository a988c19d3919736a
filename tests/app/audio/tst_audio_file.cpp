// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/audio/AudioKit.h"
#include "tests/support/TestMain.h"

#include <QFile>

#include <cmath>

using namespace maquette;

class TestAudioFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void decodesAsFfmpegDoes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("rate");
        QTest::addColumn<int>("channels");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("wav") << "a.wav" << 44'100 << 2 << 1e-4;
        QTest::newRow("wav, mono, 8 kHz") << "b.wav" << 8'000 << 1 << 1e-4;
        QTest::newRow("wav, 5.1, 192 kHz") << "c.wav" << 192'000 << 6 << 1e-4;
        QTest::newRow("flac") << "d.flac" << 48'000 << 2 << 1e-4;
        QTest::newRow("mp3") << "e.mp3" << 44'100 << 2 << 2e-3;
        QTest::newRow("ogg") << "f.ogg" << 44'100 << 2 << 2e-3;
    }
    void decodesAsFfmpegDoes()
    {
        QFETCH(QString, name);
        QFETCH(int, rate);
        QFETCH(int, channels);
        QFETCH(double, tolerance);
        const QString source = m_kit.wav(QStringLiteral("source.wav"), rate, channels, rate / 2, [&](qint64 i, int c) {
            return 0.4 * sineAt(i, 300 + 110 * c, rate) + 0.2 * sineAt(i, 1900, rate);
        });
        QString path = source;
        if (name != QLatin1String("source.wav")) {
            path = m_kit.path(name);
            AudioKit::ffmpeg({QStringLiteral("-i"), source, path});
        }
        const auto file = AudioKit::opened(path);
        QCOMPARE(file->format().sampleRate, rate);
        QCOMPARE(file->format().channels, channels);
        const std::vector<float> wanted = AudioKit::decoded(path, rate, channels);
        std::vector<float> got(wanted.size());
        const auto frames = qint64(wanted.size()) / channels;
        // Decoders differ in how much of the encoder's padding they leave out at the ends.
        QVERIFY2(std::abs(file->format().frames - frames) <= 2 * 1152,
                 qPrintable(QStringLiteral("%1 %2").arg(file->format().frames).arg(frames)));
        file->read(0, got.data(), frames);
        double worst = 0;
        for (qint64 i = 0; i < std::min(frames, file->format().frames) - 1200; ++i) {
            for (int c = 0; c < channels; ++c) {
                const auto at = size_t(i * channels + c);
                worst = std::max(worst, std::abs(double(got[at]) - double(wanted[at])));
            }
        }
        QVERIFY2(worst < tolerance, qPrintable(QString::number(worst)));
    }

    void readsAnywhere_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name : {"g.wav", "g.flac", "g.mp3", "g.ogg"}) {
            QTest::newRow(name) << QLatin1String(name) + QString();
        }
    }
    void readsAnywhere()
    {
        QFETCH(QString, name);
        const QString source = m_kit.wav(QStringLiteral("long.wav"), 44'100, 2, 100'000,
                                         [](qint64 i, int c) { return 0.5 * sineAt(i, 200 + 3 * c, 44'100); });
        const QString path = m_kit.path(name);
        AudioKit::ffmpeg({QStringLiteral("-i"), source, path});
        const auto file = AudioKit::opened(path);
        const qint64 frames = file->format().frames;
        std::vector<float> whole(size_t(2 * frames));
        QCOMPARE(file->read(0, whole.data(), frames), frames);
        for (const qint64 first : {qint64(77'777), qint64(0), frames - 500, qint64(12'345), qint64(12'346)}) {
            std::vector<float> part(1000);
            const qint64 real = file->read(first, part.data(), 500);
            QCOMPARE(real, std::min<qint64>(500, frames - first));
            for (qint64 i = 0; i < 2 * real; ++i) {
                QCOMPARE(part[size_t(i)], whole[size_t(2 * first + i)]);
            }
        }
        std::vector<float> outside(20, 1.0F);
        QCOMPARE(file->read(-5, outside.data(), 10), 5);
        QCOMPARE(outside[0], 0.0F);
        QCOMPARE(outside[10], whole[0]);
        QCOMPARE(file->read(frames + 100, outside.data(), 10), 0);
        QCOMPARE(outside[19], 0.0F);
    }

    void isThereWhileItIsDecoded()
    {
        const QString source = m_kit.wav(QStringLiteral("some.wav"), 44'100, 2, 200'000,
                                         [](qint64 i, int) { return 0.5 * sineAt(i, 220, 44'100); });
        const QString path = m_kit.path(QStringLiteral("some.mp3"));
        AudioKit::ffmpeg({QStringLiteral("-i"), source, path});
        const auto file = AudioKit::opened(path, false);
        QCOMPARE(file->readyFrames(), 0);
        QVERIFY(!file->isComplete());
        std::atomic_bool cancelled = false;
        qint64 heard = 0;
        const auto result = file->scan(
            [&](const float*, qint64 frames) {
                heard += frames;
                QCOMPARE(file->readyFrames(), heard);
                cancelled = heard > 50'000;
            },
            cancelled);
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Cancelled);
        QVERIFY(file->readyFrames() > 50'000 && file->readyFrames() < 150'000);
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("text") << QByteArray("this is no sound at all, but it is longer than a header is");
        QTest::newRow("a picture") << QByteArray("\x89PNG\r\n\x1a\n0000IHDR0000000000000000000000");
        QByteArray noFrames("RIFF$\0\0\0WAVEfmt \x10\0\0\0\1\0\2\0\x44\xac\0\0\x10\xb1\2\0\4\0\x10\0data\0\0\0\0", 44);
        QTest::newRow("0 seconds") << noFrames;
        QByteArray noChannels = noFrames;
        noChannels[22] = 0;
        QTest::newRow("no channels") << noChannels;
        QByteArray manyChannels = noFrames;
        manyChannels[22] = char(200);
        manyChannels[40] = 100;
        QTest::newRow("200 channels") << manyChannels + QByteArray(100, 'x');
        QTest::newRow("header alone") << noFrames.left(20);
    }
    void refuses()
    {
        QFETCH(QByteArray, bytes);
        const auto file = AudioFile::open(m_kit.file(QStringLiteral("bad"), bytes));
        QVERIFY(!file);
        QCOMPARE(file.error().kind, ErrorKind::InvalidInput);
        QVERIFY(file.error().detail.endsWith(QLatin1Char('.')));
    }

    void missingFileIsStorage()
    {
        const auto file = AudioFile::open(m_kit.path(QStringLiteral("nothing-here")));
        QVERIFY(!file);
        QCOMPARE(file.error().kind, ErrorKind::Storage);
    }

    /// A header may promise more than there is, or lie about everything: what is there is played, nothing crashes.
    void headersThatLie()
    {
        const QString good = m_kit.wav(QStringLiteral("good.wav"), 44'100, 2, 5000,
                                       [](qint64 i, int) { return 0.5 * sineAt(i, 220, 44'100); });
        QFile file(good);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QByteArray longer = bytes;
        longer.replace(40, 4, QByteArray("\xff\xff\xff\x7f", 4));
        const auto opened = AudioFile::open(m_kit.file(QStringLiteral("long"), longer));
        if (opened) {
            const std::atomic_bool never = false;
            QVERIFY((*opened)->scan([](const float*, qint64) {}, never).has_value());
            QCOMPARE((*opened)->format().frames, 5000);
        }
        for (int at = 0; at < 44; ++at) {
            for (const char value : {char(0), char(0x7f), char(0xff)}) {
                QByteArray broken = bytes.left(3000);
                broken[at] = value;
                const auto tried = AudioFile::open(m_kit.file(QStringLiteral("broken"), broken));
                if (tried) {
                    const std::atomic_bool never = false;
                    static_cast<void>((*tried)->scan([](const float*, qint64) {}, never));
                }
            }
        }
    }

private:
    AudioKit m_kit;
};

QTEST_GUILESS_MAIN(TestAudioFile)
#include "tst_audio_file.moc"
