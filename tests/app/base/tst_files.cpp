// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Files.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/TestMain.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace maquette;

class FilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void writes();
    void replaces();
    void keepsALink();
    void fullDiskLeavesTheOldFile();
    void refusesAPlaceThatIsNone();
    void moves();
    void movesOverAnExistingFile();
    void failedMoveLeavesTheFile();
    void makesFoldersForTheUserOnly();
    void namesAFileInTheWay();
    void reads();
    void readsUpToTheLimit();
    void readsADeviceWithoutSize();
    void refusesToReadWhatIsNoFile();

private:
    [[nodiscard]] QString at(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    [[nodiscard]] QStringList listing() const
    {
        return QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }
    static QByteArray content(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void FilesTest::init()
{
    failOnAnyWarning();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void FilesTest::writes()
{
    QVERIFY(writeFileAtomically(at("a"), "hello").has_value());
    QCOMPARE(content(at("a")), QByteArray("hello"));
    QCOMPARE(listing(), QStringList{QStringLiteral("a")});
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(at("a")) & others));
}

void FilesTest::replaces()
{
    QVERIFY(writeFileAtomically(at("a"), "a longer text").has_value());
    QVERIFY(writeFileAtomically(at("a"), "").has_value());
    QCOMPARE(content(at("a")), QByteArray());
    QCOMPARE(QFileInfo(at("a")).size(), qint64(0));
}

void FilesTest::keepsALink()
{
    QVERIFY(writeFileAtomically(at("real"), "old").has_value());
    QVERIFY(QFile::link(at("real"), at("link")));
    QVERIFY(writeFileAtomically(at("link"), "new").has_value());
    QVERIFY(QFileInfo(at("link")).isSymLink());
    QCOMPARE(content(at("real")), QByteArray("new"));
}

void FilesTest::fullDiskLeavesTheOldFile()
{
    QVERIFY(writeFileAtomically(at("a"), "old").has_value());
    {
        const FileSizeLimit full(64 * 1024);
        const auto written = writeFileAtomically(at("a"), QByteArray(1024 * 1024, 'x'));
        QVERIFY(!written.has_value());
        QCOMPARE(written.error().kind, ErrorKind::Storage);
        QCOMPARE(written.error().place, at("a"));
        QVERIFY(!written.error().detail.isEmpty());
    }
    QCOMPARE(content(at("a")), QByteArray("old"));
    QCOMPARE(listing(), QStringList{QStringLiteral("a")});
}

void FilesTest::refusesAPlaceThatIsNone()
{
    QVERIFY(writeFileAtomically(at("file"), "x").has_value());
    for (const QString& path : {at("missing/a"), at("file/a"), m_folder->path()}) {
        const auto written = writeFileAtomically(path, "y");
        QVERIFY(!written.has_value());
        QCOMPARE(written.error().kind, ErrorKind::Storage);
        QCOMPARE(written.error().place, path);
    }
    QCOMPARE(listing(), QStringList{QStringLiteral("file")});
}

void FilesTest::moves()
{
    QVERIFY(writeFileAtomically(at("a"), "bytes").has_value());
    QVERIFY(moveFileDurably(at("a"), at("b")).has_value());
    QCOMPARE(listing(), QStringList{QStringLiteral("b")});
    QCOMPARE(content(at("b")), QByteArray("bytes"));
}

void FilesTest::movesOverAnExistingFile()
{
    QVERIFY(writeFileAtomically(at("a"), "new").has_value());
    QVERIFY(writeFileAtomically(at("b"), "old").has_value());
    QVERIFY(moveFileDurably(at("a"), at("b")).has_value());
    QCOMPARE(content(at("b")), QByteArray("new"));
}

void FilesTest::failedMoveLeavesTheFile()
{
    QVERIFY(writeFileAtomically(at("a"), "bytes").has_value());
    const auto moved = moveFileDurably(at("a"), at("missing/b"));
    QVERIFY(!moved.has_value());
    QCOMPARE(moved.error().kind, ErrorKind::Storage);
    QCOMPARE(content(at("a")), QByteArray("bytes"));
    const auto none = moveFileDurably(at("none"), at("b"));
    QVERIFY(!none.has_value());
    QCOMPARE(none.error().place, at("none"));
}

void FilesTest::makesFoldersForTheUserOnly()
{
    QVERIFY(ensureFolder(at("one/two/three")).has_value());
    QVERIFY(ensureFolder(at("one/two/three")).has_value());
    QVERIFY(ensureFolder(at("one/two/four/")).has_value());
    const auto others = QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther;
    for (const char* folder : {"one", "one/two", "one/two/three", "one/two/four"}) {
        QVERIFY(QFileInfo(at(folder)).isDir());
        QVERIFY(!(QFile::permissions(at(folder)) & others));
    }
}

void FilesTest::namesAFileInTheWay()
{
    QVERIFY(writeFileAtomically(at("file"), "x").has_value());
    for (const char* folder : {"file", "file/below", "file/far/below"}) {
        const auto made = ensureFolder(at(folder));
        QVERIFY(!made.has_value());
        QCOMPARE(made.error().kind, ErrorKind::Storage);
        QVERIFY(made.error().detail.contains(QLatin1String("a file is where the folder should be")));
        QCOMPARE(made.error().place, at("file"));
    }
}

void FilesTest::reads()
{
    QVERIFY(writeFileAtomically(at("a"), "bytes").has_value());
    const auto bytes = readFile(at("a"), 100);
    QVERIFY(bytes.has_value());
    QCOMPARE(*bytes, QByteArray("bytes"));
}

void FilesTest::readsUpToTheLimit()
{
    QVERIFY(writeFileAtomically(at("a"), QByteArray(5'000'000, 'x')).has_value());
    QCOMPARE(readFile(at("a"), 5'000'000).value_or(QByteArray()).size(), qsizetype(5'000'000));
    const auto bytes = readFile(at("a"), 4'999'999);
    QVERIFY(!bytes.has_value());
    QCOMPARE(bytes.error().kind, ErrorKind::InvalidInput);
}

void FilesTest::readsADeviceWithoutSize()
{
    const auto endless = readFile(QStringLiteral("/dev/zero"), 1000);
    QVERIFY(!endless.has_value());
    QCOMPARE(endless.error().kind, ErrorKind::InvalidInput);
    const auto status = readFile(QStringLiteral("/proc/self/status"), 1'000'000);
    QVERIFY(status.has_value());
    QVERIFY(status->contains("Pid:"));
}

void FilesTest::refusesToReadWhatIsNoFile()
{
    for (const QString& path : {at("missing"), m_folder->path()}) {
        const auto bytes = readFile(path, 100);
        QVERIFY(!bytes.has_value());
        QCOMPARE(bytes.error().kind, ErrorKind::Storage);
        QCOMPARE(bytes.error().place, path);
    }
}

QTEST_GUILESS_MAIN(FilesTest)
#include "tst_files.moc"
