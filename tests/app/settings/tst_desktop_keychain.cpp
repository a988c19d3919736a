// SPDX-License-Identifier: GPL-3.0-or-later
// The real keychain backend, on a desktop that has no keychain service.
#include "app/settings/SecretBackend.h"

#include "tests/support/TestMain.h"

#include <QTest>

using namespace maquette;

class DesktopKeychainTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init() { failOnAnyWarning(); }
    void saysThatThereIsNone();
    void mayGoBeforeItsAnswers_data();
    void mayGoBeforeItsAnswers();
};

void DesktopKeychainTest::initTestCase()
{
    // Nobody's own keychain is touched, and nothing is started by the bus.
    qputenv("DBUS_SESSION_BUS_ADDRESS", "disabled:");
    qputenv("XDG_CURRENT_DESKTOP", "GNOME"); // whose keychain library is the one that answers late
}

void DesktopKeychainTest::saysThatThereIsNone()
{
    const auto keychain = makeDesktopKeychain();
    bool answered = false;
    Error why;
    keychain->read(QStringLiteral("test"), [&](const Result<std::optional<QString>>& found) {
        answered = true;
        if (!found) {
            why = found.error();
        }
    });
    QTRY_VERIFY(answered);
    QCOMPARE(why.kind, ErrorKind::Storage);
    QVERIFY(why.detail.contains(QStringLiteral("keychain")));
}

void DesktopKeychainTest::mayGoBeforeItsAnswers_data()
{
    // How far the calls have come when it goes: not begun, begun, on their way in the keychain's library.
    QTest::addColumn<int>("rounds");
    for (const int rounds : {0, 1, 2, 3, 5, 8}) {
        QTest::addRow("%d", rounds) << rounds;
    }
}

void DesktopKeychainTest::mayGoBeforeItsAnswers()
{
    QFETCH(int, rounds);
    int answers = 0;
    int answersWhenGone = 0;
    {
        const auto gone = makeDesktopKeychain();
        gone->read(QStringLiteral("test"), [&answers](const auto&) { ++answers; });
        gone->write(QStringLiteral("test"), QStringLiteral("secret"), [&answers](const auto&) { ++answers; });
        gone->remove(QStringLiteral("test"), [&answers](const auto&) { ++answers; });
        for (int round = 0; round < rounds; ++round) {
            QCoreApplication::processEvents();
        }
        answersWhenGone = answers;
    }
    // When one that was asked later has answered, the answers to the other have come and gone.
    const auto later = makeDesktopKeychain();
    bool answered = false;
    later->read(QStringLiteral("test"), [&answered](const auto&) { answered = true; });
    QTRY_VERIFY(answered);
    QCOMPARE(answers, answersWhenGone);
}

QTEST_GUILESS_MAIN(DesktopKeychainTest)
#include "tst_desktop_keychain.moc"
