// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/prompt/PanelFixture.h"

#include "ui/widgets/DisabledReason.h"

#include <QApplication>
#include <QClipboard>
#include <QImage>
#include <QPushButton>
#include <QTemporaryDir>
#include <QToolButton>

using namespace maquette;

namespace {

QString text(const char* words)
{
    return QString::fromUtf8(words);
}

const QString kInpaint = QStringLiteral("stable-image.edit.inpaint");
const QString kOutpaint = QStringLiteral("stable-image.edit.outpaint");

QImage picture(QSize size, Qt::GlobalColor colour)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(colour);
    return image;
}

} // namespace

/// What the canvas adds to the form: files, fields, a line, and reasons.
class TestCanvasPart : public QObject
{
    Q_OBJECT

    AssetId imported(PanelFixture& with, const QImage& image)
    {
        const auto future = with.studio->importImage(image);
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 10'000) || !future.result()) {
            return {};
        }
        QCoreApplication::processEvents();
        return future.result()->id;
    }

    CanvasPart inpaintPart(PanelFixture& with)
    {
        CanvasPart part;
        part.roles = {text("image"), text("mask")};
        part.summary = text("Sends 128 x 96 px around the mask.");
        part.ready = true;
        part.assets = {{text("image"), imported(with, picture({128, 96}, Qt::darkGreen))},
                       {text("mask"), imported(with, picture({128, 96}, Qt::white))}};
        return part;
    }

    CanvasPart marginsPart(PanelFixture& with, int left)
    {
        CanvasPart part;
        part.roles = {text("image")};
        part.ready = true;
        part.assets = {{text("image"), imported(with, picture({256, 256}, Qt::darkGreen))}};
        part.values = {{text("left"), left}, {text("right"), 0}, {text("up"), 0}, {text("down"), 0}};
        return part;
    }

private Q_SLOTS:
    void init()
    {
        failOnAnyWarning();
        m_home = std::make_unique<QTemporaryDir>();
        QVERIFY(m_home->isValid());
        qunsetenv("STABILITY_API_KEY");
        qunsetenv("MAQUETTE_STABILITY_URL");
    }

    void wellsMakeRoomForTheLine()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.panel->selectOperation(kInpaint);
        QVERIFY(with.find<QWidget>("input-image")->isVisible());
        QVERIFY(with.find<QWidget>("input-mask")->isVisible());
        QVERIFY(!with.find<QWidget>("sendLine")->isVisible());

        with.panel->setCanvasPart(inpaintPart(with));
        QVERIFY(!with.find<QWidget>("input-image")->isVisible());
        QVERIFY(!with.find<QWidget>("input-mask")->isVisible());
        QVERIFY(with.find<QLabel>("sendSummary")->isVisible());
        QCOMPARE(with.find<QLabel>("sendSummary")->text(), text("Sends 128 x 96 px around the mask."));
        QSignalSpy asked(with.panel, &PromptPanel::sendViewRequested);
        QTest::mouseClick(with.find<QPushButton>("seeWhatIsSent"), Qt::LeftButton);
        QCOMPARE(asked.count(), 1);

        with.panel->setCanvasPart(std::nullopt);
        QVERIFY(with.find<QWidget>("input-image")->isVisible());
        QVERIFY(!with.find<QWidget>("sendLine")->isVisible());
    }

    void orderTakesTheCanvasFiles()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.panel->selectOperation(kInpaint);
        const CanvasPart part = inpaintPart(with);
        with.panel->setCanvasPart(part);
        QTRY_COMPARE(with.button()->action(), text("Write a prompt first"));
        with.type("a biplane");
        QTRY_VERIFY(with.button()->isEnabled());
        QCOMPARE(with.button()->detail(), text("5 credits"));
        QSignalSpy submitting(with.panel, &PromptPanel::submitting);
        QSignalSpy ordered(with.panel, &PromptPanel::ordered);
        with.studio->setQueuePaused(true);
        QTest::keyClick(with.prompt(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(ordered.count(), 1);
        QCOMPARE(submitting.count(), 1);
        const auto jobs = ordered.first().first().value<QList<Job>>();
        QCOMPARE(jobs.size(), 1);
        QCOMPARE(jobs.first().request.input(text("image")), part.assets.value(text("image")));
        QCOMPARE(jobs.first().request.input(text("mask")), part.assets.value(text("mask")));
        QCOMPARE(jobs.first().request, submitting.first().first().value<Request>());
    }

    void orderWaitsForTheCanvas()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.panel->selectOperation(kInpaint);
        with.type("a biplane");
        const CanvasPart ready = inpaintPart(with);
        CanvasPart part = ready;
        part.ready = false;
        part.assets.clear();
        with.panel->setCanvasPart(part);
        with.studio->setQueuePaused(true);
        QTRY_VERIFY(with.button()->isEnabled());
        QSignalSpy ordered(with.panel, &PromptPanel::ordered);
        QSignalSpy asked(with.panel, &PromptPanel::preparationRequested);
        QTest::mouseClick(with.button(), Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        QTRY_COMPARE(with.button()->action(), text("Preparing the picture…"));
        QVERIFY(!with.button()->isEnabled());
        QTest::mouseClick(with.button(), Qt::LeftButton);
        QTest::keyClick(with.prompt(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(with.studio->jobs().isEmpty());

        with.panel->setCanvasPart(ready);
        QTRY_COMPARE(ordered.count(), 1);
        QTRY_COMPARE(with.studio->jobs().size(), 1); // once, however often it was pressed
        QCOMPARE(with.studio->jobs().first().request.input(text("mask")), ready.assets.value(text("mask")));
    }

    void whatCannotBePreparedIsNotOrdered()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.panel->selectOperation(kInpaint);
        with.type("a biplane");
        CanvasPart part;
        part.roles = {text("image"), text("mask")};
        with.panel->setCanvasPart(part);
        QTRY_VERIFY(with.button()->isEnabled());
        QTest::mouseClick(with.button(), Qt::LeftButton);
        QTRY_VERIFY(!with.button()->isEnabled());
        part.problem = text("Nothing is masked. Paint over what should change.");
        with.panel->setCanvasPart(part);
        QTRY_COMPARE(with.button()->action(), text("Nothing is masked"));
        QCOMPARE(disabledReason(with.button()), text("Nothing is masked"));
        QVERIFY(with.find<QLabel>("refusal")->text().contains(part.problem));
        QVERIFY(with.find<QLabel>("sendSummary")->text().contains(part.problem));
        // Mended, it does not go by itself: it must be asked for again.
        with.panel->setCanvasPart(inpaintPart(with));
        QTRY_VERIFY(with.button()->isEnabled());
        QVERIFY(with.studio->jobs().isEmpty());
    }

    void changingTheFormWhileItPreparesTakesTheOrderBack()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.panel->selectOperation(kInpaint);
        with.type("a biplane");
        CanvasPart part;
        part.roles = {text("image"), text("mask")};
        with.panel->setCanvasPart(part);
        QTRY_VERIFY(with.button()->isEnabled());
        QTest::mouseClick(with.button(), Qt::LeftButton);
        QTRY_VERIFY(!with.button()->isEnabled());
        with.type("s");
        QTRY_VERIFY(with.find<QLabel>("refusal")->text().contains(text("Nothing was sent")));
        with.panel->setCanvasPart(inpaintPart(with));
        QTRY_VERIFY(with.button()->isEnabled());
        QVERIFY(with.studio->jobs().isEmpty());
    }

    void offersAreLinks()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.panel->selectOperation(kInpaint);
        CanvasPart part = inpaintPart(with);
        part.ready = false;
        part.problem = text("Too large as PNG");
        part.offers = {{text("webp"), text("Send as WebP"), text("Loses a little fine detail")},
                       {text("reduce"), text("Reduce it"), text("Sends fewer pixels")}};
        with.panel->setCanvasPart(part);
        QSignalSpy taken(with.panel, &PromptPanel::canvasOfferTaken);
        QTest::mouseClick(with.find<QPushButton>("offer-reduce"), Qt::LeftButton);
        QCOMPARE(taken.count(), 1);
        QCOMPARE(taken.first().first().toString(), text("reduce"));
        part.offers.clear();
        with.panel->setCanvasPart(part);
        const auto left = with.panel->findChildren<QPushButton*>();
        QVERIFY(std::none_of(left.begin(), left.end(), [](const QPushButton* button) {
            return button->isVisible() && button->objectName().startsWith(QLatin1String("offer-"));
        }));
    }

    void numbersFollowTheFrameAndLeadIt()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.panel->selectOperation(kOutpaint);
        QSignalSpy edited(with.panel, &PromptPanel::canvasValuesEdited);
        with.panel->setCanvasPart(marginsPart(with, 0));
        QVERIFY(edited.isEmpty());
        QTRY_COMPARE(with.button()->action(), text("Set a margin first"));

        // The frame was dragged.
        with.panel->setCanvasPart(marginsPart(with, 300));
        auto* left = with.find<QLineEdit>("left");
        QCOMPARE(left->text(), text("300"));
        QCOMPARE(with.panel->currentRequest().values.value(text("left")).toInt(), 300);
        QTRY_VERIFY(with.button()->isEnabled());
        QVERIFY(edited.isEmpty());

        // A number was typed.
        auto* up = with.find<QLineEdit>("up");
        up->setFocus();
        QTest::keyClicks(up, text("64"));
        QVERIFY(edited.count() >= 1);
        const QJsonObject told = edited.last().first().toJsonObject();
        QCOMPARE(told.value(text("up")).toInt(), 64);
        QCOMPARE(told.value(text("left")).toInt(), 300);
        QCOMPARE(up->text(), text("64"));

        // What is no number is said, and is no business of the canvas.
        CanvasPart now = marginsPart(with, 300);
        now.values.insert(text("up"), 64);
        with.panel->setCanvasPart(now);
        edited.clear();
        QTest::keyClick(up, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(up, text("x"));
        QTRY_VERIFY(!with.button()->isEnabled());
        QCOMPARE(up->text(), text("x"));
        for (const QList<QVariant>& call : edited) {
            QVERIFY(call.first().toJsonObject().value(text("up")).isDouble());
        }
    }

    void orderWaitsForTheFrameToFollowANumber()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.studio->setQueuePaused(true);
        with.panel->selectOperation(kOutpaint);
        with.panel->setCanvasPart(marginsPart(with, 300));
        QTRY_VERIFY(with.button()->isEnabled());
        auto* left = with.find<QLineEdit>("left");
        left->setFocus();
        QTest::keyClick(left, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(left, text("40"));
        with.panel->generate();
        QTRY_VERIFY(!with.button()->isEnabled());
        QVERIFY(with.studio->jobs().isEmpty());
        with.panel->setCanvasPart(marginsPart(with, 40));
        QTRY_COMPARE(with.studio->jobs().size(), 1);
        QCOMPARE(with.studio->jobs().first().request.values.value(text("left")).toInt(), 40);
    }

    void reducedPicturesSendReducedMargins()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.panel->selectOperation(kOutpaint);
        CanvasPart part = marginsPart(with, 3000); // in pixels of the picture
        part.sentValues = {{text("left"), 1500}};  // of what is sent
        with.panel->setCanvasPart(part);
        QCOMPARE(with.find<QLineEdit>("left")->text(), text("3000"));
        QCOMPARE(with.panel->currentRequest().values.value(text("left")).toInt(), 1500);
        QTRY_VERIFY(with.button()->isEnabled()); // 2,000 is the most, and 1,500 goes out
    }

    void marginsOfTheFormMakeTheFirstFrame()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        Request request;
        request.operation = kOutpaint;
        request.values = {{text("down"), 128}};
        with.panel->useRequest(request, false);
        QSignalSpy edited(with.panel, &PromptPanel::canvasValuesEdited);
        with.panel->setCanvasPart(marginsPart(with, 0));
        QCOMPARE(edited.count(), 1);
        QCOMPARE(edited.first().first().toJsonObject().value(text("down")).toInt(), 128);
        QCOMPARE(with.find<QLineEdit>("down")->text(), text("128"));
    }

    /// The settings of an order are filled in before its picture is on the stage.
    void marginsOfTheFormWaitForTheCanvas()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        Request request;
        request.operation = kOutpaint;
        request.values = {{text("down"), 128}};
        with.panel->useRequest(request, false);
        QSignalSpy edited(with.panel, &PromptPanel::canvasValuesEdited);
        with.panel->setCanvasPart(std::nullopt);
        with.panel->setCanvasPart(marginsPart(with, 0));
        QCOMPARE(edited.count(), 1);
        QCOMPARE(with.find<QLineEdit>("down")->text(), text("128"));
        with.panel->setCanvasPart(marginsPart(with, 0)); // once
        QCOMPARE(edited.count(), 1);
    }

    void pictureGivenToTheFormBelongsOnTheStage()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.panel->selectOperation(text("stable-image.edit.search-and-replace"));
        QSignalSpy chosen(with.panel, &PromptPanel::pictureChosen);
        QApplication::clipboard()->setImage(picture({200, 120}, Qt::darkBlue));
        with.prompt()->setFocus();
        QTest::keyClick(with.prompt(), Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().value<AssetId>(), with.panel->chosenInput(text("image")));
    }

    void picturesOneMayGiveKeepTheirWell()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.panel->selectOperation(text("stable-image.generate.ultra"));
        with.type("a lake");
        const AssetId given = imported(with, picture({200, 120}, Qt::darkBlue));
        GalleryItem item;
        item.asset = *with.studio->knownAsset(given);
        with.panel->setStageItem(item);
        QSignalSpy changed(with.panel, &PromptPanel::formChanged);
        QTest::mouseClick(with.find<QToolButton>("image-stage"), Qt::LeftButton);
        QVERIFY(!changed.isEmpty());
        QCOMPARE(with.panel->chosenInput(text("image")), given);

        CanvasPart part;
        part.roles = {text("image")};
        part.ready = true;
        part.assets = {{text("image"), imported(with, picture({100, 60}, Qt::darkRed))}};
        with.panel->setCanvasPart(part);
        QVERIFY(with.find<QWidget>("input-image")->isVisible()); // the way to take it out again
        QCOMPARE(with.panel->currentRequest().input(text("image")), part.assets.value(text("image")));
        with.panel->setCanvasPart(std::nullopt);
        QCOMPARE(with.panel->currentRequest().input(text("image")), given);
    }

    void partsOfOneOperationAreNotSentWithTheNext()
    {
        PanelFixture with(m_home->path());
        QVERIFY(with.open());
        with.panel->selectOperation(kInpaint);
        with.type("a biplane");
        with.panel->setCanvasPart(inpaintPart(with));
        QTRY_VERIFY(with.button()->isEnabled());
        with.panel->selectOperation(text("stable-image.edit.erase"));
        QVERIFY(with.panel->currentRequest().inputs.isEmpty());
        QVERIFY(!with.find<QWidget>("input-mask")->isVisible()); // no flicker on the way
        QTest::mouseClick(with.button(), Qt::LeftButton);
        QTRY_COMPARE(with.button()->action(), text("Preparing the picture…"));
        QVERIFY(with.studio->jobs().isEmpty());
    }

private:
    std::unique_ptr<QTemporaryDir> m_home;
};

QTEST_MAIN(TestCanvasPart)
#include "TestCanvasPart.moc"
