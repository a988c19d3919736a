// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/assets/MediaProbe.h"
#include "tests/support/TestMain.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QtEndian>

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

QByteArray little32(quint32 value)
{
    QByteArray bytes(4, '\0');
    qToLittleEndian(value, bytes.data());
    return bytes;
}

/// The smallest GLB there is: header and one JSON chunk (glTF 2.0, section 4.4).
QByteArray smallGlb()
{
    const QByteArray json = QByteArray(R"({"asset":{"version":"2.0"}})").leftJustified(28, ' ');
    return "glTF" + little32(2) + little32(quint32(12 + 8 + json.size())) + little32(quint32(json.size())) + "JSON" +
           json;
}

} // namespace

/// The files in data/ were made with ImageMagick and ffmpeg; sizes and lengths are what identify and a full decode by
/// ffmpeg say.
class MediaProbeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void sniffs_data();
    void sniffs();
    void sniffsHeads_data();
    void sniffsHeads();
    void namesSuffixes_data();
    void namesSuffixes();
    void namesKinds();
    void knowsValidIds_data();
    void knowsValidIds();
    void probesPictures_data();
    void probesPictures();
    void tellsWhatIsInAPicture_data();
    void tellsWhatIsInAPicture();
    void probesSounds_data();
    void probesSounds();
    void probesMeshes();
    void refusesTruncated_data();
    void refusesTruncated();
    void findsTruncationEverywhere_data();
    void findsTruncationEverywhere();
    void saysWhatPrintColoursAre();
    void refusesDamagedPictures();
    void refusesWhatItDoesNotKnow_data();
    void refusesWhatItDoesNotKnow();
    void refusesHugePictures();
    void saysWhenItCannotRead();

private:
    [[nodiscard]] QString write(const QByteArray& bytes) const
    {
        const QString path = m_folder->filePath(QStringLiteral("probed"));
        // Anew each time: some file systems force a file to disk that is truncated and written again.
        QFile::remove(path);
        QFile file(path);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? path : QString();
    }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void MediaProbeTest::init()
{
    failOnAnyWarning();
    m_folder = std::make_unique<QTemporaryDir>();
}

void MediaProbeTest::sniffs_data()
{
    QTest::addColumn<QString>("mediaType");
    const auto row = [](const char* file, const char* type) { QTest::newRow(file) << QString::fromLatin1(type); };
    row("rgb.png", "image/png");
    row("baseline.jpg", "image/jpeg");
    row("progressive.jpg", "image/jpeg");
    row("exif-6.jpg", "image/jpeg");
    row("lossy.webp", "image/webp");
    row("lossless-alpha.webp", "image/webp");
    row("animated.webp", "image/webp");
    row("animated.gif", "image/gif");
    row("plain.bmp", "image/bmp");
    row("plain.tiff", "image/tiff");
    row("cbr-bare.mp3", "audio/mpeg");
    row("vbr-tagged.mp3", "audio/mpeg");
    row("tone.wav", "audio/wav");
    row("tone.flac", "audio/flac");
    row("vorbis.ogg", "audio/ogg");
}

void MediaProbeTest::sniffs()
{
    QFETCH(QString, mediaType);
    const QByteArray bytes = content(data(QTest::currentDataTag()));
    QVERIFY(!bytes.isEmpty());
    QCOMPARE(sniffMediaType(bytes.left(64)), mediaType);
    QCOMPARE(sniffMediaType(bytes), mediaType);
}

void MediaProbeTest::sniffsHeads_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QString>("mediaType");
    const QString none;
    QTest::newRow("nothing") << QByteArray() << none;
    QTest::newRow("half a PNG magic") << QByteArray("\x89PNG", 4) << none;
    QTest::newRow("text") << QByteArray("BMW is a car; this is a text, not a picture") << none;
    QTest::newRow("an error body") << QByteArray(R"({"id":"x","name":"bad_request","errors":["prompt: required"]})")
                                   << none;
    QTest::newRow("a page") << QByteArray("<!DOCTYPE html><html>") << none;
    QTest::newRow("RIFF of another kind") << QByteArray("RIFF\x10\0\0\0AVI LIST", 16) << none;
    QTest::newRow("RIFF cut off") << QByteArray("RIFF\x10\0\0\0WEB", 11) << none;
    QTest::newRow("GLB") << smallGlb() << QStringLiteral("model/gltf-binary");
    QTest::newRow("glTF") << QByteArray("\n {\n\"asset\": {\"version\": \"2.0\"}}")
                          << QStringLiteral("model/gltf+json");
    QTest::newRow("big-endian TIFF") << QByteArray("MM\0*\0\0\0\x08", 8) << QStringLiteral("image/tiff");
    QTest::newRow("AVIF") << QByteArray("\0\0\0\x1c"
                                        "ftypavif\0\0\0\0",
                                        16)
                          << QStringLiteral("image/avif");
    QTest::newRow("HEIC") << QByteArray("\0\0\0\x1c"
                                        "ftypheic\0\0\0\0",
                                        16)
                          << QStringLiteral("image/heic");
    QTest::newRow("MP3 frame") << QByteArray("\xFF\xFB\x90\x64", 4) << QStringLiteral("audio/mpeg");
    QTest::newRow("no MP3 frame: reserved rate") << QByteArray("\xFF\xFB\xFC\x64", 4) << none;
    QTest::newRow("no MP3 frame: layer reserved") << QByteArray("\xFF\xF9\x90\x64", 4) << none;
    QTest::newRow("UTF-16 text") << QByteArray("\xFF\xFEH\0e\0l\0", 8) << none;
}

void MediaProbeTest::sniffsHeads()
{
    QFETCH(QByteArray, head);
    QFETCH(QString, mediaType);
    QCOMPARE(sniffMediaType(head), mediaType);
}

void MediaProbeTest::namesSuffixes_data()
{
    QTest::addColumn<QString>("suffix");
    QTest::newRow("image/png") << QStringLiteral("png");
    QTest::newRow("image/jpeg") << QStringLiteral("jpg");
    QTest::newRow("image/webp") << QStringLiteral("webp");
    QTest::newRow("audio/mpeg") << QStringLiteral("mp3");
    QTest::newRow("audio/wav") << QStringLiteral("wav");
    QTest::newRow("model/gltf-binary") << QStringLiteral("glb");
    QTest::newRow("application/json") << QStringLiteral("bin");
    QTest::newRow("../../etc") << QStringLiteral("bin");
}

void MediaProbeTest::namesSuffixes()
{
    QFETCH(QString, suffix);
    QCOMPARE(fileSuffixFor(QString::fromLatin1(QTest::currentDataTag())), suffix);
}

void MediaProbeTest::namesKinds()
{
    for (const MediaKind kind : {MediaKind::Image, MediaKind::Audio, MediaKind::Mesh, MediaKind::Unknown}) {
        QCOMPARE(mediaKindFromName(mediaKindName(kind)), kind);
    }
    QCOMPARE(mediaKindName(MediaKind::Mesh), QStringLiteral("mesh"));
    QCOMPARE(mediaKindFromName(QStringLiteral("video")), MediaKind::Unknown);
}

void MediaProbeTest::knowsValidIds_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("valid");
    const QString good(64, QLatin1Char('a'));
    QTest::newRow("good") << good << true;
    QTest::newRow("empty") << QString() << false;
    QTest::newRow("short") << good.left(63) << false;
    QTest::newRow("long") << good + QLatin1Char('a') << false;
    QTest::newRow("upper case") << good.toUpper() << false;
    QTest::newRow("a path") << QStringLiteral("../").repeated(21) + QLatin1Char('a') << false;
    QTest::newRow("other digits") << QString(64, QChar(0x0661)) << false;
}

void MediaProbeTest::knowsValidIds()
{
    QFETCH(QString, name);
    QFETCH(bool, valid);
    QCOMPARE(AssetId{name}.isValid(), valid);
}

void MediaProbeTest::probesPictures_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<bool>("alpha");
    QTest::addColumn<int>("frames");
    QTest::newRow("rgb.png") << 40 << 30 << false << 1;
    QTest::newRow("rgba.png") << 40 << 30 << true << 1;
    QTest::newRow("palette-alpha.png") << 40 << 30 << true << 1;
    QTest::newRow("deep.png") << 40 << 30 << false << 1;
    QTest::newRow("baseline.jpg") << 60 << 40 << false << 1;
    QTest::newRow("progressive.jpg") << 60 << 40 << false << 1;
    QTest::newRow("exif-6.jpg") << 40 << 60 << false << 1; // stored 60 x 40, shown turned
    QTest::newRow("exif-6.png") << 40 << 60 << false << 1;
    QTest::newRow("exif-6.webp") << 40 << 60 << false << 1;
    QTest::newRow("lossy.webp") << 48 << 32 << false << 1;
    QTest::newRow("lossless-alpha.webp") << 48 << 32 << true << 1;
    QTest::newRow("animated.webp") << 24 << 16 << false << 3;
    QTest::newRow("animated.gif") << 24 << 16 << true << 2; // a GIF may always have holes
    QTest::newRow("plain.bmp") << 20 << 10 << false << 1;
    QTest::newRow("plain.tiff") << 20 << 10 << false << 1;
}

void MediaProbeTest::probesPictures()
{
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(bool, alpha);
    QFETCH(int, frames);
    const QString path = data(QTest::currentDataTag());
    const auto whole = probeMedia(path, true);
    QVERIFY2(whole.has_value(), whole ? "" : qPrintable(whole.error().detail));
    QCOMPARE(whole->kind, MediaKind::Image);
    QCOMPARE(whole->bytes, QFile(path).size());
    QCOMPARE(whole->width, width);
    QCOMPARE(whole->height, height);
    QCOMPARE(whole->hasAlpha, alpha);
    QCOMPARE(whole->frames, frames);
    QCOMPARE(whole->seconds, 0.0);
    QVERIFY(!whole->forPrint);
    QVERIFY(!whole->allBlack);
    QVERIFY(whole->allOpaque || alpha);
    auto headers = probeMedia(path, false);
    QVERIFY(headers.has_value());
    QVERIFY(!headers->allOpaque);
    headers->allOpaque = whole->allOpaque; // only pixels tell
    QVERIFY(*headers == *whole);
}

void MediaProbeTest::tellsWhatIsInAPicture_data()
{
    QTest::addColumn<QString>("drawing"); // ImageMagick's
    QTest::addColumn<QString>("file");
    QTest::addColumn<bool>("forPrint");
    QTest::addColumn<bool>("allOpaque");
    QTest::addColumn<bool>("allBlack");
    const auto row = [](const char* name, const char* drawing, const char* file, bool forPrint, bool opaque,
                        bool black) {
        QTest::newRow(name) << QString::fromLatin1(drawing) << QString::fromLatin1(file) << forPrint << opaque << black;
    };
    row("print JPEG", "-size 90x70 gradient:red-blue -colorspace CMYK", "a.jpg", true, true, false);
    row("grey JPEG", "-size 90x70 gradient: -colorspace Gray", "a.jpg", false, true, false);
    row("black PNG", "-size 90x200 xc:black", "PNG24:a.png", false, true, true);
    row("black grey PNG", "-size 90x200 xc:black", "PNG8:a.png", false, true, true);
    row("black JPEG", "-size 90x200 xc:black", "a.jpg", false, true, true);
    row("black WebP", "-size 90x200 xc:black -define webp:lossless=true", "a.webp", false, true, true);
    row("black 16 bit", "-size 90x200 xc:black -depth 16", "PNG48:a.png", false, true, true);
    row("all but black", "-size 90x200 xc:black -fill rgb(1,0,0) -draw point_89,199", "PNG24:a.png", false, true,
        false);
    row("opaque with alpha", "-size 90x200 gradient:red-blue -alpha opaque", "PNG32:a.png", false, true, false);
    row("opaque, 16 bit", "-size 90x200 gradient:red-blue -alpha opaque -depth 16", "PNG64:a.png", false, true, false);
    row("a hole in the last line", "-size 90x200 xc:red -alpha set -channel A -region 1x1+3+199 -evaluate set 50%",
        "PNG32:a.png", false, false, false);
    row("black with a hole", "-size 90x200 xc:black -alpha set -channel A -region 1x1+3+3 -evaluate set 0",
        "PNG32:a.png", false, false, true);
}

void MediaProbeTest::tellsWhatIsInAPicture()
{
    QFETCH(QString, drawing);
    QFETCH(QString, file);
    QFETCH(bool, forPrint);
    QFETCH(bool, allOpaque);
    QFETCH(bool, allBlack);
    const QString name = file.section(QLatin1Char(':'), -1);
    const QString path = m_folder->filePath(name);
    const QString target = file.chopped(name.size()) + path;
    QStringList arguments = drawing.split(QLatin1Char(' '));
    arguments.replaceInStrings(QStringLiteral("_"), QStringLiteral(" "));
    QCOMPARE(QProcess::execute(QStringLiteral("convert"), arguments << target), 0);
    const auto info = probeMedia(path, true);
    QVERIFY2(info.has_value(), info ? "" : qPrintable(info.error().detail));
    QCOMPARE(info->forPrint, forPrint);
    QCOMPARE(info->allOpaque, allOpaque);
    QCOMPARE(info->allBlack, allBlack);
    QCOMPARE(probeMedia(path, false)->forPrint, forPrint);
}

void MediaProbeTest::probesSounds_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("tone.wav") << 2.5 << 0.0001;
    QTest::newRow("streamed.wav") << 2.5 << 0.0001;
    QTest::newRow("tone.flac") << 2.5 << 0.0001;
    QTest::newRow("vorbis.ogg") << 2.5 << 0.0001;
    QTest::newRow("opus.ogg") << 2.5 << 0.0001;
    QTest::newRow("vbr-tagged.mp3") << 2.5 << 0.0001;
    QTest::newRow("cbr-44k.mp3") << 2.5 << 0.0001;
    // Without a frame count the encoder's silence counts too: at most three frames.
    QTest::newRow("cbr-bare.mp3") << 2.592 << 0.001;
}

void MediaProbeTest::probesSounds()
{
    QFETCH(double, seconds);
    QFETCH(double, tolerance);
    const auto info = probeMedia(data(QTest::currentDataTag()), true);
    QVERIFY2(info.has_value(), info ? "" : qPrintable(info.error().detail));
    QCOMPARE(info->kind, MediaKind::Audio);
    QVERIFY2(std::abs(info->seconds - seconds) <= tolerance, qPrintable(QString::number(info->seconds, 'g', 10)));
    QCOMPARE(info->width, 0);
}

void MediaProbeTest::probesMeshes()
{
    const auto binary = probeMedia(write(smallGlb()), true);
    QVERIFY(binary.has_value());
    QCOMPARE(binary->kind, MediaKind::Mesh);
    QCOMPARE(binary->mediaType, QStringLiteral("model/gltf-binary"));
    const auto text = probeMedia(write(R"({"asset":{"version":"2.0"},"scenes":[]})"), true);
    QVERIFY(text.has_value());
    QCOMPARE(text->mediaType, QStringLiteral("model/gltf+json"));
    const auto half = probeMedia(write(R"({"asset":{"version":"2.0"},"sce)"), true);
    QVERIFY(!half.has_value());
    QVERIFY(!probeMedia(write("glTF" + little32(1) + little32(20) + QByteArray(8, '\0')), true).has_value());
}

void MediaProbeTest::refusesTruncated_data()
{
    QTest::addColumn<bool>("decode");
    for (const char* file : {"rgb.png", "deep.png", "baseline.jpg", "progressive.jpg", "exif-6.jpg", "lossy.webp",
                             "lossless-alpha.webp", "animated.webp", "tone.wav", "vbr-tagged.mp3"}) {
        QTest::addRow("%s, whole", file) << true;
        QTest::addRow("%s, headers", file) << false;
    }
}

void MediaProbeTest::refusesTruncated()
{
    QFETCH(bool, decode);
    const QByteArray tag(QTest::currentDataTag());
    const QByteArray bytes = content(data(tag.left(tag.indexOf(',')).constData()));
    const auto info = probeMedia(write(bytes.left(bytes.size() * 2 / 3)), decode);
    QVERIFY(!info.has_value());
    QCOMPARE(info.error().kind, ErrorKind::InvalidInput);
    QVERIFY2(info.error().detail.contains(QLatin1String("truncated")), qPrintable(info.error().detail));
    QCOMPARE(info.error().place, m_folder->filePath(QStringLiteral("probed")));
}

void MediaProbeTest::findsTruncationEverywhere_data()
{
    QTest::addColumn<QByteArray>("bytes");
    for (const char* file :
         {"rgb.png", "palette-alpha.png", "baseline.jpg", "progressive.jpg", "lossy.webp", "animated.webp"}) {
        QTest::newRow(file) << content(data(file));
    }
    QTest::newRow("glb") << smallGlb();
}

void MediaProbeTest::findsTruncationEverywhere()
{
    QFETCH(QByteArray, bytes);
    for (qsizetype length = 0; length < bytes.size(); ++length) {
        const auto info = probeMedia(write(bytes.left(length)), true);
        QVERIFY2(!info.has_value(), qPrintable(QString::number(length)));
        QCOMPARE(info.error().kind, ErrorKind::InvalidInput);
    }
    // What some cameras and services put behind the end does no harm.
    QVERIFY(probeMedia(write(bytes + QByteArray(100, 'x')), true).has_value());
}

void MediaProbeTest::saysWhatPrintColoursAre()
{
    const QString path = m_folder->filePath(QStringLiteral("print.tiff"));
    QCOMPARE(QProcess::execute(QStringLiteral("convert"),
                               {QStringLiteral("-size"), QStringLiteral("90x70"), QStringLiteral("gradient:red-blue"),
                                QStringLiteral("-colorspace"), QStringLiteral("CMYK"), path}),
             0);
    QVERIFY(probeMedia(path, false)->forPrint);
    const auto whole = probeMedia(path, true); // nothing is damaged, it just cannot be read
    QVERIFY(!whole.has_value());
    QVERIFY2(whole.error().detail.contains(QLatin1String("CMYK")), qPrintable(whole.error().detail));
}

void MediaProbeTest::refusesDamagedPictures()
{
    QByteArray bytes = content(data("rgb.png"));
    const qsizetype at = bytes.indexOf("IDAT") + 20;
    bytes.replace(at, 30, QByteArray(30, '\x55'));
    const auto info = probeMedia(write(bytes), true);
    QVERIFY(!info.has_value());
    QCOMPARE(info.error().kind, ErrorKind::InvalidInput);
    QVERIFY(info.error().detail.contains(QLatin1String("damaged")));
    // The headers alone are fine.
    QVERIFY(probeMedia(write(bytes), false).has_value());
}

void MediaProbeTest::refusesWhatItDoesNotKnow_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("word");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("empty");
    QTest::newRow("text") << QByteArray("hello") << QStringLiteral("known type");
    QTest::newRow("zeros") << QByteArray(1000, '\0') << QStringLiteral("known type");
    QTest::newRow("a PNG magic only") << QByteArray("\x89PNG\r\n\x1a\n", 8) << QStringLiteral("truncated");
    QTest::newRow("a PNG without IHDR") << QByteArray("\x89PNG\r\n\x1a\n", 8) +
                                               QByteArray("\0\0\0\0IEND\xAE\x42\x60\x82", 12)
                                        << QStringLiteral("damaged");
    QTest::newRow("a JPEG of noise") << QByteArray("\xFF\xD8\xFF", 3) + QByteArray(500, 'n')
                                     << QStringLiteral("truncated");
    QTest::newRow("an ID3 tag without sound")
        << QByteArray("ID3\x04\0\0\0\0\x02\0", 10) + QByteArray(2000, '\0') << QStringLiteral("damaged");
    QTest::newRow("a WAV without data") << content(data("tone.wav")).left(40) << QStringLiteral("truncated");
    QTest::newRow("HEIC") << QByteArray("\0\0\0\x1c"
                                        "ftypheic\0\0\0\0",
                                        16) +
                                 QByteArray(100, '\0')
                          << QStringLiteral("image/heic");
}

void MediaProbeTest::refusesWhatItDoesNotKnow()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, word);
    const auto info = probeMedia(write(bytes), true);
    QVERIFY(!info.has_value());
    QCOMPARE(info.error().kind, ErrorKind::InvalidInput);
    QVERIFY2(info.error().detail.contains(word), qPrintable(info.error().detail));
}

void MediaProbeTest::refusesHugePictures()
{
    // A header costs nothing and can promise anything: this IHDR says 40,000 x 40,000 pixels.
    QByteArray bytes = content(data("rgb.png"));
    bytes.replace(8, 25, QByteArray::fromHex("0000000d4948445200009c4000009c400802000000de6e9952"));
    const auto info = probeMedia(write(bytes), true);
    QVERIFY(!info.has_value());
    QCOMPARE(info.error().kind, ErrorKind::InvalidInput);
    QVERIFY2(info.error().detail.contains(QLatin1String("40000 x 40000")), qPrintable(info.error().detail));
}

void MediaProbeTest::saysWhenItCannotRead()
{
    for (const QString& path : {m_folder->filePath(QStringLiteral("missing")), m_folder->path()}) {
        const auto info = probeMedia(path, true);
        QVERIFY(!info.has_value());
        QCOMPARE(info.error().kind, ErrorKind::Storage);
        QCOMPARE(info.error().place, path);
    }
}

QTEST_GUILESS_MAIN(MediaProbeTest)
#include "tst_media_probe.moc"
