// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/SourcePicture.h"
#include "tests/app/canvas/RandomPictures.h"
#include "tests/app/canvas/Tools.h"
#include "tests/support/TestMain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtEndian>

using namespace maquette;

namespace {

QString data(const char* name)
{
    return QStringLiteral(ASSET_DATA "/") + QString::fromLatin1(name);
}

/// EXIF with nothing but an orientation: a TIFF of one directory with one entry (CIPA DC-008, 4.6.4).
QByteArray exif(int orientation)
{
    QByteArray tiff = QByteArray::fromHex("49492a00"
                                          "08000000"
                                          "0100"
                                          "1201"
                                          "0300"
                                          "01000000"
                                          "00000000"
                                          "00000000");
    tiff[18] = char(orientation);
    return tiff;
}

/// The checksum of PNG (ISO/IEC 15948, annex D).
quint32 checksum(const QByteArray& bytes)
{
    quint32 sum = 0xffffffff;
    for (const char byte : bytes) {
        sum ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit) {
            sum = (sum & 1) != 0 ? (sum >> 1) ^ 0xedb88320U : sum >> 1;
        }
    }
    return ~sum;
}

template <typename Number>
QByteArray bigEndian(Number number)
{
    const Number swapped = qToBigEndian(number);
    return {reinterpret_cast<const char*>(&swapped), sizeof swapped};
}

template <typename Number>
QByteArray littleEndian(Number number)
{
    const Number swapped = qToLittleEndian(number);
    return {reinterpret_cast<const char*>(&swapped), sizeof swapped};
}

/// \a png with \a notes behind its first chunk.
QByteArray pngWithExif(QByteArray png, const QByteArray& notes)
{
    const QByteArray named = "eXIf" + notes;
    return png.insert(33, bigEndian(quint32(notes.size())) + named + bigEndian(checksum(named)));
}

/// \a webp, of the simple kind with one chunk, as one of the extended kind with \a notes.
QByteArray webpWithExif(const QByteArray& webp, QSize size, const QByteArray& notes)
{
    const QByteArray canvas =
        littleEndian(quint32(size.width() - 1)).left(3) + littleEndian(quint32(size.height() - 1)).left(3);
    const QByteArray all = "WEBPVP8X" + littleEndian(quint32(10)) + QByteArray("\x08\0\0\0", 4) + canvas +
                           webp.mid(12) + "EXIF" + littleEndian(quint32(notes.size())) + notes;
    return "RIFF" + littleEndian(quint32(all.size())) + all;
}

} // namespace

class SourcePictureTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_folder = std::make_unique<QTemporaryDir>();
    }
    void keepsDepth_data();
    void keepsDepth();
    void keepsTheProfile();
    void turnsUpright();
    void aTurnThatMakesNoSenseIsNone();
    void brings8BitFormatsTogether_data();
    void brings8BitFormatsTogether();
    void refuses_data();
    void refuses();
    void refusesPrintColours_data();
    void refusesPrintColours();
    void saysWhatItLeftOut();
    void refusesTooManyPixels();
    void tellsProgressAndCancels();

private:
    [[nodiscard]] QString file(const char* name) const { return m_folder->filePath(QString::fromLatin1(name)); }
    [[nodiscard]] QByteArray content(const char* name) const
    {
        QFile in(file(name));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    }
    QString write(const char* name, const QByteArray& bytes) const
    {
        QFile out(file(name));
        return out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size() ? out.fileName() : QString();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void SourcePictureTest::keepsDepth_data()
{
    QTest::addColumn<QString>("ending");
    QTest::addColumn<QStringList>("how");
    QTest::addColumn<QImage::Format>("format");
    const QStringList deep{QStringLiteral("-depth"), QStringLiteral("16")};
    const QStringList flat{QStringLiteral("-alpha"), QStringLiteral("off")};
    for (const char* ending : {"png", "tiff"}) {
        const QString name = QString::fromLatin1(ending);
        QTest::addRow("%s 16 bit", ending) << name << deep + flat << QImage::Format_RGBX64;
        QTest::addRow("%s 16 bit alpha", ending) << name << deep << QImage::Format_RGBA64;
    }
}

void SourcePictureTest::keepsDepth()
{
    QFETCH(QString, ending);
    QFETCH(QStringList, how);
    QFETCH(QImage::Format, format);
    // Eight values of which none is a multiple of 257, written by another program as plain text of 16 bit numbers.
    QByteArray text = "# ImageMagick pixel enumeration: 4,2,65535,srgba\n";
    const auto value = [](int x, int y, int c) { return (x * 7919 + y * 15013 + c * 4001 + 1001) % 65536; };
    for (int y = 0; y < 2; ++y) {
        for (int x = 0; x < 4; ++x) {
            text += QStringLiteral("%1,%2: (%3,%4,%5,65000)\n")
                        .arg(x)
                        .arg(y)
                        .arg(value(x, y, 0))
                        .arg(value(x, y, 1))
                        .arg(value(x, y, 2))
                        .toLatin1();
        }
    }
    const QString path = m_folder->filePath(QStringLiteral("deep.") + ending);
    QCOMPARE(convert(QStringList{write("deep.txt", text)} + how + QStringList{path}), QString());
    const auto source = readSource(path);
    QVERIFY2(source, source ? "" : qPrintable(source.error().detail));
    QVERIFY(source->wide);
    QCOMPARE(source->image.format(), format);
    QCOMPARE(source->hasAlpha, format == QImage::Format_RGBA64);
    for (int y = 0; y < 2; ++y) {
        for (int x = 0; x < 4; ++x) {
            const QRgba64 pixel = reinterpret_cast<const QRgba64*>(source->image.constScanLine(y))[x];
            QCOMPARE(int(pixel.red()), value(x, y, 0));
            QCOMPARE(int(pixel.green()), value(x, y, 1));
            QCOMPARE(int(pixel.blue()), value(x, y, 2));
            QCOMPARE(int(pixel.alpha()), source->hasAlpha ? 65000 : 65535);
        }
    }
}

void SourcePictureTest::keepsTheProfile()
{
    QImage picture = scene({40, 30}, 1);
    picture.setColorSpace(QColorSpace(QColorSpace::AdobeRgb));
    for (const char* name : {"p.png", "p.jpg", "p.tiff", "p.webp"}) {
        QVERIFY(picture.save(file(name)));
        const auto source = readSource(file(name));
        QVERIFY(source);
        QCOMPARE(source->space.primaries(), QColorSpace::Primaries::AdobeRgb);
        QCOMPARE(source->image.colorSpace(), source->space);
        QCOMPARE(source->note, QString());
    }
    picture.setColorSpace({});
    QVERIFY(picture.save(file("plain.png")));
    QCOMPARE(readSource(file("plain.png"))->space, QColorSpace(QColorSpace::SRgb));
}

void SourcePictureTest::turnsUpright()
{
    // Written by another program: eight orientations of a picture whose upper left corner is red and upper right green.
    QImage upright(32, 16, QImage::Format_RGB32);
    upright.fill(Qt::black);
    QPainter painter(&upright);
    painter.fillRect(0, 0, 8, 8, Qt::red);
    painter.fillRect(24, 0, 8, 8, Qt::green);
    painter.end();
    QVERIFY(upright.save(file("u.png")));
    QVERIFY(upright.save(file("u.webp"), nullptr, 100)); // 100 is lossless
    const QStringList turns{QStringLiteral("TopLeft"),     QStringLiteral("TopRight"),  QStringLiteral("BottomRight"),
                            QStringLiteral("BottomLeft"),  QStringLiteral("LeftTop"),   QStringLiteral("RightTop"),
                            QStringLiteral("RightBottom"), QStringLiteral("LeftBottom")};
    const QByteArray png = content("u.png");
    const QByteArray webp = content("u.webp");
    for (const QString& turn : turns) {
        const QString path = m_folder->filePath(turn + QStringLiteral(".tiff"));
        QCOMPARE(convert({file("u.png"), QStringLiteral("-orient"), turn, path}), QString());
        const QString stood = m_folder->filePath(turn + QStringLiteral(".png"));
        QCOMPARE(convert({path, QStringLiteral("-auto-orient"), stood}), QString());
        // Only the pixels are compared: the other program names a gamma in one of the files.
        QImage expected = QImage(stood).convertToFormat(QImage::Format_RGB32);
        expected.setColorSpace({});
        const QByteArray notes = exif(int(turns.indexOf(turn)) + 1);
        for (const QString& lying : {path, write("l.png", pngWithExif(png, notes)),
                                     write("l.webp", webpWithExif(webp, upright.size(), notes))}) {
            const auto source = readSource(lying);
            QVERIFY(source);
            QVERIFY2(source->image == expected, qPrintable(turn + lying));
        }
    }
}

void SourcePictureTest::aTurnThatMakesNoSenseIsNone()
{
    const QImage picture = scene({40, 30}, 1);
    QVERIFY(picture.save(file("p.png")));
    const QByteArray png = content("p.png");
    for (const QByteArray& notes : {exif(0), exif(9), exif(6).left(15), QByteArray("no notes"), QByteArray()}) {
        const auto source = readSource(write("odd.png", pngWithExif(png, notes)));
        QVERIFY(source);
        QCOMPARE(source->image.size(), picture.size());
    }
}

void SourcePictureTest::brings8BitFormatsTogether_data()
{
    QTest::addColumn<QImage::Format>("from");
    QTest::addColumn<QImage::Format>("to");
    QTest::newRow("palette") << QImage::Format_Indexed8 << QImage::Format_RGB32;
    QTest::newRow("grey") << QImage::Format_Grayscale8 << QImage::Format_RGB32;
    QTest::newRow("24 bit") << QImage::Format_RGB888 << QImage::Format_RGB32;
    QTest::newRow("premultiplied") << QImage::Format_ARGB32_Premultiplied << QImage::Format_ARGB32;
    QTest::newRow("grey 16 bit") << QImage::Format_Grayscale16 << QImage::Format_RGBX64;
    QTest::newRow("10 bit") << QImage::Format_RGB30 << QImage::Format_RGBX64;
    QTest::newRow("float") << QImage::Format_RGBA32FPx4 << QImage::Format_RGBA64;
    QTest::newRow("black and white") << QImage::Format_Mono << QImage::Format_RGB32;
}

void SourcePictureTest::brings8BitFormatsTogether()
{
    QFETCH(QImage::Format, from);
    QFETCH(QImage::Format, to);
    const QImage image = scene({30, 20}, 2).convertToFormat(from);
    const SourcePicture source = sourceFromImage(image);
    QCOMPARE(source.image.format(), to);
    QCOMPARE(source.wide, to == QImage::Format_RGBX64 || to == QImage::Format_RGBA64);
    QCOMPARE(source.hasAlpha, to == QImage::Format_ARGB32 || to == QImage::Format_RGBA64);
    QCOMPARE(source.image.pixelColor(7, 9).toRgb(), image.pixelColor(7, 9).toRgb());
}

void SourcePictureTest::refuses_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("why");
    const auto content = [](const char* name) {
        QFile in(data(name));
        return in.open(QIODevice::ReadOnly) ? in.readAll() : QByteArray();
    };
    QTest::newRow("animated WebP") << content("animated.webp") << QStringLiteral("several frames");
    QTest::newRow("animated GIF") << content("animated.gif") << QStringLiteral("several frames");
    QTest::newRow("text") << QByteArray("not a picture at all") << QStringLiteral("no picture");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("no picture");
    for (const char* name : {"baseline.jpg", "progressive.jpg", "rgb.png", "deep.png", "lossy.webp", "plain.tiff"}) {
        const QByteArray bytes = content(name);
        QTest::addRow("%s cut short", name) << bytes.left(bytes.size() / 2) << QStringLiteral("cut short");
    }
    QByteArray flipped = content("rgb.png");
    flipped[flipped.size() / 2] = char(~flipped[flipped.size() / 2]);
    QTest::newRow("a flipped byte") << flipped << QStringLiteral("damaged");
}

void SourcePictureTest::refuses()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, why);
    const auto source = readSource(write("bad", bytes));
    QVERIFY(!source);
    QCOMPARE(source.error().kind, ErrorKind::InvalidInput);
    QVERIFY2(source.error().detail.contains(why), qPrintable(source.error().detail));
    QVERIFY(source.error().detail.endsWith(QLatin1Char('.')));
    QCOMPARE(readSource(file("absent.png")).error().kind, ErrorKind::Storage);
}

void SourcePictureTest::refusesPrintColours_data()
{
    QTest::addColumn<QString>("ending");
    QTest::newRow("JPEG") << QStringLiteral("jpg");
    QTest::newRow("TIFF") << QStringLiteral("tiff");
}

void SourcePictureTest::refusesPrintColours()
{
    QFETCH(QString, ending);
    QVERIFY(scene({40, 30}, 1).save(file("rgb.png")));
    const QString path = m_folder->filePath(QStringLiteral("print.") + ending);
    QCOMPARE(convert({file("rgb.png"), QStringLiteral("-colorspace"), QStringLiteral("CMYK"), path}), QString());
    const auto source = readSource(path);
    QVERIFY(!source);
    QVERIFY2(source.error().detail.contains(QLatin1String("CMYK")), qPrintable(source.error().detail));
    // A viewer may still show it.
    QVERIFY(decodePicture(path));
}

void SourcePictureTest::saysWhatItLeftOut()
{
    QVERIFY(scene({40, 30}, 1).save(file("a.png")));
    QCOMPARE(convert({file("a.png"), file("a.png"), file("pages.tiff")}), QString());
    const auto pages = readSource(file("pages.tiff"));
    QVERIFY(pages);
    QVERIFY2(pages->note.contains(QLatin1String("2 pages")), qPrintable(pages->note));
    // A profile that is none: 200 bytes of nothing in an iCCP chunk, made by the other program from a file.
    QImage grey = scene({40, 30}, 1);
    grey.setColorSpace(QColorSpace(QColorSpace::SRgb));
    QVERIFY(grey.save(file("tagged.jpg")));
    QFile in(file("tagged.jpg"));
    QVERIFY(in.open(QIODevice::ReadOnly));
    QByteArray bytes = in.readAll();
    const qsizetype at = bytes.indexOf("acsp");
    QVERIFY(at > 0);
    bytes.replace(at, 4, "nope");
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("ICC|Icc|icc")));
    const auto unknown = readSource(write("unknown.jpg", bytes));
    QVERIFY(unknown);
    QCOMPARE(unknown->space, QColorSpace(QColorSpace::SRgb));
    QVERIFY2(unknown->note.contains(QLatin1String("profile")), qPrintable(unknown->note));
}

void SourcePictureTest::refusesTooManyPixels()
{
    // A TIFF (6.0) that is nothing but a head that promises 600 megapixels; nothing may be allocated for it.
    QByteArray bytes("II\x2A\0\x08\0\0\0\x07\0", 10);
    const auto entry = [&](quint16 tag, quint16 type, quint32 value) {
        const quint32 numbers[] = {qToLittleEndian(quint32(tag) | quint32(type) << 16), qToLittleEndian(quint32(1)),
                                   qToLittleEndian(value)};
        bytes.append(reinterpret_cast<const char*>(numbers), sizeof(numbers));
    };
    entry(256, 4, 30'000); // width
    entry(257, 4, 20'000); // height
    entry(258, 3, 8);      // bits
    entry(262, 3, 1);      // black is zero
    entry(273, 4, 8);      // where the pixels are said to be
    entry(277, 3, 1);      // one sample
    entry(279, 4, 8);      // and how many bytes of them
    bytes.append(4, '\0');
    const auto source = readSource(write("huge.tiff", bytes));
    QVERIFY(!source);
    QVERIFY2(source.error().detail.contains(QLatin1String("600 megapixels")), qPrintable(source.error().detail));
}

void SourcePictureTest::tellsProgressAndCancels()
{
    QList<int> told;
    const auto source = readSource(data("baseline.jpg"), nullptr, [&](int percent) { told << percent; });
    QVERIFY(source);
    QVERIFY(!told.isEmpty());
    QCOMPARE(told.last(), 100);
    QVERIFY(std::is_sorted(told.begin(), told.end()));
    std::atomic_bool cancelled = true;
    QCOMPARE(readSource(data("baseline.jpg"), &cancelled).error().kind, ErrorKind::Cancelled);
}

QTEST_GUILESS_MAIN(SourcePictureTest)
#include "tst_source_picture.moc"
