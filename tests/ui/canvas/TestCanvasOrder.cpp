// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/Shapes.h"
#include "tests/app/studio/StudioKit.h"
#include "tests/support/TestMain.h"
#include "ui/canvas/CanvasOrder.h"
#include "ui/canvas/CanvasSession.h"

#include <QFile>
#include <QPainterPath>
#include <QProcess>
#include <QRandomGenerator>

namespace maquette {

namespace {

const QString kInpaint = QStringLiteral("stable-image.edit.inpaint");
const QString kErase = QStringLiteral("stable-image.edit.erase");
const QString kOutpaint = QStringLiteral("stable-image.edit.outpaint");
const QString kReplace = QStringLiteral("stable-image.edit.search-and-replace");
const QString kImage = QStringLiteral("image");
const QString kMask = QStringLiteral("mask");
constexpr qint64 kMostBytes = 10'485'760; // of one request, says the contract

/// No two neighbours alike, so that a shift by one pixel shows.
QImage pattern(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        auto* row = reinterpret_cast<QRgb*>(image.scanLine(y));
        for (int x = 0; x < size.width(); ++x) {
            row[x] = qRgb(x % 251, y % 241, (x + y) % 239);
        }
    }
    return image;
}

/// Does not get smaller as PNG.
QImage noise(QSize size)
{
    QImage image(size, QImage::Format_RGB32);
    QRandomGenerator random(7);
    for (int y = 0; y < size.height(); ++y) {
        auto* row = reinterpret_cast<QRgb*>(image.scanLine(y));
        random.fillRange(row, size.width());
        std::for_each(row, row + size.width(), [](QRgb& pixel) { pixel |= 0xff000000U; });
    }
    return image;
}

QPainterPath box(QRect area)
{
    QPainterPath path;
    path.addRect(area);
    return path;
}

} // namespace

/// From the canvas to the files of an order, over the real library.
class TestCanvasOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        qunsetenv("STABILITY_API_KEY");
        m_home = std::make_unique<QTemporaryDir>();
        m_studio = openStudio(m_home->path());
        QVERIFY(m_studio);
        m_session = std::make_unique<CanvasSession>();
        m_order = std::make_unique<CanvasOrder>(*m_studio, *m_session);
    }
    void cleanup()
    {
        m_order.reset();
        m_session.reset();
        m_studio.reset();
        m_home.reset();
    }

    void maskIsGreyAndWhiteIsRepainted()
    {
        const QImage picture = pattern({600, 400});
        openPicture(picture);
        paint({200, 150, 100, 80});
        choose(kInpaint);
        QVERIFY(prepare());
        QCOMPARE(m_order->roles(), (QStringList{kImage, kMask}));
        QVERIFY(m_order->summary().contains(QStringLiteral("around the mask")));

        const QRect crop = m_order->plan().crop;
        QCOMPARE(crop, QRect(136, 86, 228, 208)); // 64 px of padding at each side
        const QByteArray mask = stored(kMask);
        QCOMPARE(mask.left(8), QByteArray("\x89PNG\r\n\x1a\n"));
        QCOMPARE(int(mask.at(24)), 8); // IHDR: bits for a channel
        QCOMPARE(int(mask.at(25)), 0); // grey, no alpha
        const QImage grey = QImage::fromData(mask);
        const QImage image = QImage::fromData(stored(kImage));
        QCOMPARE(grey.size(), image.size());
        QCOMPARE(image.size(), crop.size());
        const QRect inside = QRect(200, 150, 100, 80).translated(-crop.topLeft());
        for (int y = 0; y < grey.height(); ++y) {
            for (int x = 0; x < grey.width(); ++x) {
                QCOMPARE(qGray(grey.pixel(x, y)), inside.contains(x, y) ? 255 : 0);
                QCOMPARE(image.pixel(x, y), picture.pixel(x + crop.x(), y + crop.y()));
            }
        }
        const SentRecord record = m_order->record();
        QCOMPARE(record.base, m_base);
        QCOMPARE(record.operation, kInpaint);
        QCOMPARE(record.image, m_order->assets().value(kImage));
        QCOMPARE(record.mask, m_order->assets().value(kMask));
        QCOMPARE(record.edgedMask.contentRect(), QRect(200, 150, 100, 80));
    }

    void growAndFeatherGoOutToo()
    {
        openPicture(pattern({600, 400}));
        paint({200, 150, 100, 80});
        m_session->edit(QStringLiteral("Edge"), [](CanvasDocument& document) {
            document.edge.grow = 10;
            document.context.kind = ContextChoice::Kind::Whole;
        });
        choose(kErase);
        QVERIFY(prepare());
        const QImage grey = QImage::fromData(stored(kMask));
        QCOMPARE(grey.size(), QSize(600, 400));
        QCOMPARE(qGray(grey.pixel(192, 190)), 255); // 8 px outside what was painted
        QCOMPARE(qGray(grey.pixel(185, 190)), 0);
        QCOMPARE(m_order->record().edgedMask.contentRect(), QRect(190, 140, 120, 100));
    }

    void nothingMaskedIsSaidBeforePaying()
    {
        openPicture(pattern({600, 400}));
        choose(kInpaint);
        QVERIFY(!m_order->problem().isEmpty());
        QVERIFY(m_order->problem().contains(QStringLiteral("mask")));
        m_order->prepareAssets();
        QVERIFY(!m_order->isReady());
        paint({10, 10, 50, 50});
        QVERIFY(m_order->problem().isEmpty());
        QVERIFY(prepare());
        m_session->undo();
        QVERIFY(!m_order->isReady());
        QVERIFY(!m_order->problem().isEmpty());
    }

    void transparencyIsTheMask()
    {
        QImage picture(300, 200, QImage::Format_ARGB32);
        picture.fill(qRgb(10, 120, 200));
        for (int y = 40; y < 90; ++y) {
            for (int x = 60; x < 160; ++x) {
                picture.setPixel(x, y, qRgba(0, 0, 0, 0));
            }
        }
        openPicture(picture);
        choose(kErase);
        QTRY_VERIFY(m_order->problem().isEmpty() && !m_order->summary().isEmpty());
        QVERIFY(prepare());
        const QImage grey = QImage::fromData(stored(kMask));
        const QPoint corner = m_order->plan().crop.topLeft();
        QCOMPARE(qGray(grey.pixel(QPoint(100, 60) - corner)), 255);
        QCOMPARE(qGray(grey.pixel(QPoint(20, 20) - corner)), 0);
        QCOMPARE(m_order->record().document.mask.contentRect(), QRect(60, 40, 100, 50));
        // What is painted counts instead.
        paint({200, 100, 50, 50});
        QVERIFY(prepare());
        QCOMPARE(m_order->record().document.mask.contentRect(), QRect(200, 100, 50, 50));
    }

    void alphaWithoutTransparencyIsNoMask()
    {
        QImage picture(300, 200, QImage::Format_ARGB32);
        picture.fill(qRgb(10, 120, 200));
        picture.setPixel(20, 30, qRgba(10, 120, 200, 250)); // what an edge has left
        openPicture(picture);
        choose(kErase);
        QTRY_VERIFY(!m_order->problem().isEmpty());
    }

    void largePhotoIsReducedAndSaysSo()
    {
        openPicture(pattern({6000, 4000})); // 24 megapixels; 9,437,184 are taken
        choose(kReplace);
        QVERIFY(m_order->summary().contains(QStringLiteral("6,000 × 4,000 px")));
        QVERIFY(m_order->summary().contains(QStringLiteral("reduced to")));
        QVERIFY(prepare());
        const QImage image = QImage::fromData(stored(kImage));
        QVERIFY(qint64(image.width()) * image.height() <= 9'437'184);
        QVERIFY(qint64(image.width()) * image.height() > 9'400'000); // no more than it must
        QVERIFY(std::abs(double(image.width()) / image.height() - 1.5) < 0.002);

        // A frame sends only that part, at full size.
        m_session->edit(QStringLiteral("Frame"), [](CanvasDocument& document) {
            document.context.kind = ContextChoice::Kind::Frame;
            document.context.frame = QRect(1000, 500, 1200, 900);
        });
        QVERIFY(prepare());
        QCOMPARE(QImage::fromData(stored(kImage)).size(), QSize(1200, 900));
        QVERIFY(m_order->summary().contains(QStringLiteral("1,200 × 900 px of 6,000 × 4,000 px")));
        QVERIFY(!m_order->summary().contains(QStringLiteral("reduced")));
    }

    void everyPictureOperationTakesTheLargePhoto_data()
    {
        QTest::addColumn<QString>("id");
        const auto catalogue = Catalogue::load({}, nullptr);
        QVERIFY(catalogue.has_value());
        for (const Operation& operation : catalogue->operations()) {
            if (operation.isOrderable() && operation.output == MediaKind::Image && !operation.inputs.isEmpty()) {
                QTest::newRow(qPrintable(operation.id)) << operation.id;
            }
        }
    }

    void everyPictureOperationTakesTheLargePhoto()
    {
        QFETCH(QString, id);
        openPicture(pattern({4200, 2800})); // 11.8 megapixels
        paint({1000, 1000, 400, 300});
        choose(id);
        QVERIFY2(prepare(), qPrintable(m_order->problem()));
        const Operation& operation = *m_studio->catalogue().find(id);
        // The catalogue's own check of the files, as every order meets it.
        Request request;
        request.operation = id;
        request.provider = QStringLiteral("practice");
        const QStringList roles = m_order->roles();
        for (const QString& role : roles) {
            request.inputs.append({role, m_order->assets().value(role)});
        }
        const QList<FieldProblem> problems = m_studio->check(request).problems;
        for (const FieldProblem& problem : problems) {
            const bool byMode = problem.code == FieldProblem::Code::NotAllowed; // the form sets the mode
            QVERIFY2(byMode || !roles.contains(problem.field), qPrintable(describe(operation, problem)));
            QVERIFY(problem.code != FieldProblem::Code::MaskMissing);
            QVERIFY(problem.code != FieldProblem::Code::BodyTooLarge);
        }
    }

    void marginsAreSentInSentPixels()
    {
        openPicture(pattern({6000, 3000}));
        m_session->edit(QStringLiteral("Frame"), [](CanvasDocument& document) {
            document.outpaint = {1000, 0, 0, 500};
        });
        choose(kOutpaint);
        QCOMPARE(m_order->values(), (QJsonObject{{QStringLiteral("left"), 1000},
                                                 {QStringLiteral("right"), 0},
                                                 {QStringLiteral("up"), 0},
                                                 {QStringLiteral("down"), 500}}));
        QVERIFY(prepare());
        const double scale = QImage::fromData(stored(kImage)).width() / 6000.0;
        QVERIFY(scale < 0.8);
        QCOMPARE(m_order->sentValues().value(QStringLiteral("left")).toInt(), qRound(1000 * scale));
        QCOMPARE(m_order->sentValues().value(QStringLiteral("right")).toInt(), 0);
        QVERIFY(std::abs(m_order->sentValues().value(QStringLiteral("down")).toInt() - 500 * scale) <= 1);

        openPicture(pattern({800, 600}));
        QVERIFY(m_order->sentValues().isEmpty()); // as they are
    }

    void tooManyBytesAreOfferedWaysOut()
    {
        openPicture(noise({2200, 2200})); // 14.5 MB as PNG
        choose(kReplace);
        QTRY_VERIFY_WITH_TIMEOUT(m_order->isTooLarge(), 60'000);
        QVERIFY(m_order->problem().contains(QStringLiteral("WebP")));
        m_order->prepareAssets();
        QVERIFY(!m_order->isReady());

        for (const auto choice : {CanvasOrder::TooLarge::Jpeg, CanvasOrder::TooLarge::Webp}) {
            m_order->setTooLarge(choice);
            QVERIFY2(prepare(), qPrintable(m_order->problem()));
            const QByteArray bytes = stored(kImage);
            QVERIFY(bytes.size() < kMostBytes);
            const QByteArray kind = choice == CanvasOrder::TooLarge::Jpeg ? "\xff\xd8\xff" : "RIFF";
            QCOMPARE(bytes.left(kind.size()), kind);
            QCOMPARE(QImage::fromData(bytes).size(), QSize(2200, 2200));
            QVERIFY(m_order->summary().contains(QStringLiteral("change slightly")));
        }
        m_order->setTooLarge(CanvasOrder::TooLarge::Reduce);
        QVERIFY2(prepare(), qPrintable(m_order->problem()));
        const QByteArray bytes = stored(kImage);
        QVERIFY(bytes.size() < kMostBytes);
        QCOMPARE(bytes.mid(1, 3), QByteArray("PNG"));
        QVERIFY(QImage::fromData(bytes).width() < 2200);
        QVERIFY(m_order->summary().contains(QStringLiteral("reduced to")));
    }

    void otherFilesTakeTheirShareOfTheBytes()
    {
        openPicture(noise({1000, 1000})); // 3 MB
        choose(kReplace);
        QVERIFY(prepare());
        m_order->setOtherBytes(9'000'000);
        QTRY_VERIFY_WITH_TIMEOUT(m_order->isTooLarge(), 30'000);
        m_order->setOtherBytes(1'000'000);
        QVERIFY(prepare());
    }

    void sketchIsDrawnOnWhatIsSent()
    {
        openPicture(pattern({400, 300}));
        m_session->edit(QStringLiteral("Draw"),
                        [](CanvasDocument& document) { document.sketch.fill(QRect(50, 60, 20, 30), qRgb(255, 0, 0)); });
        choose(QStringLiteral("stable-image.control.sketch"));
        QVERIFY(prepare());
        const QImage image = QImage::fromData(stored(kImage));
        QCOMPARE(image.pixel(60, 70), qRgb(255, 0, 0));
        QCOMPARE(image.pixel(80, 70), qRgb(80, 70, 150));
        // It is no part of what others send.
        choose(kReplace);
        QVERIFY(prepare());
        QCOMPARE(QImage::fromData(stored(kImage)).pixel(60, 70), qRgb(60, 70, 130));
    }

    void whatIsPaintedMeanwhileCounts()
    {
        openPicture(pattern({600, 400}));
        paint({200, 150, 100, 80});
        choose(kErase);
        m_order->prepareAssets();
        paint({20, 20, 30, 30}); // while the first is on its way
        QTRY_VERIFY_WITH_TIMEOUT(m_order->isReady(), 20'000);
        QCOMPARE(m_order->record().document.mask.contentRect(), QRect(20, 20, 280, 210));
        QCOMPARE(m_order->record().document.mask, m_session->document().mask);
    }

    void oneMayDoWithoutAPicture()
    {
        openPicture(pattern({300, 200}));
        m_order->setOperation(*m_studio->catalogue().find(QStringLiteral("stable-image.generate.ultra")), false);
        QVERIFY(!m_order->isActive());
        m_order->prepareAssets();
        QVERIFY(!m_order->isReady());
        m_order->setOperation(*m_studio->catalogue().find(QStringLiteral("stable-image.generate.ultra")), true);
        QVERIFY(m_order->isActive());
        QVERIFY(prepare());
        m_session->close();
        QVERIFY(!m_order->isActive());
        QVERIFY(!m_order->isReady());
    }

    void changesThatAreNotSentCostNoWork()
    {
        openPicture(pattern({600, 400}));
        paint({200, 150, 100, 80});
        choose(kErase);
        QVERIFY(prepare());
        m_session->edit(QStringLiteral("Switch"), [](CanvasDocument& document) { document.colourMatch = false; });
        QVERIFY(m_order->isReady());
    }

    void animationsAreRefused()
    {
        const auto file = settled(m_studio->importFile(QStringLiteral(MAQUETTE_TEST_DATA "/animated.webp")));
        QVERIFY(file.has_value());
        m_session->open(file->id, sourceFromImage(pattern({64, 64})));
        choose(kReplace);
        QVERIFY(m_order->problem().contains(QStringLiteral("animation")));
    }

    void pagesAreNoAnimation()
    {
        const QString file = m_home->filePath(QStringLiteral("pages.tiff"));
        const QString page = QStringLiteral(MAQUETTE_TEST_DATA "/plain.tiff");
        QCOMPARE(QProcess::execute(QStringLiteral("convert"), {page, page, file}), 0);
        const auto asset = settled(m_studio->importFile(file));
        QVERIFY(asset.has_value());
        QCOMPARE(asset->info.frames, 2);
        const auto source = readSource(file);
        QVERIFY(source.has_value());
        QVERIFY(source->note.contains(QStringLiteral("2 pages")));
        m_session->open(asset->id, *source);
        choose(kReplace);
        QVERIFY(!m_order->problem().contains(QStringLiteral("animation")));
    }

private:
    void openPicture(const QImage& image)
    {
        const auto asset = settled(m_studio->importImage(pattern({64, 64 + ++m_pictures})));
        QVERIFY(asset.has_value());
        m_base = asset->id;
        m_session->open(m_base, sourceFromImage(image));
    }

    void paint(QRect area)
    {
        m_session->edit(QStringLiteral("Paint"),
                        [&](CanvasDocument& document) { fillPath(document.mask, box(area), Combine::Add); });
    }

    void choose(const QString& id) { m_order->setOperation(*m_studio->catalogue().find(id)); }

    bool prepare()
    {
        m_order->prepareAssets();
        return QTest::qWaitFor([this] { return m_order->isReady() || !m_order->problem().isEmpty(); }, 60'000) &&
               m_order->isReady();
    }

    [[nodiscard]] QByteArray stored(const QString& role) const
    {
        QFile file(m_studio->assetPath(m_order->assets().value(role)));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<Studio> m_studio;
    std::unique_ptr<CanvasSession> m_session;
    std::unique_ptr<CanvasOrder> m_order;
    AssetId m_base;
    int m_pictures = 0;
};

} // namespace maquette

QTEST_MAIN(maquette::TestCanvasOrder)
#include "TestCanvasOrder.moc"
