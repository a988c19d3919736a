// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/Catalogue.h"
#include "tests/support/TestMain.h"
#include "ui/canvas/staging/BrushThrough.h"
#include "ui/canvas/staging/Placing.h"

#include <QColorSpace>
#include <QDir>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

namespace maquette {

namespace {

QImage noise(QSize size, QImage::Format format, quint32 seed)
{
    QRandomGenerator random(seed);
    QImage image(size, format);
    for (int y = 0; y < size.height(); ++y) {
        for (int x = 0; x < size.width(); ++x) {
            image.setPixelColor(x, y,
                                QColor::fromRgba64(quint16(random.generate()), quint16(random.generate()),
                                                   quint16(random.generate()), 0xffff));
        }
    }
    return image;
}

/// A blob with a soft edge, and a hole.
TiledMask blob(QSize size, QRect where)
{
    TiledMask mask(size);
    std::vector<quint8> row(size_t(where.width()));
    for (int y = 0; y < where.height(); ++y) {
        for (int x = 0; x < where.width(); ++x) {
            const double d = std::hypot(x - where.width() / 2.0, y - where.height() / 2.0);
            const double r = where.width() / 2.0;
            row[size_t(x)] = quint8(std::clamp((r - d) * 16.0, 0.0, d < r / 4 ? 0.0 : 255.0));
        }
        mask.write(QRect(where.left(), where.top() + y, where.width(), 1), row.data(), where.width());
    }
    return mask;
}

QString saved(const QTemporaryDir& folder, const QImage& image)
{
    const QString path = folder.filePath(QStringLiteral("result.png"));
    image.save(path, "PNG");
    return path;
}

PlaceRecord record(PlaceKind kind, QRect crop, QSize sent)
{
    PlaceRecord made;
    made.base = AssetId{QString(64, QLatin1Char('a'))};
    made.kind = kind;
    made.plan.crop = crop;
    made.plan.sent = sent;
    made.plan.scale = double(sent.width()) / crop.width();
    made.plan.masked = kind == PlaceKind::Masked;
    return made;
}

} // namespace

class TestPlacing : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnAnyWarning(); }

    void outsideTheMaskEveryPixelIsTheOriginals_data()
    {
        QTest::addColumn<QImage::Format>("format");
        QTest::addColumn<bool>("matched");
        QTest::addColumn<QSize>("sent");
        QTest::newRow("8 bits") << QImage::Format_RGB32 << true << QSize(96, 96);
        QTest::newRow("8 bits, plain") << QImage::Format_RGB32 << false << QSize(96, 96);
        QTest::newRow("alpha") << QImage::Format_ARGB32 << true << QSize(96, 96);
        QTest::newRow("16 bits") << QImage::Format_RGBX64 << true << QSize(96, 96);
        QTest::newRow("reduced") << QImage::Format_RGB32 << true << QSize(64, 64);
        QTest::newRow("enlarged") << QImage::Format_RGB32 << true << QSize(192, 192);
    }

    void outsideTheMaskEveryPixelIsTheOriginals()
    {
        QFETCH(const QImage::Format, format);
        QFETCH(const bool, matched);
        QFETCH(const QSize, sent);
        QTemporaryDir folder;
        const SourcePicture original = sourceFromImage(noise({230, 170}, format, 1));
        const QRect crop(70, 40, 96, 96);
        PlaceRecord order = record(PlaceKind::Masked, crop, sent);
        order.edged = blob(original.image.size(), QRect(80, 50, 60, 60));
        const QString file = saved(folder, noise(sent, QImage::Format_RGB32, 2));
        const auto placed = placeResult(original, file, order, matched);
        QVERIFY2(placed.has_value(), placed ? "" : qPrintable(placed.error().detail));
        QCOMPARE(placed->image.size(), original.image.size());
        QCOMPARE(placed->image.format(), original.image.format());
        QVERIFY(placed->before.isNull());
        qint64 inside = 0;
        for (int y = 0; y < original.image.height(); ++y) {
            for (int x = 0; x < original.image.width(); ++x) {
                const bool same = placed->image.pixelColor(x, y) == original.image.pixelColor(x, y);
                if (order.edged.pixel({x, y}) == 0) {
                    QVERIFY2(same, qPrintable(QStringLiteral("%1, %2").arg(x).arg(y)));
                }
                inside += same ? 0 : 1;
            }
        }
        QCOMPARE(placed->inside, inside);
        QVERIFY(inside > 1000);
        QCOMPARE(placed->outside, 0);
        QCOMPARE(proofOf(*placed).text, QStringLiteral("0 pixels changed outside the mask"));
        QVERIFY(proofOf(*placed).tone == StagingProof::Tone::Good);
        QVERIFY(refusalOf(*placed).isEmpty());
    }

    void whateverChangedOutsideIsSaidAndNotAccepted()
    {
        PlacedResult placed;
        placed.kind = PlaceKind::Masked;
        placed.counted = true;
        placed.outside = 1'234;
        QCOMPARE(proofOf(placed).text, QString::fromUtf8("1\u202f234 pixels changed outside the mask"));
        QVERIFY(proofOf(placed).tone == StagingProof::Tone::Warn);
        QVERIFY(!refusalOf(placed).isEmpty());
    }

    void aFrameChangesOnlyItsInside()
    {
        QTemporaryDir folder;
        const SourcePicture original = sourceFromImage(noise({200, 150}, QImage::Format_RGB32, 3));
        const PlaceRecord order = record(PlaceKind::Frame, {20, 30, 80, 64}, {80, 64});
        const QImage result = noise({80, 64}, QImage::Format_RGB32, 4);
        const auto placed = placeResult(original, saved(folder, result), order, false);
        QVERIFY(placed.has_value());
        for (int y = 0; y < 150; ++y) {
            for (int x = 0; x < 200; ++x) {
                const bool inside = order.plan.crop.contains(x, y);
                const QColor wanted = inside ? result.pixelColor(QPoint(x, y) - order.plan.crop.topLeft())
                                             : original.image.pixelColor(x, y);
                QVERIFY2(placed->image.pixelColor(x, y) == wanted, qPrintable(QStringLiteral("%1, %2").arg(x).arg(y)));
            }
        }
        QCOMPARE(proofOf(*placed).text, QStringLiteral("0 pixels changed outside the frame"));
    }

    void aContinuedPictureHoldsTheOriginalUntouched()
    {
        QTemporaryDir folder;
        const SourcePicture original = sourceFromImage(noise({120, 100}, QImage::Format_RGB32, 5));
        PlaceRecord order = record(PlaceKind::Outpaint, {0, 0, 120, 100}, {120, 100});
        order.plan.whole = true;
        order.outpaint = {30, 0, 50, 20};
        const auto placed =
            placeResult(original, saved(folder, noise({200, 120}, QImage::Format_RGB32, 6)), order, true);
        QVERIFY2(placed.has_value(), placed ? "" : qPrintable(placed.error().detail));
        QCOMPARE(placed->image.size(), QSize(200, 120));
        QCOMPARE(placed->originalAt, QPoint(30, 0));
        QVERIFY(placed->image.copy(30, 0, 120, 100) == original.image);
        QCOMPARE(placed->before.size(), QSize(200, 120));
        QCOMPARE(placed->before.full().pixelColor(30, 0), original.image.pixelColor(0, 0));
        QCOMPARE(placed->before.full().pixelColor(29, 0).alpha(), 0);
        QCOMPARE(proofOf(*placed).text, QStringLiteral("0 pixels of the original changed"));
    }

    void withoutAMaskNothingIsClaimed()
    {
        QTemporaryDir folder;
        const SourcePicture original = sourceFromImage(noise({100, 80}, QImage::Format_RGB32, 7));
        QImage result = original.image;
        for (int i = 0; i < 200; ++i) {
            result.setPixelColor(i % 100, i / 100,
                                 original.image.pixelColor(i % 100, i / 100).rgb() == 0xff000000U ? QColor(Qt::white)
                                                                                                  : QColor(Qt::black));
        }
        const PlaceRecord order = record(PlaceKind::Whole, {0, 0, 100, 80}, {100, 80});
        const auto placed = placeResult(original, saved(folder, result), order, true);
        QVERIFY(placed.has_value());
        QVERIFY(placed->image.convertToFormat(QImage::Format_RGB32) == result);
        QCOMPARE(proofOf(*placed).text, QStringLiteral("200 pixels changed, 2.5 %"));
        QVERIFY(proofOf(*placed).tone == StagingProof::Tone::Plain);

        const auto larger =
            placeResult(original, saved(folder, noise({200, 160}, QImage::Format_RGB32, 8)), order, true);
        QVERIFY(larger.has_value());
        QVERIFY(!larger->counted);
        QVERIFY(proofOf(*larger).text.contains(QStringLiteral("200")));
        QCOMPARE(larger->before.size(), QSize(200, 160));
        QVERIFY(!proofOf(*larger).text.contains(QStringLiteral("changed")));
    }

    void aNewPictureOfAnotherShapeIsShownInItsOwn()
    {
        PlacedResult placed;
        placed.kind = PlaceKind::Whole;
        const auto on = [&placed](QSize size) {
            placed.image = QImage(size, QImage::Format_RGB32);
            return placeOnCanvas(placed, {300, 200});
        };
        QCOMPARE(on({300, 200}), QRect());
        QCOMPARE(on({1200, 800}), QRect());
        QCOMPARE(on({1254, 836}), QRect()); // rounded by the service
        QCOMPARE(on({1024, 1024}), QRect(50, 0, 200, 200));
        QCOMPARE(on({1600, 400}), QRect(0, 62, 300, 75));

        // Enlarged from a part: that part is what was there before, in the result's shape.
        QTemporaryDir folder;
        const SourcePicture original = sourceFromImage(noise({100, 80}, QImage::Format_RGB32, 7));
        const QString larger = saved(folder, noise({80, 80}, QImage::Format_RGB32, 8));
        const QRect part(20, 10, 40, 40);
        const auto enlarged = placeResult(original, larger, record(PlaceKind::Whole, part, {40, 40}), true);
        QVERIFY(enlarged.has_value());
        QCOMPARE(enlarged->before.full(),
                 original.image.copy(part).scaled(80, 80, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
        // Of another shape: laid in the middle of it, as it is.
        const auto square = placeResult(original, larger, record(PlaceKind::Whole, {0, 0, 100, 80}, {100, 80}), true);
        QVERIFY(square.has_value());
        QCOMPARE(square->before.size(), QSize(80, 80));
        QCOMPARE(qAlpha(square->before.full().pixel(40, 4)), 0);
        QCOMPARE(qAlpha(square->before.full().pixel(40, 40)), 255);
    }

    void whateverProfileTheOriginalHasBothAreShownInTheSameColours()
    {
        QTemporaryDir folder;
        QImage wide = noise({120, 100}, QImage::Format_RGBX64, 21);
        wide.setColorSpace(QColorSpace(QColorSpace::ProPhotoRgb));
        const SourcePicture original = sourceFromImage(wide);
        QImage shown = wide.convertedToColorSpace(QColorSpace(QColorSpace::SRgb));
        shown.convertTo(QImage::Format_RGB32);
        QVERIFY(shown.pixel(5, 5) != wide.convertToFormat(QImage::Format_RGB32).pixel(5, 5));
        const auto cornerOf = [](const MipPyramid& pyramid, QPoint at) {
            QImage part = pyramid.full().copy(QRect(at, QSize(120, 100))).convertToFormat(QImage::Format_RGB32);
            part.setColorSpace(QColorSpace(QColorSpace::SRgb)); // images are alike only when their spaces are
            return part;
        };

        PlaceRecord outpaint = record(PlaceKind::Outpaint, {0, 0, 120, 100}, {120, 100});
        outpaint.plan.whole = true;
        outpaint.outpaint = {30, 0, 50, 20};
        const QString larger = saved(folder, noise({200, 120}, QImage::Format_RGB32, 22));
        const auto around = placeResult(original, larger, outpaint, true);
        QVERIFY(around.has_value());
        QCOMPARE(cornerOf(around->pyramid, {30, 0}), shown);
        QCOMPARE(cornerOf(around->before, {30, 0}), shown);

        // A file that names no space is sRGB.
        QImage plain = wide.convertedToColorSpace(QColorSpace(QColorSpace::SRgb));
        plain.setColorSpace({});
        const auto whole =
            placeResult(original, saved(folder, plain), record(PlaceKind::Whole, {0, 0, 120, 100}, {120, 100}), true);
        QVERIFY2(whole.has_value(), whole ? "" : qPrintable(whole.error().detail));
        QVERIFY(whole->counted);
        QCOMPARE(cornerOf(whole->pyramid, {}), shown);
        const QImage back = inSpace(plain, original.space);
        QCOMPARE(back.colorSpace(), original.space);
        QVERIFY(inSpace(wide, original.space) == wide);
    }

    void aFileThatIsNoPictureIsAnError()
    {
        QTemporaryDir folder;
        const SourcePicture original = sourceFromImage(noise({100, 80}, QImage::Format_RGB32, 7));
        const PlaceRecord order = record(PlaceKind::Whole, {0, 0, 100, 80}, {100, 80});
        QVERIFY(!placeResult(original, folder.filePath(QStringLiteral("none.png")), order, true));
        std::atomic_bool cancelled = true;
        const auto stopped = placeResult(original, saved(folder, original.image), order, true, &cancelled);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
    }

    void recordsAndMasksComeBackFromTheirText()
    {
        PlaceRecord order = record(PlaceKind::Masked, {70, 40, 96, 96}, {64, 64});
        order.baseTitle = QString::fromUtf8("été.png");
        order.operation = QStringLiteral("stable-image.edit.inpaint");
        order.edged = blob({300, 200}, QRect(80, 50, 60, 60));
        order.outpaint = {1, 2, 3, 4};
        const auto back = PlaceRecord::fromJson(order.toJson());
        QVERIFY(back.has_value());
        QVERIFY(back->edged == order.edged);
        QVERIFY(back->plan == order.plan);
        QVERIFY(back->outpaint == order.outpaint);
        QCOMPARE(back->baseTitle, order.baseTitle);
        QCOMPARE(back->operation, order.operation);
        QVERIFY(back->kind == order.kind);
        QVERIFY(maskFromJson(maskToJson(TiledMask({300, 200}))) == TiledMask({300, 200}));
        QVERIFY(maskFromJson(maskToJson(TiledMask({300, 200}, 255))) == TiledMask({300, 200}, 255));
        QVERIFY(maskFromJson({}).isNull());

        QJsonObject broken = order.toJson();
        broken.insert(QStringLiteral("mask"),
                      QJsonObject{{QStringLiteral("width"), 1'000'000}, {QStringLiteral("height"), 1'000'000}});
        QVERIFY(!PlaceRecord::fromJson(broken));
        broken = order.toJson();
        broken.insert(QStringLiteral("kind"), QStringLiteral("upside down"));
        QVERIFY(!PlaceRecord::fromJson(broken));
        QVERIFY(!PlaceRecord::fromJson({}));
    }

    void theKindFollowsTheOperation_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<bool>("masked");
        QTest::addColumn<bool>("outpainted");
        QTest::addColumn<bool>("whole");
        QTest::addColumn<int>("kind");
        const auto row = [](const char* name, const char* id, bool masked, bool outpainted, bool whole,
                            PlaceKind kind) {
            QTest::newRow(name) << QStringLiteral("stable-image.") + QLatin1String(id) << masked << outpainted << whole
                                << int(kind);
        };
        row("inpaint", "edit.inpaint", true, false, false, PlaceKind::Masked);
        row("inpaint by alpha", "edit.inpaint", false, false, true, PlaceKind::Whole);
        row("outpaint", "edit.outpaint", false, true, true, PlaceKind::Outpaint);
        row("replace", "edit.search-and-replace", false, false, true, PlaceKind::Whole);
        row("replace in a frame", "edit.search-and-replace", false, false, false, PlaceKind::Frame);
        row("upscale", "upscale.fast", false, false, true, PlaceKind::Whole);
        row("upscale of a frame", "upscale.fast", false, false, false, PlaceKind::Whole);
    }

    void theKindFollowsTheOperation()
    {
        QFETCH(const QString, operation);
        QFETCH(const bool, masked);
        QFETCH(const bool, outpainted);
        QFETCH(const bool, whole);
        QList<CatalogueProblem> problems;
        const auto catalogue = Catalogue::load(QString(), &problems);
        QVERIFY(catalogue.has_value());
        const Operation* const found = catalogue->find(operation);
        QVERIFY(found != nullptr);
        QTEST(int(placeKind(*found, masked, outpainted, whole)), "kind");
    }

    void whatIsBrushedAwayShowsExactlyWhatIsBelow_data()
    {
        QTest::addColumn<QImage::Format>("format");
        QTest::newRow("8 bits") << QImage::Format_RGB32;
        QTest::newRow("alpha") << QImage::Format_ARGB32;
        QTest::newRow("16 bits") << QImage::Format_RGBX64;
    }

    void whatIsBrushedAwayShowsExactlyWhatIsBelow()
    {
        QFETCH(const QImage::Format, format);
        const QSize size(200, 150);
        const QImage top = noise(size, format, 11);
        const QImage under = noise(size, format, 12);
        BrushThrough through(size);
        QVERIFY(through.isEmpty());
        QVERIFY(through.mixed(top, under, top.rect()) == top);
        Brush brush;
        brush.size = 60;
        brush.softness = 0.5;
        through.begin(brush, {{60, 60}, 1}, false);
        through.strokeTo({{140, 90}, 1});
        through.end();
        QVERIFY(!through.isEmpty());
        const QImage mixed = through.mixed(top, under, top.rect());
        int full = 0;
        int none = 0;
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x) {
                const int hidden = through.hidden().pixel({x, y});
                const QRgba64 t = top.pixelColor(x, y).rgba64();
                const QRgba64 u = under.pixelColor(x, y).rgba64();
                const QRgba64 m = mixed.pixelColor(x, y).rgba64();
                if (hidden == 0) {
                    QVERIFY(m == t);
                    ++none;
                } else if (hidden == 255) {
                    QVERIFY(m == u);
                    ++full;
                } else {
                    // Within a step of the depth of the exact mean.
                    const double exact = t.red() + (double(u.red()) - t.red()) * hidden / 255.0;
                    QVERIFY(std::abs(m.red() - exact) <= (format == QImage::Format_RGBX64 ? 1.0 : 257.0));
                }
            }
        }
        QVERIFY(full > 1000);
        QVERIFY(none > 1000);
        // A part is the same as that part of the whole.
        QVERIFY(through.mixed(top, under, {30, 20, 77, 55}) == mixed.copy(30, 20, 77, 55));
    }

    void aStrokeGivenUpLeavesNothing()
    {
        BrushThrough through({100, 100});
        Brush brush;
        brush.size = 20;
        through.begin(brush, {{20, 20}, 1}, false);
        through.end();
        const TiledMask first = through.hidden();
        QCOMPARE(through.abandon(), QRect());
        through.begin(brush, {{70, 70}, 1}, false);
        through.strokeTo({{20, 20}, 1});
        QVERIFY(through.settled() == first);
        QVERIFY(through.hidden() != first);
        QVERIFY(through.abandon().contains(QRect(60, 60, 20, 20)));
        QVERIFY(through.hidden() == first);
        QVERIFY(!through.isStroking());
        through.begin(brush, {{20, 20}, 1}, true); // painted back
        through.end();
        QCOMPARE(through.hidden().pixel({20, 20}), quint8(0));
    }
};

} // namespace maquette

QTEST_MAIN(maquette::TestPlacing)
#include "TestPlacing.moc"
