// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/Catalogue.h"
#include "tests/support/TestMain.h"
#include "ui/canvas/ImageView.h"
#include "ui/canvas/SendText.h"
#include "ui/canvas/SentView.h"
#include "ui/widgets/Segmented.h"

#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QToolButton>

namespace maquette {

namespace {

QString text(const char* words)
{
    return QString::fromUtf8(words);
}

QImage filled(QSize size, QRgb colour)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(colour);
    return image;
}

QString textOf(const QList<SentReport::Line>& lines, const char* label)
{
    for (const SentReport::Line& line : lines) {
        if (line.label == text(label)) {
            return line.text;
        }
    }
    return {};
}

} // namespace

/// What will be sent, in words and in pixels.
class TestSentView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        m_catalogue = Catalogue::load({}, nullptr).value();
    }
    void init() { failOnAnyWarning(); }

    void lineSaysWhatIsSent_data()
    {
        QTest::addColumn<QString>("operation");
        QTest::addColumn<QRect>("crop");
        QTest::addColumn<QSize>("sent");
        QTest::addColumn<bool>("frame");
        QTest::addColumn<QString>("said");
        const QString inpaint = text("stable-image.edit.inpaint");
        const QString replace = text("stable-image.edit.search-and-replace");
        QTest::newRow("around the mask") << inpaint << QRect(50, 60, 512, 768) << QSize(512, 768) << false
                                         << text("Sends 512 × 768 px around the mask, 900.0 kB.");
        QTest::newRow("whole")
            << replace << QRect(0, 0, 6000, 4000) << QSize(3762, 2508) << false
            << text("Sends the whole picture, 6,000 × 4,000 px, reduced to 3,762 × 2,508 px, 900.0 kB.");
        QTest::newRow("frame") << replace << QRect(5, 5, 1000, 800) << QSize(1000, 800) << true
                               << text("Sends 1,000 × 800 px of 6,000 × 4,000 px in the frame, 900.0 kB.");
        QTest::newRow("enlarged") << inpaint << QRect(0, 0, 40, 40) << QSize(64, 64) << false
                                  << text("Sends 40 × 40 px around the mask, enlarged to 64 × 64 px, 900.0 kB.");
        QTest::newRow("upscale of too large a picture")
            << text("stable-image.upscale.fast") << QRect(0, 0, 6000, 4000) << QSize(1254, 836) << false
            << text("Sends the whole picture, 6,000 × 4,000 px, reduced to 1,254 × 836 px, 900.0 kB. It is reduced "
                    "before it is enlarged, and may come back smaller than it is: drag a frame to enlarge a part of "
                    "it.");
    }

    void lineSaysWhatIsSent()
    {
        QFETCH(QString, operation);
        QFETCH(QRect, crop);
        QFETCH(QSize, sent);
        QFETCH(bool, frame);
        QFETCH(QString, said);
        const Operation& op = *m_catalogue.find(operation);
        SendPlan plan;
        plan.crop = crop;
        plan.sent = sent;
        plan.scale = double(sent.width()) / crop.width();
        plan.whole = crop.size() == QSize(6000, 4000);
        plan.masked = op.input(text("mask")) != nullptr;
        ContextChoice context;
        context.kind = frame ? ContextChoice::Kind::Frame : ContextChoice::Kind::Automatic;
        SentPicture picture;
        picture.imageBytes = QByteArray(899'000, 'x');
        picture.maskBytes = QByteArray(1'000, 'x');
        QCOMPARE(sendSummary(op, {6000, 4000}, context, plan, &picture), said);
        QVERIFY(!sendSummary(op, {6000, 4000}, context, plan, nullptr).contains(text("kB")));
    }

    void reportNamesEverythingThatGoesOut()
    {
        const SentPicture sent = sentPicture();
        const SentReport report = makeSentReport(inpaint(), request(), facts(&sent));
        QCOMPARE(textOf(report.values, "Prompt"), text("a red biplane"));
        QCOMPARE(textOf(report.values, "Style"), text("Cinematic"));
        QCOMPARE(textOf(report.values, "Grow by the service"), text("8 px"));
        QCOMPARE(textOf(report.values, "Seed"), text("42"));
        QCOMPARE(textOf(report.values, "Results"), text("2"));
        QCOMPARE(textOf(report.values, "To"), text("Practice"));
        QCOMPARE(textOf(report.picture, "From"), text("100 × 80 px at 20, 30 of 600 × 400 px"));
        QCOMPARE(textOf(report.picture, "Picture"), text("100 × 80 px"));
        QVERIFY(textOf(report.picture, "Mask").contains(text("25.0 %"))); // a quarter of it is white
        QVERIFY(textOf(report.picture, "Mask").contains(text("8-bit grey")));
        QVERIFY(report.withinLimits);
        QVERIFY(report.limits.contains(text("9,437,184")));
        QCOMPARE(report.price, text("10 credits"));
    }

    /// What is not sent is filled in by the service, by the defaults the contract publishes.
    void reportNamesDefaults()
    {
        const SentPicture sent = sentPicture();
        Request bare = request();
        bare.values = {{text("prompt"), text("a red biplane")}};
        bare.seed.reset();
        const SentReport report = makeSentReport(inpaint(), bare, facts(&sent));
        QCOMPARE(textOf(report.values, "Grow by the service"), text("5 px (default)"));
        QCOMPARE(textOf(report.values, "File format"), text("PNG (default)"));
        QCOMPARE(textOf(report.values, "Seed"), text("chosen by the service"));
        QCOMPARE(textOf(report.values, "Style"), QString()); // none is published
        QVERIFY(report.growth.contains(text("by 5 px")));

        bare.values.insert(text("grow_mask"), 0);
        const SentReport exact = makeSentReport(inpaint(), bare, facts(&sent));
        QCOMPARE(textOf(exact.values, "Grow by the service"), text("0 px"));
        QCOMPARE(exact.growth, QString());
        QCOMPARE(exact.grow, 0.0);
    }

    void defaultsKeepTheirConditions()
    {
        const Operation& ultra = *m_catalogue.find(text("stable-image.generate.ultra"));
        Request order;
        order.operation = ultra.id;
        order.values = {{text("prompt"), text("a lake")}};
        QVERIFY(!textOf(makeSentReport(ultra, order, {}).values, "Aspect ratio").isEmpty());
        // With a picture its shape is kept, whatever the usual one is.
        order.inputs = {{text("image"), AssetId{QString(64, QLatin1Char('a'))}}};
        order.values.insert(text("strength"), 0.5);
        QCOMPARE(textOf(makeSentReport(ultra, order, {}).values, "Aspect ratio"), QString());
    }

    void reportTellsWhatReadingLost()
    {
        const SentPicture sent = sentPicture();
        SentFacts known = facts(&sent);
        known.note = text("The file has 3 pages; this is the first.");
        QCOMPARE(makeSentReport(inpaint(), request(), known).lost, known.note);
        known.plan.crop = {}; // nothing of it goes out
        QCOMPARE(makeSentReport(inpaint(), request(), known).lost, QString());
    }

    void reportSaysWhatIsWrong()
    {
        SentFacts facts;
        facts.provider = text("Practice");
        facts.problem = text("Nothing is masked.");
        facts.plan.crop = QRect(0, 0, 10, 10);
        const SentReport report = makeSentReport(inpaint(), request(), facts);
        QVERIFY(!report.withinLimits);
        QVERIFY(report.blocked);
        QCOMPARE(report.limits, facts.problem);
        SentView view;
        view.setReport(report, {}, {});
        QCOMPARE(view.findChild<QLabel*>(text("sentWaiting"))->text(), text("It cannot be sent like this"));
    }

    void viewShowsTheExactPixelsAndTheMask()
    {
        SentView view;
        view.resize(900, 600);
        const SentPicture sent = sentPicture();
        view.setReport(makeSentReport(inpaint(), request(), facts(&sent)), sent.image, sent.mask);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        auto* picture = view.findChild<ImageView*>(text("sentPicture"));
        const auto shown = [&](QPoint at) { return picture->picture().full().pixel(at); };
        QTRY_VERIFY(!picture->picture().isNull());
        QCOMPARE(shown({80, 60}), qRgb(0, 90, 180));  // kept
        QVERIFY(shown({56, 20}) != qRgb(0, 90, 180)); // the 8 px the service adds to the 50
        QCOMPARE(shown({59, 20}), qRgb(0, 90, 180));
        QVERIFY(shown({10, 10}) != qRgb(0, 90, 180)); // repainted: marked
        QVERIFY(shown({10, 10}) != shown({12, 10}));  // not by colour alone: hatched
        QTest::mouseClick(view.findChild<QPushButton*>(text("segment-image")), Qt::LeftButton);
        QTRY_COMPARE(shown({10, 10}), qRgb(0, 90, 180));
        QTest::mouseClick(view.findChild<QPushButton*>(text("segment-mask")), Qt::LeftButton);
        QTRY_COMPARE(shown({10, 10}), qRgb(255, 255, 255));
        QCOMPARE(shown({80, 60}), qRgb(0, 0, 0));
        QVERIFY(qRed(shown({56, 20})) > 100 && qGreen(shown({56, 20})) < 100); // neither sent white nor black
        QCOMPARE(shown({59, 20}), qRgb(0, 0, 0));
        QVERIFY(view.findChild<QLabel*>(text("sentGrowth"))->text().contains(text("by 8 px")));
        QVERIFY(view.findChild<QLabel*>(text("sentLimits"))->text().contains(text("Within the limits")));
    }

    void picturesThatGoAlongCanBeLookedAt()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(text("style.png"));
        QVERIFY(filled({120, 90}, qRgb(200, 40, 20)).save(path));
        SentView view;
        view.resize(900, 600);
        const SentPicture sent = sentPicture();
        SentReport report = makeSentReport(inpaint(), request(), facts(&sent));
        view.setReport(report, sent.image, {});
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QVERIFY(!view.findChild<Segmented*>(text("sentLayers"))->isVisible()); // there is nothing to choose
        report.values.append({text("Style picture"), text("120 × 90 px"), path});
        view.setReport(report, sent.image, {});
        auto* picture = view.findChild<ImageView*>(text("sentPicture"));
        QTRY_COMPARE(picture->picture().size(), QSize(100, 80));
        auto* const style = view.findChild<QPushButton*>(text("segment-file-0"));
        QVERIFY(style != nullptr && style->isVisible());
        QCOMPARE(style->text(), text("Style picture"));
        QTest::mouseClick(style, Qt::LeftButton);
        QTRY_COMPARE(picture->picture().size(), QSize(120, 90));
        QCOMPARE(picture->picture().full().pixel(60, 40), qRgb(200, 40, 20));
        view.setReport(report, sent.image, sent.mask); // the choice stays
        QTRY_COMPARE(view.findChild<Segmented*>(text("sentLayers"))->count(), 4);
        QCOMPARE(view.findChild<Segmented*>(text("sentLayers"))->current(), text("file-0"));
    }

    void viewIsClosedByKeyAndButton()
    {
        SentView view;
        view.resize(400, 600); // narrow: the words go below
        view.show();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        QSignalSpy closed(&view, &SentView::closeRequested);
        view.setFocus();
        QTest::keyClick(view.focusWidget(), Qt::Key_Escape);
        QCOMPARE(closed.count(), 1);
        QTest::mouseClick(view.findChild<QToolButton*>(text("sentClose")), Qt::LeftButton);
        QCOMPARE(closed.count(), 2);
    }

    void everyControlIsNamed()
    {
        SentView view;
        view.show();
        const QList<QWidget*> all = view.findChildren<QWidget*>();
        for (const QWidget* widget : all) {
            if ((widget->focusPolicy() & Qt::TabFocus) && !widget->focusProxy() && widget->isVisible() &&
                !widget->objectName().startsWith(text("qt_"))) {
                QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
                QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
            }
        }
    }

private:
    [[nodiscard]] const Operation& inpaint() const { return *m_catalogue.find(text("stable-image.edit.inpaint")); }

    static Request request()
    {
        Request request;
        request.operation = text("stable-image.edit.inpaint");
        request.values = {
            {text("prompt"), text("a red biplane")}, {text("style_preset"), text("cinematic")}, {text("grow_mask"), 8}};
        request.seed = 42;
        request.count = 2;
        return request;
    }

    static SentPicture sentPicture()
    {
        SentPicture sent;
        sent.image = filled({100, 80}, qRgb(0, 90, 180));
        sent.mask = QImage(100, 80, QImage::Format_Grayscale8);
        sent.mask.fill(0);
        for (int y = 0; y < 40; ++y) {
            std::fill_n(sent.mask.scanLine(y), 50, uchar(255));
        }
        sent.imageBytes = QByteArray(5000, 'x');
        sent.maskBytes = QByteArray(200, 'x');
        return sent;
    }

    static SentFacts facts(const SentPicture* sent)
    {
        SentFacts facts;
        facts.provider = text("Practice");
        facts.canvas = {600, 400};
        facts.plan.crop = QRect(20, 30, 100, 80);
        facts.plan.sent = {100, 80};
        facts.plan.masked = true;
        facts.sent = sent;
        facts.price = Credits::whole(10);
        return facts;
    }

    Catalogue m_catalogue;
};

} // namespace maquette

QTEST_MAIN(maquette::TestSentView)
#include "TestSentView.moc"
