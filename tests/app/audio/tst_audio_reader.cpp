// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/AudioReader.h"
#include "tests/app/audio/AudioKit.h"
#include "tests/support/TestMain.h"

#include <QDateTime>
#include <QDir>
#include <QFile>

#include <cmath>

using namespace maquette;

namespace {

constexpr int kRate = 44'100;

/// What is told while a file is read, one after the other.
QList<AudioKnown> reading(const QString& path, const QString& kept = {}, Result<void>* outcome = nullptr)
{
    QList<AudioKnown> told;
    const std::atomic_bool never = false;
    const Result<void> read = readAudio(path, kept, never, [&told](const AudioKnown& known) { told.append(known); });
    if (outcome != nullptr) {
        *outcome = read;
    } else if (!read) {
        qFatal("not read: %s", qPrintable(read.error().detail));
    }
    return told;
}

/// Puts the checksum into the last page of an Ogg file, which begins at \a page (RFC 3533).
void sealOggPage(QByteArray& bytes, qsizetype page)
{
    bytes.replace(page + 22, 4, QByteArray(4, '\0'));
    quint32 sum = 0;
    for (qsizetype i = page; i < bytes.size(); ++i) {
        sum ^= quint32(quint8(bytes.at(i))) << 24;
        for (int bit = 0; bit < 8; ++bit) {
            sum = (sum & 0x80000000U) != 0 ? (sum << 1) ^ 0x04c11db7U : sum << 1;
        }
    }
    for (int i = 0; i < 4; ++i) {
        bytes[page + 22 + i] = char((sum >> (8 * i)) & 0xffU);
    }
}

} // namespace

class TestAudioReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    /// Open, first waveform, whole waveform, whole analysis: nothing is ever taken back.
    void tellsMoreAndMore()
    {
        const QString path = song("long.mp3", 60);
        const QList<AudioKnown> told = reading(path);
        QVERIFY(told.size() >= 4);
        QVERIFY(told.constFirst().file && told.constFirst().peaks.isEmpty());
        QVERIFY2(told.at(1).peaks.frames() > 0 && told.at(1).peaks.frames() < kRate,
                 "the first waveform comes at once");
        qint64 frames = 0;
        qint64 columns = 0;
        for (const AudioKnown& known : told) {
            QVERIFY(known.peaks.frames() >= frames);
            QVERIFY(known.spectrogram.columns() >= columns);
            frames = known.peaks.frames();
            columns = known.spectrogram.columns();
        }
        QCOMPARE(frames, told.constLast().file->format().frames);
        QVERIFY(std::abs(frames - 60LL * kRate) <= 2 * 1152);
        QVERIFY(told.constLast().loudness && !told.constLast().shorter);
        // A waveform that was told stays as it was while the sound is read on.
        QVERIFY(told.at(1).peaks.range(0, double(kRate), 2.0 * kRate, 1).constFirst() == Peak());
    }

    void keepsTheWaveform()
    {
        const QString path = song("kept.mp3", 20);
        const QString kept = m_kit.path(QStringLiteral("waveforms/kept"));
        const QList<AudioKnown> before = reading(path, kept);
        QVERIFY(QFile::exists(kept));
        const QList<AudioKnown> again = reading(path, kept);
        QVERIFY2(again.constFirst().peaks == before.constLast().peaks, "the whole waveform is the first thing told");
        QVERIFY(again.constLast().loudness == before.constLast().loudness);
        QVERIFY(again.constLast().spectrogram == before.constLast().spectrogram);
        // One that is damaged, or another sound's, is made anew.
        m_kit.file(QStringLiteral("waveforms/kept"), "damaged");
        QVERIFY(reading(path, kept).constLast().peaks == before.constLast().peaks);
        const QString mono =
            m_kit.wav(QStringLiteral("mono.wav"), kRate, 1, kRate, [](qint64 i, int) { return sineAt(i, 441, kRate); });
        QCOMPARE(reading(mono, kept).constLast().peaks.channels(), 1);
    }

    void stops()
    {
        const QString path = song("stopped.mp3", 20);
        const QString kept = m_kit.path(QStringLiteral("never"));
        std::atomic_bool stop = false;
        const Result<void> read =
            readAudio(path, kept, stop, [&stop](const AudioKnown& known) { stop = !known.peaks.isEmpty(); });
        QVERIFY(!read);
        QCOMPARE(read.error().kind, ErrorKind::Cancelled);
        QVERIFY(!QFile::exists(kept));
    }

    void saysWhatIsWrong()
    {
        Result<void> outcome;
        QVERIFY(
            reading(m_kit.file(QStringLiteral("text"), "no sound, but long enough for a header of one"), {}, &outcome)
                .isEmpty());
        QCOMPARE(outcome.error().kind, ErrorKind::InvalidInput);
    }

    /// Sounds of every kind, as ffmpeg makes them.
    void readsEveryKind_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<QStringList>("more");
        QTest::addColumn<double>("seconds");
        QTest::addColumn<double>("part"); ///< of the file that is left
        const auto row = [](const char* name, const char* source, const QString& more, double seconds,
                            double part = 1.0) {
            QTest::newRow(name) << QString::fromUtf8(source) << more.split(QLatin1Char(' '), Qt::SkipEmptyParts)
                                << seconds << part;
        };
        row("mono.wav", "sine=d=2:r=44100", {}, 2);
        row("mono.mp3", "sine=d=2:r=44100", {}, 2);
        row("surround.wav", "sine=d=2:r=48000", QStringLiteral("-af pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0"), 2);
        row("surround.flac", "sine=d=2:r=48000", QStringLiteral("-af pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0"), 2);
        row("8kHz.wav", "sine=d=2:r=8000", {}, 2);
        row("8kHz.mp3", "sine=d=2:r=8000", {}, 2);
        row("192kHz.wav", "sine=d=2:r=192000", {}, 2);
        row("192kHz.flac", "sine=d=2:r=192000", {}, 2);
        row("200s.mp3", "sine=d=200:r=44100", QStringLiteral("-b:a 64k"), 200);
        row("200s.wav", "sine=d=200:r=8000", {}, 200);
        row("8bit.wav", "sine=d=2:r=44100", QStringLiteral("-c:a pcm_u8"), 2);
        row("float.wav", "sine=d=2:r=44100", QStringLiteral("-c:a pcm_f64le"), 2);
        row("alaw.wav", "sine=d=2:r=8000", QStringLiteral("-c:a pcm_alaw"), 2);
        row("cut.wav", "sine=d=10:r=44100", {}, 5, 0.5);
        row("cut.mp3", "sine=d=10:r=44100", QStringLiteral("-b:a 64k"), 5, 0.5);
        row("cut.ogg", "sine=d=10:r=44100", {}, 5, 0.5);
        row("cut.flac", "sine=d=10:r=44100", {}, 5, 0.5);
    }
    void readsEveryKind()
    {
        QFETCH(QString, source);
        QFETCH(QStringList, more);
        QFETCH(double, seconds);
        QFETCH(double, part);
        QString path = m_kit.path(QString::fromUtf8(QTest::currentDataTag()));
        AudioKit::ffmpeg(QStringList{QStringLiteral("-f"), QStringLiteral("lavfi"), QStringLiteral("-i"), source} +
                         more + QStringList{path});
        if (part < 1) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::ReadOnly));
            path = m_kit.file(QStringLiteral("cut"), file.read(qint64(double(file.size()) * part)));
        }
        const double before = mostResidentMegabytes();
        const QList<AudioKnown> told = reading(path);
        QVERIFY2(mostResidentMegabytes() - before < 60, qPrintable(QString::number(mostResidentMegabytes() - before)));
        const AudioKnown& known = told.constLast();
        // ffmpeg puts its tone at an eighth of full scale.
        QVERIFY(std::abs(double(known.peaks.highest()) - 0.125) < 0.02 || part < 1);
        QVERIFY(known.loudness && known.loudness->integrated);
        // Half the bytes of a file with a variable rate are not half its seconds.
        const double tolerance = part < 1 ? 0.5 * seconds : 0.1;
        QVERIFY2(std::abs(known.file->format().seconds() - seconds) < tolerance,
                 qPrintable(QString::number(known.file->format().seconds())));
        QVERIFY(known.spectrogram.columns() > 0);
    }

    /// A header that promises hours costs no memory before the sound is there.
    void headersThatPromiseMuch()
    {
        QFile file(song("promise.wav", 1));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray bytes = file.readAll();
        bytes.replace(bytes.indexOf("data") + 4, 4, QByteArray("\xf0\xff\xff\x7f", 4));
        const double before = mostResidentMegabytes();
        const AudioKnown known = reading(m_kit.file(QStringLiteral("much.wav"), bytes)).constLast();
        QVERIFY(mostResidentMegabytes() - before < 30);
        QVERIFY(std::abs(known.file->format().seconds() - 1.0) < 0.1);
    }

    /// An Ogg file names its length in its last page only; one that names all frames there can be is as long as what is
    /// in it, and no sum goes over the edge on the way there.
    void oggThatPromisesAllThereIs()
    {
        const QString path = m_kit.path(QStringLiteral("promise.ogg"));
        AudioKit::ffmpeg({QStringLiteral("-f"), QStringLiteral("lavfi"), QStringLiteral("-i"),
                          QStringLiteral("sine=d=2:r=44100"), path});
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray bytes = file.readAll();
        const qsizetype page = bytes.lastIndexOf("OggS");
        QVERIFY(page > 0);
        bytes.replace(page + 6, 8, QByteArray("\xff\xff\xff\xff\xff\xff\xff\x7f", 8));
        sealOggPage(bytes, page);
        const QString lying = m_kit.file(QStringLiteral("lying.ogg"), bytes);
        const auto opened = AudioFile::open(lying);
        QVERIFY(opened);
        QVERIFY2((*opened)->format().seconds() < 1e7, qPrintable(QString::number((*opened)->format().seconds())));
        const AudioKnown known = reading(lying).constLast();
        QVERIFY2(std::abs(known.file->format().seconds() - 2.0) < 0.1,
                 qPrintable(QString::number(known.file->format().seconds())));
        QVERIFY(!known.shorter);
        QVERIFY(known.spectrogram.columns() > 0 && known.loudness && known.loudness->integrated);
    }

    void tidies()
    {
        const QString folder = m_kit.path(QStringLiteral("tidied"));
        QVERIFY(QDir().mkpath(folder));
        for (int i = 0; i < 4; ++i) {
            QFile file(folder + QStringLiteral("/%1").arg(i));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(1000, 'x')) == 1000);
            file.flush();
            QVERIFY(file.setFileTime(QDateTime::currentDateTimeUtc().addDays(-i), QFileDevice::FileModificationTime));
        }
        tidyPeaks(folder, 2500);
        QCOMPARE(QDir(folder).entryList(QDir::Files), (QStringList{QStringLiteral("0"), QStringLiteral("1")}));
    }

private:
    QString song(const char* name, int seconds) const
    {
        const QString path = m_kit.path(QString::fromUtf8(name));
        AudioKit::ffmpeg({QStringLiteral("-f"), QStringLiteral("lavfi"), QStringLiteral("-i"),
                          QStringLiteral("sine=d=%1:r=44100").arg(seconds), QStringLiteral("-ac"), QStringLiteral("2"),
                          path});
        return path;
    }
    static double mostResidentMegabytes()
    {
        QFile status(QStringLiteral("/proc/self/status"));
        if (!status.open(QIODevice::ReadOnly)) {
            return 0;
        }
        const QByteArray all = status.readAll();
        const auto at = all.indexOf("VmHWM:");
        return all.mid(at + 6, 20).trimmed().split(' ').constFirst().toDouble() / 1024;
    }

    AudioKit m_kit;
};

QTEST_GUILESS_MAIN(TestAudioReader)
#include "tst_audio_reader.moc"
