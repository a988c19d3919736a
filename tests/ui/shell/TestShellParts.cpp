// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/ConfigFile.h"
#include "app/settings/InstanceLock.h"
#include "app/studio/Studio.h"
#include "tests/support/TestMain.h"
#include "ui/shell/BalanceButton.h"
#include "ui/shell/FailurePage.h"
#include "ui/shell/KeyEntry.h"
#include "ui/shell/NoticeArea.h"
#include "ui/shell/QuitDialog.h"
#include "ui/shell/TerminationSignals.h"
#include "ui/shell/WindowState.h"
#include "ui/widgets/ErrorBanner.h"
#include "ui/widgets/Theme.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

namespace maquette {

class TestShellParts : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void init() { failOnAnyWarning(); }

    void windowStateComesBack()
    {
        const QString file = m_folder.filePath(QStringLiteral("deep/window.json"));
        WindowState state;
        state.geometry = QRect(-5, 20, 1200, 800);
        state.leftWidth = 300;
        state.rightFolded = true;
        state.page = QStringLiteral("credits");
        QVERIFY(writeConfigFile(file, state.toJson()).has_value());
        QCOMPARE(WindowState::load(file), state);
    }

    void windowStateFromAnything_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("missing") << QByteArray();
        QTest::newRow("not JSON") << QByteArray("\x00\xff{");
        QTest::newRow("other JSON") << QByteArray("[1,2]");
        QTest::newRow("absurd") << QByteArray(
            R"({"width":-4,"height":1,"leftWidth":99999,"rightWidth":"x","page":"../etc"})");
    }

    void windowStateFromAnything()
    {
        QFETCH(QByteArray, text);
        const QString file = m_folder.filePath(QStringLiteral("w.json"));
        QFile::remove(file);
        if (!text.isEmpty()) {
            QFile out(file);
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write(text);
        }
        QCOMPARE(WindowState::load(file), WindowState());
    }

    void noticesAreFewAndDistinct()
    {
        NoticeArea area;
        const auto text = [](const char* what) {
            ErrorText made;
            made.what = QLatin1String(what);
            made.action = ErrorAction::Retry;
            made.actionLabel = QStringLiteral("Again");
            return made;
        };
        area.show(QStringLiteral("a"), text("one"));
        area.show(QStringLiteral("a"), text("two"));
        QCOMPARE(area.count(), 1);
        area.show(QStringLiteral("b"), text("three"));
        area.show(QStringLiteral("c"), text("four"));
        area.show(QStringLiteral("d"), text("five"));
        QCOMPARE(area.count(), 3);
        QSignalSpy general(&area, &NoticeArea::actionTriggered);
        auto* const banner = area.findChild<ErrorBanner*>(QStringLiteral("notice-d"));
        QTest::mouseClick(banner->findChild<QPushButton*>(QStringLiteral("bannerAction")), Qt::LeftButton);
        QCOMPARE(general.count(), 1);
        QCOMPARE(area.count(), 2);
        int own = 0;
        area.show(QStringLiteral("e"), text("six"), [&own] { ++own; });
        QTest::mouseClick(area.findChild<ErrorBanner*>(QStringLiteral("notice-e"))
                              ->findChild<QPushButton*>(QStringLiteral("bannerAction")),
                          Qt::LeftButton);
        QCOMPARE(own, 1);
        QCOMPARE(general.count(), 1);
        area.dismiss(QStringLiteral("b"));
        area.dismiss(QStringLiteral("c"));
        QCOMPARE(area.count(), 0);
        QVERIFY(area.isHidden());
    }

    void quitDialogAnswers_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<int>("answer");
        QTest::newRow("wait") << QStringLiteral("quitWait") << int(QuitDialog::Wait);
        QTest::newRow("now") << QStringLiteral("quitNow") << int(QuitDialog::QuitNow);
        QTest::newRow("stay") << QStringLiteral("quitStay") << int(QuitDialog::Stay);
    }

    void quitDialogAnswers()
    {
        QFETCH(QString, button);
        QFETCH(int, answer);
        QuitDialog dialog(2, nullptr);
        QSignalSpy finished(&dialog, &QDialog::finished);
        dialog.open();
        QTest::mouseClick(dialog.findChild<QPushButton*>(button), Qt::LeftButton);
        QCOMPARE(finished.at(0).at(0).toInt(), answer);
    }

    void escStays()
    {
        QuitDialog dialog(1, nullptr);
        QSignalSpy finished(&dialog, &QDialog::finished);
        dialog.open();
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QCOMPARE(finished.at(0).at(0).toInt(), int(QuitDialog::Stay));
    }

    void balanceLine_data()
    {
        QTest::addColumn<bool>("known");
        QTest::addColumn<qint64>("balance");
        QTest::addColumn<qint64>("held");
        QTest::addColumn<bool>("stale");
        QTest::addColumn<bool>("brief");
        QTest::addColumn<QString>("line");
        QTest::newRow("plain") << true << qint64(1234500) << qint64(0) << false << false
                               << QStringLiteral("1\u202f234.5 credits");
        QTest::newRow("held") << true << qint64(1234500) << qint64(8000) << false << false
                              << QStringLiteral("1\u202f234.5 credits \u22128 held");
        QTest::newRow("short") << true << qint64(1234500) << qint64(8000) << false << true
                               << QStringLiteral("1\u202f234.5 cr \u22128");
        QTest::newRow("unknown") << false << qint64(0) << qint64(0) << false << true << QStringLiteral("– cr");
        QTest::newRow("stale") << true << qint64(5000) << qint64(0) << true << true
                               << QStringLiteral("5 cr not up to date");
    }

    void balanceLine()
    {
        QFETCH(bool, known);
        QFETCH(qint64, balance);
        QFETCH(qint64, held);
        QFETCH(bool, stale);
        QFETCH(bool, brief);
        QFETCH(QString, line);
        BalanceView view;
        view.ledger = LedgerBalance{Credits::fromMilli(balance), Credits::fromMilli(held), known};
        if (stale) {
            view.readError = Error{ErrorKind::Offline, {}, {}, 0, -1, {}};
        }
        BalanceButton button;
        button.setShort(brief);
        button.setBalance(view);
        QCOMPARE(button.line(), line);
        QVERIFY(button.accessibleName().contains(line));
    }

    void failureSaysWhatToDo()
    {
        FailurePage page;
        const Error locked{ErrorKind::Storage,
                           QStringLiteral("in use by maquette, process 7 on x"),
                           QStringLiteral("/d/maquette.lock"),
                           0,
                           -1,
                           {}};
        QVERIFY(isLockedByOther(locked));
        const Error damaged{
            ErrorKind::Storage, QStringLiteral("file is not a database"), QStringLiteral("/d/maquette.db"), 0, -1, {}};
        QVERIFY(!isLockedByOther(damaged));
        page.showError(damaged, QStringLiteral("/d"));
        page.show();
        QVERIFY(page.accessibleDescription().contains(QStringLiteral("/d")));
        QVERIFY(page.findChild<QLabel*>(QStringLiteral("failureDetails"))
                    ->text()
                    .contains(QStringLiteral("not a database")));
        QSignalSpy again(&page, &FailurePage::restartRequested);
        QTest::mouseClick(page.findChild<QPushButton*>(QStringLiteral("failureRetry")), Qt::LeftButton);
        QCOMPARE(again.count(), 1);
    }

    void keyEntrySaysWhyAKeyCannotBeOne()
    {
        qputenv("STABILITY_API_KEY", "sk-a b");
        StudioOptions options;
        options.home = m_folder.filePath(QStringLiteral("home"));
        options.allowKeychain = false;
        Studio studio(options);
        qunsetenv("STABILITY_API_KEY");
        KeyEntry entry(studio, QStringLiteral("stability"), QStringLiteral("Stability AI"));
        const QString source = entry.findChild<QLabel*>(QStringLiteral("keySource"))->text();
        QVERIFY2(source.contains(QStringLiteral("STABILITY_API_KEY")) && source.contains(QStringLiteral("blank")),
                 qPrintable(source));
        entry.findChild<QLineEdit*>(QStringLiteral("keyInput"))->setText(QStringLiteral("sk-a b"));
        const QString outcome = entry.findChild<QLabel*>(QStringLiteral("keyOutcome"))->text();
        QVERIFY(outcome.contains(QStringLiteral("blank")));
        QVERIFY2(outcome.endsWith(QLatin1Char('.')) && !outcome.endsWith(QLatin1String("..")), qPrintable(outcome));
    }

    void endSignalReachesTheLoop()
    {
        TerminationSignals outside;
        QSignalSpy received(&outside, &TerminationSignals::received);
        QCOMPARE(std::raise(SIGTERM), 0);
        QTRY_COMPARE(received.count(), 1);
    }
};

} // namespace maquette

QTEST_MAIN(maquette::TestShellParts)
#include "TestShellParts.moc"
