// SPDX-License-Identifier: GPL-3.0-or-later
// The command line on a data folder that is in use, damaged, or none; and after it was killed.
#include "tests/app/cli/CliKit.h"
#include "tests/support/TestMain.h"

#include <QDir>
#include <QFile>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

using namespace maquette;

namespace {

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

} // namespace

class CliFaultsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }
    void aSecondInstance();
    void aLockedDatabase();
    void noFolder_data();
    void noFolder();
    void noPlaceForResults();
    void damagedDatabase_data();
    void damagedDatabase();
    void killedAtWork();
    void tooPoorToResume();
    void queueStoppedByTheDisk_data();
    void queueStoppedByTheDisk();
    void anUnknownOneWithATicketIsTakenUp();
    void noRoomForPractice();
};

void CliFaultsTest::aSecondInstance()
{
    const CliHome home;
    const auto first = home.start({s("run"), s("stable-image.generate.core"), s("--set"), s("prompt=abstract [slow]")});
    QVERIFY(first->waitFor("sending"));

    const CliRun second = home.run(home.smallOrder());
    QCOMPARE(second.code, 6);
    QVERIFY2(second.tells("Another Maquette is at work on this library (in use by maquette-cli"),
             second.err.constData());
    QVERIFY(!second.tells("Free some space"));
    QVERIFY(second.err.contains(QByteArray::number(first->process().processId())));
    // Looking works beside it.
    const CliRun balance = home.run({s("balance")});
    QCOMPARE(balance.code, 0);
    QCOMPARE(balance.out, QByteArray("1000 credits, 3 held\n"));
    QCOMPARE(home.run({s("ledger")}).code, 0);
    QCOMPARE(home.run({s("library"), s("verify")}).code, 0);
    const CliRun jobs = home.run({s("jobs"), s("--json")});
    QCOMPARE(jobs.json().size(), 1);
    QVERIFY(first->process().state() == QProcess::Running); // all that was beside it

    const CliRun ended = first->finish();
    QVERIFY2(ended.code == 0, ended.err.constData());
    QCOMPARE(home.ledger(), (QStringList{s("charge 3"), s("hold 3"), s("top-up 1000")}));
}

void CliFaultsTest::aLockedDatabase()
{
    const CliHome home;
    QCOMPARE(home.run({s("balance")}).code, 0);
    const QString connection = s("locker");
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(s("QSQLITE"), connection);
        database.setDatabaseName(home.path(s("data/maquette.db")));
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(s("PRAGMA locking_mode=EXCLUSIVE")));
        QVERIFY(query.exec(s("BEGIN EXCLUSIVE")));
        const CliRun run = home.run(home.smallOrder());
        QCOMPARE(run.code, 6);
        QVERIFY2(run.tells("locked"), run.err.constData());
        QVERIFY(query.exec(s("ROLLBACK")));
        query.clear();
        database.close();
    }
    QSqlDatabase::removeDatabase(connection);
    QCOMPARE(home.run(home.smallOrder()).code, 0);
}

void CliFaultsTest::noFolder_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("run") << QStringList{s("run"), s("stable-image.generate.core"), s("--set"), s("prompt=a")};
    QTest::newRow("balance") << QStringList{s("balance")};
    QTest::newRow("ledger") << QStringList{s("ledger"), s("--csv")};
    QTest::newRow("jobs") << QStringList{s("jobs")};
    QTest::newRow("verify") << QStringList{s("library"), s("verify")};
    QTest::newRow("serve") << QStringList{s("sandbox"), s("serve")};
}

void CliFaultsTest::noFolder()
{
    QFETCH(QStringList, arguments);
    const CliHome home;
    const QString file = home.write(s("a-file"), "not a folder");
    const CliRun run = home.run(arguments, {s("MAQUETTE_HOME=") + file});
    QCOMPARE(run.code, 6);
    QVERIFY2(run.err.contains(file.toUtf8()), run.err.constData());
    QCOMPARE(slurp(file), QByteArray("not a folder"));
}

void CliFaultsTest::noPlaceForResults()
{
    const CliHome home;
    const QString file = home.write(s("a-file"), "not a folder");
    const CliRun run = home.run(home.smallOrder({s("--out"), file}));
    QCOMPARE(run.code, 6);
    QVERIFY(run.err.contains(file.toUtf8()));
    QVERIFY(home.ledger().filter(s("hold")).isEmpty()); // found before anything was ordered
}

void CliFaultsTest::damagedDatabase_data()
{
    QTest::addColumn<int>("from");
    QTest::newRow("no database at all") << 0;
    QTest::newRow("pages spoilt") << 4096;
}

void CliFaultsTest::damagedDatabase()
{
    QFETCH(int, from);
    const CliHome home;
    QCOMPARE(home.run(home.smallOrder()).code, 0);
    const QString path = home.path(s("data/maquette.db"));
    QByteArray bytes = slurp(path);
    QVERIFY(bytes.size() > from);
    bytes = bytes.left(from) + QByteArray(bytes.size() - from, '\x5a');
    home.write(s("data/maquette.db"), bytes);
    QFile::remove(path + s("-wal"));
    QFile::remove(path + s("-shm"));
    for (const QStringList& arguments : {home.smallOrder(), QStringList{s("balance")}, QStringList{s("ledger")},
                                         QStringList{s("jobs"), s("--resume")}}) {
        const CliRun run = home.run(arguments);
        QCOMPARE(run.code, 6);
        QVERIFY2(run.tells("damaged") || run.tells("malformed"), run.err.constData());
        QVERIFY(run.tells("maquette.db"));
        QCOMPARE(slurp(path), bytes); // for whoever mends it
    }
}

void CliFaultsTest::killedAtWork()
{
    const CliHome home;
    {
        const auto first = home.start(home.smallOrder({s("--count"), s("5"), s("--json")}));
        QVERIFY(first->waitFor("\"state\":\"sending\""));
        first->process().kill();
        QCOMPARE(first->finish().code, -1);
    }
    // What was sent is unknown and stays held; what was not is paused: nothing is sent by itself.
    int unknown = 0;
    int paused = 0;
    for (const QJsonObject& job : home.run({s("jobs"), s("--json")}).json()) {
        unknown += job.value(s("state")) == s("unknown") ? 1 : 0;
        paused += job.value(s("state")) == s("queued") && job.value(s("paused")).toBool() ? 1 : 0;
    }
    QVERIFY(unknown >= 1);
    QVERIFY(paused >= 1);
    QCOMPARE(unknown + paused, 5);
    QVERIFY(home.ledger().filter(s("charge")).isEmpty());

    // Looking changed nothing: all five are still held.
    QCOMPARE(home.run({s("balance"), s("--json")}).json().value(0).value(s("held")), QJsonValue(s("10")));
    QVERIFY(home.ledger().filter(s("release")).isEmpty());

    const CliRun resumed = home.run({s("jobs"), s("--resume"), s("--json")});
    QVERIFY2(resumed.code == 0, resumed.err.constData());
    QVERIFY2(resumed.tells(qPrintable(s("To be sent now: %1, for %2 credits in all").arg(paused).arg(2 * paused))),
             resumed.err.constData());
    QCOMPARE(home.ledger().filter(s("charge")).size(), paused);
    int done = 0;
    for (const QJsonObject& job : home.run({s("jobs"), s("--json")}).json()) {
        done += job.value(s("state")) == s("done") ? 1 : 0;
    }
    QCOMPARE(done, paused);
    const QJsonObject money = home.run({s("balance"), s("--json")}).json().value(0);
    QCOMPARE(money.value(s("held")), QJsonValue(QString::number(2 * unknown)));
}

void CliFaultsTest::tooPoorToResume()
{
    const CliHome home;
    {
        const auto first = home.start(home.smallOrder({s("--count"), s("5"), s("--json")}));
        QVERIFY(first->waitFor("\"state\":\"sending\""));
        first->process().kill();
        QCOMPARE(first->finish().code, -1);
    }
    home.setFastPrice(2000);
    const QStringList before = home.ledger();
    const CliRun resumed = home.run({s("jobs"), s("--resume")}); // ends by itself
    QVERIFY2(resumed.code == 4, resumed.err.constData());
    QVERIFY2(resumed.tells("There are not enough credits. It cost nothing."), resumed.err.constData());
    QVERIFY2(resumed.tells("of the results were not asked for; they stay in the queue."), resumed.err.constData());
    QVERIFY(home.ledger().filter(s("charge")).isEmpty());
    QCOMPARE(home.ledger().filter(s("hold")).size(), before.filter(s("hold")).size());
    home.setFastPrice(2);
    QCOMPARE(home.run({s("jobs"), s("--resume")}).code, 0);
}

void CliFaultsTest::queueStoppedByTheDisk_data()
{
    QTest::addColumn<QString>("when");
    QTest::addColumn<int>("code");
    QTest::addColumn<int>("charged");
    QTest::addColumn<QByteArray>("cost");
    // The intent to send cannot be written down: nothing is sent.
    QTest::newRow("before the first is sent") << s("NEW.state = 'sending'") << 6 << 0 << QByteArray("It cost nothing.");
    QTest::newRow("after some are done")
        << s("NEW.state = 'sending' AND (SELECT count(*) FROM jobs WHERE state = 'done') >= 1") << 6 << 1
        << QByteArray();
    // The result cannot be written down: it was sent, and stays held.
    QTest::newRow("when a result has come")
        << s("NEW.state = 'done'") << 7 << 0 << QByteArray("It may have been charged");
    QTest::newRow("when a result has come, and not even where it is")
        << s("NEW.state = 'receiving'") << 7 << 0 << QByteArray("It may have been charged");
}

void CliFaultsTest::queueStoppedByTheDisk()
{
    QFETCH(QString, when);
    QFETCH(int, code);
    QFETCH(int, charged);
    QFETCH(QByteArray, cost);
    const CliHome home;
    QCOMPARE(home.run({s("balance")}).code, 0);
    const QString connection = s("filler");
    const auto change = [&](const QString& statement) {
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(s("QSQLITE"), connection);
            database.setDatabaseName(home.path(s("data/maquette.db")));
            QVERIFY(database.open());
            QVERIFY(QSqlQuery(database).exec(statement));
        }
        QSqlDatabase::removeDatabase(connection);
    };
    change(s("CREATE TRIGGER full BEFORE UPDATE ON jobs WHEN ") + when +
           s(" BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"));
    const CliRun run = home.run(home.smallOrder({s("--count"), s("6"), s("--json")}));
    QVERIFY2(run.code == code, run.err.constData());
    QVERIFY2(run.tells("The library could not be read or written."), run.err.constData());
    QVERIFY2(run.err.contains(cost), run.err.constData());
    QVERIFY(run.tells("jobs --resume"));
    const QList<QJsonObject> lines = run.json();
    QVERIFY(std::any_of(lines.begin(), lines.end(), [](const QJsonObject& line) {
        return line.value(s("error")).toObject().value(s("kind")) == s("storage");
    }));
    change(s("DROP TRIGGER full"));
    QVERIFY(home.ledger().filter(s("charge")).size() >= charged);
    QVERIFY(home.ledger().filter(s("charge")).size() < 6);
    // With room again all of them come, each paid once.
    const CliRun resumed = home.run({s("jobs"), s("--resume"), s("--json")});
    QVERIFY2(resumed.code == 0, resumed.err.constData());
    QCOMPARE(home.ledger().filter(s("charge")).size(), 6);
    QCOMPARE(home.run({s("balance")}).out, QByteArray("988 credits, 0 held\n"));
}

void CliFaultsTest::anUnknownOneWithATicketIsTakenUp()
{
    const CliHome home;
    QCOMPARE(home.run({s("balance")}).code, 0);
    const QString connection = s("filler");
    const auto change = [&](const QStringList& statements) {
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(s("QSQLITE"), connection);
            database.setDatabaseName(home.path(s("data/maquette.db")));
            QVERIFY(database.open());
            for (const QString& statement : statements) {
                QVERIFY(QSqlQuery(database).exec(statement));
            }
        }
        QSqlDatabase::removeDatabase(connection);
    };
    change({s("CREATE TRIGGER full BEFORE UPDATE ON jobs WHEN NEW.state = 'receiving' BEGIN SELECT RAISE(ABORT, "
              "'database or disk is full'); END")});
    const CliRun run = home.run({s("run"), s("stable-image.upscale.creative"), s("--input"),
                                 s("image=") + home.picture(), s("--set"), s("prompt=a hill"), s("--json")});
    QVERIFY2(run.code == 7, run.err.constData());
    change(
        {s("DROP TRIGGER full"),
         s("UPDATE jobs SET state = 'unknown', body = json_set(body, '$.state', 'unknown') WHERE state = 'waiting'")});
    QCOMPARE(home.run({s("jobs"), s("--json")}).json().value(0).value(s("state")), QJsonValue(s("unknown")));
    const CliRun resumed = home.run({s("jobs"), s("--resume"), s("--json")});
    QVERIFY2(resumed.code == 0, resumed.err.constData());
    QVERIFY2(resumed.tells("taken up again, at no cost beyond what is held: 1"), resumed.err.constData());
    QVERIFY(!resumed.tells("To be sent now"));
    QCOMPARE(home.run({s("balance")}).out, QByteArray("940 credits, 0 held\n"));
}

void CliFaultsTest::noRoomForPractice()
{
    const CliHome home;
    home.write(s("data/practice/practice.db/file"), "a folder in the way");
    const CliRun run = home.run(home.smallOrder());
    QVERIFY2(run.code == 6, run.err.constData());
    QVERIFY2(run.tells("The library could not be read or written."), run.err.constData());
    QVERIFY2(run.tells("practice.db"), run.err.constData());
    QVERIFY(!run.tells("network"));
}

QTEST_GUILESS_MAIN(CliFaultsTest)
#include "tst_cli_faults.moc"
