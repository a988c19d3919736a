// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gallery/ThumbnailPainter.h"
#include "app/gallery/Thumbnailer.h"
#include "tests/support/TestMain.h"

#include <QBuffer>
#include <QColorSpace>
#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThread>

using namespace maquette;

namespace {

QString data(const char* name)
{
    return QStringLiteral(ASSET_DATA "/") + QString::fromLatin1(name);
}

QByteArray encoded(const QImage& picture, const char* format = "PNG")
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    return buffer.open(QIODevice::WriteOnly) && picture.save(&buffer, format) ? bytes : QByteArray();
}

QImage plain(int width, int height, QColor colour)
{
    QImage picture(width, height, QImage::Format_RGB32);
    picture.fill(colour);
    return picture;
}

bool near(QColor a, QColor b, int tolerance)
{
    return std::abs(a.red() - b.red()) <= tolerance && std::abs(a.green() - b.green()) <= tolerance &&
           std::abs(a.blue() - b.blue()) <= tolerance;
}

} // namespace

class ThumbnailerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void paintsAndRemembers();
    void keepsProportions_data();
    void keepsProportions();
    void turnsUpright_data();
    void turnsUpright();
    void convertsToSrgb();
    void keepsAlpha();
    void keepsOnDisk();
    void mendsADamagedCache();
    void worksWithoutACache();
    void saysWhyItFailed_data();
    void saysWhyItFailed();
    void forgetsTheLeastUsed();
    void paintsTheVisibleFirst();
    void forgetsTheFar();
    void endsWithWorkInFlight();
    void neverBlocksTheOwner();
    void asksTheMakerForOtherKinds();
    void tellsTheMakerToEnd();

private:
    [[nodiscard]] AssetId put(const QImage& picture) const
    {
        return m_blobs->putBytes(encoded(picture)).value_or(Asset{}).id;
    }
    [[nodiscard]] AssetId number(int value) const { return put(plain(40 + value, 40, QColor(value, value, value))); }
    [[nodiscard]] std::unique_ptr<Thumbnailer> make(qint64 memory = 1 << 24) const
    {
        return std::make_unique<Thumbnailer>(*m_blobs, cache(), ThumbnailMaker(), memory);
    }
    [[nodiscard]] QString cache() const { return m_folder->filePath(QStringLiteral("thumbnails")); }
    /// Waits for the picture of \a request; null when it failed.
    static QImage wait(Thumbnailer& thumbnailer, const ThumbnailRequest& request);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::optional<BlobStore> m_blobs;
    std::unique_ptr<Thumbnailer> m_thumbnailer;
};

void ThumbnailerTest::init()
{
    failOnAnyWarning();
    m_folder = std::make_unique<QTemporaryDir>();
    auto blobs = BlobStore::open(m_folder->filePath(QStringLiteral("blobs")));
    QVERIFY(blobs.has_value());
    m_blobs = *blobs;
    m_thumbnailer = make();
}

void ThumbnailerTest::cleanup()
{
    m_thumbnailer.reset();
}

QImage ThumbnailerTest::wait(Thumbnailer& thumbnailer, const ThumbnailRequest& request)
{
    QImage picture = thumbnailer.get(request);
    static_cast<void>(QTest::qWaitFor([&] {
        picture = thumbnailer.get(request);
        return !picture.isNull() || !thumbnailer.whyFailed(request).isEmpty();
    }));
    return picture;
}

void ThumbnailerTest::paintsAndRemembers()
{
    const ThumbnailRequest request{put(plain(800, 600, Qt::red)), 256};
    QSignalSpy ready(m_thumbnailer.get(), &Thumbnailer::ready);
    QVERIFY(m_thumbnailer->get(request).isNull());
    QVERIFY(m_thumbnailer->get(request).isNull());
    QTRY_COMPARE(ready.size(), 1);
    QCOMPARE(ready.first().at(0).value<AssetId>(), request.asset);
    QCOMPARE(ready.first().at(1).toInt(), 256);
    const auto picture = ready.first().at(2).value<QImage>();
    QCOMPARE(picture.size(), QSize(256, 192));
    QVERIFY(near(picture.pixelColor(100, 100), Qt::red, 2));
    QCOMPARE(m_thumbnailer->get(request), picture);
    QCOMPARE(ready.size(), 1);
    QVERIFY(m_thumbnailer->whyFailed(request).isEmpty());
}

void ThumbnailerTest::keepsProportions_data()
{
    QTest::addColumn<QSize>("size");
    QTest::addColumn<int>("pixels");
    QTest::addColumn<QSize>("expected");
    QTest::newRow("wide") << QSize(1000, 500) << 100 << QSize(100, 50);
    QTest::newRow("high") << QSize(500, 1000) << 100 << QSize(50, 100);
    QTest::newRow("never enlarged") << QSize(30, 20) << 256 << QSize(30, 20);
    QTest::newRow("as large as asked") << QSize(256, 256) << 256 << QSize(256, 256);
    QTest::newRow("a line stays visible") << QSize(4000, 2) << 100 << QSize(100, 1);
    QTest::newRow("at least 64") << QSize(640, 320) << 3 << QSize(64, 32);
    QTest::newRow("at most 1024") << QSize(2048, 2048) << 5000 << QSize(1024, 1024);
}

void ThumbnailerTest::keepsProportions()
{
    QFETCH(QSize, size);
    QFETCH(int, pixels);
    QFETCH(QSize, expected);
    QCOMPARE(wait(*m_thumbnailer, {put(plain(size.width(), size.height(), Qt::blue)), pixels}).size(), expected);
}

void ThumbnailerTest::turnsUpright_data()
{
    QTest::addColumn<QString>("file"); // written by other programs (ImageMagick, ExifTool)
    for (const char* const file : {"exif-6.jpg", "exif-6.png", "exif-6.webp"}) {
        QTest::newRow(file) << QString::fromLatin1(file);
    }
}

void ThumbnailerTest::turnsUpright()
{
    QFETCH(QString, file);
    // Stored lying: red left, blue right. Shown: red above, blue below.
    const auto asset = m_blobs->putCopy(data(qPrintable(file)));
    QVERIFY(asset.has_value());
    const QImage picture = wait(*m_thumbnailer, {asset->id, 64});
    QCOMPARE(picture.size(), QSize(40, 60));
    QVERIFY(near(picture.pixelColor(20, 10), Qt::red, 20));
    QVERIFY(near(picture.pixelColor(20, 50), Qt::blue, 20));
}

void ThumbnailerTest::convertsToSrgb()
{
    // Display P3 and sRGB share white and curve; by the matrices of their primaries P3 (180, 120, 90) is sRGB (190,
    // 117, 84).
    QImage picture = plain(300, 300, QColor(180, 120, 90));
    picture.setColorSpace(QColorSpace(QColorSpace::DisplayP3));
    const QImage small = wait(*m_thumbnailer, {put(picture), 100});
    QVERIFY2(near(small.pixelColor(50, 50), QColor(190, 117, 84), 2), qPrintable(small.pixelColor(50, 50).name()));
    QVERIFY(small.colorSpace() == QColorSpace(QColorSpace::SRgb));
    // Without a profile the numbers are sRGB already.
    QVERIFY(near(wait(*m_thumbnailer, {put(plain(300, 300, QColor(180, 120, 90))), 100}).pixelColor(50, 50),
                 QColor(180, 120, 90), 2));
}

void ThumbnailerTest::keepsAlpha()
{
    QImage picture(300, 300, QImage::Format_ARGB32);
    picture.fill(QColor(10, 200, 60, 128));
    const ThumbnailRequest request{put(picture), 100};
    for (int again = 0; again < 2; ++again) {
        const QImage small = wait(*m_thumbnailer, request);
        QVERIFY(small.hasAlphaChannel());
        QCOMPARE(small.pixelColor(50, 50).alpha(), 128);
        QVERIFY(near(small.pixelColor(50, 50), QColor(10, 200, 60), 2));
        m_thumbnailer = make(); // now from the disk
    }
}

void ThumbnailerTest::keepsOnDisk()
{
    const ThumbnailRequest request{put(plain(800, 600, Qt::green)), 200};
    const QImage first = wait(*m_thumbnailer, request);
    m_thumbnailer = make();
    // What comes from the disk does not need the original.
    QVERIFY(QFile::remove(m_blobs->path(request.asset)));
    const QImage second = wait(*m_thumbnailer, request);
    QCOMPARE(second.size(), first.size());
    QVERIFY(near(second.pixelColor(100, 100), Qt::green, 3));
    QVERIFY(thumbnailPath(cache(), request).contains(request.asset.sha256));
    QVERIFY(thumbnailPath(cache(), request) != thumbnailPath(cache(), {request.asset, 201}));
}

void ThumbnailerTest::mendsADamagedCache()
{
    const ThumbnailRequest request{put(plain(800, 600, Qt::green)), 200};
    QVERIFY(!wait(*m_thumbnailer, request).isNull());
    for (const QByteArray& bytes : {QByteArray(), QByteArray("garbage")}) {
        QFile file(thumbnailPath(cache(), request));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size());
        file.close();
        m_thumbnailer = make();
        QCOMPARE(wait(*m_thumbnailer, request).size(), QSize(200, 150));
        QVERIFY(QFileInfo(thumbnailPath(cache(), request)).size() > 100);
    }
}

void ThumbnailerTest::worksWithoutACache()
{
    QFile file(cache());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(wait(*m_thumbnailer, {put(plain(800, 600, Qt::red)), 200}).size(), QSize(200, 150));
}

void ThumbnailerTest::saysWhyItFailed_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("word");
    const QByteArray good = encoded(plain(300, 300, Qt::red));
    QTest::newRow("missing") << QByteArray() << QStringLiteral("No such file");
    QTest::newRow("truncated") << good.left(good.size() / 2) << QStringLiteral("truncated");
    QTest::newRow("a text") << QByteArray("hello") << QStringLiteral("known type");
    QFile sound(data("tone.flac"));
    QVERIFY(sound.open(QIODevice::ReadOnly));
    QTest::newRow("a sound") << sound.readAll() << QStringLiteral("not a picture");
}

void ThumbnailerTest::saysWhyItFailed()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, word);
    const ThumbnailRequest request{AssetId{QString(64, QLatin1Char('a'))}, 100};
    if (!bytes.isEmpty()) {
        QVERIFY(QDir().mkpath(QFileInfo(m_blobs->path(request.asset)).absolutePath()));
        QFile file(m_blobs->path(request.asset));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    QSignalSpy failed(m_thumbnailer.get(), &Thumbnailer::failed);
    QVERIFY(wait(*m_thumbnailer, request).isNull());
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.first().at(0).value<AssetId>(), request.asset);
    QCOMPARE(failed.first().at(1).toInt(), 100);
    QVERIFY2(failed.first().at(2).toString().contains(word), qPrintable(failed.first().at(2).toString()));
    QCOMPARE(m_thumbnailer->whyFailed(request), failed.first().at(2).toString());
    // Not again and again, however often a view asks. Another picture comes through meanwhile.
    QVERIFY(m_thumbnailer->get(request).isNull());
    QVERIFY(!wait(*m_thumbnailer, {number(1), 64}).isNull());
    QCOMPARE(failed.size(), 1);
}

void ThumbnailerTest::forgetsTheLeastUsed()
{
    // Room for two pictures of 64 x 64 pixels of four bytes.
    m_thumbnailer = make(2 * 64 * 64 * 4);
    QList<ThumbnailRequest> requests;
    for (const QColor colour : {QColor(Qt::red), QColor(Qt::green), QColor(Qt::blue)}) {
        requests.append({put(plain(64, 64, colour)), 64});
    }
    QVERIFY(!wait(*m_thumbnailer, requests[0]).isNull());
    QVERIFY(!wait(*m_thumbnailer, requests[1]).isNull());
    QVERIFY(!m_thumbnailer->get(requests[0]).isNull());
    QVERIFY(!wait(*m_thumbnailer, requests[2]).isNull());
    QVERIFY(!m_thumbnailer->get(requests[0]).isNull());
    QVERIFY(!m_thumbnailer->get(requests[2]).isNull());
    QVERIFY(m_thumbnailer->get(requests[1]).isNull());
}

void ThumbnailerTest::paintsTheVisibleFirst()
{
    QList<ThumbnailRequest> all;
    for (int i = 0; i < 30; ++i) {
        all.append({number(i), 64});
    }
    QSignalSpy ready(m_thumbnailer.get(), &Thumbnailer::ready);
    for (const ThumbnailRequest& request : std::as_const(all)) {
        QVERIFY(m_thumbnailer->get(request).isNull());
    }
    const QList<ThumbnailRequest> visible{all[17], all[5], all[11], all[23]};
    m_thumbnailer->setVisible(visible);
    QTRY_COMPARE(ready.size(), all.size());
    QList<AssetId> order;
    for (const QList<QVariant>& signal : std::as_const(ready)) {
        order.append(signal.first().value<AssetId>());
    }
    // Two were begun before, and a worker may be held up: not the exact places count, but that they are far before
    // their turn.
    for (int i = 0; i < visible.size(); ++i) {
        const auto place = order.indexOf(visible[i].asset);
        QVERIFY2(place < 10, qPrintable(QStringLiteral("%1 came as number %2").arg(i).arg(place)));
    }
}

void ThumbnailerTest::forgetsTheFar()
{
    QList<ThumbnailRequest> all;
    const AssetId one = number(1);
    for (int i = 0; i < 400; ++i) {
        all.append({one, 100 + i});
    }
    QSignalSpy ready(m_thumbnailer.get(), &Thumbnailer::ready);
    for (const ThumbnailRequest& request : std::as_const(all)) {
        static_cast<void>(m_thumbnailer->get(request));
    }
    // The newest wish is met, and one for what was forgotten is met when it is made again.
    QVERIFY(!wait(*m_thumbnailer, all.last()).isNull());
    QVERIFY(!wait(*m_thumbnailer, all[200]).isNull());
    QVERIFY(ready.size() < 300);
}

void ThumbnailerTest::endsWithWorkInFlight()
{
    QImage large(1500, 1500, QImage::Format_RGB32);
    large.fill(Qt::darkCyan);
    const AssetId one = put(large);
    for (int round = 0; round < 5; ++round) {
        auto thumbnailer = make();
        for (int i = 0; i < 50; ++i) {
            static_cast<void>(thumbnailer->get({one, 300 + i + 60 * round}));
        }
        if (round % 2 == 1) {
            QSignalSpy ready(thumbnailer.get(), &Thumbnailer::ready);
            QVERIFY(ready.wait());
        }
        thumbnailer.reset();
        QCoreApplication::processEvents();
    }
}

void ThumbnailerTest::neverBlocksTheOwner()
{
    // The large picture takes a worker far longer than asking for it may take here; asking must not wait for it.
    QImage large(3000, 3000, QImage::Format_RGB32);
    large.fill(Qt::darkCyan);
    const AssetId one = put(large);
    QSignalSpy ready(m_thumbnailer.get(), &Thumbnailer::ready);
    for (int i = 0; i < 100; ++i) {
        QVERIFY(m_thumbnailer->get({one, 300 + i}).isNull());
    }
    m_thumbnailer->setVisible({{one, 300}});
    QCOMPARE(ready.size(), 0);
    QVERIFY(!wait(*m_thumbnailer, {one, 300}).isNull());
}

void ThumbnailerTest::asksTheMakerForOtherKinds()
{
    const auto sound = m_blobs->putCopy(data("tone.flac"));
    QVERIFY(sound.has_value());
    std::atomic_int asked = 0;
    const ThumbnailMaker maker = [&](const QString& source, MediaKind kind, int pixels,
                                     const std::atomic_bool&) -> Result<QImage> {
        ++asked;
        if (source != m_blobs->path(sound->id) || kind != MediaKind::Audio || pixels == 100) {
            return failure(ErrorKind::InvalidInput, QStringLiteral("made none"), source);
        }
        return plain(pixels, pixels, Qt::darkGreen);
    };
    m_thumbnailer = std::make_unique<Thumbnailer>(*m_blobs, cache(), maker);
    const QImage picture = wait(*m_thumbnailer, {sound->id, 128});
    QCOMPARE(picture.size(), QSize(128, 128));
    QVERIFY(near(picture.pixelColor(60, 60), Qt::darkGreen, 2));
    QVERIFY(!wait(*m_thumbnailer, {number(1), 64}).isNull()); // pictures are none of its business
    QCOMPARE(asked.load(), 1);
    QVERIFY(wait(*m_thumbnailer, {sound->id, 100}).isNull());
    QCOMPARE(m_thumbnailer->whyFailed({sound->id, 100}), QStringLiteral("made none"));
    QCOMPARE(asked.load(), 2);
    // It is kept as the others are.
    m_thumbnailer = make();
    QVERIFY(near(wait(*m_thumbnailer, {sound->id, 128}).pixelColor(60, 60), Qt::darkGreen, 2));
}

void ThumbnailerTest::tellsTheMakerToEnd()
{
    const auto sound = m_blobs->putCopy(data("tone.flac"));
    QVERIFY(sound.has_value());
    std::atomic_bool begun = false;
    std::atomic_bool told = false;
    m_thumbnailer = std::make_unique<Thumbnailer>(
        *m_blobs, cache(), [&](const QString&, MediaKind, int, const std::atomic_bool& ending) -> Result<QImage> {
            begun = true;
            while (!ending) {
                QThread::msleep(1);
            }
            told = true;
            return failure(ErrorKind::Cancelled, {});
        });
    QVERIFY(m_thumbnailer->get({sound->id, 128}).isNull());
    QTRY_VERIFY(begun);
    m_thumbnailer.reset();
    QVERIFY(told);
}

QTEST_GUILESS_MAIN(ThumbnailerTest)
#include "tst_thumbnailer.moc"
