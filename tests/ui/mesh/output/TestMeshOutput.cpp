// SPDX-License-Identifier: GPL-3.0-or-later
// The dialogs that write films, pictures and meshes, with a renderer that paints the angle it was asked for.
#include "app/mesh/GltfReader.h"
#include "tests/app/mesh/GltfKit.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/TestMain.h"
#include "ui/mesh/output/MeshExportDialog.h"
#include "ui/mesh/output/PictureDialog.h"
#include "ui/mesh/output/TurntableDialog.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/ErrorBanner.h"
#include "ui/widgets/Segmented.h"
#include "ui/widgets/ThinProgress.h"

#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QImageReader>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>
#include <QtConcurrentRun>

namespace maquette {

namespace {

/// Asked in the window's thread, paints in another.
struct FakeRenderer
{
    struct Asked
    {
        QSize size;
        double degrees = 0;
        bool transparent = false;
    };
    std::shared_ptr<QList<Asked>> asked = std::make_shared<QList<Asked>>();
    int failsAt = -1;  ///< gives a null picture
    bool dies = false; ///< cancels instead
    int milliseconds = 1;

    [[nodiscard]] TurnRenderer renderer() const
    {
        return [*this](const QSize& size, double degrees, bool transparent) -> QFuture<QImage> {
            const auto number = int(asked->size());
            asked->append({size, degrees, transparent});
            if (number == failsAt && dies) {
                QPromise<QImage> promise;
                promise.start();
                return promise.future(); // cancelled as the promise goes
            }
            return QtConcurrent::run([*this, number, size, degrees, transparent] {
                QThread::msleep(static_cast<unsigned long>(milliseconds));
                return number == failsAt ? QImage() : painted(size, degrees, transparent);
            });
        };
    }
    /// A blue ground, or none, and a bar whose height is the angle.
    static QImage painted(const QSize& size, double degrees, bool transparent)
    {
        QImage image(size, QImage::Format_ARGB32);
        image.fill(transparent ? QColor(0, 0, 0, 0) : QColor(Qt::blue));
        const int height = int(std::lround(std::abs(degrees) / 360 * size.height()));
        for (int y = size.height() - height; y < size.height(); ++y) {
            for (int x = size.width() / 4; x < size.width() * 3 / 4; ++x) {
                image.setPixelColor(x, y, Qt::red);
            }
        }
        return image;
    }
};

template <typename T>
T* find(QWidget& dialog, const char* name)
{
    T* const found = dialog.findChild<T*>(QLatin1String(name));
    return found != nullptr ? found : (qFatal("no %s", name), nullptr);
}

QStringList contents(const QString& folder)
{
    return QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden);
}

void choose(QWidget& dialog, const char* box, const char* data)
{
    auto* const combo = find<QComboBox>(dialog, box);
    combo->setCurrentIndex(combo->findData(QLatin1String(data)));
}

void setSize(QWidget& dialog, const QString& name, const QSize& size)
{
    dialog.findChild<QSpinBox*>(name + QStringLiteral("Width"))->setValue(size.width());
    dialog.findChild<QSpinBox*>(name + QStringLiteral("Height"))->setValue(size.height());
}

} // namespace

class TestMeshOutput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_folder = std::make_unique<QTemporaryDir>();
    }

    void filmsOneTurn_data()
    {
        QTest::addColumn<bool>("left");
        QTest::addColumn<QString>("ground");
        QTest::newRow("left, as shown") << true << QStringLiteral("shown");
        QTest::newRow("right, on nothing") << false << QStringLiteral("none");
        QTest::newRow("right, on white") << false << QStringLiteral("white");
    }
    void filmsOneTurn()
    {
        QFETCH(bool, left);
        QFETCH(QString, ground);
        FakeRenderer fake;
        TurntableDialog dialog(fake.renderer(), QStringLiteral("Jug / 3"), {800, 601}, nullptr);
        dialog.show();
        QVERIFY(dialog.path().endsWith(QStringLiteral("/Jug 3 turntable.mp4")));
        find<Segmented>(dialog, "turntableFormat")->setCurrent(QStringLiteral("frames"));
        QVERIFY(dialog.path().endsWith(QStringLiteral("/Jug 3 turntable")));
        dialog.setPath(m_folder->filePath(QStringLiteral("turn")));
        setSize(dialog, QStringLiteral("turntable"), {81, 72});
        find<QDoubleSpinBox>(dialog, "turntableSeconds")->setValue(2);
        find<QSpinBox>(dialog, "turntableRate")->setValue(6);
        find<Segmented>(dialog, "turntableDirection")
            ->setCurrent(left ? QStringLiteral("left") : QStringLiteral("right"));
        choose(dialog, "turntableGround", qPrintable(ground));
        QSignalSpy written(&dialog, &OutputDialog::written);
        QTest::mouseClick(find<QPushButton>(dialog, "turntableGo"), Qt::LeftButton);
        QVERIFY(find<QLabel>(dialog, "turntableStep")->isVisible());
        QVERIFY(find<ThinProgress>(dialog, "turntableProgress")->isVisible());
        QVERIFY(!disabledReason(find<QPushButton>(dialog, "turntableGo")).isEmpty());
        QTRY_COMPARE(written.size(), 1);
        QVERIFY(!dialog.isVisible());
        const QStringList files = written.first().first().toStringList();
        QCOMPARE(files.size(), 12);
        QCOMPARE(fake.asked->size(), 12);
        for (int i = 0; i < 12; ++i) {
            const auto& asked = fake.asked->at(i);
            const double degrees = (left ? -30.0 : 30.0) * i;
            QVERIFY(std::abs(asked.degrees - degrees) < 1e-9);
            QCOMPARE(asked.size, QSize(81, 72));
            QCOMPARE(asked.transparent, ground != QLatin1String("shown"));
            const QImage read = QImage(files.at(i)).convertToFormat(QImage::Format_ARGB32);
            QImage expected = FakeRenderer::painted({81, 72}, degrees, asked.transparent);
            if (ground == QLatin1String("white")) {
                QVERIFY(!QImage(files.at(i)).hasAlphaChannel());
                QCOMPARE(read.pixelColor(0, 0), QColor(Qt::white));
                QCOMPARE(read.pixelColor(40, 71).rgb(), expected.pixel(40, 71) == 0 ? 0xffffffff : 0xffff0000);
            } else {
                QCOMPARE(read, expected);
            }
        }
    }

    void filmsInEveryFormat_data()
    {
        QTest::addColumn<QString>("format");
        QTest::newRow("mp4") << QStringLiteral("mp4");
        QTest::newRow("gif") << QStringLiteral("gif");
    }
    void filmsInEveryFormat()
    {
        QFETCH(QString, format);
        FakeRenderer fake;
        TurntableDialog dialog(fake.renderer(), QStringLiteral("Jug"), {}, nullptr);
        dialog.show();
        find<Segmented>(dialog, "turntableFormat")->setCurrent(format);
        dialog.setPath(m_folder->filePath(QStringLiteral("turn.") + format));
        setSize(dialog, QStringLiteral("turntable"), {80, 64});
        find<QDoubleSpinBox>(dialog, "turntableSeconds")->setValue(1);
        find<QSpinBox>(dialog, "turntableRate")->setValue(10);
        QSignalSpy written(&dialog, &OutputDialog::written);
        QTest::mouseClick(find<QPushButton>(dialog, "turntableGo"), Qt::LeftButton);
        QTRY_COMPARE(written.size(), 1);
        QCOMPARE(contents(m_folder->path()), QStringList{QStringLiteral("turn.") + format});
        QVERIFY(QFile::permissions(dialog.path()).testFlag(QFile::ReadOther));
        QCOMPARE(fake.asked->size(), 10);
        if (format == QLatin1String("gif")) {
            QCOMPARE(QImageReader(dialog.path()).imageCount(), 10);
        }
    }

    void saysWhatTheFormatAllows()
    {
        TurntableDialog dialog(FakeRenderer().renderer(), QStringLiteral("Jug"), {}, nullptr);
        dialog.show();
        setSize(dialog, QStringLiteral("turntable"), {701, 333});
        QCOMPARE(dialog.order().movie.size, QSize(700, 332));
        const auto* const note = find<QLabel>(dialog, "turntableNote");
        QVERIFY(note->text().contains(QStringLiteral("700 × 332")) && note->text().contains(QStringLiteral("even")));
        auto* const format = find<Segmented>(dialog, "turntableFormat");
        find<QSpinBox>(dialog, "turntableRate")->setValue(60);
        format->setCurrent(QStringLiteral("gif"));
        QCOMPARE(dialog.order().movie.framesPerSecond, MovieOptions::kMostGifRate);
        QCOMPARE(dialog.order().movie.size, QSize(701, 333));
        choose(dialog, "turntableGround", "none");
        QVERIFY(note->text().contains(QStringLiteral("hard edges")));
        QVERIFY(dialog.order().transparent && !dialog.order().movie.background.isValid());
        format->setCurrent(QStringLiteral("mp4"));
        QCOMPARE(dialog.order().movie.background, QColor(Qt::white)); // an MP4 is never transparent
        find<QDoubleSpinBox>(dialog, "turntableSeconds")->setValue(2.5);
        find<QSpinBox>(dialog, "turntableRate")->setValue(24);
        QCOMPARE(dialog.order().frames, 60);
    }

    void saysWhyItCannotBeWritten()
    {
        TurntableDialog dialog(FakeRenderer().renderer(), QStringLiteral("Jug"), {}, nullptr);
        dialog.show();
        auto* const go = find<QPushButton>(dialog, "turntableGo");
        dialog.setPath(m_folder->filePath(QStringLiteral("no such/x.mp4")));
        QVERIFY(disabledReason(go).contains(QStringLiteral("no such")));
        dialog.setPath(m_folder->path() + QLatin1Char('/'));
        QVERIFY(!go->isEnabled());
        dialog.setPath(m_folder->path());
        QVERIFY(!go->isEnabled());
        dialog.setPath(m_folder->filePath(QStringLiteral("x.gif")));
        QVERIFY(disabledReason(go).contains(QStringLiteral(".mp4")));
        QFile old(m_folder->filePath(QStringLiteral("x.mp4")));
        QVERIFY(old.open(QIODevice::WriteOnly));
        dialog.setPath(old.fileName());
        QVERIFY(go->isEnabled());
        QVERIFY(find<QLabel>(dialog, "turntableNote")->text().contains(QStringLiteral("replaced")));
        find<Segmented>(dialog, "turntableFormat")->setCurrent(QStringLiteral("frames"));
        QVERIFY(go->isEnabled()); // the ending went, and with it the clash
        dialog.setPath(m_folder->path());
        QVERIFY(!go->isEnabled());
    }

    void givesUpWhenAsked()
    {
        FakeRenderer fake;
        fake.milliseconds = 20;
        TurntableDialog dialog(fake.renderer(), QStringLiteral("Jug"), {}, nullptr);
        dialog.show();
        dialog.setPath(m_folder->filePath(QStringLiteral("turn.mp4")));
        setSize(dialog, QStringLiteral("turntable"), {64, 64});
        QSignalSpy written(&dialog, &OutputDialog::written);
        QTest::mouseClick(find<QPushButton>(dialog, "turntableGo"), Qt::LeftButton);
        QTRY_VERIFY(fake.asked->size() > 3);
        QVERIFY(find<QLabel>(dialog, "turntableStep")->text().contains(QStringLiteral("of 180")));
        QTest::mouseClick(find<QPushButton>(dialog, "turntableCancel"), Qt::LeftButton);
        QVERIFY(!dialog.isVisible());
        QTRY_VERIFY(contents(m_folder->path()).isEmpty());
        const qsizetype asked = fake.asked->size();
        QTest::qWait(100); // nothing is asked for any more
        QCOMPARE(fake.asked->size(), asked);
        QCOMPARE(written.size(), 0);
    }

    void goesAwayWhileItWorks()
    {
        FakeRenderer fake;
        {
            TurntableDialog dialog(fake.renderer(), QStringLiteral("Jug"), {}, nullptr);
            dialog.show();
            dialog.setPath(m_folder->filePath(QStringLiteral("turn.mp4")));
            setSize(dialog, QStringLiteral("turntable"), {64, 64});
            QTest::mouseClick(find<QPushButton>(dialog, "turntableGo"), Qt::LeftButton);
            QTRY_VERIFY(fake.asked->size() > 1);
        }
        QVERIFY(contents(m_folder->path()).isEmpty());
    }

    void saysWhenItCannotBeDrawn_data()
    {
        QTest::addColumn<bool>("dies");
        QTest::newRow("nothing") << false;
        QTest::newRow("cancelled") << true;
    }
    void saysWhenItCannotBeDrawn()
    {
        QFETCH(bool, dies);
        FakeRenderer fake;
        fake.failsAt = 2;
        fake.dies = dies;
        TurntableDialog film(fake.renderer(), QStringLiteral("Jug"), {}, nullptr);
        film.show();
        film.setPath(m_folder->filePath(QStringLiteral("turn.mp4")));
        setSize(film, QStringLiteral("turntable"), {64, 64});
        QTest::mouseClick(find<QPushButton>(film, "turntableGo"), Qt::LeftButton);
        const auto* const error = find<ErrorBanner>(film, "turntableError");
        QTRY_VERIFY(error->isVisible());
        QVERIFY(error->text().what.contains(QStringLiteral("drawn")));
        QVERIFY(error->text().cost.contains(QStringLiteral("nothing")));
        QVERIFY(find<QPushButton>(film, "turntableGo")->isEnabled());
        QVERIFY(!find<ThinProgress>(film, "turntableProgress")->isVisible());
        QTRY_VERIFY(contents(m_folder->path()).isEmpty());
        fake.failsAt = 3;
        PictureDialog picture(fake.renderer(), QStringLiteral("Jug"), {64, 64}, nullptr);
        picture.show();
        picture.setPath(m_folder->filePath(QStringLiteral("a.png")));
        QTest::mouseClick(find<QPushButton>(picture, "meshPictureGo"), Qt::LeftButton);
        QTRY_VERIFY(find<ErrorBanner>(picture, "meshPictureError")->isVisible());
    }

    void fullDiskIsExplained()
    {
        FakeRenderer fake;
        TurntableDialog film(fake.renderer(), QStringLiteral("Jug"), {}, nullptr);
        film.show();
        film.setPath(m_folder->filePath(QStringLiteral("turn.mp4")));
        setSize(film, QStringLiteral("turntable"), {256, 256});
        const FileSizeLimit full(600);
        QTest::mouseClick(find<QPushButton>(film, "turntableGo"), Qt::LeftButton);
        const auto* const error = find<ErrorBanner>(film, "turntableError");
        QTRY_VERIFY(error->isVisible());
        QCOMPARE(error->text().what, QStringLiteral("It could not be written: There is no room left on the disk."));
        QVERIFY(error->text().next.contains(QStringLiteral("room")));
        PictureDialog picture(fake.renderer(), QStringLiteral("Jug"), {900, 900}, nullptr);
        picture.show();
        picture.setPath(m_folder->filePath(QStringLiteral("a.png")));
        QTest::mouseClick(find<QPushButton>(picture, "meshPictureGo"), Qt::LeftButton);
        QTRY_VERIFY(find<ErrorBanner>(picture, "meshPictureError")->isVisible());
        QTRY_VERIFY(contents(m_folder->path()).isEmpty());
    }

    void picturesOfAnySize_data()
    {
        QTest::addColumn<QString>("ground");
        QTest::newRow("shown") << QStringLiteral("shown");
        QTest::newRow("none") << QStringLiteral("none");
        QTest::newRow("black") << QStringLiteral("black");
    }
    void picturesOfAnySize()
    {
        QFETCH(QString, ground);
        FakeRenderer fake;
        PictureDialog dialog(fake.renderer(), QStringLiteral("Jug"), {321, 123}, nullptr);
        dialog.show();
        QCOMPARE(find<QComboBox>(dialog, "meshPictureSizeName")->currentIndex(), 0); // as in the window
        setSize(dialog, QStringLiteral("meshPicture"), {555, 77});
        choose(dialog, "meshPictureGround", qPrintable(ground));
        dialog.setPath(m_folder->filePath(QStringLiteral("a.png")));
        QSignalSpy written(&dialog, &OutputDialog::written);
        QTest::keyClick(&dialog, Qt::Key_Return);
        QTRY_COMPARE(written.size(), 1);
        QCOMPARE(fake.asked->size(), 1);
        QCOMPARE(fake.asked->first().degrees, 0.0);
        const QImage read(dialog.path());
        QCOMPARE(read.size(), QSize(555, 77));
        const QColor corner = read.pixelColor(0, 0);
        QCOMPARE(corner, ground == QLatin1String("shown")  ? QColor(Qt::blue)
                         : ground == QLatin1String("none") ? QColor(0, 0, 0, 0)
                                                           : QColor(Qt::black));
        QCOMPARE(read.hasAlphaChannel() && ground == QLatin1String("black"), false);
    }

    void pictureIsGivenUp()
    {
        FakeRenderer fake;
        fake.milliseconds = 100;
        PictureDialog dialog(fake.renderer(), QStringLiteral("Jug"), {64, 64}, nullptr);
        dialog.show();
        dialog.setPath(m_folder->filePath(QStringLiteral("a.png")));
        QTest::mouseClick(find<QPushButton>(dialog, "meshPictureGo"), Qt::LeftButton);
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
        QTest::qWait(200); // longer than it would have taken
        QVERIFY(contents(m_folder->path()).isEmpty());
    }

    void exportsMeshes_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("note");
        QTest::addColumn<QStringList>("files");
        const auto row = [](const char* format, const char* note, const QStringList& files) {
            QTest::newRow(format) << QString::fromLatin1(format) << QString::fromLatin1(note) << files;
        };
        row("glb", "byte by byte", {QStringLiteral("m.glb")});
        row("obj", "m.mtl", {QStringLiteral("m-1.png"), QStringLiteral("m.mtl"), QStringLiteral("m.obj")});
        row("stl", "no colours", {QStringLiteral("m.stl")});
        row("ply", "no textures", {QStringLiteral("m.ply")});
    }
    void exportsMeshes()
    {
        QFETCH(QString, format);
        QFETCH(QString, note);
        QFETCH(QStringList, files);
        const QByteArray glb = texturedTriangle();
        const auto scene = readGltf(glb, {});
        QVERIFY(scene.has_value());
        MeshExportDialog dialog(*scene, sourceFile(glb), QStringLiteral("m"), nullptr);
        dialog.show();
        find<Segmented>(dialog, "meshExportFormat")->setCurrent(format);
        QVERIFY(dialog.path().endsWith(QStringLiteral("/m.") + format));
        QVERIFY(QDir(m_folder->path()).mkdir(QStringLiteral("out")));
        dialog.setPath(m_folder->filePath(QStringLiteral("out/m.")) + format);
        QVERIFY2(find<QLabel>(dialog, "meshExportNote")->text().contains(note),
                 qPrintable(find<QLabel>(dialog, "meshExportNote")->text()));
        QSignalSpy written(&dialog, &OutputDialog::written);
        QTest::mouseClick(find<QPushButton>(dialog, "meshExportGo"), Qt::LeftButton);
        QTRY_COMPARE(written.size(), 1);
        QCOMPARE(contents(m_folder->filePath(QStringLiteral("out"))), files);
        QCOMPARE(written.first().first().toStringList().first(), dialog.path());
        const QStringList made = written.first().first().toStringList();
        for (const QString& file : made) {
            // To be handed on: what the library keeps is the user's alone, what is exported is not.
            QVERIFY2(QFile::permissions(file).testFlag(QFile::ReadOther), qPrintable(file));
        }
        if (format == QLatin1String("glb")) {
            QFile copy(dialog.path());
            QVERIFY(copy.open(QIODevice::ReadOnly));
            QCOMPARE(copy.readAll(), glb);
        }
    }

    void explainsWhatCannotBeExported()
    {
        const QByteArray glb = texturedTriangle();
        auto scene = readGltf(glb, {});
        QVERIFY(scene.has_value());
        scene->format = QStringLiteral("STL");
        MeshExportDialog dialog(*scene, m_folder->filePath(QStringLiteral("gone.stl")), QStringLiteral("m"), nullptr);
        dialog.show();
        auto* const format = find<Segmented>(dialog, "meshExportFormat");
        QCOMPARE(format->current(), QStringLiteral("obj")); // GLB cannot be had
        dialog.setPath(m_folder->filePath(QStringLiteral("m.obj")));
        {
            const FileSizeLimit full(10);
            QTest::mouseClick(find<QPushButton>(dialog, "meshExportGo"), Qt::LeftButton);
            QTRY_VERIFY(find<ErrorBanner>(dialog, "meshExportError")->isVisible());
        }
        QVERIFY(!QFileInfo::exists(m_folder->filePath(QStringLiteral("m.obj"))));
        QVERIFY(find<QPushButton>(dialog, "meshExportGo")->isEnabled());
    }

private:
    static QByteArray texturedTriangle()
    {
        GltfKit kit = GltfKit::triangle();
        kit.set("images/0/bufferView", kit.view(GltfKit::picture("PNG", {5, 3}, Qt::blue)));
        kit.setJson("textures", R"([{"source":0}])").set("meshes/0/primitives/0/material", 0);
        kit.setJson("materials", R"([{"pbrMetallicRoughness":{"baseColorTexture":{"index":0}}}])");
        return kit.glb();
    }
    QString sourceFile(const QByteArray& bytes)
    {
        QFile file(m_folder->filePath(QStringLiteral("source")));
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

} // namespace maquette

QTEST_MAIN(maquette::TestMeshOutput)
#include "TestMeshOutput.moc"
