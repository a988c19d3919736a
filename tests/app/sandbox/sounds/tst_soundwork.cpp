// SPDX-License-Identifier: GPL-3.0-or-later
// The sound operations of the practice server, seen from outside: curl sends, the bytes that come back are read here.
#include "tests/app/sandbox/PracticeFixture.h"
#include "tests/support/TestMain.h"

#include <QtEndian>

#include <cmath>

using namespace maquette;
using namespace maquette::sandbox;

namespace {

const QString kText = QStringLiteral("/v2beta/audio/stable-audio-2/text-to-audio");
const QString kRemake = QStringLiteral("/v2beta/audio/stable-audio-2/audio-to-audio");
const QString kInpaint = QStringLiteral("/v2beta/audio/stable-audio-2/inpaint");
const QString kText3 = QStringLiteral("/v2beta/audio/stable-audio/text-to-audio");

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

/// The samples of a 16-bit WAV file, left and right in turn; its chunks are walked by hand.
QList<qint16> samplesOf(const QByteArray& wav)
{
    QList<qint16> samples;
    for (qsizetype at = 12; at + 8 <= wav.size();) {
        const auto length = qsizetype(qFromLittleEndian<quint32>(wav.constData() + at + 4));
        if (wav.mid(at, 4) == "data") {
            for (qsizetype i = at + 8; i + 1 < std::min(wav.size(), at + 8 + length); i += 2) {
                samples.append(qFromLittleEndian<qint16>(wav.constData() + i));
            }
        }
        at += 8 + length + length % 2;
    }
    return samples;
}

/// A WAV file of a beep every half second.
QByteArray beeps(int seconds)
{
    QByteArray data;
    for (int i = 0; i < seconds * 44'100; ++i) {
        const int since = i % 22'050;
        const auto value = qint16(9000 * std::sin(i * 0.06) * std::exp(-since / 3000.0));
        for (int channel = 0; channel < 2; ++channel) {
            data.append(char(value & 0xff)).append(char(value >> 8));
        }
    }
    QByteArray head("RIFF....WAVEfmt ");
    qToLittleEndian<quint32>(quint32(36 + data.size()), head.data() + 4);
    QByteArray format(20, '\0');
    qToLittleEndian<quint32>(16, format.data());
    qToLittleEndian<quint16>(1, format.data() + 4);
    qToLittleEndian<quint16>(2, format.data() + 6);
    qToLittleEndian<quint32>(44'100, format.data() + 8);
    qToLittleEndian<quint32>(176'400, format.data() + 12);
    qToLittleEndian<quint16>(4, format.data() + 16);
    qToLittleEndian<quint16>(16, format.data() + 18);
    QByteArray length(4, '\0');
    qToLittleEndian<quint32>(quint32(data.size()), length.data());
    return head + format + "data" + length + data;
}

} // namespace

class TestSoundWork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void textToAudio_data()
    {
        QTest::addColumn<QStringList>("fields");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("magic");
        QTest::addColumn<double>("price");
        QTest::newRow("2, mp3 by default") << QStringList{} << QByteArray("audio/mpeg") << QByteArray() << 20.0;
        QTest::newRow("2, 100 steps") << QStringList{s("steps=100")} << QByteArray("audio/mpeg") << QByteArray()
                                      << 23.0;
        QTest::newRow("2.5, wav") << QStringList{s("model=stable-audio-2.5"), s("output_format=wav")}
                                  << QByteArray("audio/wav") << QByteArray("RIFF") << 20.0;
    }
    void textToAudio()
    {
        QFETCH(QStringList, fields);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, magic);
        QFETCH(double, price);
        PracticeFixture fixture;
        fixture.start();
        const double before = fixture.balance();
        const QStringList all = fields + QStringList{s("prompt=warm synth, 110 bpm"), s("duration=2"), s("seed=9")};
        const CurlReply reply = fixture.post(kText, all);
        QVERIFY2(reply.status == 200, reply.body.left(300).constData());
        QCOMPARE(reply.headers.value("content-type"), type);
        QCOMPARE(reply.headers.value("seed"), QByteArray("9"));
        QCOMPARE(reply.headers.value("finish-reason"), QByteArray("SUCCESS"));
        QVERIFY(reply.body.startsWith(magic));
        QCOMPARE(before - fixture.balance(), price);
        QCOMPARE(fixture.post(kText, all).body, reply.body);
        const CurlReply asJson = fixture.post(kText, all, {s("-H"), s("Accept: application/json")});
        QCOMPARE(QByteArray::fromBase64(asJson.json().value(QLatin1String("audio")).toString().toLatin1()), reply.body);
    }

    void lengthIsExact()
    {
        PracticeFixture fixture;
        fixture.start();
        const CurlReply reply = fixture.post(
            kText, {s("prompt=piano"), s("duration=3.5"), s("output_format=wav"), s("model=stable-audio-2.5")});
        QCOMPARE(reply.status, 200);
        QCOMPARE(samplesOf(reply.body).size(), qsizetype(2 * 3.5 * 44'100));
    }

    void inpaintChangesOnlyItsSpan()
    {
        PracticeFixture fixture;
        fixture.start();
        const QByteArray source = beeps(8);
        const CurlReply reply =
            fixture.post(kInpaint, {s("prompt=flute"), s("audio=@") + fixture.file(s("beeps.wav"), source),
                                    s("mask_start=2"), s("mask_end=4"), s("output_format=wav"), s("seed=3")});
        QVERIFY2(reply.status == 200, reply.body.left(300).constData());
        const QList<qint16> before = samplesOf(source);
        const QList<qint16> after = samplesOf(reply.body);
        QCOMPARE(after.size(), before.size());
        qsizetype changed = 0;
        for (qsizetype i = 0; i < before.size(); ++i) {
            const bool inside = i >= 2 * 2 * 44'100 && i < 2 * 4 * 44'100;
            // 16 bits to float and back is exact but for the last bit of rounding.
            const bool same = std::abs(before.at(i) - after.at(i)) <= 1;
            QVERIFY2(inside || same, qPrintable(QString::number(i)));
            changed += same ? 0 : 1;
        }
        QVERIFY(changed > 2 * 44'100);
    }

    void remakeFollowsStrength()
    {
        PracticeFixture fixture;
        fixture.start();
        const QByteArray source = beeps(8);
        const QString file = s("audio=@") + fixture.file(s("beeps.wav"), source);
        const auto ask = [&](const char* strength) {
            return samplesOf(fixture
                                 .post(kRemake, {s("prompt=rain"), file, s(strength), s("duration=8"), s("seed=1"),
                                                 s("output_format=wav")})
                                 .body);
        };
        const QList<qint16> same = ask("strength=0");
        const QList<qint16> before = samplesOf(source);
        QCOMPARE(same.size(), before.size());
        for (qsizetype i = 0; i < same.size(); ++i) {
            QVERIFY(std::abs(same.at(i) - before.at(i)) <= 1);
        }
        QVERIFY(ask("strength=1") != same);
    }

    /// "Audio is always SUCCESS": there is no blurred sound.
    void isNeverFiltered()
    {
        PracticeFixture fixture;
        fixture.start();
        const CurlReply reply = fixture.post(kText, {s("prompt=piano [filter]"), s("duration=1")});
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.headers.value("finish-reason"), QByteArray("SUCCESS"));
    }

    void refusals_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QStringList>("fields");
        QTest::addColumn<QString>("about");
        const QString shortFile = s("audio=@") + m_files.file(s("short.wav"), beeps(3));
        const QString file = s("audio=@") + m_files.file(s("good.wav"), beeps(7));
        const QString picture = s("audio=@") + m_files.picture(100, 100);
        QTest::newRow("no prompt") << kText << QStringList{s("duration=5")} << s("prompt");
        QTest::newRow("too long") << kText << QStringList{s("prompt=a"), s("duration=191")} << s("duration");
        QTest::newRow("steps of the other model")
            << kText << QStringList{s("prompt=a"), s("model=stable-audio-2.5"), s("steps=50")} << s("steps");
        QTest::newRow("no recording") << kRemake << QStringList{s("prompt=a")} << s("audio");
        QTest::newRow("short recording") << kRemake << QStringList{s("prompt=a"), shortFile} << s("audio");
        QTest::newRow("a picture") << kInpaint << QStringList{s("prompt=a"), picture} << s("audio");
        QTest::newRow("unknown format") << kInpaint << QStringList{s("prompt=a"), file, s("output_format=flac")}
                                        << s("output_format");
    }
    void refusals()
    {
        QFETCH(QString, path);
        QFETCH(QStringList, fields);
        QFETCH(QString, about);
        PracticeFixture fixture;
        fixture.start();
        const double before = fixture.balance();
        const CurlReply reply = fixture.post(path, fields);
        QCOMPARE(reply.status, 400);
        QVERIFY2(reply.errors().join(QLatin1Char('\n')).contains(about), reply.body.constData());
        QCOMPARE(fixture.balance(), before);
    }

    void thirdModelIsAsynchronous()
    {
        PracticeFixture fixture;
        fixture.start();
        const CurlReply start = fixture.post(kText3, {s("prompt=sea and wind"), s("duration=2")});
        QCOMPARE(start.status, 202);
        const QString id = start.json().value(QLatin1String("id")).toString();
        QCOMPARE(id.size(), 64);
        CurlReply result;
        QTRY_VERIFY_WITH_TIMEOUT(
            (result = fixture.get(s("/v2beta/audio/results/") + id, {s("-H"), s("Accept: audio/*")})).status == 200,
            20'000);
        QCOMPARE(result.headers.value("content-type"), QByteArray("audio/mpeg"));
    }

private:
    PracticeFixture m_files;
};

QTEST_GUILESS_MAIN(TestSoundWork)
#include "tst_soundwork.moc"
