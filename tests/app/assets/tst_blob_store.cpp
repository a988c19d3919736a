// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/BlobStore.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/TestMain.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QProcess>
#include <QTemporaryDir>

#include <thread>

using namespace maquette;

namespace {

QString data(const char* name)
{
    return QStringLiteral(ASSET_DATA "/") + QString::fromLatin1(name);
}

QByteArray content(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What the system's own tool says.
QString sha256sum(const QString& path)
{
    QProcess tool;
    tool.start(QStringLiteral("sha256sum"), {path});
    return tool.waitForFinished() ? QString::fromLatin1(tool.readAllStandardOutput().left(64)) : QString();
}

} // namespace

class BlobStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void storesBytes();
    void copiesAFile();
    void movesAFile();
    void keepsTheSameBytesOnce();
    void healsAFileThatWasCutShort();
    void refusesWhatIsNoMedia();
    void refusesATruncatedPicture();
    void fullDiskLosesNothing();
    void failedMoveLeavesTheFile();
    void finds();
    void listsAll();
    void verifies();
    void neverMakesAPathOfAWrongName();
    void refusesAPlaceThatIsNone();
    void severalThreadsStoreTheSame();

private:
    [[nodiscard]] QString root() const { return m_folder->filePath(QStringLiteral("blobs")); }
    [[nodiscard]] QStringList scratch() const
    {
        return QDir(m_store->scratchFolder()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }
    [[nodiscard]] QString put(const char* name, const QByteArray& bytes) const
    {
        const QString path = m_store->scratchFolder() + QLatin1Char('/') + QString::fromLatin1(name);
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<BlobStore> m_store;
};

void BlobStoreTest::init()
{
    failOnAnyWarning();
    m_folder = std::make_unique<QTemporaryDir>();
    auto store = BlobStore::open(root());
    QVERIFY(store.has_value());
    m_store = *store;
}

void BlobStoreTest::storesBytes()
{
    const QByteArray bytes = content(data("rgb.png"));
    const auto asset = m_store->putBytes(bytes);
    QVERIFY(asset.has_value());
    QCOMPARE(asset->id.sha256, sha256sum(data("rgb.png")));
    QCOMPARE(asset->info.mediaType, QStringLiteral("image/png"));
    QCOMPARE(asset->info.bytes, qint64(bytes.size()));
    QCOMPARE(content(m_store->path(asset->id)), bytes);
    QCOMPARE(m_store->path(asset->id),
             root() + QLatin1Char('/') + asset->id.sha256.left(2) + QLatin1Char('/') + asset->id.sha256);
    QVERIFY(m_store->contains(asset->id));
    QCOMPARE(scratch(), QStringList());
}

void BlobStoreTest::copiesAFile()
{
    const auto asset = m_store->putCopy(data("vbr-tagged.mp3"));
    QVERIFY(asset.has_value());
    QCOMPARE(asset->info.kind, MediaKind::Audio);
    QCOMPARE(content(m_store->path(asset->id)), content(data("vbr-tagged.mp3")));
    QVERIFY(QFileInfo::exists(data("vbr-tagged.mp3")));
    QCOMPARE(scratch(), QStringList());
    const auto missing = m_store->putCopy(data("missing.png"));
    QVERIFY(!missing.has_value());
    QCOMPARE(missing.error().kind, ErrorKind::InvalidInput); // the library is not at fault
    QVERIFY(missing.error().detail.endsWith(QLatin1Char('.')));
    QCOMPARE(missing.error().place, data("missing.png"));
    QCOMPARE(m_store->putCopy(QStringLiteral(ASSET_DATA "/../CMakeLists.txt")).error().place,
             QStringLiteral(ASSET_DATA "/../CMakeLists.txt"));
    QCOMPARE(scratch(), QStringList());
}

void BlobStoreTest::movesAFile()
{
    const QByteArray bytes = content(data("lossy.webp"));
    const QString path = put("answer", bytes);
    const auto asset = m_store->putByMoving(path);
    QVERIFY(asset.has_value());
    QVERIFY(!QFileInfo::exists(path));
    QCOMPARE(content(m_store->path(asset->id)), bytes);
}

void BlobStoreTest::keepsTheSameBytesOnce()
{
    const QByteArray bytes = content(data("rgb.png"));
    const auto first = m_store->putBytes(bytes);
    const auto second = m_store->putCopy(data("rgb.png"));
    const auto third = m_store->putByMoving(put("answer", bytes));
    QVERIFY(first && second && third);
    QVERIFY(*first == *second && *second == *third);
    QCOMPARE(m_store->all().size(), qsizetype(1));
    QCOMPARE(scratch(), QStringList());
}

void BlobStoreTest::healsAFileThatWasCutShort()
{
    const QByteArray bytes = content(data("rgb.png"));
    const auto asset = m_store->putBytes(bytes);
    QVERIFY(asset && QFile::resize(m_store->path(asset->id), 10));
    QVERIFY(!m_store->verify(asset->id).has_value());
    QVERIFY(m_store->putBytes(bytes).has_value());
    QVERIFY(m_store->verify(asset->id).has_value());
}

void BlobStoreTest::refusesWhatIsNoMedia()
{
    const auto refused = m_store->putBytes("hello");
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, ErrorKind::InvalidInput);
    QVERIFY(!m_store->putBytes({}).has_value());
    QCOMPARE(m_store->all().size(), qsizetype(0));
    QCOMPARE(scratch(), QStringList());
}

void BlobStoreTest::refusesATruncatedPicture()
{
    const QString path = put("answer", content(data("baseline.jpg")).chopped(40));
    const auto refused = m_store->putByMoving(path);
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, ErrorKind::InvalidInput);
    QVERIFY(QFileInfo::exists(path));
    QCOMPARE(m_store->all().size(), qsizetype(0));
}

void BlobStoreTest::fullDiskLosesNothing()
{
    QImage picture(600, 600, QImage::Format_RGB32);
    picture.fill(Qt::red);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QVERIFY(picture.save(&buffer, "BMP"));
    const QString path = put("answer", bytes);
    {
        const FileSizeLimit full(100 * 1024);
        const auto stored = m_store->putBytes(bytes);
        QVERIFY(!stored.has_value());
        QCOMPARE(stored.error().kind, ErrorKind::Storage);
        QVERIFY(!m_store->putCopy(path).has_value());
        QCOMPARE(scratch(), QStringList{QStringLiteral("answer")});
        QCOMPARE(m_store->all().size(), qsizetype(0));
        // What is already on the disk needs no more room to be put in its place.
        QVERIFY(m_store->putByMoving(path).has_value());
    }
    QCOMPARE(m_store->all().size(), qsizetype(1));
}

void BlobStoreTest::failedMoveLeavesTheFile()
{
    const QByteArray bytes = content(data("rgb.png"));
    const QString path = put("answer", bytes);
    // A file where the folder for this blob should be.
    QFile inTheWay(root() + QLatin1Char('/') + sha256sum(path).left(2));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    const auto refused = m_store->putByMoving(path);
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, ErrorKind::Storage);
    QCOMPARE(content(path), bytes);
    QVERIFY(inTheWay.remove());
    QVERIFY(m_store->putByMoving(path).has_value());
}

void BlobStoreTest::finds()
{
    const auto asset = m_store->putCopy(data("animated.webp"));
    QVERIFY(asset.has_value());
    const auto found = m_store->find(asset->id, true);
    QVERIFY(found.has_value());
    QVERIFY(*found == *asset);
    const auto missing = m_store->find(AssetId{QString(64, QLatin1Char('0'))});
    QVERIFY(!missing.has_value());
    QCOMPARE(missing.error().kind, ErrorKind::Storage);
}

void BlobStoreTest::listsAll()
{
    QList<AssetId> expected;
    for (const char* name : {"rgb.png", "rgba.png", "tone.flac", "plain.bmp"}) {
        expected.append(m_store->putCopy(data(name)).value_or(Asset{}).id);
    }
    std::sort(expected.begin(), expected.end());
    // What is not a blob in its place is not listed.
    QVERIFY(!put("leftover", "x").isEmpty());
    QVERIFY(QFile::copy(m_store->path(expected.first()), root() + QLatin1Char('/') + expected.first().sha256));
    QCOMPARE(m_store->all(), expected);
    QCOMPARE(BlobStore::open(root()).value().all(), expected);
}

void BlobStoreTest::verifies()
{
    const auto asset = m_store->putCopy(data("rgb.png"));
    QVERIFY(asset && m_store->verify(asset->id).has_value());
    QFile file(m_store->path(asset->id));
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(100) && file.write("!") == 1);
    file.close();
    const auto damaged = m_store->verify(asset->id);
    QVERIFY(!damaged.has_value());
    QCOMPARE(damaged.error().kind, ErrorKind::Storage);
    QCOMPARE(damaged.error().place, m_store->path(asset->id));
    QVERIFY(file.remove());
    QVERIFY(!m_store->verify(asset->id).has_value());
}

void BlobStoreTest::neverMakesAPathOfAWrongName()
{
    for (const QString& name : {QString(), QStringLiteral("../../etc/passwd"), QString(64, QLatin1Char('/')),
                                QString(64, QLatin1Char('G'))}) {
        QCOMPARE(m_store->path(AssetId{name}), QString());
        QVERIFY(!m_store->contains(AssetId{name}));
        QVERIFY(!m_store->find(AssetId{name}).has_value());
        QVERIFY(!m_store->verify(AssetId{name}).has_value());
    }
}

void BlobStoreTest::refusesAPlaceThatIsNone()
{
    QFile file(m_folder->filePath(QStringLiteral("file")));
    QVERIFY(file.open(QIODevice::WriteOnly));
    const auto opened = BlobStore::open(m_folder->filePath(QStringLiteral("file/blobs")));
    QVERIFY(!opened.has_value());
    QCOMPARE(opened.error().kind, ErrorKind::Storage);
}

void BlobStoreTest::severalThreadsStoreTheSame()
{
    const QByteArray bytes = content(data("rgb.png"));
    std::atomic<int> good = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            for (int n = 0; n < 10; ++n) {
                good += m_store->putBytes(bytes) ? 1 : 0;
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    QCOMPARE(good.load(), 80);
    QCOMPARE(m_store->all().size(), qsizetype(1));
    QVERIFY(m_store->verify(m_store->all().constFirst()).has_value());
    QCOMPARE(scratch(), QStringList());
}

QTEST_GUILESS_MAIN(BlobStoreTest)
#include "tst_blob_store.moc"
