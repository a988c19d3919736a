// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Redaction.h"
#include "tests/support/TestMain.h"

using namespace maquette;

class RedactionTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void redacts_data();
    void redacts();
};

void RedactionTest::redacts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("secrets");
    QTest::addColumn<QString>("expected");
    const QStringList none;
    const auto row = [](const char* name, const char* text, const QStringList& secrets, const char* expected) {
        QTest::newRow(name) << QString::fromUtf8(text) << secrets << QString::fromUtf8(expected);
    };
    row("nothing to do", "the disk is full, ask for a task-force", none, "the disk is full, ask for a task-force");
    row("looks like a key", "Incorrect API key provided: sk-abc123. Try again", none,
        "Incorrect API key provided: [key]. Try again");
    row("in a header", "Authorization: Bearer sk-AbC_def-123", none, "Authorization: Bearer [key]");
    row("upper case", "SK-ABCDEF", none, "[key]");
    row("shortened with stars", "key sk-abcd****wxyz is unknown", none, "key [key] is unknown");
    row("shortened with dots", "key sk-abcd...wxyz is unknown", none, "key [key] is unknown");
    row("shortened with an ellipsis", "key sk-abcd\u2026wxyz!", none, "key [key]!");
    row("behind an escaped line break", "error\\nsk-abcdefghijklmnop1234", none, "error\\n[key]");
    row("percent-encoded before", "?key=%20sk-abcdefghijklmnop1234&x", none, "?key=%20[key]&x");
    row("two of them", "sk-first1 and sk-second2", none, "[key] and [key]");
    row("too short for one", "sk-a", none, "sk-a");
    row("a known key of another form", "bad token 0a1b2c3d.", {QStringLiteral("0a1b2c3d")}, "bad token [key].");
    row("a known key in another case", "BAD 0A1B2C3D", {QStringLiteral("0a1b2c3d")}, "BAD [key]");
    row("one key begins like the other", "long: abcdef-long", {QStringLiteral("abcdef"), QStringLiteral("abcdef-long")},
        "long: [key]");
    row("a tiny secret is not one", "an a is an a", {QStringLiteral("a"), QString()}, "an a is an a");
    row("a known key inside a word", "xx0a1b2c3dxx", {QStringLiteral("0a1b2c3d")}, "xx[key]xx");
}

void RedactionTest::redacts()
{
    QFETCH(QString, text);
    QFETCH(QStringList, secrets);
    QFETCH(QString, expected);
    QCOMPARE(redacted(text, secrets), expected);
    QCOMPARE(redacted(expected, secrets), expected);
}

QTEST_GUILESS_MAIN(RedactionTest)
#include "tst_redaction.moc"
