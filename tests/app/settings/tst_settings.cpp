// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Files.h"
#include "app/settings/ConfigFile.h"
#include "app/settings/ConfigWriter.h"
#include "app/settings/Paths.h"
#include "app/settings/PromptHistory.h"
#include "app/settings/SettingsStore.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/TestMain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>

using namespace maquette;

class SettingsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void findsItsFolders();
    void makesItsFolders();
    void beginsWithDefaults();
    void keepsEverything();
    void signalsChangesOnly();
    void replacesValuesThatCannotBe_data();
    void replacesValuesThatCannotBe();
    void boundsWhatIsSet();
    void setsADamagedFileAside_data();
    void setsADamagedFileAside();
    void keepsUnknownMembers();
    void unreadableFileIsNeverOverwritten();
    void fullDiskKeepsTheOldFile();
    void remembersPrompts();
    void remembersTheLastOnly();
    void setsADamagedHistoryAside();
    void writesTheNewestLast_data();
    void writesTheNewestLast();
    void writesWhatWaitsAtTheEnd();
    void tellsWhatIsNotOnDisk();
    void tellsInTheLogWhenNobodyIsLeft();

private:
    [[nodiscard]] QString file() const { return m_folder->filePath(QStringLiteral("config/settings.json")); }
    [[nodiscard]] QString prompts() const { return m_folder->filePath(QStringLiteral("config/prompts.json")); }
    static QByteArray content(const QString& path) { return readFile(path, 1'000'000).value_or(QByteArray()); }
    void write(const QString& path, const QByteArray& bytes) const
    {
        QVERIFY(ensureFolder(QFileInfo(path).absolutePath()).has_value());
        QVERIFY(writeFileAtomically(path, bytes).has_value());
    }
    [[nodiscard]] static Settings unusual()
    {
        Settings settings;
        settings.theme = ThemeChoice::Light;
        settings.uiScale = 150;
        settings.runningJobLimit = 50;
        settings.provider = QStringLiteral("stability");
        settings.reduceMotion = true;
        settings.firstRunDone = true;
        settings.dailyBudget = Credits::fromMilli(12'345);
        settings.monthlyBudget = Credits{};
        settings.libraryFolder = QStringLiteral("/somewhere/else");
        settings.sendTooLarge = QStringLiteral("webp");
        settings.undoMegabytes = 1024;
        settings.shortcuts = {{QStringLiteral("generate"), QStringLiteral("Ctrl+G")},
                              {QStringLiteral("fit"), QString::fromLatin1("")}};
        return settings;
    }
    /// Whether \a settings reached the disk.
    [[nodiscard]] static bool kept(SettingsStore& store, const Settings& settings)
    {
        QSignalSpy failed(&store, &SettingsStore::failed);
        store.update(settings);
        store.flush();
        QCoreApplication::processEvents();
        return failed.isEmpty();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void SettingsTest::init()
{
    failOnAnyWarning();
    m_folder = std::make_unique<QTemporaryDir>();
}

void SettingsTest::findsItsFolders()
{
    qputenv("MAQUETTE_HOME", "/data/home/../other");
    QCOMPARE(Paths::fromEnvironment().root, QStringLiteral("/data/other"));
    qputenv("MAQUETTE_HOME", "relative");
    QCOMPARE(Paths::fromEnvironment().root, QDir::currentPath() + QStringLiteral("/relative"));
    qputenv("MAQUETTE_HOME", "");
    QCOMPARE(Paths::fromEnvironment().root,
             QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/maquette"));
    qunsetenv("MAQUETTE_HOME");
    const Paths paths = Paths::at(QStringLiteral("/data"));
    QCOMPARE(paths.library, QStringLiteral("/data/library"));
    QCOMPARE(paths.operations(), QStringLiteral("/data/config/operations"));
    QCOMPARE(paths.databaseFile(), QStringLiteral("/data/maquette.db"));
    const Paths moved = paths.withLibrary(QStringLiteral("/big/disk/"));
    QCOMPARE(moved.blobs(), QStringLiteral("/big/disk/blobs"));
    QCOMPARE(moved.practice(), QStringLiteral("/data/practice"));
    QCOMPARE(paths.withLibrary({}), paths);
}

void SettingsTest::makesItsFolders()
{
    const Paths paths = Paths::at(m_folder->filePath(QStringLiteral("a/b")));
    QVERIFY(paths.ensure().has_value());
    for (const QString& folder : {paths.blobs(), paths.thumbnails(), paths.practice(), paths.operations()}) {
        QVERIFY(QFileInfo(folder).isDir());
    }
    write(m_folder->filePath(QStringLiteral("file")), "x");
    const auto refused = Paths::at(m_folder->filePath(QStringLiteral("file"))).ensure();
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, ErrorKind::Storage);
}

void SettingsTest::beginsWithDefaults()
{
    const SettingsStore store(file());
    QVERIFY(!store.problem());
    QVERIFY(store.settings() == Settings());
    QCOMPARE(store.settings().provider, QStringLiteral("practice"));
    QCOMPARE(store.settings().runningJobLimit, 3);
    QVERIFY(!store.settings().dailyBudget);
    QVERIFY(!QFileInfo::exists(file()));
}

void SettingsTest::keepsEverything()
{
    SettingsStore store(file());
    QVERIFY(kept(store, unusual()));
    const SettingsStore again(file());
    QVERIFY(!again.problem());
    QVERIFY(again.settings() == unusual());
    const QJsonObject json = QJsonDocument::fromJson(content(file())).object();
    QCOMPARE(json.value(QLatin1String("version")).toInt(), 1);
    QCOMPARE(json.value(QLatin1String("dailyBudget")).toString(), QStringLiteral("12.345"));
}

void SettingsTest::signalsChangesOnly()
{
    SettingsStore store(file());
    QSignalSpy changed(&store, &SettingsStore::changed);
    QVERIFY(kept(store, unusual()));
    QVERIFY(kept(store, unusual()));
    QCOMPARE(changed.size(), 1);
    QVERIFY(changed.first().first().value<Settings>() == unusual());
}

void SettingsTest::replacesValuesThatCannotBe_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("name");
    const auto row = [](const char* name, const char* json) {
        const QByteArray full(name);
        QTest::newRow(name) << QByteArray(json) << QString::fromLatin1(full.left(full.indexOf(':')));
    };
    row("theme: none of them", R"({"theme": "pink"})");
    row("theme: a number", R"({"theme": 3})");
    row("uiScale: odd", R"({"uiScale": 110})");
    row("uiScale: text", R"({"uiScale": "150"})");
    row("uiScale: fraction", R"({"uiScale": 100.5})");
    row("runningJobLimit: none", R"({"runningJobLimit": 0})");
    row("runningJobLimit: negative", R"({"runningJobLimit": -1})");
    row("runningJobLimit: too many", R"({"runningJobLimit": 51})");
    row("runningJobLimit: huge", R"({"runningJobLimit": 1e300})");
    row("provider: another", R"({"provider": "nobody"})");
    row("reduceMotion: text", R"({"reduceMotion": "yes"})");
    row("dailyBudget: negative", R"({"dailyBudget": "-1"})");
    row("dailyBudget: a number", R"({"dailyBudget": 12.5})");
    row("monthlyBudget: text", R"({"monthlyBudget": "much"})");
    row("undoMegabytes: too few", R"({"undoMegabytes": 15})");
    row("undoMegabytes: too many", R"({"undoMegabytes": 4097})");
    row("undoMegabytes: a text", R"({"undoMegabytes": "256"})");
    row("sendTooLarge: other", R"({"sendTooLarge": "never"})");
    row("libraryFolder: relative", R"({"libraryFolder": "pictures"})");
    row("shortcuts: a list", R"({"shortcuts": ["Ctrl+G"]})");
}

void SettingsTest::replacesValuesThatCannotBe()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, name);
    QJsonObject members = QJsonDocument::fromJson(json).object();
    members.insert(QLatin1String("firstRunDone"), true);
    write(file(), QJsonDocument(members).toJson());
    const SettingsStore store(file());
    QVERIFY(store.problem().has_value());
    QCOMPARE(store.problem()->kind, ErrorKind::InvalidInput);
    QVERIFY2(store.problem()->detail.contains(name), qPrintable(store.problem()->detail));
    QCOMPARE(store.problem()->place, file());
    // One wrong value does not take the others with it.
    Settings expected;
    expected.firstRunDone = true;
    QVERIFY(store.settings() == expected);
}

void SettingsTest::boundsWhatIsSet()
{
    SettingsStore store(file());
    Settings wrong = unusual();
    wrong.runningJobLimit = 1000;
    wrong.uiScale = 7;
    QVERIFY(kept(store, wrong));
    QCOMPARE(store.settings().runningJobLimit, 3);
    QCOMPARE(store.settings().uiScale, 0);
    QCOMPARE(store.settings().theme, ThemeChoice::Light);
    for (const int limit : {1, 50}) {
        wrong.runningJobLimit = limit;
        QCOMPARE(wrong.sane().runningJobLimit, limit);
    }
}

void SettingsTest::setsADamagedFileAside_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("zeros") << QByteArray(300, '\0');
    QTest::newRow("cut short") << QByteArray(R"({"theme": "light", "uiSc)");
    QTest::newRow("a list") << QByteArray("[1, 2]");
    QTest::newRow("text") << QByteArray("theme = light");
}

void SettingsTest::setsADamagedFileAside()
{
    QFETCH(QByteArray, bytes);
    write(file(), bytes);
    SettingsStore store(file());
    QVERIFY(store.settings() == Settings());
    QVERIFY(store.problem().has_value());
    QCOMPARE(store.problem()->kind, ErrorKind::Storage);
    QCOMPARE(store.problem()->place, file());
    QVERIFY(store.problem()->detail.contains(QLatin1String("settings.json.damaged")));
    QCOMPARE(content(file() + QStringLiteral(".damaged")), bytes);
    QVERIFY(!QFileInfo::exists(file()));
    QVERIFY(kept(store, unusual()));
    QVERIFY(SettingsStore(file()).settings() == unusual());
    QCOMPARE(content(file() + QStringLiteral(".damaged")), bytes);
}

void SettingsTest::keepsUnknownMembers()
{
    write(file(), R"({"version": 7, "theme": "light", "future": {"a": [1, 2]}, "uiScale": 200})");
    SettingsStore store(file());
    QVERIFY(!store.problem());
    Settings settings = store.settings();
    QCOMPARE(settings.uiScale, 200);
    settings.theme = ThemeChoice::System;
    QVERIFY(kept(store, settings));
    const QJsonObject json = QJsonDocument::fromJson(content(file())).object();
    QCOMPARE(json.value(QLatin1String("version")).toInt(), 7);
    QCOMPARE(json.value(QLatin1String("future")).toObject().value(QLatin1String("a")).toArray().size(), 2);
    QCOMPARE(json.value(QLatin1String("theme")).toString(), QStringLiteral("system"));
}

void SettingsTest::unreadableFileIsNeverOverwritten()
{
    // A folder where the file should be stands for any file that cannot be read.
    QVERIFY(ensureFolder(file()).has_value());
    SettingsStore store(file());
    QVERIFY(store.settings() == Settings());
    QVERIFY(store.problem().has_value());
    QCOMPARE(store.problem()->kind, ErrorKind::Storage);
    QSignalSpy failed(&store, &SettingsStore::failed);
    store.update(unusual());
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<Error>().kind, ErrorKind::Storage);
    QVERIFY(store.settings() == unusual());
    QVERIFY(QFileInfo(file()).isDir());
}

void SettingsTest::fullDiskKeepsTheOldFile()
{
    SettingsStore store(file());
    QVERIFY(kept(store, unusual()));
    const QByteArray before = content(file());
    Settings more = unusual();
    more.shortcuts.insert(QStringLiteral("x"), QString(20'000, QLatin1Char('y')));
    {
        const FileSizeLimit full(4096);
        QVERIFY(!kept(store, more));
    }
    QCOMPARE(content(file()), before);
    QVERIFY(store.settings() == more);
    QVERIFY(kept(store, more));
}

void SettingsTest::remembersPrompts()
{
    PromptHistory history(prompts());
    QVERIFY(!history.problem());
    for (const char* prompt : {"a red fox", "the sea", "  ", "", "a red fox", " the sea\n"}) {
        history.add(QString::fromLatin1(prompt));
    }
    history.add(QString::fromUtf8("ein Fluß\nüber zwei Zeilen"));
    const QStringList expected{QString::fromUtf8("ein Fluß\nüber zwei Zeilen"), QStringLiteral("the sea"),
                               QStringLiteral("a red fox")};
    QCOMPARE(history.prompts(), expected);
    history.flush();
    QCOMPARE(PromptHistory(prompts()).prompts(), expected);
}

void SettingsTest::remembersTheLastOnly()
{
    QJsonArray many;
    for (int i = 0; i < 510; ++i) {
        many.append(QStringLiteral("prompt %1").arg(i));
    }
    many.insert(1, QStringLiteral("prompt 0"));
    many.insert(2, 17);
    write(prompts(),
          QJsonDocument(QJsonObject{{QStringLiteral("version"), 1}, {QStringLiteral("prompts"), many}}).toJson());
    PromptHistory history(prompts());
    QCOMPARE(history.prompts().size(), qsizetype(500));
    QCOMPARE(history.prompts().at(1), QStringLiteral("prompt 1"));
    history.add(QStringLiteral("new"));
    QCOMPARE(history.prompts().size(), qsizetype(500));
    QCOMPARE(history.prompts().first(), QStringLiteral("new"));
    QCOMPARE(history.prompts().last(), QStringLiteral("prompt 498"));
    history.flush();
    QCOMPARE(PromptHistory(prompts()).prompts(), history.prompts());
}

void SettingsTest::setsADamagedHistoryAside()
{
    write(prompts(), "{\"prompts\": [\"a");
    PromptHistory history(prompts());
    QVERIFY(history.prompts().isEmpty());
    QVERIFY(history.problem().has_value());
    QVERIFY(QFileInfo::exists(prompts() + QStringLiteral(".damaged")));
    history.add(QStringLiteral("new"));
    history.flush();
    QCOMPARE(PromptHistory(prompts()).prompts(), QStringList{QStringLiteral("new")});
}

void SettingsTest::writesTheNewestLast_data()
{
    QTest::addColumn<int>("gatherMs");
    QTest::newRow("at once") << 0;
    QTest::newRow("gathered") << 5;
    QTest::newRow("gathered for long") << 600'000;
}

void SettingsTest::writesTheNewestLast()
{
    QFETCH(int, gatherMs);
    ConfigWriter writer(file(), std::chrono::milliseconds(gatherMs));
    for (int i = 0; i <= 200; ++i) {
        writer.write(QJsonObject{{QStringLiteral("i"), i}});
        if (i % 50 == 0) {
            QCoreApplication::processEvents();
        }
    }
    writer.flush();
    QCOMPARE(readConfigFile(file()).members.value(QLatin1String("i")).toInt(), 200);
    QFile::remove(file());
    writer.flush(); // nothing new: nothing is written
    QVERIFY(!QFileInfo::exists(file()));
    writer.write(QJsonObject{{QStringLiteral("i"), 201}});
    if (gatherMs < 1000) { // no flush is needed for it to be written
        QTRY_COMPARE(readConfigFile(file()).members.value(QLatin1String("i")).toInt(), 201);
    }
}

void SettingsTest::writesWhatWaitsAtTheEnd()
{
    {
        ConfigWriter writer(file(), std::chrono::minutes(10));
        writer.write(QJsonObject{{QStringLiteral("i"), 1}});
        QVERIFY(!QFileInfo::exists(file()));
    }
    QCOMPARE(readConfigFile(file()).members.value(QLatin1String("i")).toInt(), 1);
}

void SettingsTest::tellsWhatIsNotOnDisk()
{
    write(m_folder->filePath(QStringLiteral("config")), "a file where the folder should be");
    ConfigWriter writer(file());
    QSignalSpy failed(&writer, &ConfigWriter::failed);
    writer.write({});
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<Error>().kind, ErrorKind::Storage);
    QFile::remove(m_folder->filePath(QStringLiteral("config")));
    writer.write({});
    writer.flush();
    QCoreApplication::processEvents();
    QCOMPARE(failed.size(), 1);
    QVERIFY(QFileInfo::exists(file()));
}

void SettingsTest::tellsInTheLogWhenNobodyIsLeft()
{
    write(m_folder->filePath(QStringLiteral("config")), "a file where the folder should be");
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("settings\\.json could not be written")));
    ConfigWriter writer(file());
    writer.write({});
}

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_settings.moc"
