// SPDX-License-Identifier: GPL-3.0-or-later
// Stage and strip over the real core and the practice server.
#include "app/studio/Studio.h"
#include "tests/support/TestMain.h"
#include "ui/canvas/CanvasView.h"
#include "ui/canvas/StageView.h"
#include "ui/jobs/JobPopover.h"
#include "ui/jobs/Strip.h"
#include "ui/jobs/StripDelegate.h"
#include "ui/jobs/StripModel.h"
#include "ui/jobs/StripView.h"
#include "ui/widgets/Theme.h"

#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>
#include <QVBoxLayout>
#include <QWheelEvent>

using namespace maquette;

namespace {

constexpr int kLong = 60'000;

/// A window of stage and strip, joined as the program joins them.
struct Desk
{
    explicit Desk(qint64 thinkMs = 20, qint64 asyncMs = 60'000)
        : studio(options(home.path(), thinkMs, asyncMs))
        , stage(new StageView(studio))
        , strip(new Strip(studio))
    {
        auto* layout = new QVBoxLayout(&window);
        layout->addWidget(stage, 1);
        layout->addWidget(strip);
        QObject::connect(strip, &Strip::itemActivated, &window, [this](const GalleryItem& item) {
            stage->showItem(item);
            strip->setCurrentItem(item.id);
        });
        QObject::connect(stage, &StageView::stepRequested, strip, &Strip::step);
        window.resize(900, 600);
        window.show();
    }

    static StudioOptions options(const QString& home, qint64 thinkMs, qint64 asyncMs)
    {
        StudioOptions made;
        made.home = home;
        made.allowKeychain = false;
        made.practiceThinkMs = thinkMs;
        made.practiceAsyncMs = asyncMs;
        made.pollOverrideMs = 5000;
        return made;
    }

    void open()
    {
        QSignalSpy opened(&studio, &Studio::opened);
        studio.open();
        QVERIFY(opened.wait(kLong));
    }

    void order(const QString& prompt, int count = 1)
    {
        Request request;
        request.operation = QStringLiteral("stable-image.generate.core");
        request.provider = QStringLiteral("practice");
        request.values = {{QStringLiteral("prompt"), prompt}};
        request.count = count;
        submit(request);
    }

    void submit(const Request& request)
    {
        const auto outcome = studio.submit(request);
        QTRY_VERIFY_WITH_TIMEOUT(outcome.isFinished(), kLong);
        QVERIFY(outcome.result().has_value());
    }

    StripView& view() { return *strip->findChild<StripView*>(); }
    StripModel& model() { return *strip->findChild<StripModel*>(); }
    const Job* job(int row = 0) { return model().job(row); }
    int results() { return model().rowCount() - model().jobCount(); }
    QPoint tile(int row) { return StripDelegate::tileRect(view().cellOf(row)).center(); }
    void click(QPoint point) { QTest::mouseClick(view().viewport(), Qt::LeftButton, {}, point); }
    QPushButton* popoverButton(const char* name)
    {
        auto* popover = window.findChild<JobPopover*>();
        return popover && popover->isOpen() ? popover->findChild<QPushButton*>(QLatin1String(name)) : nullptr;
    }

    QTemporaryDir home;
    Studio studio;
    QWidget window;
    StageView* stage;
    Strip* strip;
};

} // namespace

class TestStrip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Dark); }
    void init() { failOnAnyWarning(); }

    void aJobAppearsProgressesAndItsResultIsShown()
    {
        Desk desk(800);
        desk.open();
        QVERIFY(desk.window.findChild<QWidget*>(QStringLiteral("stageEmpty"))->isVisible());
        QVERIFY(!desk.window.findChild<QWidget*>(QStringLiteral("queuePause"))->isVisible());
        desk.order(QStringLiteral("sea at night"));
        QTRY_COMPARE(desk.model().jobCount(), 1);
        QVERIFY(desk.window.findChild<QWidget*>(QStringLiteral("queuePause"))->isVisible());
        QTRY_VERIFY(desk.job() && desk.job()->state == JobState::Waiting);
        QTRY_COMPARE_WITH_TIMEOUT(desk.results(), 1, kLong);
        QTRY_COMPARE(desk.model().jobCount(), 0);
        QTRY_VERIFY(!desk.window.findChild<QWidget*>(QStringLiteral("queuePause"))->isVisible());

        QSignalSpy shown(desk.stage, &StageView::itemShown);
        desk.click(desk.tile(0));
        QTRY_COMPARE_WITH_TIMEOUT(shown.size(), 1, kLong);
        const auto item = shown.at(0).at(0).value<GalleryItem>();
        QCOMPARE(desk.stage->imageView().picture().size(), QSize(item.asset.info.width, item.asset.info.height));
        QVERIFY(!desk.window.findChild<QWidget*>(QStringLiteral("stageEmpty"))->isVisible());
        QVERIFY(desk.window.findChild<QWidget*>(QStringLiteral("stagePractice"))->isVisible());
        QVERIFY(!desk.window.findChild<QWidget*>(QStringLiteral("stageFiltered"))->isVisible());
    }

    void theKeysStepThroughTheResultsAndZoomTheStage()
    {
        Desk desk;
        desk.open();
        desk.order(QStringLiteral("forest"), 3);
        QTRY_COMPARE_WITH_TIMEOUT(desk.results(), 3, kLong);
        QTRY_COMPARE(desk.model().jobCount(), 0);
        desk.click(desk.tile(0));
        QTRY_VERIFY_WITH_TIMEOUT(desk.stage->item() && !desk.stage->imageView().picture().isNull(), kLong);
        desk.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&desk.window));
        desk.view().setFocus();
        QTest::keyClick(&desk.view(), Qt::Key_Right);
        QCOMPARE(desk.stage->item()->id, desk.model().item(1)->id);
        desk.stage->setFocus();
        QTRY_VERIFY(desk.stage->imageView().hasFocus());
        QTest::keyClick(&desk.stage->imageView(), Qt::Key_Right);
        QCOMPARE(desk.stage->item()->id, desk.model().item(2)->id);
        QTest::keyClick(&desk.stage->imageView(), Qt::Key_Left);
        QCOMPARE(desk.stage->item()->id, desk.model().item(1)->id);
        QSignalSpy opened(desk.strip, &Strip::itemOpened);
        desk.view().setFocus();
        QTest::keyClick(&desk.view(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QTest::keyClick(&desk.view(), Qt::Key_End);
        QCOMPARE(desk.stage->item()->id, desk.model().item(2)->id);
        QTest::keyClick(&desk.view(), Qt::Key_Home);
        QCOMPARE(desk.stage->item()->id, desk.model().item(0)->id);
        desk.stage->setFocus();

        const ViewTransform& seen = desk.stage->imageView().transform();
        QTest::keyClick(&desk.stage->imageView(), Qt::Key_1);
        QCOMPARE(seen.scale(), 1.0);
        QTest::keyClick(&desk.stage->imageView(), Qt::Key_Plus);
        QCOMPARE(seen.scale(), 1.5);
        QTest::keyClick(&desk.stage->imageView(), Qt::Key_Minus);
        QCOMPARE(seen.scale(), 1.0);
        QTest::keyClick(&desk.stage->imageView(), Qt::Key_0);
        QVERIFY(seen.isFitted());
    }

    void aQueuedJobIsCancelledForFreeByItsSign()
    {
        Desk desk;
        desk.open();
        desk.studio.setQueuePaused(true);
        QTRY_VERIFY(desk.studio.isQueuePaused());
        desk.order(QStringLiteral("sea"), 2);
        QTRY_COMPARE(desk.model().jobCount(), 2);
        QTRY_COMPARE(desk.studio.balance().ledger.held, Credits::whole(6));
        const QPoint sign = StripDelegate::endRect(desk.view().cellOf(0)).center();
        desk.click(sign);
        QTRY_COMPARE(desk.model().jobCount(), 1);
        desk.window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&desk.window));
        desk.view().setFocus();
        desk.view().setCurrentIndex(desk.model().index(0));
        QTest::keyClick(&desk.view(), Qt::Key_Delete);
        QTRY_COMPARE(desk.model().jobCount(), 0);
        QTRY_COMPARE(desk.studio.balance().ledger.held, Credits{});
        QCOMPARE(desk.results(), 0);
    }

    void theQueueIsPausedAndCancelledFromItsHead()
    {
        Desk desk;
        desk.open();
        desk.studio.setQueuePaused(true);
        QTRY_VERIFY(desk.studio.isQueuePaused());
        desk.order(QStringLiteral("sea"), 3);
        QTRY_COMPARE(desk.model().jobCount(), 3);
        auto* menu = desk.window.findChild<QMenu*>(QStringLiteral("queueMenu"));
        QTest::mouseClick(desk.window.findChild<QToolButton*>(QStringLiteral("queueCancel")), Qt::LeftButton);
        QTRY_VERIFY(menu->isVisible());
        auto* pending = menu->findChild<QAction*>(QStringLiteral("queueCancelPending"));
        QVERIFY(pending->text().contains(QStringLiteral("3")));
        QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(pending).center());
        QTRY_COMPARE(desk.model().jobCount(), 0);
        auto* pause = desk.window.findChild<QToolButton*>(QStringLiteral("queuePause"));
        QVERIFY2(pause->isVisible(), "a paused queue can be let go on");
        QTest::mouseClick(pause, Qt::LeftButton);
        QTRY_VERIFY(!desk.studio.isQueuePaused());
        QTRY_VERIFY(!pause->isVisible());
    }

    void aFailedCardTellsWhyAndIsDismissed()
    {
        Desk desk;
        desk.open();
        desk.order(QStringLiteral("sea [moderate]"));
        QTRY_VERIFY_WITH_TIMEOUT(desk.job() && desk.job()->state == JobState::Failed, kLong);
        QSignalSpy activated(desk.strip, &Strip::jobActivated);
        desk.click(desk.tile(0));
        QCOMPARE(activated.size(), 1);
        QTRY_VERIFY(desk.popoverButton("job.retry"));
        QVERIFY(desk.popoverButton("job.retry")->text().contains(QStringLiteral("3")));
        QTest::mouseClick(desk.popoverButton("job.dismiss"), Qt::LeftButton);
        QTRY_COMPARE(desk.model().jobCount(), 0);
        QCOMPARE(desk.studio.balance().ledger.held, Credits{});
    }

    void aFailedJobIsTriedAgainAsANewOne()
    {
        Desk desk;
        desk.open();
        desk.order(QStringLiteral("sea [fail]"));
        QTRY_VERIFY_WITH_TIMEOUT(desk.job() && desk.job()->state == JobState::Failed, kLong);
        const QString first = desk.job()->id;
        QSignalSpy retried(desk.strip, &Strip::retried);
        desk.click(desk.tile(0));
        QTRY_VERIFY(desk.popoverButton("job.retry"));
        QTest::mouseClick(desk.popoverButton("job.retry"), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(retried.size(), 1, kLong);
        QCOMPARE(retried.constFirst().at(0).value<Job>().id, first);
        QCOMPARE(retried.constFirst().at(1).value<QList<Job>>().size(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(desk.job() && desk.job()->id != first && desk.job()->state == JobState::Failed &&
                                     desk.model().jobCount() == 1,
                                 kLong);
    }

    void anUnknownCardIsSettledByItsOwner_data()
    {
        QTest::addColumn<QString>("button");
        QTest::addColumn<Credits>("spent");
        QTest::newRow("charged") << "job.wasCharged" << Credits::whole(3);
        QTest::newRow("not charged") << "job.wasNotCharged" << Credits{};
    }

    void anUnknownCardIsSettledByItsOwner()
    {
        QFETCH(QString, button);
        QFETCH(Credits, spent);
        Desk desk(30'000);
        desk.open();
        QTRY_VERIFY(desk.studio.balance().ledger.known);
        const Credits before = desk.studio.balance().ledger.balance;
        desk.order(QStringLiteral("sea"));
        QTRY_VERIFY(desk.job() && desk.job()->state == JobState::Waiting);
        // Stop waiting: it was sent, so nobody knows.
        desk.click(StripDelegate::endRect(desk.view().cellOf(0)).center());
        QTRY_VERIFY(desk.job() && desk.job()->state == JobState::Unknown);
        QCOMPARE(desk.studio.balance().ledger.held, Credits::whole(3));
        QVERIFY(!endingActionFor(*desk.job()));
        desk.click(desk.tile(0));
        QTRY_VERIFY(desk.popoverButton(qPrintable(button)));
        QTest::mouseClick(desk.popoverButton(qPrintable(button)), Qt::LeftButton);
        QTRY_COMPARE(desk.studio.balance().ledger.held, Credits{});
        QTRY_COMPARE(before - desk.studio.balance().ledger.balance, spent);
    }

    void aFilteredResultSaysSo()
    {
        Desk desk;
        desk.open();
        desk.order(QStringLiteral("sea [filter]"));
        QTRY_COMPARE_WITH_TIMEOUT(desk.results(), 1, kLong);
        QTRY_COMPARE(desk.model().jobCount(), 0);
        desk.click(desk.tile(0));
        auto* note = desk.window.findChild<QWidget*>(QStringLiteral("stageFiltered"));
        QTRY_VERIFY_WITH_TIMEOUT(note->isVisible(), kLong);
    }

    void aDamagedFileIsExplained()
    {
        Desk desk;
        desk.open();
        desk.order(QStringLiteral("sea"));
        QTRY_COMPARE_WITH_TIMEOUT(desk.results(), 1, kLong);
        QTRY_COMPARE(desk.model().jobCount(), 0);
        GalleryItem item = *desk.model().item(0);
        item.id = QStringLiteral("other");
        item.asset.id.sha256 = QString(64, QLatin1Char('0'));
        QSignalSpy shown(desk.stage, &StageView::itemShown);
        desk.stage->showItem(item);
        QTRY_COMPARE(shown.size(), 1);
        QVERIFY(desk.window.findChild<QWidget*>(QStringLiteral("stageMessage"))->isVisible());
        QSignalSpy folder(desk.stage, &StageView::openFolderRequested);
        QTest::mouseClick(desk.window.findChild<QPushButton*>(QStringLiteral("stageMessageFolder")), Qt::LeftButton);
        QCOMPARE(folder.size(), 1);
    }

    void theWheelScrollsSideways()
    {
        Desk desk;
        desk.open();
        desk.order(QStringLiteral("sea"), 10);
        QTRY_COMPARE_WITH_TIMEOUT(desk.results(), 10, kLong);
        QTRY_COMPARE(desk.model().jobCount(), 0);
        QScrollBar* bar = desk.view().horizontalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        const QPointF at(100, 50);
        QWheelEvent event(at, desk.view().viewport()->mapToGlobal(at), {}, {0, -120}, Qt::NoButton, {},
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(desk.view().viewport(), &event);
        QVERIFY(bar->value() > 0);
    }

    void everythingIsThereAfterARestart()
    {
        QTemporaryDir home;
        {
            Studio studio(Desk::options(home.path(), 20, 1000));
            QSignalSpy opened(&studio, &Studio::opened);
            studio.open();
            QVERIFY(opened.wait(kLong));
            studio.setQueuePaused(true);
            QTRY_VERIFY(studio.isQueuePaused());
            Request request;
            request.operation = QStringLiteral("stable-image.generate.core");
            request.provider = QStringLiteral("practice");
            request.values = {{QStringLiteral("prompt"), QStringLiteral("sea")}};
            const auto outcome = studio.submit(request);
            QTRY_VERIFY(outcome.isFinished());
        }
        Studio studio(Desk::options(home.path(), 20, 1000));
        Strip strip(studio);
        strip.resize(800, metrics::kStrip);
        strip.show();
        studio.open();
        auto* model = strip.findChild<StripModel*>();
        auto* view = strip.findChild<StripView*>();
        QTRY_COMPARE_WITH_TIMEOUT(model->jobCount(), 1, kLong);
        QVERIFY(model->job(0)->paused);
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, StripDelegate::resumeRect(view->cellOf(0)).center());
        QTRY_COMPARE_WITH_TIMEOUT(model->rowCount() - model->jobCount(), 1, kLong);
    }
};

QTEST_MAIN(TestStrip)
#include "TestStrip.moc"
