// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "ui/prompt/PromptWeight.h"

using namespace maquette;

/// The provider's prompt rule: "(word:weight)", weight 0 to 1.
class TestPromptWeight : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void changes_data()
    {
        QTest::addColumn<QString>("prompt"); // [ and ] stand for the selection, | for the cursor
        QTest::addColumn<int>("steps");
        QTest::addColumn<QString>("expected"); // the same; empty: nothing changes

        QTest::newRow("inside a word") << "a blue la|ke" << -1 << "a blue ([lake]:0.9)";
        QTest::newRow("before a word") << "|lake at dusk" << -1 << "([lake]:0.9) at dusk";
        QTest::newRow("after the last word") << "a lake|" << -1 << "a ([lake]:0.9)";
        QTest::newRow("three steps") << "|lake" << -3 << "([lake]:0.7)";
        QTest::newRow("more steps than there are") << "|lake" << -30 << "([lake]:0)";
        QTest::newRow("up from one is nothing") << "|lake" << 1 << "";
        QTest::newRow("down from nought is nothing") << "(la|ke:0)" << -1 << "";
        QTest::newRow("up again") << "(la|ke:0.8)" << 1 << "([lake]:0.9)";
        QTest::newRow("back to one loses the brackets") << "a (la|ke:0.9) here" << 1 << "a [lake] here";
        QTest::newRow("keeps hundredths") << "(la|ke:0.85)" << -1 << "([lake]:0.75)";
        QTest::newRow("cursor in the number") << "(lake:0.|8)" << -1 << "([lake]:0.7)";
        QTest::newRow("weights above one come back in range") << "(la|ke:1.4)" << -1 << "[lake]";
        QTest::newRow("several words") << "a [blue lake] here" << -2 << "a ([blue lake]:0.8) here";
        QTest::newRow("spaces round the selection stay out")
            << "a[ blue lake ]here" << -1 << "a ([blue lake]:0.9) here";
        QTest::newRow("several words, weighted") << "(blue la|ke:0.5), sky" << 1 << "([blue lake]:0.6), sky";
        QTest::newRow("hyphen and apostrophe") << "a cat's-ey|e view" << -1 << "a ([cat's-eye]:0.9) view";
        QTest::newRow("letters of any script") << "ein M|ädchen" << -1 << "ein ([Mädchen]:0.9)";
        QTest::newRow("brackets without a weight") << "a (blue| one)" << -1 << "a (([blue]:0.9) one)";
        QTest::newRow("nested, the inner one counts") << "((la|ke:0.5) here:0.8)" << -1 << "(([lake]:0.4) here:0.8)";
        QTest::newRow("between words") << "a , | ,b" << -1 << "";
        QTest::newRow("nothing written") << "|" << -1 << "";
        QTest::newRow("unclosed bracket") << "(la|ke:0.5" << -1 << "(([lake]:0.9):0.5";
        QTest::newRow("two lines") << "one\nla|ke" << -1 << "one\n([lake]:0.9)";
    }

    void changes()
    {
        QFETCH(QString, prompt);
        QFETCH(int, steps);
        QFETCH(QString, expected);
        const int cursor = int(prompt.indexOf(QLatin1Char('|')));
        int from = cursor >= 0 ? cursor : int(prompt.indexOf(QLatin1Char('[')));
        int to = cursor >= 0 ? cursor : int(prompt.indexOf(QLatin1Char(']'))) - 1;
        prompt.remove(QLatin1Char('|')).remove(QLatin1Char('[')).remove(QLatin1Char(']'));

        const std::optional<WeightEdit> edit = changedWeight(prompt, from, to, steps);

        QCOMPARE(edit.has_value(), !expected.isEmpty());
        if (!edit) {
            return;
        }
        QString result = prompt;
        result.replace(edit->start, edit->length, edit->text);
        result.insert(edit->selectStart + edit->selectLength, QLatin1Char(']'));
        result.insert(edit->selectStart, QLatin1Char('['));
        QCOMPARE(result, expected);
    }

    void stepsAddUp()
    {
        QString prompt = QStringLiteral("lake");
        int place = 0;
        for (int i = 0; i < 10; ++i) {
            const auto edit = changedWeight(prompt, place, place, -1);
            QVERIFY(edit);
            prompt.replace(edit->start, edit->length, edit->text);
            place = edit->selectStart;
        }
        QCOMPARE(prompt, QStringLiteral("(lake:0)"));
        for (int i = 0; i < 10; ++i) {
            const auto edit = changedWeight(prompt, place, place, 1);
            QVERIFY(edit);
            prompt.replace(edit->start, edit->length, edit->text);
            place = edit->selectStart;
        }
        QCOMPARE(prompt, QStringLiteral("lake"));
    }
};

QTEST_APPLESS_MAIN(TestPromptWeight)
#include "TestPromptWeight.moc"
