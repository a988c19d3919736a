// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "ui/canvas/staging/CanvasExport.h"

#include <QColorSpace>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace maquette {

namespace {

constexpr QSize kSize(60, 40);

QImage plain(QSize size, QColor colour)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(colour);
    return image;
}

} // namespace

/// Results that are not in place when a file with layers is written, read by a reader of its own.
class TestExportLayers : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;

    [[nodiscard]] StagedPictures::Order order(const QImage& result, PlaceKind kind)
    {
        StagedPictures::Order made;
        made.file = m_folder->filePath(QStringLiteral("result%1.png").arg(result.pixel(0, 0), 0, 16));
        result.save(made.file, "PNG");
        made.original = sourceFromImage(plain(kSize, Qt::gray));
        made.record.kind = kind;
        made.record.plan.crop = QRect(QPoint(), kSize);
        made.record.plan.sent = kSize;
        made.record.plan.whole = true;
        made.colourMatch = false;
        return made;
    }

    /// What is in the file that \a results make, unpacked into the folder.
    QJsonObject written(const QList<StagedVersion>& results, QList<LeftOut>* leftOut = nullptr)
    {
        ExportContent content;
        content.picture = plain(kSize, Qt::gray);
        content.results = results;
        const QString path = m_folder->filePath(QStringLiteral("out.ora"));
        const auto missing = writeExport(content, {path, true, {}}, false, [](const QString&) {});
        if (!missing) {
            return {};
        }
        if (leftOut != nullptr) {
            *leftOut = *missing;
        }
        QProcess reader;
        reader.start(QStringLiteral("python3"), {QStringLiteral(CANVAS_TESTS "/read_ora.py"), path});
        reader.waitForFinished();
        QProcess::execute(QStringLiteral("python3"), {QStringLiteral("-m"), QStringLiteral("zipfile"),
                                                      QStringLiteral("-e"), path, m_folder->path()});
        return QJsonDocument::fromJson(reader.readAllStandardOutput()).object();
    }

    /// Its numbers: what colours they are is named in the file and left out here.
    [[nodiscard]] QImage unpacked(const char* name) const
    {
        QImage image = QImage(m_folder->filePath(QLatin1String(name))).convertToFormat(QImage::Format_RGB32);
        image.setColorSpace({});
        return image;
    }

private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void aContinuedPictureMakesTheFileLarger()
    {
        StagedPictures::Order around = order(plain({100, 70}, Qt::red), PlaceKind::Outpaint);
        around.record.outpaint = {30, 20, 10, 10};
        const QJsonObject ora = written({{1, {nullptr, around}, {}, {}}});
        QCOMPARE(ora[QLatin1String("problems")].toArray(), QJsonArray());
        QCOMPARE(ora[QLatin1String("size")].toArray(), QJsonArray({100, 70}));
        const QJsonArray layers = ora[QLatin1String("layers")].toArray();
        QCOMPARE(layers.size(), 2);
        QCOMPARE(layers[0][QLatin1String("at")].toArray(), QJsonArray({0, 0}));
        QCOMPARE(layers[1][QLatin1String("at")].toArray(), QJsonArray({30, 20}));
        const QImage result = unpacked("data/layer000.png");
        QCOMPARE(result.size(), QSize(100, 70));
        QVERIFY(result.copy(QRect(QPoint(30, 20), kSize)) == plain(kSize, Qt::gray));
        QCOMPARE(result.pixelColor(0, 0), QColor(Qt::red));
        QVERIFY(unpacked("mergedimage.png") == result);
    }

    void aResultOfAnotherSizeIsALayerToo()
    {
        const QImage larger = plain(kSize * 2, Qt::green);
        const QJsonObject ora = written({{1, {nullptr, order(larger, PlaceKind::Whole)}, {}, {}}});
        QCOMPARE(ora[QLatin1String("size")].toArray(), QJsonArray({120, 80}));
        QCOMPARE(ora[QLatin1String("layers")].toArray().size(), 2);
        QVERIFY(unpacked("data/layer000.png") == larger);
    }

    void whatShowsThroughIsInTheLayer_data()
    {
        QTest::addColumn<bool>("original");
        QTest::newRow("another result") << false;
        QTest::newRow("the original") << true;
    }

    void whatShowsThroughIsInTheLayer()
    {
        QFETCH(const bool, original);
        StagedVersion version{1, {nullptr, order(plain(kSize, Qt::red), PlaceKind::Whole)}, TiledMask(kSize), {}};
        const QRect hole(10, 10, 20, 15);
        version.hidden.fill(hole, 255);
        if (!original) {
            version.under = StagedVersion::Part{nullptr, order(plain(kSize, Qt::blue), PlaceKind::Whole)};
        }
        QCOMPARE(written({version})[QLatin1String("problems")].toArray(), QJsonArray());
        const QImage layer = unpacked("data/layer000.png");
        for (int y = 0; y < kSize.height(); ++y) {
            for (int x = 0; x < kSize.width(); ++x) {
                const QColor below = original ? QColor(Qt::gray) : QColor(Qt::blue);
                QCOMPARE(layer.pixelColor(x, y), hole.contains(x, y) ? below : QColor(Qt::red));
            }
        }
    }

    void theOriginalShowsThroughInItsOwnColours()
    {
        QImage original = plain(kSize, QColor(200, 40, 90));
        original.setColorSpace(QColorSpace(QColorSpace::DisplayP3));
        StagedVersion version{1, {nullptr, order(plain(kSize, Qt::red), PlaceKind::Whole)}, TiledMask(kSize), {}};
        version.top.order->original = sourceFromImage(original);
        version.hidden.fill(QRect(10, 10, 20, 15), 255);
        const auto made = finishVersion(version);
        QVERIFY(made.has_value());
        QCOMPARE(made->image.colorSpace(), original.colorSpace());
        QCOMPARE(made->image.pixelColor(15, 15), QColor(200, 40, 90));
    }

    void whatCannotBePutInPlaceIsNamedAndTheRestIsWritten()
    {
        StagedPictures::Order gone = order(plain(kSize, Qt::red), PlaceKind::Whole);
        QVERIFY(QFile::remove(gone.file));
        QList<LeftOut> leftOut;
        const QJsonObject ora = written({{2, {nullptr, gone}, {}, {}},
                                         {1, {nullptr, order(plain(kSize, Qt::blue), PlaceKind::Whole)}, {}, {}},
                                         {3, {}, {}, {}}},
                                        &leftOut);
        QCOMPARE(leftOut.size(), 2);
        QCOMPARE(leftOut.at(0).name, QStringLiteral("Result 2"));
        QVERIFY(leftOut.at(0).error.kind == ErrorKind::Storage);
        QCOMPARE(leftOut.at(1).name, QStringLiteral("Result 3"));
        QVERIFY(!leftOut.at(1).error.detail.isEmpty());
        const QJsonArray layers = ora[QLatin1String("layers")].toArray();
        QCOMPARE(layers.size(), 2);
        QCOMPARE(layers[0][QLatin1String("name")].toString(), QStringLiteral("Result 1"));
        QCOMPARE(layers[0][QLatin1String("visibility")].toString(), QStringLiteral("visible"));
    }
};

} // namespace maquette

QTEST_MAIN(maquette::TestExportLayers)
#include "TestExportLayers.moc"
