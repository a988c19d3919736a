// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/flow/StagingFlow.h"
#include "ui/canvas/staging/CompareView.h"
#include "ui/canvas/staging/StagingBar.h"
#include "ui/canvas/staging/StagingQuestion.h"

#include <QAction>
#include <QLabel>
#include <QNativeGestureEvent>
#include <QPushButton>

namespace maquette {

/// Results in place: ordered, looked at, compared, brushed, accepted, taken back.
class TestStagingFlow : public StagingFlow
{
    Q_OBJECT

private Q_SLOTS:
    void threeAreOrderedLookedAtAndOneAccepted()
    {
        start(home().path());
        if (QTest::currentTestFailed()) {
            return;
        }
        stageThree();
        const AssetId original = stage().session().base();
        const TiledMask mask = stage().session().edgedMask();
        auto* bar = find<StagingBar>("stagingBar");
        QVERIFY(bar->isVisible());
        QCOMPARE(find<QLabel>("stagingPlace")->text(), QStringLiteral("1 of 3"));
        QTRY_COMPARE(find<QLabel>("stagingProof")->text(), QStringLiteral("0 pixels changed outside the mask"));
        QVERIFY(view().hasOverride());
        QVERIFY(!view().isOverlayShown()); // the tint would hide what is looked at
        paint({60, 60}, {120, 90});
        QVERIFY(view().isOverlayShown()); // painted for a next order: seen all the same
        press(Qt::Key_Z, Qt::ControlModifier);
        press(Qt::Key_Q);
        QVERIFY(!view().isOverlayShown());

        press(Qt::Key_Right);
        QCOMPARE(staging().current(), 1);
        press(Qt::Key_Left);
        press(Qt::Key_Left);
        QCOMPARE(staging().current(), 2);
        QTRY_VERIFY_WITH_TIMEOUT(staging().acceptReason().isEmpty(), 30'000);
        const QImage wanted = staging().placed()->image;
        int inside = 0;
        compareOutside(wanted, mask, &inside);
        QVERIFY(inside > 500);

        press(Qt::Key_C);
        QVERIFY(find<CompareView>("compareView")->isVisible());
        QTest::keyClick(find<CompareView>("compareView")->focusProxy(), Qt::Key_Escape);
        QVERIFY(!find<CompareView>("compareView")->isVisible());
        QCOMPARE(staging().count(), 3); // Esc ended comparing, and discarded nothing

        QSignalSpy accepted(&staging(), &CanvasStaging::accepted);
        press(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(accepted.count(), 1, 30'000);
        const auto child = accepted.first().first().value<GalleryItem>();
        QVERIFY(child.composed);
        QCOMPARE(child.parents.constFirst(), original);
        QCOMPARE(stage().session().base(), child.asset.id);
        QVERIFY(stage().session().document().mask.isUniform(0));
        QTRY_COMPARE(stage().item()->id, child.id);
        QVERIFY(!bar->isVisible());
        const QImage stored(m_studio->assetPath(child.asset.id));
        compareOutside(stored, mask);
        QVERIFY(stored.convertToFormat(QImage::Format_RGB32) == wanted.convertToFormat(QImage::Format_RGB32));
        QVERIFY(QImage(m_studio->assetPath(original)).convertToFormat(QImage::Format_RGB32) == scene());
        // Three results, the child and the original that joined the library; what it cost is what was charged.
        const auto items = settled(m_studio->items(20)).value();
        QCOMPARE(items.size(), 5);
        Credits sum;
        for (const GalleryItem& item : items) {
            sum += item.cost;
        }
        QCOMPARE(sum, Credits::whole(15));
        QTRY_COMPARE(m_studio->balance().spentToday, sum);

        press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(stage().session().base(), original);
        QTRY_COMPARE(staging().count(), 3);
        QVERIFY(stage().session().edgedMask() == mask);
        QTRY_COMPARE(stage().item()->asset.id, original);
        press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(stage().session().base(), child.asset.id);
        QCOMPARE(staging().count(), 0);
    }

    void discardKeepAndTheirUndo()
    {
        start(home().path());
        stageThree();
        const auto before = settled(m_studio->items(20)).value().size();
        press(Qt::Key_Escape);
        QCOMPARE(staging().count(), 2);
        staging().undoDiscard();
        QCOMPARE(staging().count(), 3);
        QTRY_VERIFY_WITH_TIMEOUT(staging().acceptReason().isEmpty(), 30'000);
        QSignalSpy kept(&staging(), &CanvasStaging::kept);
        press(Qt::Key_Return, Qt::ShiftModifier);
        QTRY_COMPARE_WITH_TIMEOUT(kept.count(), 1, 30'000);
        QCOMPARE(staging().count(), 3);
        QVERIFY(staging().state().kept);
        QCOMPARE(settled(m_studio->items(20)).value().size(), before + 2); // it, and the original it is a child of
        press(Qt::Key_Escape, Qt::ShiftModifier);
        QCOMPARE(staging().count(), 0);
        QVERIFY(!view().hasOverride());
        QCOMPARE(settled(m_studio->items(20)).value().size(), before + 2);
    }

    void withLittleRoomTheBarSettles_data()
    {
        QTest::addColumn<int>("count");
        QTest::newRow("two results") << 2;
        QTest::newRow("three results") << 3;
    }

    /// As with pictures so large that only the one shown fits.
    void withLittleRoomTheBarSettles()
    {
        QFETCH(const int, count);
        start(home().path());
        staging().setPictureBudget(1);
        show(QStringLiteral("stable-image.edit.inpaint"));
        paint({180, 150}, {280, 200});
        order("a small red boat", count);
        QTRY_COMPARE_WITH_TIMEOUT(staging().count(), count, 120'000);
        for (int step = 0; step <= count; ++step) {
            QTRY_VERIFY_WITH_TIMEOUT(staging().placed() && !staging().isPlacing(), 30'000);
            QVERIFY(staging().placed());
            QCOMPARE(staging().current(), step % count);
            QCOMPARE(find<QLabel>("stagingProof")->text(), QStringLiteral("0 pixels changed outside the mask"));
            press(Qt::Key_Right);
        }
    }

    void oneIsBrushedAwayAndAnotherShows_data()
    {
        QTest::addColumn<qint64>("budget");
        QTest::newRow("all kept") << StagedPictures::kBudget;
        QTest::newRow("little room") << qint64(1);
    }

    void oneIsBrushedAwayAndAnotherShows()
    {
        QFETCH(const qint64, budget);
        start(home().path());
        staging().setPictureBudget(budget);
        stageThree();
        const TiledMask mask = stage().session().edgedMask();
        const QList<StagedResult> shown = staging().results().shown();
        QTRY_VERIFY_WITH_TIMEOUT(staging().placedResult(shown.at(0).job) != nullptr, 30'000);
        const QImage first = staging().placedResult(shown.at(0).job)->image;
        QAction* const brush = m_window->shortcuts().find(QStringLiteral("results.brush"))->action;
        QVERIFY(brush->isEnabled());
        brush->trigger();
        staging().setBrushTarget(shown.at(1).job);
        QTRY_VERIFY_WITH_TIMEOUT(staging().placedResult(shown.at(1).job) != nullptr, 30'000);
        const QImage second = staging().placedResult(shown.at(1).job)->image;
        const TiledMask untouched = stage().session().document().mask;
        paint({215, 165}, {235, 180});
        QVERIFY(stage().session().document().mask == untouched); // the stroke was the result's, not the mask's
        QTRY_VERIFY_WITH_TIMEOUT(staging().acceptReason().isEmpty(), 30'000);
        QCOMPARE(staging().state().proof.text, QStringLiteral("0 pixels changed outside the mask"));
        QSignalSpy accepted(&staging(), &CanvasStaging::accepted);
        brush->trigger();
        press(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(accepted.count(), 1, 30'000);
        const auto child = accepted.first().first().value<GalleryItem>();
        QCOMPARE(child.parents.size(), 3);
        const QImage stored = QImage(m_studio->assetPath(child.asset.id)).convertToFormat(QImage::Format_RGB32);
        compareOutside(stored, mask);
        QCOMPARE(stored.pixel(225, 172), second.pixel(225, 172) | 0xff000000U);
        int fromFirst = 0;
        for (int x = 0; x < kSize.width(); ++x) {
            fromFirst +=
                mask.pixel({x, 155}) != 0 && stored.pixel(x, 155) == (first.pixel(x, 155) | 0xff000000U) ? 1 : 0;
        }
        QVERIFY(fromFirst > 5);
    }

    /// By the pointer of the keys, undone and done again in the order in which everything was done.
    void brushedByTheKeysAndInOneHistory()
    {
        start(home().path());
        stageThree();
        const QString job = staging().results().current()->job;
        const TiledMask mask = stage().session().document().mask;
        const int steps = stage().session().history().steps();
        const auto placed = staging().placed();
        m_window->shortcuts().find(QStringLiteral("results.brush"))->action->trigger();
        press(Qt::Key_K);
        QVERIFY(view().isKeyPointer());
        const ViewTransform& transform = view().ImageView::transform();
        view().moveKeyPointer(transform.toView({230, 175}) - transform.toView(view().keyPointer()), {});
        const QPoint at = view().keyPointer().toPoint();
        press(Qt::Key_Return);
        press(Qt::Key_Right);
        press(Qt::Key_Return);
        QVERIFY(!view().isKeyPointerDown());
        const CanvasDocument brushed = stage().session().document();
        QVERIFY(brushed.mask == mask); // the stroke was the result's
        QCOMPARE(brushed.brushed.value(job).hidden.pixel(at), quint8(255));
        QCOMPARE(stage().session().history().steps(), steps + 1);
        QTRY_VERIFY_WITH_TIMEOUT(staging().acceptReason().isEmpty(), 30'000);
        const QRgb original = scene().pixel(at);
        QCOMPARE(staging().finished().full().pixel(at), original);
        QVERIFY(placed->pyramid.full().pixel(at) != original);

        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(stage().session().document().brushed.isEmpty());
        QCOMPARE(staging().finished().full().pixel(at), placed->pyramid.full().pixel(at));
        press(Qt::Key_Z, Qt::ControlModifier); // and what was done before that
        QVERIFY(stage().session().document().mask.isUniform(0));
        press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(stage().session().document() == brushed);
        QTRY_VERIFY_WITH_TIMEOUT(staging().acceptReason().isEmpty(), 30'000);
        QCOMPARE(staging().finished().full().pixel(at), original);

        // Accepted it is in the picture; taken back it can still be brushed.
        QSignalSpy accepted(&staging(), &CanvasStaging::accepted);
        press(Qt::Key_K);
        press(Qt::Key_Escape);
        press(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(accepted.count(), 1, 30'000);
        QVERIFY(stage().session().document().brushed.isEmpty());
        press(Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(stage().session().document() == brushed);
        QTRY_VERIFY_WITH_TIMEOUT(staging().placed() && staging().acceptReason().isEmpty(), 30'000);
        QCOMPARE(staging().finished().full().pixel(at), original);
    }

    void aBrushStrokeIsGivenUpWhenAPinchBegins()
    {
        start(home().path());
        stageThree();
        const int steps = stage().session().history().steps();
        m_window->shortcuts().find(QStringLiteral("results.brush"))->action->trigger();
        const QPoint at(190, 170); // Qt looks for the widget on the screen, which is smaller than the window
        const QPointF inView = view().ImageView::transform().toView(at);
        const auto seen = [&] { return view().grab(QRect(inView.toPoint(), QSize(1, 1))).toImage().pixel(0, 0); };
        const QRgb whole = seen();
        QTest::mousePress(&view(), Qt::LeftButton, {}, inView.toPoint());
        QVERIFY(staging().isStroking());
        QVERIFY(seen() != whole);
        const QPointF inWindow = view().mapTo(m_window.get(), inView);
        QNativeGestureEvent pinch(Qt::ZoomNativeGesture, QPointingDevice::primaryPointingDevice(), 2, inWindow,
                                  inWindow, m_window->mapToGlobal(inWindow), 0.2, {});
        QCoreApplication::sendEvent(m_window->windowHandle(), &pinch);
        QVERIFY(!staging().isStroking());
        QTest::mouseRelease(&view(), Qt::LeftButton, {}, inView.toPoint());
        QVERIFY(staging().hidden().isUniform(0));
        QVERIFY(stage().session().document().brushed.isEmpty());
        QCOMPARE(stage().session().history().steps(), steps);

        // What is said of it leaves the tools free, however narrow the window is.
        auto* const plate = find<QWidget>("brushPlate");
        auto* const rail = find<QWidget>("toolRail");
        QVERIFY(plate->isVisible() && rail->isVisible());
        for (const QSize size : {QSize(1600, 1000), QSize(1180, 760), QSize(1024, 700)}) {
            m_window->resize(size);
            const auto inStage = [this](QWidget* widget) {
                return QRect(widget->mapTo(&stage(), QPoint()), widget->size());
            };
            QTRY_VERIFY2(!inStage(plate).intersects(inStage(rail)) && stage().rect().contains(inStage(plate)),
                         qPrintable(QString::number(size.width())));
        }
    }

    void aNewPictureKnowsWhatItWasMadeOf()
    {
        const QString path = m_other->filePath(QStringLiteral("harbour.png"));
        QVERIFY(scene().save(path));
        start(home().path());
        const auto asset = settled(m_studio->importFile(path));
        QVERIFY(asset.has_value());
        m_window->studioPage().showItem(*settled(m_studio->itemOf(asset->id)).value());
        m_window->studioPage().prompt().selectOperation(QStringLiteral("stable-image.control.structure"));
        QTRY_VERIFY_WITH_TIMEOUT(stage().session().isOpen(), 20'000);
        order("a desert", 1);
        QTRY_COMPARE_WITH_TIMEOUT(staging().count(), 1, 120'000);
        QTRY_VERIFY_WITH_TIMEOUT(staging().acceptReason().isEmpty(), 30'000);
        QSignalSpy accepted(&staging(), &CanvasStaging::accepted);
        press(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(accepted.count(), 1, 30'000);
        const auto result = accepted.first().first().value<GalleryItem>();
        QVERIFY(result.parents.constFirst() != asset->id); // it was encoded anew to be sent
        const auto line = [&] { return settled(m_studio->lineage(result.id)).value(); };
        QTRY_COMPARE(line().size(), 2);
        QCOMPARE(line().constFirst().title, QStringLiteral("harbour.png"));
        QCOMPARE(line().constFirst().asset.id, asset->id);
    }

    void everyWayToCompareIsACommand()
    {
        start(home().path());
        stageThree();
        const auto run = [this](const char* id) {
            QAction* const action = m_window->shortcuts().find(QLatin1String(id))->action;
            QVERIFY2(action->isEnabled(), id);
            action->trigger();
        };
        auto* compare = find<CompareView>("compareView");
        run("results.compareSides");
        QVERIFY(compare->isVisible() && compare->mode() == CompareView::Mode::SideBySide);
        run("results.compareDifferences");
        QVERIFY(compare->isVisible() && compare->mode() == CompareView::Mode::Difference);
        run("results.compareLine");
        QVERIFY(compare->isVisible() && compare->mode() == CompareView::Mode::Slider);

        SliderView& slider = compare->slider();
        QTRY_VERIFY(slider.hasFocus());
        const double before = slider.place();
        QTest::keyClick(&slider, Qt::Key_Left);
        QVERIFY(std::abs(slider.place() - (before - 16.0 / slider.width())) < 1e-9);
        QTest::keyClick(&slider, Qt::Key_Right, Qt::ControlModifier);
        QVERIFY(std::abs(slider.place() - (before - 15.0 / slider.width())) < 1e-9);
        for (int i = 0; i < slider.width(); i += 16) {
            QTest::keyClick(&slider, Qt::Key_Right);
        }
        QCOMPARE(slider.place(), 1.0);
        QCOMPARE(staging().current(), 0); // the arrows were the line's
        QTest::keyClick(&slider, Qt::Key_PageDown);
        QCOMPARE(staging().current(), 1);

        QAction* const showBefore = m_window->shortcuts().find(QStringLiteral("results.showBefore"))->action;
        QTRY_VERIFY_WITH_TIMEOUT(staging().placed() != nullptr, 30'000);
        run("results.showBefore");
        QVERIFY(!compare->isVisible());
        const QPoint middle = view().ImageView::transform().toView({230, 175}).toPoint();
        const QColor shown = view().grab().toImage().pixelColor(middle * view().devicePixelRatio());
        QVERIFY(showBefore->isChecked());
        press(Qt::Key_PageUp);
        QVERIFY(!showBefore->isChecked());
        QTRY_VERIFY_WITH_TIMEOUT(staging().placed() != nullptr, 30'000);
        QVERIFY(view().grab().toImage().pixelColor(middle * view().devicePixelRatio()) != shown);
    }

    void acceptingSaysWhatCancellingTheOthersSaves()
    {
        start(home().path(), 1500);
        show(QStringLiteral("stable-image.edit.inpaint"));
        paint({180, 150}, {280, 200});
        order("a small red boat", 4); // one at a time
        QTRY_VERIFY_WITH_TIMEOUT(staging().count() >= 1 && staging().acceptReason().isEmpty(), 60'000);
        m_studio->setQueuePaused(true);
        QTRY_VERIFY(m_studio->isQueuePaused());
        QTRY_VERIFY_WITH_TIMEOUT(staging().results().saving().running == staging().results().saving().unsent, 60'000);
        const int waiting = staging().results().saving().unsent;
        QVERIFY(waiting >= 1);
        press(Qt::Key_Return);
        auto* question = find<StagingQuestion>("stagingQuestion");
        QTRY_VERIFY_WITH_TIMEOUT(question->isVisible(), 30'000);
        QVERIFY2(question->text().contains(QString::number(waiting * 5)), qPrintable(question->text()));
        auto* yes = question->findChild<QPushButton*>(QStringLiteral("stagingQuestionYes"));
        QTest::mouseClick(yes, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(m_studio->balance().ledger.held, Credits{}, 30'000);
        QTRY_COMPARE(m_studio->balance().spentToday, Credits::whole((4 - waiting) * 5));
        QVERIFY(!question->isVisible());
    }

    void aRehearsalIsFreeAndNoResult()
    {
        start(home().path());
        show(QStringLiteral("stable-image.edit.erase"));
        paint({180, 150}, {280, 200});
        QVERIFY(find<QWidget>("rehearsalBar")->isVisible());
        press(Qt::Key_F, Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(view().hasOverride(), 30'000);
        QVERIFY(find<QWidget>("rehearsalPlate")->isVisible());
        QCOMPARE(staging().count(), 0);
        QVERIFY(m_studio->jobs().isEmpty());
        QVERIFY(settled(m_studio->items(10)).value().isEmpty());
        press(Qt::Key_Escape);
        QVERIFY(!view().hasOverride());
        QVERIFY(view().isOverlayShown());
    }

    void operationsWithoutAMaskClaimNothing()
    {
        start(home().path());
        show(QStringLiteral("stable-image.edit.remove-background"));
        QTest::keyClick(&view(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(staging().count(), 1, 120'000);
        QTRY_VERIFY_WITH_TIMEOUT(staging().acceptReason().isEmpty(), 30'000);
        QVERIFY(!staging().state().proof.text.contains(QStringLiteral("outside")));
        QVERIFY(staging().state().proof.tone == StagingProof::Tone::Plain);
        const auto result = staging().results().current();
        press(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(stage().session().base(), result->asset, 30'000); // the provider's own bytes
    }

    void aContinuedPictureIsAcceptedAndTakenBack()
    {
        start(home().path());
        show(QStringLiteral("stable-image.edit.outpaint"));
        const AssetId original = stage().session().base();
        stage().session().edit(QStringLiteral("Frame"), [](CanvasDocument& document) {
            document.outpaint.left = 96;
            document.outpaint.down = 64;
        });
        QTest::keyClick(&view(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(staging().count(), 1, 120'000);
        QTRY_VERIFY_WITH_TIMEOUT(staging().acceptReason().isEmpty(), 30'000);
        QCOMPARE(staging().state().proof.text, QStringLiteral("0 pixels of the original changed"));
        QSignalSpy accepted(&staging(), &CanvasStaging::accepted);
        press(Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(accepted.count(), 1, 30'000);
        QCOMPARE(stage().session().document().size, kSize + QSize(96, 64));
        const auto child = accepted.first().first().value<GalleryItem>();
        const QImage stored = QImage(m_studio->assetPath(child.asset.id)).convertToFormat(QImage::Format_RGB32);
        QVERIFY(stored.copy(QRect(QPoint(96, 0), kSize)) == scene());
        press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(stage().session().base(), original);
        QCOMPARE(stage().session().document().size, kSize);
        QCOMPARE(stage().session().document().outpaint.left, 96);
        press(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_COMPARE(stage().session().base(), child.asset.id);
        QCOMPARE(stage().session().document().size, kSize + QSize(96, 64));
    }
};

} // namespace maquette

QTEST_MAIN(maquette::TestStagingFlow)
#include "tst_stagingflow.moc"
