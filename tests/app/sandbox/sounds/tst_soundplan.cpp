// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/sounds/SoundPlan.h"

#include <QtTest>

using namespace maquette::sandbox;

class TestSoundPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTempo_data();
    void readsTempo();
    void readsKey_data();
    void readsKey();
    void readsInstruments_data();
    void readsInstruments();
    void everythingElseIsKept();
    void unknownWordsAreDefinite();
};

void TestSoundPlan::readsTempo_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<double>("slowest");
    QTest::addColumn<double>("fastest");
    QTest::newRow("named") << "warm analogue synth loop, 110 bpm" << 110.0 << 110.0;
    QTest::newRow("capitals, no space") << "Techno 131BPM" << 131.0 << 131.0;
    QTest::newRow("fraction") << "house, 124.5 bpm" << 124.5 << 124.5;
    QTest::newRow("out of reason") << "ambient 900 bpm" << 40.0 << 90.0;
    QTest::newRow("house") << "deep house" << 120.0 << 127.0;
    QTest::newRow("drum and bass") << "drum and bass" << 165.0 << 180.0;
    QTest::newRow("slow") << "slow deep house" << 80.0 << 105.0;
    QTest::newRow("fast") << "fast deep house" << 140.0 << 165.0;
}

void TestSoundPlan::readsTempo()
{
    QFETCH(QString, prompt);
    QFETCH(double, slowest);
    QFETCH(double, fastest);
    for (quint32 seed = 1; seed < 20; ++seed) {
        const double bpm = readSoundPrompt(prompt, seed).bpm;
        QVERIFY2(bpm >= slowest && bpm <= fastest, qPrintable(QString::number(bpm)));
    }
}

void TestSoundPlan::readsKey_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<int>("root");
    QTest::addColumn<int>("third"); // semitones: 4 major, 3 minor
    QTest::newRow("F# minor") << "piano in F# minor" << 6 << 3;
    QTest::newRow("A flat major") << "piano, A flat major" << 8 << 4;
    QTest::newRow("C dorian") << "in C dorian, piano" << 0 << 3;
    QTest::newRow("Bb major") << "trumpet, Bb major" << 10 << 4;
    QTest::newRow("key of D") << "key of D, happy piano" << 2 << 4;
    QTest::newRow("B minor") << "sad strings in b minor" << 11 << 3;
}

void TestSoundPlan::readsKey()
{
    QFETCH(QString, prompt);
    QFETCH(int, root);
    QFETCH(int, third);
    const SoundPlan plan = readSoundPrompt(prompt, 3);
    QCOMPARE(plan.root, root);
    QCOMPARE(plan.scale[2], third);
}

void TestSoundPlan::readsInstruments_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<int>("instrument");
    QTest::addColumn<bool>("plays");
    QTest::newRow("named") << "solo flute" << int(Instrument::Flute) << true;
    QTest::newRow("not named") << "solo flute" << int(Instrument::Drums) << false;
    QTest::newRow("left out") << "techno without drums" << int(Instrument::Drums) << false;
    QTest::newRow("left out, no") << "rock, no guitar, organ" << int(Instrument::Guitar) << false;
    QTest::newRow("after left out") << "rock, no guitar, organ" << int(Instrument::Organ) << true;
    QTest::newRow("genre's own") << "techno" << int(Instrument::Bass) << true;
    QTest::newRow("phrase") << "a string section" << int(Instrument::Strings) << true;
}

void TestSoundPlan::readsInstruments()
{
    QFETCH(QString, prompt);
    QFETCH(int, instrument);
    QFETCH(bool, plays);
    QCOMPARE(readSoundPrompt(prompt, 1).level(Instrument(instrument)) > 0, plays);
}

void TestSoundPlan::everythingElseIsKept()
{
    const SoundPlan rain = readSoundPrompt(QStringLiteral("rain on a roof"), 1);
    QVERIFY(!rain.music);
    QVERIFY(rain.textures[size_t(Texture::Rain)] > 0);
    const SoundPlan boom = readSoundPrompt(QStringLiteral("a huge explosion"), 1);
    QVERIFY(!boom.music);
    QCOMPARE(boom.effects, std::vector<Effect>{Effect::Explosion});
    QVERIFY(readSoundPrompt(QStringLiteral("synth loop"), 1).loop);
    QCOMPARE(readSoundPrompt(QStringLiteral("a waltz"), 1).beatsPerBar, 3);
    QVERIFY(readSoundPrompt(QStringLiteral("calm techno"), 1).energy <
            readSoundPrompt(QStringLiteral("techno"), 1).energy);
    QVERIFY(readSoundPrompt(QStringLiteral("techno, (rain:0.3)"), 1).textures[size_t(Texture::Rain)] < 0.5);
}

void TestSoundPlan::unknownWordsAreDefinite()
{
    const SoundPlan first = readSoundPrompt(QStringLiteral("zyxwv qwertz"), 5);
    const SoundPlan again = readSoundPrompt(QStringLiteral("zyxwv qwertz"), 5);
    QVERIFY(first.music);
    QCOMPARE(first.bpm, again.bpm);
    QCOMPARE(first.instruments, again.instruments);
}

QTEST_GUILESS_MAIN(TestSoundPlan)
#include "tst_soundplan.moc"
