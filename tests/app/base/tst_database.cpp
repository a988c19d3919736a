// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Database.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/TestMain.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <thread>

using namespace maquette;

namespace {

QByteArray content(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeRaw(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), qint64(bytes.size()));
}

const QString kTable = QStringLiteral("CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)");

} // namespace

class DatabaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void opensANewFileSafely();
    void refusesWhatIsNoDatabase_data();
    void refusesWhatIsNoDatabase();
    void refusesADamagedDatabaseAndLeavesIt();
    void refusesAPlaceThatIsNone();
    void takesAnEmptyFile();
    void readsOnly();
    void saysWhenItIsLocked();
    void namesAFaultyStatement();
    void migratesStepByStep();
    void migratesTriggersAndTrickyText();
    void refusesANewerSchema();
    void failedStepChangesNothing();
    void migratesFromTwoSidesAtOnce();
    void rollsBack();
    void nestedCallsJoin();
    void nestedFailureUndoesItsOwnPart();
    void survivesAFullDisk();
    void keepsForeignKeys();
    void storesANullStringAsText();

private:
    [[nodiscard]] QString file(const char* name = "test.db") const
    {
        return m_folder->filePath(QString::fromLatin1(name));
    }
    [[nodiscard]] std::unique_ptr<Database> open(int busyTimeoutMs = Database::kBusyTimeoutMs) const
    {
        auto opened = Database::open(file(), Database::Mode::ReadWrite, busyTimeoutMs);
        return opened ? std::move(*opened) : nullptr;
    }
    static int rows(const Database& database)
    {
        return database.value(QStringLiteral("SELECT count(*) FROM notes")).value_or(QVariant(-1)).toInt();
    }
    static Result<void> note(Database& database, const char* text)
    {
        return database.run(QStringLiteral("INSERT INTO notes (text) VALUES (?)"), {QString::fromLatin1(text)});
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void DatabaseTest::init()
{
    failOnAnyWarning();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void DatabaseTest::opensANewFileSafely()
{
    const auto database = open();
    QVERIFY(database);
    QCOMPARE(database->value(QStringLiteral("PRAGMA journal_mode")).value().toString(), QStringLiteral("wal"));
    QCOMPARE(database->value(QStringLiteral("PRAGMA synchronous")).value().toInt(), 2);
    QCOMPARE(database->value(QStringLiteral("PRAGMA foreign_keys")).value().toInt(), 1);
    QCOMPARE(database->path(), file());
}

void DatabaseTest::refusesWhatIsNoDatabase_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("zeros, a page") << QByteArray(4096, '\0');
    QTest::newRow("zeros, many pages") << QByteArray(40'960, '\0');
    QTest::newRow("a short text") << QByteArray("my notes");
    QTest::newRow("a long text") << QByteArray("my notes ").repeated(2000);
    QTest::newRow("one byte") << QByteArray("S");
    QTest::newRow("the header only") << QByteArray("SQLite format 3", 16);
    QTest::newRow("the header and garbage") << QByteArray("SQLite format 3", 16) + QByteArray(8176, '\x5a');
}

void DatabaseTest::refusesWhatIsNoDatabase()
{
    QFETCH(QByteArray, bytes);
    writeRaw(file(), bytes);
    for (const auto mode : {Database::Mode::ReadWrite, Database::Mode::ReadOnly}) {
        const auto opened = Database::open(file(), mode);
        QVERIFY(!opened.has_value());
        QCOMPARE(opened.error().kind, ErrorKind::Storage);
        QCOMPARE(opened.error().place, file());
        QVERIFY2(!opened.error().detail.trimmed().isEmpty(), "no reason");
        QCOMPARE(content(file()), bytes);
    }
}

void DatabaseTest::refusesADamagedDatabaseAndLeavesIt()
{
    // A copy taken while it is open has its last rows in the write-ahead log.
    {
        const auto database = open();
        QVERIFY(database);
        QVERIFY(database->run(kTable).has_value());
        QVERIFY(database->run(QStringLiteral("CREATE INDEX by_text ON notes (text)")).has_value());
        QVERIFY(database
                    ->transaction([&]() -> Result<void> {
                        for (int i = 0; i < 2000; ++i) {
                            if (auto done = note(*database, "some text that fills a page quite soon"); !done) {
                                return done;
                            }
                        }
                        return {};
                    })
                    .has_value());
        QVERIFY(
            database->each(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"), {}, [](const QSqlQuery&) {}).has_value());
        QVERIFY(note(*database, "in the log").has_value());
        QVERIFY(QFile::copy(file(), file("damaged.db")));
        QVERIFY(QFile::copy(file("test.db-wal"), file("damaged.db-wal")));
    }
    QByteArray bytes = content(file("damaged.db"));
    const QByteArray log = content(file("damaged.db-wal"));
    QVERIFY(bytes.size() > 20 * 4096 && !log.isEmpty());
    bytes.replace(10 * 4096, 4096, QByteArray(4096, '\x77'));
    writeRaw(file("damaged.db"), bytes);

    const auto opened = Database::open(file("damaged.db"));
    QVERIFY(!opened.has_value());
    QCOMPARE(opened.error().kind, ErrorKind::Storage);
    QVERIFY2(opened.error().detail.contains(QLatin1String("damaged")) ||
                 opened.error().detail.contains(QLatin1String("malformed")),
             qPrintable(opened.error().detail));
    QCOMPARE(content(file("damaged.db")), bytes);
    QCOMPARE(content(file("damaged.db-wal")), log);
}

void DatabaseTest::refusesAPlaceThatIsNone()
{
    writeRaw(file("file"), "x");
    for (const QString& path : {file("missing/a.db"), file("file/a.db"), m_folder->path()}) {
        const auto opened = Database::open(path);
        QVERIFY(!opened.has_value());
        QCOMPARE(opened.error().kind, ErrorKind::Storage);
        QCOMPARE(opened.error().place, path);
    }
}

void DatabaseTest::takesAnEmptyFile()
{
    writeRaw(file(), {});
    QVERIFY(open());
}

void DatabaseTest::readsOnly()
{
    {
        const auto database = open();
        QVERIFY(database && database->run(kTable).has_value() && note(*database, "kept").has_value());
    }
    const auto reader = Database::open(file(), Database::Mode::ReadOnly);
    QVERIFY(reader.has_value());
    QCOMPARE(rows(**reader), 1);
    const auto written = note(**reader, "no");
    QVERIFY(!written.has_value());
    QCOMPARE(written.error().kind, ErrorKind::Storage);
    QVERIFY(!Database::open(file("missing.db"), Database::Mode::ReadOnly).has_value());
    QVERIFY(!QFileInfo::exists(file("missing.db")));
}

void DatabaseTest::saysWhenItIsLocked()
{
    const auto first = open();
    const auto second = open(20);
    QVERIFY(first && second);
    QVERIFY(first->run(kTable).has_value());
    const auto outer = first->transaction([&]() -> Result<void> {
        const auto blocked = second->transaction([] { return Result<void>(); });
        [&] {
            QVERIFY(!blocked.has_value());
            QCOMPARE(blocked.error().kind, ErrorKind::Storage);
            QVERIFY2(blocked.error().detail.contains(QLatin1String("locked")), qPrintable(blocked.error().detail));
            QCOMPARE(blocked.error().place, file());
        }();
        // Reading goes on meanwhile.
        [&] { QCOMPARE(rows(*second), 0); }();
        return note(*first, "one");
    });
    QVERIFY(outer.has_value());
    QVERIFY(note(*second, "two").has_value());
    QCOMPARE(rows(*first), 2);
}

void DatabaseTest::namesAFaultyStatement()
{
    const auto database = open();
    QVERIFY(database);
    const auto wrong = database->run(QStringLiteral("SELECT * FROM nowhere"));
    QVERIFY(!wrong.has_value());
    QVERIFY(wrong.error().detail.contains(QLatin1String("nowhere")));
    const auto none = database->value(QStringLiteral("SELECT 1 WHERE 1 = 0"));
    QVERIFY(none.has_value() && !none->isValid());
}

void DatabaseTest::migratesStepByStep()
{
    const QString second = QStringLiteral("ALTER TABLE notes ADD COLUMN colour TEXT; UPDATE notes SET colour = 'red';");
    {
        const auto database = open();
        QVERIFY(database->migrate(QStringLiteral("notes"), {kTable}).has_value());
        QVERIFY(note(*database, "old").has_value());
        // Parts count by themselves.
        QVERIFY(database->migrate(QStringLiteral("other"), {QStringLiteral("CREATE TABLE other (x)")}).has_value());
    }
    const auto database = open();
    for (int again = 0; again < 2; ++again) {
        QVERIFY(database->migrate(QStringLiteral("notes"), {kTable, second}).has_value());
        QCOMPARE(database->value(QStringLiteral("SELECT colour FROM notes")).value().toString(), QStringLiteral("red"));
    }
    QCOMPARE(database->value(QStringLiteral("SELECT version FROM schema_version WHERE part = 'notes'")).value().toInt(),
             2);
}

void DatabaseTest::migratesTriggersAndTrickyText()
{
    const QString script = QStringLiteral(R"(
        -- a comment; with a semicolon
        CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT DEFAULT 'a;b''c;', "odd;name" TEXT);
        /* another;
           one */
        CREATE TRIGGER upper_case AFTER INSERT ON notes BEGIN
            UPDATE notes SET text = CASE WHEN new.text = 'x;' THEN 'X;' ELSE new.text END WHERE id = new.id;
            UPDATE notes SET "odd;name" = 'end;' WHERE id = new.id;
        END;
        create temp trigger no_delete before delete on notes begin select raise(abort, 'no; never'); end;
        INSERT INTO notes (text) VALUES ('x;');;
        -- the end
    )");
    const auto database = open();
    const auto done = database->migrate(QStringLiteral("notes"), {script});
    QVERIFY2(done.has_value(), done ? "" : qPrintable(done.error().detail));
    QCOMPARE(database->value(QStringLiteral("SELECT text FROM notes")).value().toString(), QStringLiteral("X;"));
    QCOMPARE(database->value(QStringLiteral("SELECT \"odd;name\" FROM notes")).value().toString(),
             QStringLiteral("end;"));
    const auto removed = database->run(QStringLiteral("DELETE FROM notes"));
    QVERIFY(!removed.has_value() && removed.error().detail.contains(QLatin1String("no; never")));
}

void DatabaseTest::refusesANewerSchema()
{
    const auto database = open();
    QVERIFY(database->migrate(QStringLiteral("notes"), {kTable, QStringLiteral("CREATE TABLE later (x)")}).has_value());
    const auto old = database->migrate(QStringLiteral("notes"), {kTable});
    QVERIFY(!old.has_value());
    QCOMPARE(old.error().kind, ErrorKind::Storage);
    QVERIFY(old.error().detail.contains(QLatin1String("newer")));
    QCOMPARE(old.error().place, file());
}

void DatabaseTest::failedStepChangesNothing()
{
    const auto database = open();
    const QString wrong = QStringLiteral("CREATE TABLE more (x); INSERT INTO nowhere VALUES (1)");
    QVERIFY(!database->migrate(QStringLiteral("notes"), {kTable, wrong}).has_value());
    QCOMPARE(database->value(QStringLiteral("SELECT count(*) FROM sqlite_master WHERE name = 'more'")).value().toInt(),
             0);
    QCOMPARE(rows(*database), 0);
    QVERIFY(database->migrate(QStringLiteral("notes"), {kTable, QStringLiteral("CREATE TABLE more (x)")}).has_value());
}

void DatabaseTest::migratesFromTwoSidesAtOnce()
{
    QStringList steps{kTable};
    for (int i = 0; i < 20; ++i) {
        steps.append(QStringLiteral("INSERT INTO notes (text) VALUES ('step %1')").arg(i));
    }
    std::atomic<int> good = 0;
    const auto side = [&] {
        auto database = Database::open(file());
        if (database && (*database)->migrate(QStringLiteral("notes"), steps)) {
            ++good;
        }
    };
    QVERIFY(open());
    std::thread one(side);
    std::thread two(side);
    one.join();
    two.join();
    QCOMPARE(good.load(), 2);
    QCOMPARE(rows(*open()), 20);
}

void DatabaseTest::rollsBack()
{
    const auto database = open();
    QVERIFY(database->run(kTable).has_value());
    const auto failed = database->transaction([&]() -> Result<void> {
        static_cast<void>(note(*database, "gone"));
        return failure(ErrorKind::OutOfCredits, QStringLiteral("why"), QStringLiteral("where"));
    });
    QVERIFY(!failed.has_value());
    QCOMPARE(failed.error().kind, ErrorKind::OutOfCredits);
    QCOMPARE(failed.error().detail, QStringLiteral("why"));
    QCOMPARE(rows(*database), 0);
    QVERIFY(database->transaction([&] { return note(*database, "kept"); }).has_value());
    QCOMPARE(rows(*database), 1);
    QCOMPARE(database->lastRowId(), qint64(1));
}

void DatabaseTest::nestedCallsJoin()
{
    const auto database = open();
    QVERIFY(database->run(kTable).has_value());
    const auto failed = database->transaction([&]() -> Result<void> {
        auto inner = database->transaction([&] { return note(*database, "inner"); });
        [&] { QVERIFY(inner.has_value()); }();
        return failure(ErrorKind::Internal, QStringLiteral("outer"));
    });
    QVERIFY(!failed.has_value());
    QCOMPARE(rows(*database), 0);
}

void DatabaseTest::nestedFailureUndoesItsOwnPart()
{
    const auto database = open();
    QVERIFY(database->run(kTable).has_value());
    const auto done = database->transaction([&]() -> Result<void> {
        static_cast<void>(note(*database, "outer"));
        const auto inner = database->transaction([&]() -> Result<void> {
            static_cast<void>(note(*database, "inner"));
            return failure(ErrorKind::Internal, QStringLiteral("inner"));
        });
        [&] { QVERIFY(!inner.has_value()); }();
        return {};
    });
    QVERIFY(done.has_value());
    QCOMPARE(rows(*database), 1);
    QCOMPARE(database->value(QStringLiteral("SELECT text FROM notes")).value().toString(), QStringLiteral("outer"));
}

void DatabaseTest::survivesAFullDisk()
{
    const auto database = open();
    QVERIFY(database->run(kTable).has_value() && note(*database, "before").has_value());
    {
        const FileSizeLimit full(256 * 1024);
        const auto failed = database->transaction([&]() -> Result<void> {
            return database->run(QStringLiteral("INSERT INTO notes (text) VALUES (?)"),
                                 {QString(1024 * 1024, QLatin1Char('x'))});
        });
        QVERIFY(!failed.has_value());
        QCOMPARE(failed.error().kind, ErrorKind::Storage);
        QCOMPARE(failed.error().place, file());
    }
    QCOMPARE(rows(*database), 1);
    QVERIFY(note(*database, "after").has_value());
    QCOMPARE(rows(*open()), 2);
}

void DatabaseTest::keepsForeignKeys()
{
    const auto database = open();
    QVERIFY(database->run(kTable).has_value());
    QVERIFY(database->run(QStringLiteral("CREATE TABLE parts (note INTEGER REFERENCES notes (id))")).has_value());
    const auto orphan = database->run(QStringLiteral("INSERT INTO parts VALUES (7)"));
    QVERIFY(!orphan.has_value() && orphan.error().detail.contains(QLatin1String("FOREIGN KEY")));
}

void DatabaseTest::storesANullStringAsText()
{
    const auto database = open();
    const auto type = [&](const QVariant& value) {
        return database->value(QStringLiteral("SELECT typeof(?)"), {value}).value().toString();
    };
    QCOMPARE(type(QString()), QStringLiteral("text"));
    QCOMPARE(type(QVariant()), QStringLiteral("null"));
    QCOMPARE(type(qint64(1) << 40), QStringLiteral("integer"));
}

QTEST_GUILESS_MAIN(DatabaseTest)
#include "tst_database.moc"
