// SPDX-License-Identifier: GPL-3.0-or-later
// What was asked for is heard in the samples: tempo, key, mood, instrument, genre, seed, and the rhythm of a recording
// that is remade. Measured here, by other means than those the practice server listens with.
#include "app/sandbox/sounds/Dsp.h"
#include "app/sandbox/sounds/Sound.h"

#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace maquette::sandbox;

namespace {

constexpr int kHop = 220; // frames; 5 ms
constexpr double kHopsPerSecond = double(kSoundRate) / kHop;

Sound made(const QString& prompt, double seconds, quint32 seed)
{
    return playSound(readSoundPrompt(prompt, seed), qint64(seconds * kSoundRate), seed);
}

/// How much louder each 5 ms are than the 5 ms before, in dB and upwards only: large where something is struck.
std::vector<double> strikes(const Sound& sound)
{
    std::vector<double> out;
    double before = -60;
    for (qint64 at = 0; at + kHop <= sound.frames(); at += kHop) {
        double power = 0;
        for (qint64 i = at; i < at + kHop; ++i) {
            // The difference of neighbours: lifts the highs, where strikes are.
            const double value = double(sound.left[size_t(i)]) - double(sound.left[size_t(std::max<qint64>(0, i - 1))]);
            power += value * value;
        }
        const double level = std::max(-60.0, 10 * std::log10(power / kHop + 1e-9));
        out.push_back(std::max(0.0, level - before));
        before = level;
    }
    return out;
}

double likeness(const std::vector<double>& a, const std::vector<double>& b, double shift = 0)
{
    const auto whole = size_t(shift);
    const double part = shift - double(whole);
    double ma = 0;
    double mb = 0;
    size_t count = 0;
    for (; count + whole + 1 < b.size() && count < a.size(); ++count) {
        ma += a[count];
        mb += b[count];
    }
    ma /= double(count);
    mb /= double(count);
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (size_t i = 0; i < count; ++i) {
        const double x = a[i] - ma;
        const double y = b[i + whole] * (1 - part) + b[i + whole + 1] * part - mb;
        ab += x * y;
        aa += x * x;
        bb += y * y;
    }
    return ab / std::sqrt(aa * bb + 1e-12);
}

/// The tempo between \a low and \a high at whose beats the sound is most like itself, 4 to 16 beats on.
double tempoBetween(const Sound& sound, double low, double high)
{
    const std::vector<double> all = strikes(sound);
    double best = 0;
    double found = 0;
    for (double bpm = low; bpm <= high; bpm += 0.25) {
        double sum = 0;
        for (const int beats : {1, 2, 4, 8, 12, 16}) {
            sum += likeness(all, all, beats * 60.0 / bpm * kHopsPerSecond);
        }
        if (sum > best) {
            best = sum;
            found = bpm;
        }
    }
    return found;
}

/// Things struck per second: what rises by more than 6 dB, at least 60 ms apart.
double strikesPerSecond(const Sound& sound)
{
    const std::vector<double> all = strikes(sound);
    int count = 0;
    size_t quietUntil = 0;
    for (size_t i = 0; i < all.size(); ++i) {
        if (all[i] > 6 && i >= quietUntil) {
            ++count;
            quietUntil = i + 12;
        }
    }
    return count / (double(sound.frames()) / kSoundRate);
}

/// The middle of the spectrum in hertz: root of the power of the slope over the power.
double brightnessOf(const Sound& sound)
{
    double power = 1e-9;
    double slope = 0;
    for (size_t i = 1; i < sound.left.size(); ++i) {
        const double step = double(sound.left[i]) - double(sound.left[i - 1]);
        power += double(sound.left[i]) * double(sound.left[i]);
        slope += step * step;
    }
    return std::sqrt(slope / power) * kSoundRate / (2 * M_PI);
}

/// Power by pitch class, C = 0, over four octaves.
std::array<double, 12> chroma(const Sound& sound)
{
    std::array<double, 12> out{};
    for (int note = 36; note < 84; ++note) {
        const double turn = 2 * std::cos(2 * M_PI * 440.0 * std::pow(2.0, (note - 69) / 12.0) / kSoundRate);
        double before = 0;
        double last = 0;
        for (const float value : sound.left) {
            const double now = double(value) + turn * last - before;
            before = last;
            last = now;
        }
        out[size_t(note % 12)] += last * last + before * before - turn * last * before;
    }
    return out;
}

double shareOf(const std::array<double, 12>& power, int root, const std::array<int, 7>& scale)
{
    double all = 0;
    double inside = 0;
    for (const double value : power) {
        all += value;
    }
    for (const int step : scale) {
        inside += power[size_t((root + step) % 12)];
    }
    return inside / all;
}

constexpr std::array<int, 7> kMajor{0, 2, 4, 5, 7, 9, 11};
constexpr std::array<int, 7> kMinor{0, 2, 3, 5, 7, 8, 10};

} // namespace

class TestSoundsHeard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tempo_data();
    void tempo();
    void key_data();
    void key();
    void words_data();
    void words();
    void applauseIsClapsAndTheSeaSwells();
    void length();
    void seeds();
    void rhythmStaysByStrength();
};

void TestSoundsHeard::tempo_data()
{
    QTest::addColumn<double>("bpm");
    QTest::newRow("warm analogue synth loop, 110 bpm") << 110.0;
    QTest::newRow("techno, 131 bpm") << 131.0;
    QTest::newRow("hip hop beat, 88 bpm") << 88.0;
    QTest::newRow("rock, 118 bpm") << 118.0;
    QTest::newRow("solo piano, 97 bpm") << 97.0;
    QTest::newRow("drums 75bpm") << 75.0;
}

void TestSoundsHeard::tempo()
{
    QFETCH(double, bpm);
    const double heard = tempoBetween(made(QString::fromUtf8(QTest::currentDataTag()), 16, 1), bpm * 0.88, bpm * 1.13);
    QVERIFY2(std::abs(heard - bpm) <= 0.5, qPrintable(QString::number(heard)));
}

void TestSoundsHeard::key_data()
{
    QTest::addColumn<int>("root");
    QTest::addColumn<bool>("major");
    QTest::newRow("piano in C major") << 0 << true;
    QTest::newRow("piano in F# minor") << 6 << false;
    QTest::newRow("strings and flute in E flat major") << 3 << true;
    QTest::newRow("synth pad in A minor") << 9 << false;
}

void TestSoundsHeard::key()
{
    QFETCH(int, root);
    QFETCH(bool, major);
    const auto power = chroma(made(QString::fromUtf8(QTest::currentDataTag()), 12, 4));
    const auto& scale = major ? kMajor : kMinor;
    const double asked = shareOf(power, root, scale);
    QVERIFY2(asked > 0.85, qPrintable(QString::number(asked)));
    // And not that of the key a semitone or a tritone away.
    QVERIFY(asked > shareOf(power, root + 1, scale) + 0.2);
    QVERIFY(asked > shareOf(power, root + 6, scale) + 0.2);
}

void TestSoundsHeard::words_data()
{
    QTest::addColumn<QString>("less");
    QTest::addColumn<QString>("more");
    QTest::addColumn<QString>("what");
    const auto row = [](const char* what, const char* less, const char* more) {
        QTest::addRow("%s: %s < %s", what, less, more)
            << QString::fromUtf8(less) << QString::fromUtf8(more) << QString::fromUtf8(what);
    };
    row("bright", "dark synth, 100 bpm", "bright synth, 100 bpm");
    row("bright", "warm pad, 100 bpm", "crisp pad, 100 bpm");
    row("bright", "solo bass, 100 bpm", "solo bell, 100 bpm");
    row("bright", "solo bass, 100 bpm", "solo flute, 100 bpm");
    row("bright", "synth pad", "white static, crickets");
    row("struck", "ambient", "techno");
    row("struck", "calm house, 120 bpm", "energetic house, 120 bpm");
    row("struck", "pop, no drums, 100 bpm", "pop, 100 bpm");
    row("struck", "strings, 100 bpm", "drums, 100 bpm");
    row("struck", "slow drums", "fast drums");
    row("struck", "sea", "applause");
}

void TestSoundsHeard::words()
{
    QFETCH(QString, less);
    QFETCH(QString, more);
    QFETCH(QString, what);
    const auto measured = [&what](const QString& prompt) {
        double sum = 0;
        for (const quint32 seed : {1U, 2U}) {
            const Sound sound = made(prompt, 5, seed);
            sum += what == QLatin1String("bright") ? brightnessOf(sound) : strikesPerSecond(sound);
        }
        return sum / 2;
    };
    const double low = measured(less);
    const double high = measured(more);
    QVERIFY2(high > 1.15 * low, qPrintable(QStringLiteral("%1 and %2").arg(low).arg(high)));
}

/// Two kinds of noise that differ in time alone: many sharp beginnings, none of them even, against a level that moves
/// slowly and far.
void TestSoundsHeard::applauseIsClapsAndTheSeaSwells()
{
    for (const quint32 seed : {1U, 2U}) {
        const Sound claps = made(QStringLiteral("applause"), 4, seed);
        const Sound sea = made(QStringLiteral("sea"), 12, seed);
        const double clapped = strikesPerSecond(claps);
        const double struck = strikesPerSecond(sea);
        QVERIFY2(clapped > 5 && struck < 0.7, qPrintable(QStringLiteral("%1 and %2").arg(clapped).arg(struck)));
        // No beat: at no tempo are the claps much like themselves.
        const std::vector<double> all = strikes(claps);
        for (double seconds = 0.15; seconds < 1.2; seconds += 0.01) {
            QVERIFY2(likeness(all, all, seconds * kHopsPerSecond) < 0.35, qPrintable(QString::number(seconds)));
        }
        // Half seconds of the sea, in dB.
        std::vector<double> levels;
        for (size_t at = 0; at + kSoundRate / 2 <= sea.left.size(); at += kSoundRate / 2) {
            double power = 1e-9;
            for (size_t i = at; i < at + kSoundRate / 2; ++i) {
                power += double(sea.left[i]) * double(sea.left[i]);
            }
            levels.push_back(10 * std::log10(power));
        }
        const auto [low, high] = std::minmax_element(levels.begin(), levels.end());
        QVERIFY2(*high - *low > 9, qPrintable(QString::number(*high - *low)));
        for (size_t i = 1; i < levels.size(); ++i) {
            QVERIFY2(std::abs(levels[i] - levels[i - 1]) < 10, qPrintable(QString::number(levels[i] - levels[i - 1])));
        }
    }
}

void TestSoundsHeard::length()
{
    for (const double seconds : {1.0, 2.5, 11.0}) {
        const Sound sound = made(QStringLiteral("synth loop, 110 bpm"), seconds, 1);
        QCOMPARE(sound.frames(), qint64(seconds * kSoundRate));
        // It plays to its end.
        double power = 0;
        for (qint64 i = sound.frames() - kSoundRate / 2; i < sound.frames(); ++i) {
            power += double(sound.left[size_t(i)]) * double(sound.left[size_t(i)]);
        }
        QVERIFY(power / (kSoundRate / 2.0) > 1e-5);
    }
}

/// Another seed is another take of the same order: other notes, the tempo that was asked for.
void TestSoundsHeard::seeds()
{
    const QString prompt = QStringLiteral("warm analogue synth loop, 110 bpm");
    const Sound first = made(prompt, 8, 11);
    const Sound second = made(prompt, 8, 12);
    std::vector<double> a(first.left.begin(), first.left.end());
    std::vector<double> b(second.left.begin(), second.left.end());
    QVERIFY(std::abs(likeness(a, b)) < 0.5);
    QVERIFY(made(prompt, 8, 11).left == first.left);
}

void TestSoundsHeard::rhythmStaysByStrength()
{
    const Sound source = made(QStringLiteral("rock drums, 104 bpm"), 16, 5);
    const std::vector<double> beats = strikes(source);
    const SoundPlan plan = readSoundPrompt(QStringLiteral("techno, 133 bpm"), 9);
    double before = 1.01;
    for (const double strength : {0.1, 0.35, 0.6, 0.85}) {
        const Sound remade = remakeSound(source, plan, strength, source.frames(), 9);
        const double like = likeness(strikes(remade), beats);
        QVERIFY2(like < before, qPrintable(QStringLiteral("%1: %2").arg(strength).arg(like)));
        QVERIFY2(like > 0.1, qPrintable(QStringLiteral("%1: %2").arg(strength).arg(like)));
        before = like;
        // The source's tempo, not the prompt's.
        const double heard = tempoBetween(remade, 92, 118);
        QVERIFY2(std::abs(heard - 104) <= 1, qPrintable(QStringLiteral("%1: %2").arg(strength).arg(heard)));
    }
    const Sound other = remakeSound(source, plan, 1.0, source.frames(), 9);
    QVERIFY(std::abs(likeness(strikes(other), beats)) < 0.12);
    QVERIFY(std::abs(tempoBetween(other, 117, 150) - 133) <= 1);
}

QTEST_GUILESS_MAIN(TestSoundsHeard)
#include "tst_sounds_heard.moc"
