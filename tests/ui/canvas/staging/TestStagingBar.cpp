// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "ui/canvas/staging/CompareView.h"
#include "ui/canvas/staging/StagingBar.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

namespace maquette {

namespace {

MipPyramid plain(QColor colour)
{
    QImage image(400, 300, QImage::Format_RGB32);
    image.fill(colour);
    return MipPyramid::build(image);
}

} // namespace

class TestStagingBar : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QWidget> m_stage;
    std::unique_ptr<QObject> m_owner;
    StagingBar* m_bar = nullptr;
    QAction* m_accept = nullptr;

    [[nodiscard]] static StagingState three()
    {
        StagingState state;
        state.index = 1;
        state.count = 3;
        state.proof = {QStringLiteral("0 pixels changed outside the mask"), {}, StagingProof::Tone::Good};
        return state;
    }

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Dark); }

    void init()
    {
        failOnAnyWarning();
        m_owner = std::make_unique<QObject>();
        m_stage = std::make_unique<QWidget>();
        m_stage->resize(1000, 600);
        const auto action = [this](const char* text) { return new QAction(QLatin1String(text), m_owner.get()); };
        m_accept = action("Accept");
        QAction* const before = action("Before");
        before->setShortcut(Qt::Key_Backslash);
        m_bar =
            new StagingBar({before, action("Compare"), action("Discard"), m_accept, {action("Keep")}}, m_stage.get());
        m_stage->show();
    }
    void cleanup() { m_stage.reset(); }

    /// Whatever the room, every part is whole and inside the bar.
    void everythingFits_data()
    {
        QTest::addColumn<int>("room");
        QTest::addColumn<int>("failed");
        QTest::addColumn<bool>("filtered");
        for (const int room : {1200, 1000, 700, 560, 480, 416, 392}) {
            QTest::addRow("%d", room) << room << 0 << false;
            QTest::addRow("%d, all to be told", room) << room << 2 << true;
        }
    }

    void everythingFits()
    {
        QFETCH(const int, room);
        QFETCH(const int, failed);
        QFETCH(const bool, filtered);
        StagingState state = three();
        state.running = state.failed = failed;
        state.filtered = filtered;
        state.busy = QStringLiteral("Comparing every pixel …");
        m_bar->showState(state);
        m_bar->fitInto(room);
        state.busy.clear();
        m_bar->showState(state);
        for (int times = 0; times < 3; ++times) {
            m_bar->fitInto(room);
            QVERIFY(m_bar->width() <= room);
            for (const char* const name :
                 {"stagingPlace", "stagingProof", "stagingAccept", "stagingDiscard", "stagingPrevious", "stagingNext",
                  "stagingMore", "stagingBefore", "stagingCompare"}) {
                const auto* part = m_bar->findChild<QWidget*>(QLatin1String(name));
                QVERIFY2(part->isVisible(), name);
                QVERIFY2(part->width() >= part->minimumSizeHint().width(), name);
                QVERIFY2(!part->hasHeightForWidth() || part->height() >= part->heightForWidth(part->width()), name);
                const QRect place(part->mapTo(m_bar, QPoint()), part->size());
                QVERIFY2(m_bar->rect().contains(place), name);
            }
            const auto* rest = m_bar->findChild<QLabel*>(QStringLiteral("stagingRest"));
            QCOMPARE(rest->isVisible(), failed > 0);
            QVERIFY(rest->isHidden() || rest->width() >= rest->sizeHint().width());
            QCoreApplication::processEvents();
        }
    }

    void lookingTakesIconsWhereThereIsNoRoomForWords()
    {
        m_bar->showState(three());
        const auto* before = m_bar->findChild<QPushButton*>(QStringLiteral("stagingBefore"));
        const auto* compare = m_bar->findChild<QPushButton*>(QStringLiteral("stagingCompare"));
        for (const int room : {1200, 392, 1200}) {
            m_bar->fitInto(room);
            for (const QPushButton* const button : {before, compare}) {
                QCOMPARE(button->text().isEmpty(), room == 392);
                QCOMPARE(button->icon().isNull(), room != 392);
                QVERIFY(!button->accessibleName().isEmpty());
            }
        }
    }

    void itIsThereWhileThereIsSomethingToTell()
    {
        m_bar->showState({});
        QVERIFY(!m_bar->isVisible());
        StagingState state;
        state.running = 2;
        m_bar->showState(state);
        QVERIFY(m_bar->isVisible());
        QCOMPARE(m_bar->findChild<QLabel*>(QStringLiteral("stagingRest"))->text(), QStringLiteral("2 on their way"));
        const QList<QWidget*> parts = m_bar->findChildren<QWidget*>();
        for (const QWidget* const part : parts) {
            QVERIFY(part->property("mqRole") != QLatin1String("divider") || part->isHidden());
        }
        QVERIFY(!m_bar->findChild<QWidget*>(QStringLiteral("stagingAccept"))->isVisible());
        state.running = 0;
        state.failed = 1;
        m_bar->showState(state);
        QVERIFY(m_bar->findChild<QWidget*>(QStringLiteral("stagingDiscard"))->isVisible());
    }

    void aDisabledButtonSaysWhy()
    {
        m_bar->showState(three());
        auto* accept = m_bar->findChild<QPushButton*>(QStringLiteral("stagingAccept"));
        QVERIFY(accept->isEnabled());
        setDisabledReason(m_accept, QStringLiteral("It is still being put in place."));
        QVERIFY(!accept->isEnabled());
        QVERIFY(accept->toolTip().contains(QStringLiteral("It is still being put in place.")));
        setDisabledReason(m_accept, QString());
        QVERIFY(accept->isEnabled());
        StagingState alone = three();
        alone.count = 1;
        alone.index = 0;
        m_bar->showState(alone);
        QVERIFY(!m_bar->findChild<QToolButton*>(QStringLiteral("stagingNext"))->isEnabled());
    }

    void buttonsTellWhatIsWanted()
    {
        m_bar->showState(three());
        m_bar->fitInto(1000);
        QSignalSpy stepped(m_bar, &StagingBar::stepped);
        QTest::mouseClick(m_bar->findChild<QToolButton*>(QStringLiteral("stagingNext")), Qt::LeftButton);
        QTest::mouseClick(m_bar->findChild<QToolButton*>(QStringLiteral("stagingPrevious")), Qt::LeftButton);
        QCOMPARE(stepped.count(), 2);
        QCOMPARE(stepped.at(0).at(0).toInt(), 1);
        QCOMPARE(stepped.at(1).at(0).toInt(), -1);
        QSignalSpy held(m_bar, &StagingBar::beforeHeld);
        auto* before = m_bar->findChild<QPushButton*>(QStringLiteral("stagingBefore"));
        QTest::mousePress(before, Qt::LeftButton);
        QTest::mouseRelease(before, Qt::LeftButton);
        QCOMPARE(held.count(), 2);
        QVERIFY(held.at(0).at(0).toBool());
        QVERIFY(!held.at(1).at(0).toBool());
    }

    void theLineOfTheComparisonIsDraggedBetweenBeforeAndAfter()
    {
        CompareView view;
        view.resize(800, 600);
        ViewTransform canvas;
        canvas.setImageSize({400, 300});
        canvas.setView(QSizeF(800, 600), 1);
        view.compare(plain(Qt::red), plain(Qt::blue), canvas);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        SliderView& slider = view.slider();
        const auto colourAt = [&slider](double x) {
            return slider.grab().toImage().pixelColor(int(x), slider.height() / 2 + 60);
        };
        QCOMPARE(colourAt(360), QColor(Qt::red));
        QCOMPARE(colourAt(440), QColor(Qt::blue));
        QTest::mousePress(&slider, Qt::LeftButton, {}, {400, 300});
        QTest::mouseMove(&slider, {300, 300});
        QTest::mouseRelease(&slider, Qt::LeftButton, {}, {300, 300});
        QCOMPARE(slider.place(), 300.0 / 800.0);
        QCOMPARE(colourAt(360), QColor(Qt::blue));
        QVERIFY(slider.transform().isFitted()); // the picture was not moved with it
    }

    void bothSidesShareTheirZoom()
    {
        CompareView view;
        view.resize(801, 600);
        ViewTransform canvas;
        canvas.setImageSize({400, 300});
        canvas.setView(QSizeF(801, 600), 1);
        canvas.zoomTo(3, {200, 200});
        view.compare(plain(Qt::red), plain(Qt::blue), canvas);
        QCOMPARE(view.slider().transform().scale(), 3.0); // begins as the canvas shows it
        view.setMode(CompareView::Mode::SideBySide);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.left().zoomTo(5);
        view.left().pan({-1, 0});
        QCOMPARE(view.right().transform().scale(), 5.0);
        QCOMPARE(view.right().transform().centre(), view.left().transform().centre());
        view.right().fit();
        QVERIFY(view.left().transform().isFitted());
    }
};

} // namespace maquette

QTEST_MAIN(maquette::TestStagingBar)
#include "TestStagingBar.moc"
