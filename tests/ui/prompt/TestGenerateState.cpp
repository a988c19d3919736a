// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "ui/prompt/GenerateState.h"

#include <QLocale>

using namespace maquette;

namespace {

GenerateFacts ready()
{
    GenerateFacts facts;
    facts.isOpen = true;
    facts.toolLabel = QStringLiteral("Generate");
    facts.price = Credits::whole(12);
    facts.balanceKnown = true;
    facts.available = Credits::fromMilli(1'226'500);
    facts.count = 4;
    return facts;
}

} // namespace

class TestGenerateState : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void readyToPress()
    {
        const GenerateState state = generateState(ready());
        QVERIFY(state.enabled);
        QCOMPARE(state.left, QStringLiteral("Generate 4"));
        QCOMPARE(state.right, QStringLiteral("12 credits"));
        QCOMPARE(state.note, QStringLiteral("about 102 more at these settings")); // 1226.5 / 12
        QCOMPARE(state.action, GenerateState::Action::None);
    }

    void oneResultHasNoNumber()
    {
        GenerateFacts facts = ready();
        facts.count = 1;
        facts.price = Credits::whole(1);
        QCOMPARE(generateState(facts).left, QStringLiteral("Generate"));
        QCOMPARE(generateState(facts).right, QStringLiteral("1 credit"));
    }

    void exactlyEnoughIsEnough()
    {
        GenerateFacts facts = ready();
        facts.available = Credits::whole(12);
        QVERIFY(generateState(facts).enabled);
        facts.available = Credits::fromMilli(11'999);
        QVERIFY(!generateState(facts).enabled);
        QCOMPARE(generateState(facts).left, QStringLiteral("0.001 credits missing"));
    }

    void notEnoughSaysHowMuch()
    {
        GenerateFacts facts = ready();
        facts.available = Credits::fromMilli(8'500);
        const GenerateState state = generateState(facts);
        QVERIFY(!state.enabled);
        QCOMPARE(state.left, QStringLiteral("3.5 credits missing"));
        QCOMPARE(state.right, QStringLiteral("12 credits"));
        QCOMPARE(state.note, QStringLiteral("about 0 more at these settings"));
    }

    void overdrawnBalance()
    {
        GenerateFacts facts = ready();
        facts.available = Credits::fromMilli(-2'000);
        QCOMPARE(generateState(facts).left, QStringLiteral("14 credits missing"));
        QCOMPARE(generateState(facts).note, QStringLiteral("about 0 more at these settings"));
    }

    void unknownBalanceDoesNotForbid()
    {
        GenerateFacts facts = ready();
        facts.balanceKnown = false;
        facts.available = {};
        QVERIFY(generateState(facts).enabled);
        QCOMPARE(generateState(facts).note, QStringLiteral("Balance not read yet"));
    }

    void reasons_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("left");
        QTest::newRow("closed") << "closed"
                                << "Opening the library…";
        QTest::newRow("unavailable") << "unavailable"
                                     << "Sound needs the sound bench";
        QTest::newRow("key") << "key"
                             << "No key for this provider";
        QTest::newRow("problem") << "problem"
                                 << "Write a prompt first";
        QTest::newRow("price") << "price"
                               << "No price is known for this";
        QTest::newRow("sending") << "sending"
                                 << "Queueing…";
    }

    void reasons()
    {
        QFETCH(QString, what);
        QFETCH(QString, left);
        GenerateFacts facts = ready();
        facts.isOpen = what != QLatin1String("closed");
        facts.unavailable =
            what == QLatin1String("unavailable") ? QStringLiteral("Sound needs the sound bench") : QString();
        facts.needsKey = what == QLatin1String("key");
        facts.problem = what == QLatin1String("problem") ? QStringLiteral("Write a prompt first") : QString();
        facts.sending = what == QLatin1String("sending");
        if (what == QLatin1String("price")) {
            facts.price.reset();
        }
        const GenerateState state = generateState(facts);
        QVERIFY(!state.enabled);
        QCOMPARE(state.left, left);
        QCOMPARE(state.action, facts.needsKey ? GenerateState::Action::AddKey : GenerateState::Action::None);
    }

    void mendingIsOfferedForWhatStandsOnTheButton()
    {
        GenerateFacts facts = ready();
        facts.mending = QStringLiteral("Shorten it");
        QCOMPARE(generateState(facts).action, GenerateState::Action::None); // nothing to mend
        facts.problem = QStringLiteral("Prompt is too long.");
        QCOMPARE(generateState(facts).action, GenerateState::Action::Mend);
        QCOMPARE(generateState(facts).actionLabel, QStringLiteral("Shorten it"));
        facts.needsKey = true;
        QCOMPARE(generateState(facts).action, GenerateState::Action::AddKey);
        facts.needsKey = false;
        facts.unavailable = QStringLiteral("Not in this version yet");
        QCOMPARE(generateState(facts).action, GenerateState::Action::None);
        facts.unavailable.clear();
        facts.mending.clear();
        QCOMPARE(generateState(facts).action, GenerateState::Action::None);
    }

    void pausedQueueIsSaidButDoesNotForbid()
    {
        GenerateFacts facts = ready();
        facts.queuePaused = true;
        QVERIFY(generateState(facts).enabled);
        QVERIFY(generateState(facts).noteWarns);
        QVERIFY(generateState(facts).note.contains(QStringLiteral("paused")));
    }
};

QTEST_APPLESS_MAIN(TestGenerateState)
#include "TestGenerateState.moc"
