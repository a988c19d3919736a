// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/OpenRaster.h"
#include "app/canvas/PictureExport.h"
#include "app/canvas/SourcePicture.h"
#include "tests/app/canvas/RandomPictures.h"
#include "tests/app/canvas/Tools.h"
#include "tests/support/TestMain.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace maquette;

namespace {

const QString kPrompt = QStringLiteral("a blue vase, Käse & <Brot>");
const QString kSettings = QStringLiteral("{\"seed\": 4242, \"strength\": 0.7}");

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// A file of \a layers, the uppermost first.
Result<void> writeLayers(const QString& path, QSize size, const QList<RasterLayer>& layers,
                         const std::atomic_bool* cancelled = nullptr)
{
    OpenRasterWriter writer(path, cancelled);
    for (qsizetype i = layers.size() - 1; i >= 0; --i) {
        RasterLayer layer = layers.at(i);
        layer.height = int(layers.size() - i);
        if (const auto added = writer.add(layer); !added) {
            return added;
        }
    }
    return writer.finish(QRect(QPoint(), size));
}

QString endingOf(PictureCoding coding)
{
    switch (coding) {
    case PictureCoding::Png:
        return QStringLiteral("png");
    case PictureCoding::Jpeg:
        return QStringLiteral("jpg");
    case PictureCoding::Tiff:
        return QStringLiteral("tiff");
    default:
        return QStringLiteral("webp");
    }
}

} // namespace

class PictureExportTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_folder = std::make_unique<QTemporaryDir>();
    }
    void keepsPixelsAndProfile_data();
    void keepsPixelsAndProfile();
    void isReadByAnotherProgram_data();
    void isReadByAnotherProgram();
    void tellsNothingUnlessAsked_data();
    void tellsNothingUnlessAsked();
    void tellsPromptAndSettings_data();
    void tellsPromptAndSettings();
    void saysWhatIsLost();
    void refusesSidesTooLong();
    void writesWholeFilesOrNone();
    void writesOpenRaster();
    void flattensLayers();
    void sortsLayersByHeight();
    void bringsLayersIntoOneSpace();
    void refusesEmptyRasters();

private:
    [[nodiscard]] QString file(const QString& name) const { return m_folder->filePath(name); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void PictureExportTest::keepsPixelsAndProfile_data()
{
    QTest::addColumn<PictureCoding>("coding");
    QTest::addColumn<QImage::Format>("format");
    const QList<QImage::Format> all{QImage::Format_RGB32, QImage::Format_ARGB32, QImage::Format_RGBX64,
                                    QImage::Format_RGBA64};
    for (const QImage::Format format : all) {
        QTest::addRow("PNG %d", int(format)) << PictureCoding::Png << format;
        QTest::addRow("TIFF %d", int(format)) << PictureCoding::Tiff << format;
    }
    QTest::newRow("lossless WebP") << PictureCoding::WebpLossless << QImage::Format_RGB32;
}

void PictureExportTest::keepsPixelsAndProfile()
{
    QFETCH(PictureCoding, coding);
    QFETCH(QImage::Format, format);
    QImage image = noise({40, 30}, format, 3);
    image.setColorSpace(QColorSpace(QColorSpace::AdobeRgb));
    for (const ExportMetadata metadata : {ExportMetadata::None, ExportMetadata::PromptAndSettings}) {
        QString path = file(QStringLiteral("out"));
        QVERIFY(exportPicture(path, image, {coding, 90, metadata, {kPrompt, kSettings}}));
        if (coding == PictureCoding::Tiff && format == QImage::Format_ARGB32) {
            // Qt writes these right, and rounds them when it reads.
            QVERIFY(readSource(path)->note.contains(QLatin1String("rounded")));
            QCOMPARE(convert({path, file(QStringLiteral("same.png"))}), QString());
            path = file(QStringLiteral("same.png"));
        }
        const auto back = readSource(path);
        QVERIFY2(back, back ? "" : qPrintable(back.error().detail));
        QCOMPARE(back->image.format(), format);
        QCOMPARE(back->space.primaries(), QColorSpace::Primaries::AdobeRgb);
        for (int y = 0; y < 30; ++y) {
            QCOMPARE(std::memcmp(back->image.constScanLine(y), image.constScanLine(y),
                                 std::size_t(40) * std::size_t(image.depth() / 8)),
                     0);
        }
        QCOMPARE(exportLoses(image, {coding, 90, metadata, {}}), QString());
    }
}

void PictureExportTest::isReadByAnotherProgram_data()
{
    QTest::addColumn<PictureCoding>("coding");
    QTest::addColumn<QString>("depth");
    QTest::newRow("PNG") << PictureCoding::Png << QStringLiteral("16");
    QTest::newRow("TIFF") << PictureCoding::Tiff << QStringLiteral("16");
    QTest::newRow("JPEG") << PictureCoding::Jpeg << QStringLiteral("8");
    QTest::newRow("WebP") << PictureCoding::Webp << QStringLiteral("8");
    QTest::newRow("lossless WebP") << PictureCoding::WebpLossless << QStringLiteral("8");
}

void PictureExportTest::isReadByAnotherProgram()
{
    QFETCH(PictureCoding, coding);
    QFETCH(QString, depth);
    QImage image = scene({60, 40}, 3).convertToFormat(QImage::Format_RGBX64);
    image.setColorSpace(QColorSpace(QColorSpace::AdobeRgb));
    // A value that 8 bits do not have.
    image.setPixelColor(0, 0, QColor::fromRgba64(12345, 23456, 34567));
    const QString path = file(QStringLiteral("out.") + endingOf(coding));
    for (const ExportMetadata metadata : {ExportMetadata::None, ExportMetadata::PromptAndSettings}) {
        QVERIFY(exportPicture(path, image, {coding, 90, metadata, {kPrompt, kSettings}}));
        QCOMPARE(identify(QStringLiteral("%w %h %z"), path), QStringLiteral("60 40 ") + depth);
        QVERIFY(identify(QStringLiteral("%[profile:icc]"), path).contains(QLatin1String("Adobe")));
        if (depth == QLatin1String("16")) {
            const QString text = convert({path, QStringLiteral("-crop"), QStringLiteral("1x1+0+0"),
                                          QStringLiteral("-depth"), QStringLiteral("16"), QStringLiteral("txt:")});
            QVERIFY2(text.contains(QLatin1String("(12345,23456,34567")), qPrintable(text));
        }
    }
}

void PictureExportTest::tellsNothingUnlessAsked_data()
{
    QTest::addColumn<PictureCoding>("coding");
    QTest::newRow("PNG") << PictureCoding::Png;
    QTest::newRow("JPEG") << PictureCoding::Jpeg;
    QTest::newRow("WebP") << PictureCoding::Webp;
    QTest::newRow("TIFF") << PictureCoding::Tiff;
}

void PictureExportTest::tellsNothingUnlessAsked()
{
    QFETCH(PictureCoding, coding);
    // What the original brought along: a text such as cameras and programs write.
    QImage image = scene({60, 40}, 3);
    image.setText(QStringLiteral("Author"), QStringLiteral("Erika Mustermann"));
    image.setText(QStringLiteral("Description"), QStringLiteral("/home/erika/secret"));
    for (const ExportMetadata metadata : {ExportMetadata::None, ExportMetadata::PromptAndSettings}) {
        const auto bytes = exportBytes(image, {coding, 90, metadata, {kPrompt, kSettings}});
        QVERIFY(bytes);
        QVERIFY(!bytes->contains("Erika"));
        QVERIFY(!bytes->contains("erika"));
        if (metadata == ExportMetadata::None) {
            QVERIFY(!bytes->contains("vase") && !bytes->contains("4242") && !bytes->contains("Maquette"));
        }
    }
    QCOMPARE(image.text(QStringLiteral("Author")), QStringLiteral("Erika Mustermann"));
}

void PictureExportTest::tellsPromptAndSettings_data()
{
    tellsNothingUnlessAsked_data();
}

void PictureExportTest::tellsPromptAndSettings()
{
    QFETCH(PictureCoding, coding);
    const QString path = file(QStringLiteral("out.") + endingOf(coding));
    QVERIFY(
        exportPicture(path, scene({60, 40}, 3), {coding, 90, ExportMetadata::PromptAndSettings, {kPrompt, kSettings}}));
    // XMP (ISO 16684-1) is plain text inside the file, under a name that differs by format. Another program takes it
    // out of those it can.
    QByteArray xmp = contentOf(path);
    if (coding == PictureCoding::Png) {
        xmp = xmp.mid(xmp.indexOf("iTXtXML:com.adobe.xmp"));
    } else if (coding == PictureCoding::Webp) {
        xmp = xmp.mid(xmp.indexOf("XMP "));
    } else {
        const QString packet = file(QStringLiteral("packet.xmp"));
        QCOMPARE(convert({path, packet}), QString());
        xmp = contentOf(packet);
    }
    QVERIFY2(xmp.contains("a blue vase, K\xC3\xA4se &amp; &lt;Brot&gt;"), xmp.constData());
    QVERIFY(xmp.contains("4242"));
    QVERIFY(xmp.contains("Maquette"));
}

void PictureExportTest::saysWhatIsLost()
{
    const QImage deep = noise({8, 8}, QImage::Format_RGBA64, 1);
    QVERIFY(exportLoses(deep, {PictureCoding::Jpeg, 90, {}, {}}).contains(QLatin1String("white")));
    QVERIFY(exportLoses(deep, {PictureCoding::Jpeg, 90, {}, {}}).contains(QLatin1String("16 bits")));
    QVERIFY(exportLoses(deep, {PictureCoding::WebpLossless, 90, {}, {}}).contains(QLatin1String("16 bits")));
    QVERIFY(!exportLoses(deep, {PictureCoding::WebpLossless, 90, {}, {}}).contains(QLatin1String("white")));
    // A transparent corner in a JPEG is white, not black.
    QImage clear(16, 16, QImage::Format_ARGB32);
    clear.fill(Qt::transparent);
    const auto bytes = exportBytes(clear, {PictureCoding::Jpeg, 95, {}, {}});
    QVERIFY(bytes);
    QVERIFY(qGray(QImage::fromData(*bytes).pixel(8, 8)) > 250);
}

void PictureExportTest::refusesSidesTooLong()
{
    const QImage strip(16'400, 2, QImage::Format_RGB32);
    const auto refused = exportBytes(strip, {PictureCoding::Webp, 90, {}, {}});
    QCOMPARE(refused.error().kind, ErrorKind::InvalidInput);
    QVERIFY(refused.error().detail.contains(QLatin1String("16383")));
}

void PictureExportTest::writesWholeFilesOrNone()
{
    const QImage image = scene({60, 40}, 3);
    QCOMPARE(exportPicture(file(QStringLiteral("none/out.png")), image, {}).error().kind, ErrorKind::Storage);
    QCOMPARE(writeLayers(file(QStringLiteral("none/out.ora")), {60, 40}, {{QStringLiteral("a"), image}}).error().kind,
             ErrorKind::Storage);
    const QString path = file(QStringLiteral("out.ora"));
    const std::atomic_bool cancelled = true;
    QCOMPARE(writeLayers(path, {60, 40}, {{QStringLiteral("a"), image}}, &cancelled).error().kind,
             ErrorKind::Cancelled);
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
    // A file for other people to read, as any program writes it; one that exists keeps its rights.
    for (const QString& name : {QStringLiteral("out.png"), QStringLiteral("out.ora")}) {
        const auto write = [&] {
            return name.endsWith(QLatin1String("png"))
                       ? exportPicture(file(name), image, {})
                       : writeLayers(file(name), {60, 40}, {{QStringLiteral("a"), image}});
        };
        QVERIFY(write());
        QVERIFY(QFile::permissions(file(name)).testFlag(QFile::ReadOther));
        const auto mine = QFile::ReadOwner | QFile::WriteOwner;
        QVERIFY(QFile::setPermissions(file(name), mine));
        QVERIFY(write());
        QVERIFY(!QFile::permissions(file(name)).testFlag(QFile::ReadOther));
    }
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot).size(), 2);
}

void PictureExportTest::writesOpenRaster()
{
    const QImage picture = scene({300, 500}, 1).convertToFormat(QImage::Format_RGBX64);
    QImage grey(300, 500, QImage::Format_Grayscale8);
    grey.fill(77);
    const QList<RasterLayer> layers{{QStringLiteral("Mask \"a\" & <b>"), maskAsLayer(grey), {}, 1, false},
                                    {QStringLiteral("Result"), scene({100, 80}, 2), QPoint(20, -30), 0.5, true},
                                    {QStringLiteral("Picture"), picture, {}, 1, true}};
    const QString path = file(QStringLiteral("out.ora"));
    const auto written = writeLayers(path, {300, 500}, layers);
    QVERIFY2(written, written ? "" : qPrintable(written.error().detail));
    const QString text = outputOf(QStringLiteral("python3"), {QStringLiteral(CANVAS_TESTS "/read_ora.py"), path});
    const QJsonObject ora = QJsonDocument::fromJson(text.toUtf8()).object();
    QVERIFY2(!ora.isEmpty(), qPrintable(text));
    // As the specification wants: the first entry names the type, stored, without extra field, at a fixed place.
    QCOMPARE(ora[QLatin1String("first")].toString(), QStringLiteral("mimetype"));
    QCOMPARE(contentOf(path).mid(30, 24), QByteArray("mimetypeimage/openraster"));
    QCOMPARE(ora[QLatin1String("problems")].toArray(), QJsonArray());
    QCOMPARE(ora[QLatin1String("size")].toArray(), QJsonArray({300, 500}));
    QCOMPARE(ora[QLatin1String("merged")].toArray(), QJsonArray({300, 500, 16, 6}));
    QCOMPARE(ora[QLatin1String("thumbnail")].toArray(), QJsonArray({154, 256, 8, 6}));
    const QJsonArray found = ora[QLatin1String("layers")].toArray();
    QCOMPARE(found.size(), 3);
    const auto layer = [&](int i, const char* member) { return found[i].toObject().value(QLatin1String(member)); };
    QCOMPARE(layer(0, "name").toString(), layers[0].name);
    QCOMPARE(layer(0, "visibility").toString(), QStringLiteral("hidden"));
    QCOMPARE(layer(1, "at").toArray(), QJsonArray({20, -30}));
    QCOMPARE(layer(1, "opacity").toDouble(), 0.5);
    QCOMPARE(layer(1, "png").toArray(), QJsonArray({100, 80, 8, 2}));
    QCOMPARE(layer(2, "visibility").toString(), QStringLiteral("visible"));
    QCOMPARE(layer(2, "png").toArray(), QJsonArray({300, 500, 16, 2}));
    // Each names its colours: Krita stops and asks about 16 bits that do not.
    QVERIFY(outputOf(QStringLiteral("python3"),
                     {QStringLiteral("-m"), QStringLiteral("zipfile"), QStringLiteral("-e"), path, m_folder->path()})
                .isEmpty());
    for (const char* const name : {"data/layer000.png", "data/layer001.png", "data/layer002.png", "mergedimage.png"}) {
        QVERIFY2(contentOf(file(QLatin1String(name))).contains("iCCP"), name);
        QCOMPARE(QImage(file(QLatin1String(name))).colorSpace().primaries(), QColorSpace::Primaries::SRgb);
    }
}

void PictureExportTest::flattensLayers()
{
    QImage red(40, 30, QImage::Format_RGB32);
    red.fill(QColor(200, 0, 0));
    QImage blue(20, 30, QImage::Format_RGB32);
    blue.fill(QColor(0, 0, 200));
    const QString path = file(QStringLiteral("out.ora"));
    QVERIFY(writeLayers(path, {40, 30},
                        {{QStringLiteral("hidden"), red, {}, 1, false},
                         {QStringLiteral("half"), blue, QPoint(20, 0), 0.5, true},
                         {QStringLiteral("base"), red, {}, 1, true}}));
    QVERIFY(outputOf(QStringLiteral("python3"),
                     {QStringLiteral("-m"), QStringLiteral("zipfile"), QStringLiteral("-e"), path, m_folder->path()})
                .isEmpty());
    const QImage merged(file(QStringLiteral("mergedimage.png")));
    QCOMPARE(merged.pixelColor(5, 5), QColor(200, 0, 0));
    QVERIFY(qAbs(merged.pixelColor(30, 5).red() - 100) <= 1);
    QVERIFY(qAbs(merged.pixelColor(30, 5).blue() - 100) <= 1);
    // A mask as a layer is white and as opaque as it is bright.
    QImage grey(2, 1, QImage::Format_Grayscale8);
    grey.bits()[0] = 0;
    grey.bits()[1] = 200;
    QCOMPARE(maskAsLayer(grey).pixel(0, 0), qRgba(255, 255, 255, 0));
    QCOMPARE(maskAsLayer(grey).pixel(1, 0), qRgba(255, 255, 255, 200));
}

/// Hidden layers may come at any time; where a layer lies is its own business.
void PictureExportTest::sortsLayersByHeight()
{
    QImage red(40, 30, QImage::Format_RGB32);
    red.fill(QColor(200, 0, 0));
    QImage blue(60, 20, QImage::Format_RGB32);
    blue.fill(QColor(0, 0, 200));
    const QString path = file(QStringLiteral("out.ora"));
    OpenRasterWriter writer(path);
    QVERIFY(writer.add({QStringLiteral("base"), red, {}, 1, true, -5}));
    QVERIFY(writer.add({QStringLiteral("top"), blue, {-10, -4}, 1, true, 9}));
    QVERIFY(writer.add({QStringLiteral("middle"), red, {30, 20}, 1, false, 0}));
    QCOMPARE(writer.extent(), QRect(-10, -4, 80, 54));
    QVERIFY(writer.finish(writer.extent()));
    const QString text = outputOf(QStringLiteral("python3"), {QStringLiteral(CANVAS_TESTS "/read_ora.py"), path});
    const QJsonArray found = QJsonDocument::fromJson(text.toUtf8())[QLatin1String("layers")].toArray();
    const QStringList names{QStringLiteral("top"), QStringLiteral("middle"), QStringLiteral("base")};
    const QList<QJsonArray> places{{0, 0}, {40, 24}, {10, 4}};
    QCOMPARE(found.size(), names.size());
    for (int i = 0; i < names.size(); ++i) {
        QCOMPARE(found[i][QLatin1String("name")].toString(), names.at(i));
        QCOMPARE(found[i][QLatin1String("at")].toArray(), places.at(i));
    }
    QVERIFY(outputOf(QStringLiteral("python3"),
                     {QStringLiteral("-m"), QStringLiteral("zipfile"), QStringLiteral("-e"), path, m_folder->path()})
                .isEmpty());
    const QImage merged(file(QStringLiteral("mergedimage.png")));
    QCOMPARE(merged.size(), QSize(80, 54));
    QCOMPARE(merged.pixelColor(20, 10), QColor(0, 0, 200));
    QCOMPARE(merged.pixelColor(20, 25), QColor(200, 0, 0));
    QCOMPARE(merged.pixelColor(70, 50).alpha(), 0); // only what is hidden lies there
}

void PictureExportTest::bringsLayersIntoOneSpace()
{
    QImage base(10, 10, QImage::Format_RGBX64);
    base.fill(Qt::gray);
    base.setColorSpace(QColorSpace(QColorSpace::DisplayP3));
    QImage red(10, 10, QImage::Format_RGB32);
    red.fill(Qt::red);
    red.setColorSpace(QColorSpace(QColorSpace::SRgb));
    const QString path = file(QStringLiteral("out.ora"));
    QVERIFY(writeLayers(path, {10, 10}, {{QStringLiteral("red"), red}, {QStringLiteral("base"), base}}));
    QVERIFY(outputOf(QStringLiteral("python3"),
                     {QStringLiteral("-m"), QStringLiteral("zipfile"), QStringLiteral("-e"), path, m_folder->path()})
                .isEmpty());
    const QImage layer(file(QStringLiteral("data/layer000.png")));
    QCOMPARE(layer.colorSpace().primaries(), QColorSpace::Primaries::DciP3D65);
    QVERIFY(qAbs(layer.pixelColor(5, 5).redF() - 0.9175F) < 0.005F);
}

void PictureExportTest::refusesEmptyRasters()
{
    QCOMPARE(writeLayers(file(QStringLiteral("a.ora")), {10, 10}, {}).error().kind, ErrorKind::InvalidInput);
    QCOMPARE(writeLayers(file(QStringLiteral("a.ora")), {}, {{QStringLiteral("a"), scene({4, 4}, 1)}}).error().kind,
             ErrorKind::InvalidInput);
}

QTEST_GUILESS_MAIN(PictureExportTest)
#include "tst_picture_export.moc"
