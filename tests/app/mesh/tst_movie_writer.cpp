// SPDX-License-Identifier: GPL-3.0-or-later
// What is written is judged by ffprobe and decoded by ffmpeg and by Qt, which share nothing with the writer but the
// codecs.
#include "app/mesh/MovieWriter.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/TestMain.h"

#include <QDir>
#include <QImageReader>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPainter>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>

using namespace maquette;

namespace {

constexpr QSize kSize(96, 64);

/// A square that wanders over a soft ground, or over nothing.
QImage frame(int number, bool transparent = false, QSize size = kSize)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    if (!transparent) {
        QLinearGradient ground(0, 0, size.width(), size.height());
        ground.setColorAt(0, QColor(200, 90, 40));
        ground.setColorAt(1, QColor(40, 110, 180));
        painter.fillRect(image.rect(), ground);
    }
    painter.fillRect(4 + number * 4, 16, 24, 24, QColor(30, 160, 70));
    return image;
}

/// Pictures no coder can make small.
QImage noise(int seed, QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    QRandomGenerator random(static_cast<quint32>(seed) + 1);
    for (int y = 0; y < size.height(); ++y) {
        random.generate(reinterpret_cast<quint32*>(image.scanLine(y)),
                        reinterpret_cast<quint32*>(image.scanLine(y)) + size.width());
    }
    return image;
}

QByteArray output(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished(60'000) || process.exitCode() != 0) {
        qCritical() << program << process.readAllStandardError();
        return {};
    }
    return process.readAllStandardOutput();
}

QJsonObject probe(const QString& path)
{
    const QByteArray json = output(QStringLiteral("ffprobe"),
                                   {QStringLiteral("-v"), QStringLiteral("error"), QStringLiteral("-count_frames"),
                                    QStringLiteral("-show_streams"), QStringLiteral("-show_format"),
                                    QStringLiteral("-of"), QStringLiteral("json"), path});
    const QJsonObject all = QJsonDocument::fromJson(json).object();
    QJsonObject stream = all.value(QStringLiteral("streams")).toArray().first().toObject();
    stream.insert(QStringLiteral("whole"),
                  all.value(QStringLiteral("format")).toObject().value(QStringLiteral("duration")));
    return stream;
}

/// Every frame of a film, decoded by ffmpeg.
QList<QImage> decoded(const QString& path, const QSize& size)
{
    const QByteArray bytes =
        output(QStringLiteral("ffmpeg"),
               {QStringLiteral("-v"), QStringLiteral("error"), QStringLiteral("-i"), path, QStringLiteral("-fps_mode"),
                QStringLiteral("passthrough"), QStringLiteral("-f"), QStringLiteral("rawvideo"),
                QStringLiteral("-pix_fmt"), QStringLiteral("rgba"), QStringLiteral("-")});
    QList<QImage> frames;
    const qsizetype each = qsizetype(size.width()) * size.height() * 4;
    for (qsizetype at = 0; at + each <= bytes.size(); at += each) {
        frames.append(QImage(reinterpret_cast<const uchar*>(bytes.constData() + at), size.width(), size.height(),
                             QImage::Format_RGBA8888)
                          .copy());
    }
    return frames;
}

/// Mean difference of a channel, 0 to 255.
double difference(const QImage& a, const QImage& b)
{
    const QImage left = a.convertToFormat(QImage::Format_RGBA8888);
    const QImage right = b.convertToFormat(QImage::Format_RGBA8888);
    double sum = 0;
    for (int y = 0; y < left.height(); ++y) {
        for (int i = 0; i < left.width() * 4; ++i) {
            sum += std::abs(int(left.constScanLine(y)[i]) - int(right.constScanLine(y)[i]));
        }
    }
    return sum / (double(left.width()) * left.height() * 4);
}

MovieOptions options(MovieFormat format, int rate = 12, QSize size = kSize)
{
    MovieOptions made;
    made.format = format;
    made.size = size;
    made.framesPerSecond = rate;
    return made;
}

/// Writes \a count frames.
Result<QStringList> write(const QString& path, const MovieOptions& options, int count, bool transparent = false)
{
    auto writer = MovieWriter::begin(path, options);
    if (!writer) {
        return tl::unexpected(writer.error());
    }
    for (int i = 0; i < count; ++i) {
        if (const auto added = (*writer)->add(frame(i, transparent, options.size)); !added) {
            return tl::unexpected(added.error());
        }
    }
    return (*writer)->finish();
}

QStringList contents(const QString& folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
}

} // namespace

class TestMovieWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
    }

    void mp4IsWhatItSays()
    {
        const QString path = m_folder->filePath(QStringLiteral("a: film.mp4"));
        const auto written = write(path, options(MovieFormat::Mp4), 18);
        QVERIFY2(written.has_value(), written ? "" : qPrintable(written.error().detail));
        QCOMPARE(*written, QStringList{path});
        QCOMPARE(contents(m_folder->path()), QStringList{QStringLiteral("a: film.mp4")});
        const QJsonObject facts = probe(path);
        QCOMPARE(facts.value(QStringLiteral("codec_name")).toString(), QStringLiteral("h264"));
        QCOMPARE(facts.value(QStringLiteral("width")).toInt(), kSize.width());
        QCOMPARE(facts.value(QStringLiteral("height")).toInt(), kSize.height());
        QCOMPARE(facts.value(QStringLiteral("pix_fmt")).toString(), QStringLiteral("yuv420p"));
        QCOMPARE(facts.value(QStringLiteral("color_space")).toString(), QStringLiteral("bt709"));
        QCOMPARE(facts.value(QStringLiteral("nb_read_frames")).toString(), QStringLiteral("18"));
        QCOMPARE(facts.value(QStringLiteral("avg_frame_rate")).toString(), QStringLiteral("12/1"));
        QVERIFY(std::abs(facts.value(QStringLiteral("whole")).toString().toDouble() - 1.5) < 0.001);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        QVERIFY(bytes.indexOf("moov") < bytes.indexOf("mdat")); // starts while it still loads
    }

    void mp4KeepsColours()
    {
        const QString path = m_folder->filePath(QStringLiteral("film.mp4"));
        QVERIFY(write(path, options(MovieFormat::Mp4), 12));
        const QList<QImage> frames = decoded(path, kSize);
        QCOMPARE(frames.size(), 12);
        for (int i = 0; i < 12; ++i) {
            QVERIFY2(difference(frames[i], frame(i)) < 2.0,
                     qPrintable(QString::number(difference(frames[i], frame(i)))));
        }
    }

    void mp4LaysTransparencyOnTheBackground()
    {
        const QString path = m_folder->filePath(QStringLiteral("film.mp4"));
        MovieOptions wanted = options(MovieFormat::Mp4);
        wanted.background = QColor(240, 240, 250);
        QVERIFY(write(path, wanted, 3, true));
        const QColor corner = decoded(path, kSize).first().pixelColor(90, 60);
        QVERIFY(std::abs(corner.red() - 240) < 4 && std::abs(corner.blue() - 250) < 4);
    }

    void takesTheEncoderThatIsThere()
    {
        const QString path = m_folder->filePath(QStringLiteral("film.mp4"));
        MovieOptions wanted = options(MovieFormat::Mp4);
        wanted.encoders = {QStringLiteral("none-of-this-name"), QStringLiteral("mpeg4")};
        QVERIFY(write(path, wanted, 4));
        QCOMPARE(probe(path).value(QStringLiteral("codec_name")).toString(), QStringLiteral("mpeg4"));
        const QList<QImage> frames = decoded(path, kSize);
        QCOMPARE(frames.size(), 4);
        QVERIFY(difference(frames[3], frame(3)) < 4.0);
        QFile::remove(path);
        wanted.encoders = {QStringLiteral("none-of-this-name")};
        const auto none = write(path, wanted, 1);
        QVERIFY(!none && none.error().kind == ErrorKind::Internal);
        QVERIFY(contents(m_folder->path()).isEmpty());
    }

    void gifRepeatsAndKeepsColours()
    {
        const QString path = m_folder->filePath(QStringLiteral("film.gif"));
        MovieOptions wanted = options(MovieFormat::Gif, 20);
        wanted.background = Qt::white;
        const auto written = write(path, wanted, 10);
        QVERIFY2(written.has_value(), written ? "" : qPrintable(written.error().detail));
        QCOMPARE(contents(m_folder->path()), QStringList{QStringLiteral("film.gif")});
        const QJsonObject facts = probe(path);
        QCOMPARE(facts.value(QStringLiteral("codec_name")).toString(), QStringLiteral("gif"));
        QCOMPARE(facts.value(QStringLiteral("nb_read_frames")).toString(), QStringLiteral("10"));
        QVERIFY(std::abs(facts.value(QStringLiteral("whole")).toString().toDouble() - 0.5) < 0.011);
        QImageReader reader(path);
        QCOMPARE(reader.loopCount(), -1); // for ever
        const QList<QImage> frames = decoded(path, kSize);
        QCOMPARE(frames.size(), 10);
        for (int i = 0; i < 10; ++i) {
            QVERIFY2(difference(frames[i], frame(i)) < 5.0,
                     qPrintable(QString::number(difference(frames[i], frame(i)))));
        }
    }

    /// What moved away leaves nothing behind, for two decoders.
    void gifKeepsTransparency()
    {
        const QString path = m_folder->filePath(QStringLiteral("film.gif"));
        QVERIFY(write(path, options(MovieFormat::Gif, 10), 8, true));
        const QList<QImage> frames = decoded(path, kSize);
        QCOMPARE(frames.size(), 8);
        QImageReader reader(path);
        for (int i = 0; i < 8; ++i) {
            const QImage byQt = reader.read();
            for (const QImage& shown : {frames[i], byQt}) {
                for (int y = 0; y < kSize.height(); ++y) {
                    for (int x = 0; x < kSize.width(); ++x) {
                        QCOMPARE(shown.pixelColor(x, y).alpha(), frame(i, true).pixelColor(x, y).alpha());
                    }
                }
                QVERIFY(std::abs(shown.pixelColor(6 + i * 4, 20).green() - 160) < 6);
            }
        }
    }

    void framesAreExact()
    {
        const QString path = m_folder->filePath(QStringLiteral("turn"));
        const auto written = write(path, options(MovieFormat::Frames), 11, true);
        QVERIFY2(written.has_value(), written ? "" : qPrintable(written.error().detail));
        QCOMPARE(written->size(), 11);
        QCOMPARE(written->first(), path + QStringLiteral("/turn-0001.png"));
        QCOMPARE(contents(path).size(), 11);
        QCOMPARE(contents(m_folder->path()), QStringList{QStringLiteral("turn")});
        for (int i = 0; i < 11; ++i) {
            const QImage read(written->at(i));
            QCOMPARE(read.convertToFormat(QImage::Format_ARGB32),
                     frame(i, true).convertToFormat(QImage::Format_ARGB32));
        }
        // A folder with something in it is never replaced; an empty one is.
        const auto again = write(path, options(MovieFormat::Frames), 1);
        QVERIFY(!again && again.error().kind == ErrorKind::InvalidInput);
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("empty")));
        MovieOptions plain = options(MovieFormat::Frames);
        plain.background = Qt::blue;
        const auto blue = write(m_folder->filePath(QStringLiteral("empty")), plain, 1, true);
        QVERIFY(blue.has_value());
        QCOMPARE(QImage(blue->first()).pixelColor(90, 60), QColor(Qt::blue));
    }

    void refusesWhatCannotBe_data()
    {
        QTest::addColumn<int>("format");
        QTest::addColumn<QSize>("size");
        QTest::addColumn<int>("rate");
        QTest::newRow("odd") << int(MovieFormat::Mp4) << QSize(65, 64) << 12;
        QTest::newRow("nothing") << int(MovieFormat::Gif) << QSize(0, 0) << 12;
        QTest::newRow("huge") << int(MovieFormat::Frames) << QSize(100'000, 2) << 12;
        QTest::newRow("standing") << int(MovieFormat::Gif) << kSize << 0;
        QTest::newRow("too fast for a GIF") << int(MovieFormat::Gif) << kSize << 60;
    }
    void refusesWhatCannotBe()
    {
        QFETCH(int, format);
        QFETCH(QSize, size);
        QFETCH(int, rate);
        const auto refused =
            MovieWriter::begin(m_folder->filePath(QStringLiteral("x")), options(MovieFormat(format), rate, size));
        QVERIFY(!refused && refused.error().kind == ErrorKind::InvalidInput);
        QVERIFY(!refused.error().detail.isEmpty());
        QVERIFY(contents(m_folder->path()).isEmpty());
    }

    void frameOfAnotherSizeAndNoFrame()
    {
        auto writer = MovieWriter::begin(m_folder->filePath(QStringLiteral("x.gif")), options(MovieFormat::Gif));
        QVERIFY(writer.has_value());
        const auto none = (*writer)->finish();
        QVERIFY(!none && none.error().kind == ErrorKind::InvalidInput);
        const auto other = (*writer)->add(frame(0, false, {10, 10}));
        QVERIFY(!other && other.error().kind == ErrorKind::InvalidInput);
    }

    void everyFormat_data()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("mp4") << int(MovieFormat::Mp4);
        QTest::newRow("gif") << int(MovieFormat::Gif);
        QTest::newRow("frames") << int(MovieFormat::Frames);
    }

    void leavesNothingBehindWhenGivenUp_data() { everyFormat_data(); }
    void leavesNothingBehindWhenGivenUp()
    {
        QFETCH(int, format);
        const QString path = m_folder->filePath(QStringLiteral("film"));
        {
            auto writer = MovieWriter::begin(path, options(MovieFormat(format)));
            QVERIFY(writer.has_value());
            QVERIFY((*writer)->add(frame(0)));
            QVERIFY((*writer)->add(frame(1)));
            QVERIFY(!QFileInfo::exists(path));
        }
        QVERIFY(contents(m_folder->path()).isEmpty());
        {
            auto writer = MovieWriter::begin(path, options(MovieFormat(format)));
            QVERIFY((*writer)->add(frame(0)));
            const std::atomic_bool cancelled = true;
            const auto done = (*writer)->finish(&cancelled);
            QVERIFY(!done && done.error().kind == ErrorKind::Cancelled);
        }
        QVERIFY(contents(m_folder->path()).isEmpty());
    }

    void cancelsWhileAGifIsDrawn()
    {
        auto writer = MovieWriter::begin(m_folder->filePath(QStringLiteral("film.gif")), options(MovieFormat::Gif));
        for (int i = 0; i < 6; ++i) {
            QVERIFY((*writer)->add(frame(i)));
        }
        std::atomic_bool cancelled = false;
        double last = 0;
        const auto done = (*writer)->finish(&cancelled, [&](double at) {
            QVERIFY(at > last);
            last = at;
            cancelled = at > 0.3;
        });
        QVERIFY(!done && done.error().kind == ErrorKind::Cancelled);
        QVERIFY(last > 0.3 && last < 0.9);
        writer->reset();
        QVERIFY(contents(m_folder->path()).isEmpty());
    }

    void fullDiskKeepsWhatWasThere_data() { everyFormat_data(); }
    void fullDiskKeepsWhatWasThere()
    {
        QFETCH(int, format);
        const bool folder = MovieFormat(format) == MovieFormat::Frames;
        const QString path = m_folder->filePath(QStringLiteral("film"));
        if (!folder) {
            QFile old(path);
            QVERIFY(old.open(QIODevice::WriteOnly));
            old.write("old");
        }
        {
            const FileSizeLimit full(20'000);
            const QSize size(256, 256);
            auto writer = MovieWriter::begin(path, options(MovieFormat(format), 12, size));
            Result<void> added = writer ? Result<void>() : tl::unexpected(writer.error());
            for (int i = 0; added && i < 30; ++i) {
                added = (*writer)->add(noise(i, size));
            }
            const auto done = added ? (*writer)->finish() : tl::unexpected(added.error());
            QVERIFY(!done);
            QCOMPARE(done.error().kind, ErrorKind::Storage);
            QCOMPARE(done.error().detail, QStringLiteral("There is no room left on the disk."));
        }
        QCOMPARE(contents(m_folder->path()), folder ? QStringList() : QStringList{QStringLiteral("film")});
        QFile old(path);
        QVERIFY(folder || (old.open(QIODevice::ReadOnly) && old.readAll() == "old"));
    }

    void namesTheFolderThatCannotBeWrittenTo_data() { everyFormat_data(); }
    void namesTheFolderThatCannotBeWrittenTo()
    {
        QFETCH(int, format);
        const auto missing =
            MovieWriter::begin(m_folder->filePath(QStringLiteral("no/film")), options(MovieFormat(format)));
        QVERIFY(!missing && missing.error().kind == ErrorKind::Storage);
        QCOMPARE(missing.error().detail, QStringLiteral("The folder does not exist."));
        const auto closed = MovieWriter::begin(QStringLiteral("/proc/film"), options(MovieFormat(format)));
        QVERIFY(!closed && closed.error().kind == ErrorKind::Storage && !closed.error().detail.isEmpty());
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestMovieWriter)
#include "tst_movie_writer.moc"
