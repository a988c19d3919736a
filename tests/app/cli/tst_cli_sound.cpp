// SPDX-License-Identifier: GPL-3.0-or-later
// Sounds of every kind as input of an order on the command line: what cannot be used is explained before anything is
// spent, what can be is.
#include "tests/app/audio/AudioKit.h"
#include "tests/app/cli/CliKit.h"
#include "tests/support/TestMain.h"

#include <QFile>

using namespace maquette;

namespace {

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

/// A file of ffmpeg's own making; \a how says what of.
QString made(const AudioKit& kit, const char* name, const char* how, const QStringList& more = {})
{
    const QString path = kit.path(s(name));
    AudioKit::ffmpeg(QStringList{s("-f"), s("lavfi"), s("-i"), s(how)} + more + QStringList{path});
    return path;
}

} // namespace

class CliSoundTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void initTestCase()
    {
        made(m_kit, "good.wav", "sine=d=7:r=44100", {s("-ac"), s("2")});
        made(m_kit, "good.mp3", "sine=d=7:r=44100", {s("-ac"), s("2")});
        made(m_kit, "mono.wav", "sine=d=7:r=44100");
        made(m_kit, "surround.wav", "sine=d=7:r=48000", {s("-af"), s("pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0")});
        made(m_kit, "8kHz.wav", "sine=d=7:r=8000");
        made(m_kit, "192kHz.wav", "sine=d=7:r=192000");
        made(m_kit, "long.mp3", "sine=d=200:r=22050", {s("-b:a"), s("32k")});
        made(m_kit, "long.wav", "sine=d=200:r=8000");
        made(m_kit, "nothing.wav", "sine=d=1:r=44100", {s("-t"), s("0")});
        made(m_kit, "short.wav", "sine=d=5:r=44100");
        made(m_kit, "song.flac", "sine=d=7:r=44100");
        const QByteArray wav = slurp(m_kit.path(s("good.wav")));
        m_kit.file(s("cut.wav"), wav.left(wav.size() / 2));
        const QByteArray mp3 = slurp(m_kit.path(s("good.mp3")));
        m_kit.file(s("cut.mp3"), mp3.left(mp3.size() / 2));
        m_kit.file(s("header.wav"), QByteArray(wav).replace(22, 12, QByteArray(12, '\0')));
        m_kit.file(s("text.wav"), "RIFF is not all there is to it, and this is a text\n");
        m_kit.file(s("text.mp3"), "no music here\n");
        m_kit.file(s("tag.mp3"), QByteArray("ID3\x04\0\0\0\0\x02\0", 10) + QByteArray(2000, '\0'));
    }

    void refuses_data()
    {
        QTest::addColumn<QByteArray>("told");
        QTest::newRow("long.mp3") << QByteArray("at most 190 seconds");
        QTest::newRow("long.wav") << QByteArray("at most 190 seconds");
        QTest::newRow("nothing.wav") << QByteArray("at least 6 seconds");
        QTest::newRow("short.wav") << QByteArray("at least 6 seconds");
        QTest::newRow("song.flac") << QByteArray("MP3, WAV");
        QTest::newRow("cut.wav") << QByteArray("truncated");
        QTest::newRow("cut.mp3") << QByteArray("truncated");
        QTest::newRow("header.wav") << QByteArray("makes no sense");
        QTest::newRow("text.wav") << QByteArray("text.wav");
        QTest::newRow("text.mp3") << QByteArray("text.mp3");
        QTest::newRow("tag.mp3") << QByteArray("makes no sense");
    }
    void refuses()
    {
        QFETCH(QByteArray, told);
        const CliHome home;
        const CliRun run = order(home, s(QTest::currentDataTag()));
        QCOMPARE(run.code, 2);
        QVERIFY2(run.err.contains(told), run.err.constData());
        QVERIFY(home.ledger().filter(s("hold")).isEmpty());
    }

    void takes_data()
    {
        QTest::addColumn<QString>("file");
        for (const char* name : {"good.mp3", "mono.wav", "surround.wav", "8kHz.wav", "192kHz.wav"}) {
            QTest::newRow(name) << s(name);
        }
    }
    void takes()
    {
        QFETCH(QString, file);
        const CliHome home;
        const CliRun run = order(home, file);
        QVERIFY2(run.code == 0, run.err.constData());
        const auto frames = qint64(AudioKit::decoded(run.lines().value(0), 44'100, 2).size() / 2);
        QCOMPARE(frames, 6 * 44'100);
    }

private:
    CliRun order(const CliHome& home, const QString& file) const
    {
        return home.run({s("run"), s("audio.stable-audio-2.audio-to-audio"), s("--set"), s("prompt=soft drums"),
                         s("--set"), s("duration=6"), s("--set"), s("output_format=wav"), s("--input"),
                         s("audio=") + m_kit.path(file)});
    }

    AudioKit m_kit;
};

QTEST_GUILESS_MAIN(CliSoundTest)
#include "tst_cli_sound.moc"
