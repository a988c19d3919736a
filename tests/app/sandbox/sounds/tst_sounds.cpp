// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/sounds/Dsp.h"
#include "app/sandbox/sounds/Sound.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QtTest>

#include <cmath>

using namespace maquette::sandbox;

namespace {

Sound made(const char* prompt, double seconds, quint32 seed)
{
    return playSound(readSoundPrompt(QLatin1String(prompt), seed), qint64(seconds * kSoundRate), seed);
}

double level(const std::vector<float>& side, qint64 from, qint64 to)
{
    double power = 0;
    for (qint64 i = from; i < to; ++i) {
        power += double(side[size_t(i)]) * double(side[size_t(i)]);
    }
    return std::sqrt(power / double(to - from));
}

/// Power at one frequency (Goertzel).
double powerAt(const std::vector<float>& side, double hertz)
{
    const double turn = 2 * std::cos(2 * M_PI * hertz / kSoundRate);
    double before = 0;
    double last = 0;
    for (const float value : side) {
        const double now = double(value) + turn * last - before;
        before = last;
        last = now;
    }
    return last * last + before * before - turn * last * before;
}

double correlation(const std::vector<float>& a, const std::vector<float>& b)
{
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        ab += double(a[i]) * double(b[i]);
        aa += double(a[i]) * double(a[i]);
        bb += double(b[i]) * double(b[i]);
    }
    return ab / std::sqrt(aa * bb + 1e-12);
}

/// Clicks at an exact tempo.
Sound clicks(double bpm, double seconds, double firstSecond)
{
    Sound sound;
    sound.resize(qint64(seconds * kSoundRate));
    for (double at = firstSecond; at < seconds; at += 60.0 / bpm) {
        for (int i = 0; i < 2000; ++i) {
            const auto frame = size_t(at * kSoundRate) + size_t(i);
            if (frame < sound.left.size()) {
                sound.left[frame] = sound.right[frame] =
                    0.7F * std::sin(float(i) * 0.05F) * std::exp(-float(i) / 300.0F);
            }
        }
    }
    return sound;
}

} // namespace

class TestSounds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isDefiniteAndLively_data();
    void isDefiniteAndLively();
    void keepsToItsKey();
    void keepsToItsTempo();
    void loopsMeetTheirBeginning();
    void findsBeatsOfClicks_data();
    void findsBeatsOfClicks();
    void silenceHasNoBeat();
    void repaintsOnlyItsSpan_data();
    void repaintsOnlyItsSpan();
    void remakesByStrength();
    void readsWhatItWrites_data();
    void readsWhatItWrites();
    void readsOtherRates();
};

void TestSounds::isDefiniteAndLively_data()
{
    QTest::addColumn<QByteArray>("prompt");
    for (const char* prompt : {"techno",
                               "lo-fi piano",
                               "orchestra",
                               "jazz",
                               "chiptune",
                               "metal",
                               "bossa nova",
                               "ambient choir",
                               "a waltz",
                               "reggae",
                               "trap",
                               "drum and bass",
                               "rain",
                               "sea and wind",
                               "campfire",
                               "birds",
                               "crickets at night",
                               "crowd",
                               "a stream",
                               "engine",
                               "hum",
                               "thunder",
                               "explosion",
                               "laser",
                               "whoosh",
                               "coin",
                               "click",
                               "knock",
                               "chime",
                               "siren",
                               "footsteps",
                               "heartbeat",
                               "applause",
                               "glass",
                               "riser",
                               "folk guitar and flute",
                               "brass band march"}) {
        QTest::newRow(prompt) << QByteArray(prompt);
    }
}

void TestSounds::isDefiniteAndLively()
{
    QFETCH(QByteArray, prompt);
    const Sound one = made(prompt.constData(), 3, 7);
    const Sound same = made(prompt.constData(), 3, 7);
    const Sound other = made(prompt.constData(), 3, 8);
    QCOMPARE(one.frames(), qint64(3) * kSoundRate);
    QVERIFY(one.left == same.left && one.right == same.right);
    QVERIFY(one.left != other.left);
    QVERIFY(level(one.left, 0, one.frames()) > 0.01);
    for (const float value : one.left) {
        QVERIFY(std::isfinite(value) && std::abs(value) <= 1.0F);
    }
}

void TestSounds::keepsToItsKey()
{
    const Sound sound = made("piano and strings in C major, calm", 12, 4);
    constexpr std::array<int, 7> kInside{0, 2, 4, 5, 7, 9, 11};
    constexpr std::array<int, 5> kOutside{1, 3, 6, 8, 10};
    const auto power = [&](int pitchClass) {
        double sum = 0;
        for (int octave = 3; octave <= 5; ++octave) {
            sum += powerAt(sound.left, 440.0 * std::pow(2.0, (12 * (octave + 1) + pitchClass - 69) / 12.0));
        }
        return sum;
    };
    double inside = 0;
    double outside = 0;
    for (const int pitchClass : kInside) {
        inside += power(pitchClass) / 7;
    }
    for (const int pitchClass : kOutside) {
        outside += power(pitchClass) / 5;
    }
    QVERIFY2(inside > 8 * outside, qPrintable(QString::number(inside / outside)));
}

void TestSounds::keepsToItsTempo()
{
    for (const char* prompt : {"techno, 130 bpm", "rock, 118 bpm", "pop, 96 bpm"}) {
        const Sound sound = made(prompt, 14, 3);
        const double wanted = readSoundPrompt(QLatin1String(prompt), 3).bpm;
        QVERIFY(std::abs(findBeats(sound).bpm - wanted) < 1.0);
    }
}

void TestSounds::loopsMeetTheirBeginning()
{
    // Eight bars at 120: a whole number of bars is what a loop is cut to.
    const Sound loop = made("warm synth loop, 120 bpm", 16, 2);
    const double body = level(loop.left, 0, loop.frames());
    const double jump = std::abs(double(loop.left.front()) - double(loop.left.back()));
    QVERIFY(jump < body);
    // It neither begins nor ends with a fade.
    QVERIFY(level(loop.left, loop.frames() - 11025, loop.frames()) > 0.3 * body);
    QVERIFY(level(loop.left, 0, 11025) > 0.3 * body);
    const Sound song = made("warm synth, 120 bpm", 16, 2);
    QVERIFY(level(song.left, song.frames() - 2205, song.frames()) < 0.1 * body);
}

void TestSounds::findsBeatsOfClicks_data()
{
    QTest::addColumn<double>("bpm");
    QTest::addColumn<double>("first");
    QTest::newRow("90") << 90.0 << 0.31;
    QTest::newRow("120") << 120.0 << 0.1;
    QTest::newRow("141") << 141.0 << 0.05;
}

void TestSounds::findsBeatsOfClicks()
{
    QFETCH(double, bpm);
    QFETCH(double, first);
    const BeatGrid grid = findBeats(clicks(bpm, 12, first));
    QVERIFY2(std::abs(grid.bpm - bpm) < 0.8, qPrintable(QString::number(grid.bpm)));
    const double beat = 60.0 / bpm;
    double off = std::fmod(double(grid.firstBeat) / kSoundRate - first, beat);
    off = std::min(std::abs(off), std::abs(beat - std::abs(off)));
    QVERIFY2(off < 0.04, qPrintable(QString::number(off)));
}

void TestSounds::silenceHasNoBeat()
{
    Sound silence;
    silence.resize(qint64(8) * kSoundRate);
    QCOMPARE(findBeats(silence).bpm, 0.0);
}

void TestSounds::repaintsOnlyItsSpan_data()
{
    QTest::addColumn<double>("from");
    QTest::addColumn<double>("to");
    QTest::newRow("middle") << 3.0 << 5.0;
    QTest::newRow("beginning") << 0.0 << 2.0;
    QTest::newRow("to the end") << 6.0 << 10.0;
    QTest::newRow("beyond the end") << 9.0 << 13.0;
}

void TestSounds::repaintsOnlyItsSpan()
{
    QFETCH(double, from);
    QFETCH(double, to);
    const Sound source = made("techno, 128 bpm", 10, 1);
    const auto first = qint64(from * kSoundRate);
    const auto end = qint64(to * kSoundRate);
    const Sound out = repaintSound(source, readSoundPrompt(QStringLiteral("flute and birds"), 5), first, end, 5);
    QCOMPARE(out.frames(), std::max(source.frames(), end));
    qint64 changed = 0;
    for (qint64 i = 0; i < out.frames(); ++i) {
        const bool inside = i >= first && i < end;
        const bool same = i < source.frames() && out.left[size_t(i)] == source.left[size_t(i)] &&
                          out.right[size_t(i)] == source.right[size_t(i)];
        changed += same ? 0 : 1;
        if (!inside) {
            QVERIFY2(same, qPrintable(QString::number(i)));
        }
    }
    QVERIFY(double(changed) > 0.9 * double(end - first));
}

void TestSounds::remakesByStrength()
{
    const Sound source = made("rock, 120 bpm", 8, 1);
    const SoundPlan plan = readSoundPrompt(QStringLiteral("ambient bells"), 2);
    const auto at = [&](double strength) { return remakeSound(source, plan, strength, source.frames(), 2); };
    QVERIFY(at(0).left == source.left);
    double before = 1.01;
    for (const double strength : {0.2, 0.5, 0.8}) {
        const double now = correlation(at(strength).left, source.left);
        QVERIFY2(now < before, qPrintable(QString::number(now)));
        before = now;
    }
    QVERIFY(std::abs(correlation(at(1.0).left, source.left)) < 0.1);
    QCOMPARE(remakeSound(source, plan, 0.4, 2 * source.frames(), 2).frames(), 2 * source.frames());
}

void TestSounds::readsWhatItWrites_data()
{
    QTest::addColumn<QString>("format");
    QTest::addColumn<double>("least");
    QTest::newRow("wav") << "wav" << 0.9999;
    QTest::newRow("mp3") << "mp3" << 0.97;
}

void TestSounds::readsWhatItWrites()
{
    QFETCH(QString, format);
    QFETCH(double, least);
    const Sound sound = made("piano", 4, 6);
    const auto bytes = encodeSound(sound, format);
    QVERIFY(bytes.has_value());
    QTemporaryDir dir;
    const QString path = dir.filePath(QStringLiteral("sound.") + format);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(*bytes);
    file.close();
    const auto back = readSound(path);
    QVERIFY(back.has_value());
    QVERIFY(std::abs(back->frames() - sound.frames()) < 3000);
    double best = 0;
    for (qint64 shift = 0; shift < (format == QLatin1String("mp3") ? 2500 : 1); ++shift) {
        const std::vector<float> moved(back->left.begin() + shift, back->left.end());
        best = std::max(best, correlation(moved, sound.left));
        if (best > least) {
            break;
        }
    }
    QVERIFY2(best > least, qPrintable(QString::number(best)));
}

void TestSounds::readsOtherRates()
{
    // One second of 1 kHz, mono, at 22,050 frames per second, written byte by byte.
    QByteArray data;
    for (int i = 0; i < 22'050; ++i) {
        const auto value = qint16(12'000 * std::sin(2 * M_PI * 1000 * i / 22'050.0));
        data.append(char(value & 0xff)).append(char(value >> 8));
    }
    const auto little = [](quint32 value, int bytes) {
        QByteArray out;
        for (int i = 0; i < bytes; ++i) {
            out.append(char(value >> (8 * i) & 0xff));
        }
        return out;
    };
    const QByteArray wav = QByteArray("RIFF") + little(quint32(36 + data.size()), 4) + "WAVEfmt " + little(16, 4) +
                           little(1, 2) + little(1, 2) + little(22'050, 4) + little(44'100, 4) + little(2, 2) +
                           little(16, 2) + "data" + little(quint32(data.size()), 4) + data;
    QTemporaryDir dir;
    QFile file(dir.filePath(QStringLiteral("low.wav")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(wav);
    file.close();
    const auto sound = readSound(file.fileName());
    QVERIFY(sound.has_value());
    QCOMPARE(sound->frames(), qint64(kSoundRate));
    QCOMPARE(sound->left, sound->right);
    double worst = 0;
    for (int i = 2000; i < 42'000; ++i) {
        const double wanted = 12'000.0 / 32'768 * std::sin(2 * M_PI * 1000 * i / double(kSoundRate));
        worst = std::max(worst, std::abs(wanted - double(sound->left[size_t(i)])));
    }
    QVERIFY2(worst < 0.004, qPrintable(QString::number(worst)));
}

QTEST_GUILESS_MAIN(TestSounds)
#include "tst_sounds.moc"
