// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/PromptWords.h"

#include <QRegularExpression>
#include <QTest>

using namespace maquette::sandbox;

class TestPromptWords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }
    void findsThePlace_data();
    void findsThePlace();
    void findsTheTime_data();
    void findsTheTime();
    void findsTheSubject_data();
    void findsTheSubject();
    void coloursTheSubjectOrThePalette();
    void readsWeights();
    void keepsOutTheNegativeWords();
    void understandsNothingAndStillChooses();
};

void TestPromptWords::findsThePlace_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<int>("place");
    const auto row = [](const char* prompt, Place place) {
        QTest::newRow(prompt) << QString::fromLatin1(prompt) << int(place);
    };
    row("mountains at dusk, a hot air balloon over the valley", Place::Mountains);
    row("Snowy PEAKS of the alps", Place::Mountains);
    row("misty forest at dawn", Place::Forest);
    row("deep woods", Place::Forest);
    row("the open sea", Place::Sea);
    row("a stormy ocean", Place::Sea);
    row("tropical beach with palm trees", Place::Beach);
    row("neon city at night in the rain", Place::City);
    row("skyscrapers downtown", Place::City);
    row("abstract shapes in teal and ochre", Place::Abstract);
    row("seamless floral pattern", Place::Pattern);
    row("portrait of a woman with red hair", Place::Portrait);
    row("a girl with blue eyes", Place::Portrait);
    row("a bowl of oranges on a table", Place::StillLife);
    row("product photo of a shoe", Place::Product);
    row("an armchair", Place::Product);
    row("a cosy living room", Place::Interior);
    row("planets and galaxies", Place::Space);
    row("goldfish", Place::Underwater);
    row("a lighthouse", Place::Cliff);
    row("sailing boats", Place::Sea);
    row("a fox", Place::Forest);
    row("sand dunes", Place::Desert);
    row("erupting volcano", Place::Volcano);
    row("wildflower meadow", Place::Meadow);
    row("a beach", Place::Beach);
    row("a beach ball on a table", Place::StillLife);
    row("a beach ball in a forest", Place::Forest);
}

void TestPromptWords::findsThePlace()
{
    QFETCH(QString, prompt);
    QFETCH(int, place);
    QCOMPARE(int(readPrompt(prompt, {}).main), place);
}

void TestPromptWords::findsTheTime_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<int>("time");
    const auto row = [](const char* prompt, DayTime time) {
        QTest::newRow(prompt) << QString::fromLatin1(prompt) << int(time);
    };
    row("hills at noon", DayTime::Day);
    row("hills at sunrise", DayTime::Dawn);
    row("a sunny hill", DayTime::Day);
    row("hills, golden hour", DayTime::Golden);
    row("hills at sunset", DayTime::Sunset);
    row("mountains at dusk, long light", DayTime::Dusk);
    row("midnight hills", DayTime::Night);
    row("hills under the milky way", DayTime::Night);
    row("neon streets", DayTime::Night);
}

void TestPromptWords::findsTheTime()
{
    QFETCH(QString, prompt);
    QFETCH(int, time);
    QCOMPARE(int(readPrompt(prompt, {}).time), time);
}

void TestPromptWords::findsTheSubject_data()
{
    QTest::addColumn<QString>("prompt");
    QTest::addColumn<int>("thing");
    QTest::addColumn<int>("atLeast");
    const auto row = [](const char* prompt, Thing thing, int atLeast) {
        QTest::newRow(prompt) << QString::fromLatin1(prompt) << int(thing) << atLeast;
    };
    row("a hot air balloon", Thing::Balloon, 1);
    row("three balloons", Thing::Balloon, 3);
    row("many wolves", Thing::Wolf, 5);
    row("a puppy in the grass", Thing::Dog, 1);
    row("foxes", Thing::Fox, 2);
    row("the lighthouse's lamp", Thing::Lighthouse, 1);
    row("cherry blossoms", Thing::Blossom, 1);
    row("butterflies", Thing::Butterfly, 2);
    row("a beach ball", Thing::Ball, 1);
    row("two beach balls by the sea", Thing::Ball, 2);
    row("a football", Thing::Ball, 1);
}

void TestPromptWords::findsTheSubject()
{
    QFETCH(QString, prompt);
    QFETCH(int, thing);
    QFETCH(int, atLeast);
    const Scene scene = readPrompt(prompt, {});
    const Subject* subject = scene.find(Thing(thing));
    QVERIFY(subject);
    QVERIFY2(subject->count >= atLeast, qPrintable(QString::number(subject->count)));
}

void TestPromptWords::coloursTheSubjectOrThePalette()
{
    const Scene bound = readPrompt(QStringLiteral("a red hot air balloon over hills"), {});
    QVERIFY(bound.colourOf(Thing::Balloon));
    QVERIFY(bound.colourOf(Thing::Balloon)->r > bound.colourOf(Thing::Balloon)->b);
    QVERIFY(bound.tints.empty());

    const Scene two = readPrompt(QStringLiteral("red fox, blue house"), {});
    QVERIFY(two.colourOf(Thing::Fox)->r > 0.6F);
    QVERIFY(two.colourOf(Thing::House)->b > 0.6F);

    const Scene palette = readPrompt(QStringLiteral("abstract shapes in teal and ochre"), {});
    QCOMPARE(int(palette.tints.size()), 2);

    const Scene part = readPrompt(QStringLiteral("pink sky over a green sea"), {});
    QVERIFY(part.colourOf(Thing::SkyPart));
    QVERIFY(part.colourOf(Thing::WaterPart));

    const Scene ball = readPrompt(QStringLiteral("a red and white beach ball in a blue room"), {});
    QVERIFY(ball.colourOf(Thing::Ball)->r > 0.7F && ball.colourOf(Thing::Ball)->g < 0.3F);
    QVERIFY(ball.find(Thing::Ball)->second && ball.find(Thing::Ball)->second->g > 0.9F);
    QVERIFY(!readPrompt(QStringLiteral("a beach"), {}).find(Thing::Ball));

    const Scene apart = readPrompt(QStringLiteral("crimson, a house"), {});
    QCOMPARE(int(apart.tints.size()), 1);
    QVERIFY(!apart.colourOf(Thing::House));
}

void TestPromptWords::readsWeights()
{
    QCOMPARE(readPrompt(QStringLiteral("abstract in (blue:0.3)"), {}).tints.front().weight, 0.3);
    QCOMPARE(readPrompt(QStringLiteral("((fog)) hills"), {}).of(Weather::Fog), 1.1 * 1.1);
    QCOMPARE(readPrompt(QStringLiteral("[fog] hills"), {}).of(Weather::Fog), 0.9);
    QVERIFY(!readPrompt(QStringLiteral("hills, (house:0)"), {}).find(Thing::House));
    QVERIFY(readPrompt(QStringLiteral("hills (("), {}).has(Place::Hills));
    QVERIFY(readPrompt(QStringLiteral("hills ):0.5 ]"), {}).has(Place::Hills));
}

void TestPromptWords::keepsOutTheNegativeWords()
{
    const Scene scene = readPrompt(QStringLiteral("red house, trees and sea at sunset"),
                                   QStringLiteral("trees, people, red, clouds, sea"));
    QVERIFY(!scene.allows(Thing::Tree));
    QVERIFY(!scene.allows(Thing::Woman));
    QVERIFY(!scene.find(Thing::Tree));
    QVERIFY(!scene.has(Place::Sea));
    QVERIFY(scene.of(Weather::Clouds) < 0);
    QCOMPARE(int(scene.bannedColours.size()), 1);
    const Scene inside = readPrompt(QStringLiteral("a beach without people, no clouds"), {});
    QVERIFY(!inside.allows(Thing::Man));
    QVERIFY(inside.of(Weather::Clouds) < 0);
}

void TestPromptWords::understandsNothingAndStillChooses()
{
    const Scene a = readPrompt(QStringLiteral("xyzzy plugh"), {});
    const Scene b = readPrompt(QStringLiteral("xyzzy plugh"), {});
    QVERIFY(!a.understood);
    QVERIFY(a.main != Place::Count);
    QCOMPARE(int(a.main), int(b.main));
    QCOMPARE(a.wordHash, b.wordHash);
    QVERIFY(a.wordHash != readPrompt(QStringLiteral("plugh frotz"), {}).wordHash);
    QVERIFY(readPrompt({}, {}).main != Place::Count);
}

QTEST_GUILESS_MAIN(TestPromptWords)
#include "tst_promptwords.moc"
