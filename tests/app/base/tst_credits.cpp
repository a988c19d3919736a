// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Credits.h"
#include "tests/support/TestMain.h"

#include <limits>

using namespace maquette;

class CreditsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void parses_data();
    void parses();
    void refusesText_data();
    void refusesText();
    void takesNumbers_data();
    void takesNumbers();
    void refusesNumbers_data();
    void refusesNumbers();
    void writesPlain_data();
    void writesPlain();
    void plainTextComesBack();
    void writesForDisplay_data();
    void writesForDisplay();
    void counts();
    void namesErrorKinds();
};

void CreditsTest::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("milli");
    QTest::newRow("zero") << QStringLiteral("0") << qint64(0);
    QTest::newRow("whole") << QStringLiteral("25") << qint64(25'000);
    QTest::newRow("half") << QStringLiteral("6.5") << qint64(6'500);
    QTest::newRow("hundredth") << QStringLiteral("0.06") << qint64(60);
    QTest::newRow("thousandth") << QStringLiteral("0.001") << qint64(1);
    QTest::newRow("zeros behind") << QStringLiteral("6.50000") << qint64(6'500);
    QTest::newRow("only zeros behind") << QStringLiteral("6.00000") << qint64(6'000);
    QTest::newRow("zeros before") << QStringLiteral("007") << qint64(7'000);
    QTest::newRow("negative") << QStringLiteral("-0.25") << qint64(-250);
    QTest::newRow("blanks around") << QStringLiteral("  8 ") << qint64(8'000);
    QTest::newRow("largest") << QStringLiteral("999999999999.999") << qint64(999'999'999'999'999);
}

void CreditsTest::parses()
{
    QFETCH(QString, text);
    QFETCH(qint64, milli);
    const auto credits = Credits::parse(text);
    QVERIFY(credits.has_value());
    QCOMPARE(credits->milli, milli);
}

void CreditsTest::refusesText_data()
{
    QTest::addColumn<QString>("text");
    for (const char* text : {"", " ", "-", ".", ".5", "5.", "1,5", "1 000", "1e3", "+1", "--1", "0.0001", "1.2345",
                             "NaN", "inf", "0x10", "1000000000000", "1.5 cr", "\u0661"}) {
        QTest::addRow("'%s'", text) << QString::fromUtf8(text);
    }
}

void CreditsTest::refusesText()
{
    QFETCH(QString, text);
    const auto credits = Credits::parse(text);
    QVERIFY(!credits.has_value());
    QCOMPARE(credits.error().kind, ErrorKind::InvalidInput);
}

void CreditsTest::takesNumbers_data()
{
    QTest::addColumn<double>("number");
    QTest::addColumn<qint64>("milli");
    QTest::newRow("zero") << 0.0 << qint64(0);
    QTest::newRow("minus zero") << -0.0 << qint64(0);
    QTest::newRow("not exact in binary") << 0.1 << qint64(100);
    QTest::newRow("balance as the service writes it") << 0.6336833840314097 << qint64(634);
    QTest::newRow("exact half goes up") << 0.0625 << qint64(63);
    QTest::newRow("exact half goes down below zero") << -0.0625 << qint64(-63);
    QTest::newRow("large") << 1234567.891 << qint64(1'234'567'891);
    QTest::newRow("largest") << 1e12 << qint64(1'000'000'000'000'000);
}

void CreditsTest::takesNumbers()
{
    QFETCH(double, number);
    QFETCH(qint64, milli);
    const auto credits = Credits::fromNumber(number);
    QVERIFY(credits.has_value());
    QCOMPARE(credits->milli, milli);
}

void CreditsTest::refusesNumbers_data()
{
    QTest::addColumn<double>("number");
    QTest::newRow("not a number") << std::numeric_limits<double>::quiet_NaN();
    QTest::newRow("infinite") << std::numeric_limits<double>::infinity();
    QTest::newRow("minus infinite") << -std::numeric_limits<double>::infinity();
    QTest::newRow("too large") << 1.0001e12;
    QTest::newRow("too small") << -1.0001e12;
}

void CreditsTest::refusesNumbers()
{
    QFETCH(double, number);
    QVERIFY(!Credits::fromNumber(number).has_value());
}

void CreditsTest::writesPlain_data()
{
    QTest::addColumn<qint64>("milli");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << qint64(0) << QStringLiteral("0");
    QTest::newRow("whole") << qint64(8'000) << QStringLiteral("8");
    QTest::newRow("half") << qint64(6'500) << QStringLiteral("6.5");
    QTest::newRow("hundredth") << qint64(20'060) << QStringLiteral("20.06");
    QTest::newRow("thousandth") << qint64(1) << QStringLiteral("0.001");
    QTest::newRow("no grouping") << qint64(1'234'500) << QStringLiteral("1234.5");
    QTest::newRow("below one, negative") << qint64(-250) << QStringLiteral("-0.25");
    QTest::newRow("negative") << qint64(-1'234'005) << QStringLiteral("-1234.005");
}

void CreditsTest::writesPlain()
{
    QFETCH(qint64, milli);
    QFETCH(QString, text);
    QCOMPARE(Credits::fromMilli(milli).toPlain(), text);
}

void CreditsTest::plainTextComesBack()
{
    for (qint64 milli = -2'500; milli <= 2'500; ++milli) {
        const auto back = Credits::parse(Credits::fromMilli(milli).toPlain());
        QVERIFY(back.has_value());
        QCOMPARE(back->milli, milli);
    }
}

void CreditsTest::writesForDisplay_data()
{
    QTest::addColumn<qint64>("milli");
    QTest::addColumn<QString>("text");
    QTest::newRow("small") << qint64(999'000) << QStringLiteral("999");
    QTest::newRow("grouped") << qint64(1'234'500) << QString::fromUtf8("1\u202F234.5");
    QTest::newRow("twice grouped") << qint64(1'000'000'000) << QString::fromUtf8("1\u202F000\u202F000");
    QTest::newRow("negative") << qint64(-8'250) << QString::fromUtf8("\u22128.25");
    QTest::newRow("negative, grouped") << qint64(-123'456'000) << QString::fromUtf8("\u2212123\u202F456");
}

void CreditsTest::writesForDisplay()
{
    QFETCH(qint64, milli);
    QFETCH(QString, text);
    QCOMPARE(Credits::fromMilli(milli).toDisplay(), text);
}

void CreditsTest::counts()
{
    Credits sum = Credits::whole(3);
    sum += Credits::fromMilli(60) * 50;
    QCOMPARE(sum, Credits::whole(6));
    sum -= Credits::fromMilli(1);
    QCOMPARE(sum.milli, qint64(5'999));
    QVERIFY(sum < Credits::whole(6));
    QCOMPARE(-sum + sum, Credits{});
}

void CreditsTest::namesErrorKinds()
{
    for (int kind = 0; kind <= int(ErrorKind::Internal); ++kind) {
        QCOMPARE(errorKindFromName(errorKindName(ErrorKind(kind))), ErrorKind(kind));
    }
    QCOMPARE(errorKindName(ErrorKind::OutOfCredits), QStringLiteral("out-of-credits"));
    QCOMPARE(errorKindFromName(QStringLiteral("no such")), ErrorKind::Internal);
}

QTEST_GUILESS_MAIN(CreditsTest)
#include "tst_credits.moc"
