// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/studio/StudioKit.h"
#include "tests/support/TestMain.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/PictureLoader.h"
#include "ui/canvas/staging/CanvasStaging.h"

#include <QColorSpace>
#include <QRandomGenerator>

namespace maquette {

namespace {

constexpr QSize kSize(300, 220);
constexpr QRect kAsked(120, 80, 90, 70);

/// Noise in ROMM RGB, one known colour in the corner.
QImage wideGamut(QImage::Format format)
{
    QRandomGenerator random(7);
    QImage image(kSize, format);
    for (int y = 0; y < kSize.height(); ++y) {
        for (int x = 0; x < kSize.width(); ++x) {
            image.setPixelColor(x, y,
                                QColor::fromRgba64(quint16(random.generate()), quint16(random.generate()),
                                                   quint16(random.generate()), 0xffff));
        }
    }
    image.setPixelColor(0, 0, QColor(84, 133, 69));
    image.setColorSpace(QColorSpace(QColorSpace::ProPhotoRgb));
    return image;
}

/// The picture in \a path as the stage shows it.
MipPyramid looked(const QString& path, SourcePicture* source = nullptr)
{
    PictureLoader loader;
    QSignalSpy loaded(&loader, &PictureLoader::loaded);
    loader.load(path);
    if (loaded.isEmpty() && !loaded.wait(20'000)) {
        return {};
    }
    if (source != nullptr) {
        *source = loader.source();
    }
    return loaded.at(0).at(0).value<MipPyramid>();
}

bool near(QRgb a, QRgb b)
{
    return std::abs(qRed(a) - qRed(b)) <= 1 && std::abs(qGreen(a) - qGreen(b)) <= 1 &&
           std::abs(qBlue(a) - qBlue(b)) <= 1;
}

/// How many pixels differ where \a mask is \a value.
int differences(const MipPyramid& a, const MipPyramid& b, const TiledMask& mask, quint8 value)
{
    int count = a.size() == b.size() && a.size() == mask.size() ? 0 : -1;
    for (int y = 0; count >= 0 && y < a.size().height(); ++y) {
        for (int x = 0; x < a.size().width(); ++x) {
            count += mask.pixel({x, y}) == value && a.full().pixel(x, y) != b.full().pixel(x, y) ? 1 : 0;
        }
    }
    return count;
}

} // namespace

/// What is looked at keeps its colours when a result lies on it, whatever profile the picture came with.
class TestStagedColours : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<Studio> m_studio;
    std::unique_ptr<CanvasSession> m_session;
    std::unique_ptr<CanvasStaging> m_staging;
    MipPyramid m_wanted; ///< the picture as it is shown before anything is ordered
    TiledMask m_asked;

    /// Opens a picture and orders one result for the middle of it.
    void stage(QImage::Format format)
    {
        m_studio = openStudio(m_home->path());
        QVERIFY(m_studio != nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(m_studio->balance().ledger.known, 30'000);
        const QString path = m_home->filePath(QStringLiteral("wide.png"));
        QVERIFY(wideGamut(format).save(path));
        const auto asset = settled(m_studio->importFile(path));
        QVERIFY(asset.has_value());
        SourcePicture source;
        m_wanted = looked(m_studio->assetPath(asset->id), &source);
        QVERIFY(source.space != QColorSpace(QColorSpace::SRgb));
        QCOMPARE(source.image.format(), format);
        m_session = std::make_unique<CanvasSession>();
        m_staging = std::make_unique<CanvasStaging>(*m_studio, *m_session);
        m_session->open(asset->id, source, m_wanted);

        PlaceRecord record;
        record.base = asset->id;
        record.baseTitle = QStringLiteral("wide.png");
        record.kind = PlaceKind::Masked;
        m_asked = TiledMask(kSize);
        m_asked.fill(kAsked, 255);
        record.edged = m_asked;
        record.plan.crop = QRect(100, 50, 128, 128);
        record.plan.sent = QSize(128, 128);
        record.plan.masked = true;
        m_studio->setQueuePaused(true); // nothing arrives before it is expected
        const auto jobs = settled(m_studio->submit(promptRequest(QStringLiteral("a red boat on a lake"))));
        QVERIFY(jobs.has_value());
        m_staging->expect(*jobs, record);
        m_studio->setQueuePaused(false);
        QTRY_VERIFY_WITH_TIMEOUT(m_staging->placed() != nullptr, 30'000);
    }

private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_home = std::make_unique<QTemporaryDir>();
    }

    void cleanup()
    {
        m_staging.reset();
        m_session.reset();
        m_studio.reset();
    }

    /// What failed is ordered once more from the strip: its result belongs where the first one's would have been.
    void aRetriedOrderComesOntoTheCanvas()
    {
        m_studio = openStudio(m_home->path());
        QVERIFY(m_studio != nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(m_studio->balance().ledger.known, 30'000);
        const QString path = m_home->filePath(QStringLiteral("wide.png"));
        QVERIFY(wideGamut(QImage::Format_RGB32).save(path));
        const auto asset = settled(m_studio->importFile(path));
        QVERIFY(asset.has_value());
        SourcePicture source;
        m_wanted = looked(m_studio->assetPath(asset->id), &source);
        m_session = std::make_unique<CanvasSession>();
        m_staging = std::make_unique<CanvasStaging>(*m_studio, *m_session);
        m_session->open(asset->id, source, m_wanted);
        PlaceRecord record;
        record.base = asset->id;
        record.plan.crop = QRect(QPoint(), kSize);
        record.plan.sent = kSize;
        record.plan.whole = true;
        const auto failing = settled(m_studio->submit(promptRequest(QStringLiteral("a red boat [fail]"))));
        QVERIFY(failing.has_value());
        m_staging->expect(*failing, record);
        const QString id = failing->constFirst().id;
        const auto ended = [this, id] {
            const QList<Job> jobs = m_studio->jobs();
            return std::any_of(jobs.begin(), jobs.end(),
                               [&id](const Job& job) { return job.id == id && job.state == JobState::Failed; });
        };
        QTRY_VERIFY_WITH_TIMEOUT(ended(), 30'000);
        QVERIFY(m_staging->placed() == nullptr);

        // Another order has come between.
        const auto between = settled(m_studio->submit(promptRequest(QStringLiteral("a green boat [fail]"))));
        QVERIFY(between.has_value());
        m_staging->expect(*between, record);
        QCOMPARE(m_staging->results().failed(), 0);

        const auto again = settled(m_studio->submit(promptRequest(QStringLiteral("a red boat"))));
        QVERIFY(again.has_value());
        m_staging->expectAgain(failing->constFirst(), *again);
        QTRY_VERIFY_WITH_TIMEOUT(m_staging->placed() != nullptr, 30'000);
        QCOMPARE(m_staging->count(), 1);

        // Of what was never for the canvas nothing is known.
        Job other = failing->constFirst();
        other.group = QStringLiteral("none");
        m_staging->expectAgain(other, *again);
        QCOMPARE(m_staging->count(), 1);
    }

    void outsideTheMaskTheColoursStay_data()
    {
        QTest::addColumn<QImage::Format>("format");
        QTest::newRow("8 bits") << QImage::Format_RGB32;
        QTest::newRow("alpha") << QImage::Format_ARGB32;
        QTest::newRow("16 bits") << QImage::Format_RGBX64;
    }

    void outsideTheMaskTheColoursStay()
    {
        QFETCH(const QImage::Format, format);
        stage(format);
        QVERIFY(!QTest::currentTestFailed());
        // By the matrices of ROMM RGB (ISO 22028-2), Bradford's adaptation and sRGB's curve: 39.8, 159.8, 70.3.
        QVERIFY(near(m_wanted.full().pixel(0, 0), qRgb(40, 160, 70)));
        const MipPyramid placed = m_staging->shown();
        QCOMPARE(differences(placed, m_wanted, m_asked, 0), 0);
        QVERIFY(differences(placed, m_wanted, m_asked, 255) > 1000);
        QCOMPARE(m_staging->before().full(), m_wanted.full());

        // Brushed: what is drawn while the stroke goes on, and what is put together in full depth.
        Brush brush;
        brush.size = 30;
        m_staging->setBrushTarget({});
        m_staging->beginStroke(brush, {{165, 115}, 1}, false);
        TiledMask surely(kSize);
        surely.fill(QRect(160, 110, 10, 10), 255);
        TiledMask around(kSize, 255);
        around.fill(QRect(140, 90, 50, 50), 0);
        QCOMPARE(m_staging->under().full(), m_wanted.full());
        QCOMPARE(m_staging->shown().full(), placed.full());
        QCOMPARE(m_staging->hidden().pixel({165, 115}), quint8(255));
        m_staging->endStroke();
        QTRY_VERIFY_WITH_TIMEOUT(m_staging->acceptReason().isEmpty(), 30'000);
        QVERIFY(differences(m_staging->finished(), placed, surely, 255) > 50);
        QCOMPARE(differences(m_staging->finished(), m_wanted, surely, 255), 0);
        QCOMPARE(differences(m_staging->finished(), placed, around, 255), 0);
        QCOMPARE(m_staging->state().proof.text, QStringLiteral("0 pixels changed outside the mask"));
    }

    void acceptedTakenBackAndDoneAgainTheColoursStay_data() { outsideTheMaskTheColoursStay_data(); }

    void acceptedTakenBackAndDoneAgainTheColoursStay()
    {
        QFETCH(const QImage::Format, format);
        stage(format);
        QVERIFY(!QTest::currentTestFailed());
        const AssetId first = m_session->base();
        QSignalSpy accepted(m_staging.get(), &CanvasStaging::accepted);
        m_staging->accept();
        QTRY_COMPARE_WITH_TIMEOUT(accepted.count(), 1, 30'000);
        const AssetId second = accepted.first().first().value<GalleryItem>().asset.id;
        QTRY_VERIFY(m_session->base() == second);
        const MipPyramid stored = looked(m_studio->assetPath(second));
        QCOMPARE(differences(stored, m_wanted, m_asked, 0), 0);
        QCOMPARE(m_session->pyramid().full(), stored.full());

        // Without what was at hand, both come from their files.
        m_staging = std::make_unique<CanvasStaging>(*m_studio, *m_session);
        m_session->undo();
        QTRY_VERIFY_WITH_TIMEOUT(m_session->base() == first, 30'000);
        QCOMPARE(m_session->pyramid().full(), m_wanted.full());
        m_session->redo();
        QTRY_VERIFY_WITH_TIMEOUT(m_session->base() == second, 30'000);
        QCOMPARE(m_session->pyramid().full(), stored.full());
    }
};

} // namespace maquette

QTEST_MAIN(maquette::TestStagedColours)
#include "TestStagedColours.moc"
