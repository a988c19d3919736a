// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/ElidedLabel.h"
#include "ui/widgets/EmptyState.h"
#include "ui/widgets/ErrorBanner.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/FlowLayout.h"
#include "ui/widgets/FocusRing.h"
#include "ui/widgets/Popover.h"
#include "ui/widgets/PriceButton.h"
#include "ui/widgets/Segmented.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/ThinProgress.h"
#include "ui/widgets/Toast.h"

#include <QAction>
#include <QApplication>
#include <QHelpEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolTip>
#include <QVBoxLayout>

#include <cmath>

namespace maquette {

class TestWidgets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Dark); }
    void init() { failOnAnyWarning(); }

    void disabledControlsSayWhy()
    {
        QWidget window;
        QPushButton button(QStringLiteral("Go"), &window);
        button.setToolTip(QStringLiteral("Goes (Ctrl+G)"));
        button.setAccessibleDescription(QStringLiteral("own"));
        setDisabledReason(&button, QStringLiteral("4 credits missing"));
        QVERIFY(!button.isEnabled());
        QCOMPARE(button.toolTip(), QStringLiteral("Goes (Ctrl+G)\n4 credits missing"));
        QCOMPARE(button.accessibleDescription(), QStringLiteral("4 credits missing"));
        setDisabledReason(&button, QStringLiteral("offline"));
        QCOMPARE(button.toolTip(), QStringLiteral("Goes (Ctrl+G)\noffline"));
        window.resize(200, 100);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        QHelpEvent help(QEvent::ToolTip, QPoint(5, 5), button.mapToGlobal(QPoint(5, 5)));
        QCoreApplication::sendEvent(&button, &help);
        QTRY_VERIFY(QToolTip::isVisible());
        QVERIFY(QToolTip::text().contains(QStringLiteral("offline")));
        QToolTip::hideText();
        setDisabledReason(&button, {});
        QVERIFY(button.isEnabled());
        QCOMPARE(button.toolTip(), QStringLiteral("Goes (Ctrl+G)"));
        QCOMPARE(button.accessibleDescription(), QStringLiteral("own"));
    }

    void disabledCommandsSayWhy()
    {
        QAction action(QStringLiteral("Go"));
        setDisabledReason(&action, QStringLiteral("no"));
        QVERIFY(!action.isEnabled());
        QCOMPARE(disabledReason(&action), QStringLiteral("no"));
        setDisabledReason(&action, {});
        QVERIFY(action.isEnabled());
    }

    void segmentsByKeyAndMouse()
    {
        Segmented segments;
        for (const char* const id : {"image", "sound", "mesh"}) {
            segments.addSegment(QLatin1String(id), QLatin1String(id));
        }
        QCOMPARE(segments.current(), QStringLiteral("image"));
        segments.resize(300, 28);
        segments.show();
        segments.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&segments));
        QSignalSpy changed(&segments, &Segmented::currentChanged);
        auto* const first = segments.findChild<QPushButton*>(QStringLiteral("segment-image"));
        auto* const last = segments.findChild<QPushButton*>(QStringLiteral("segment-mesh"));
        first->setFocus();
        QTest::keyClick(first, Qt::Key_Right);
        QCOMPARE(segments.current(), QStringLiteral("sound"));
        QTest::mouseClick(last, Qt::LeftButton);
        QCOMPARE(segments.current(), QStringLiteral("mesh"));
        QCOMPARE(changed.count(), 2);
        QCOMPARE(last->focusPolicy(), Qt::StrongFocus);
        QCOMPARE(first->focusPolicy(), Qt::ClickFocus); // one place in the tab order
        segments.setCurrent(QStringLiteral("nothing"));
        QCOMPARE(segments.current(), QStringLiteral("mesh"));
        segments.setSegmentReason(QStringLiteral("image"), QStringLiteral("not yet"));
        QTest::mouseClick(first, Qt::LeftButton);
        QCOMPARE(segments.current(), QStringLiteral("mesh"));
    }

    void popoverTakesAndGivesBackFocus()
    {
        QWidget window;
        window.resize(600, 400);
        auto* anchor = new QPushButton(QStringLiteral("a"), &window);
        anchor->setGeometry(500, 10, 90, 28);
        Popover popover(&window);
        auto* input = new QLineEdit(&popover);
        popover.column()->addWidget(input);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        anchor->setFocus();
        QSignalSpy dismissed(&popover, &Popover::dismissed);
        popover.popUp(anchor);
        QVERIFY(popover.isOpen());
        QVERIFY(window.rect().contains(popover.geometry()));
        QVERIFY(popover.geometry().top() > anchor->geometry().bottom());
        QCOMPARE(popover.geometry().right(), std::min(anchor->geometry().right(), window.width() - 9));
        QVERIFY(popover.hasFocus() || popover.isAncestorOf(QApplication::focusWidget()));
        input->setFocus();
        QTest::keyClick(input, Qt::Key_Escape);
        QVERIFY(!popover.isOpen());
        QCOMPARE(dismissed.count(), 1);
        QCOMPARE(QApplication::focusWidget(), anchor);

        popover.popUp(anchor);
        QTest::mouseClick(input, Qt::LeftButton);
        QVERIFY(popover.isOpen());
        QTest::mouseClick(&window, Qt::LeftButton, {}, QPoint(10, 390));
        QVERIFY(!popover.isOpen());

        popover.popUp(anchor);
        popover.popUp(anchor); // the anchor's second click
        QVERIFY(!popover.isOpen());
    }

    void popoverGoesAboveWithoutRoomBelow()
    {
        QWidget window;
        window.resize(400, 300);
        QPushButton anchor(&window);
        anchor.setGeometry(10, 260, 90, 28);
        Popover popover(&window);
        popover.column()->addWidget(new QLineEdit(&popover));
        window.show();
        popover.popUp(&anchor, Popover::Edge::Left);
        QVERIFY(popover.geometry().bottom() < anchor.geometry().top());
        QCOMPARE(popover.x(), 10);
        popover.dismiss();
    }

    void focusRingOnlyForKeys()
    {
        QWidget window;
        auto* column = new QVBoxLayout(&window);
        QList<QPushButton*> buttons;
        for (int i = 0; i < 3; ++i) {
            buttons.append(new QPushButton(QString::number(i), &window));
            column->addWidget(buttons.constLast());
        }
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QTest::mouseClick(buttons.at(0), Qt::LeftButton);
        const auto ring = [&window]() { return window.findChild<FocusRing*>(QStringLiteral("focusRing")); };
        QVERIFY(ring() == nullptr || !ring()->isVisible());
        QTest::keyClick(buttons.at(0), Qt::Key_Tab);
        QVERIFY(ring() != nullptr);
        QVERIFY(ring()->isVisible());
        QCOMPARE(ring()->target(), buttons.at(1));
        QVERIFY(ring()->geometry().contains(buttons.at(1)->geometry()));
        window.resize(400, 300);
        QCoreApplication::sendPostedEvents();
        QTRY_VERIFY(ring()->geometry().contains(buttons.at(1)->geometry()));
        QTest::mouseClick(buttons.at(2), Qt::LeftButton);
        QVERIFY(!ring()->isVisible());
    }

    void elidedLabelTellsAll()
    {
        ElidedLabel label(QStringLiteral("A small red biplane, seen from below, soft evening light"));
        label.resize(80, 20);
        label.show();
        QVERIFY(label.text().endsWith(QChar(0x2026)));
        QCOMPARE(label.toolTip(), label.fullText());
        QCOMPARE(label.accessibleName(), label.fullText());
        label.resize(2000, 20);
        QCOMPARE(label.text(), label.fullText());
        QVERIFY(label.toolTip().isEmpty());
    }

    void fieldShowsProblems()
    {
        auto* input = new QLineEdit;
        Field field(QStringLiteral("Seed & co"), input);
        QCOMPARE(input->accessibleName(), QStringLiteral("Seed & co"));
        field.setProblem(QStringLiteral("Seed: at most 4 294 967 294."));
        QVERIFY(input->property("mqProblem").toBool());
        QCOMPARE(input->accessibleDescription(), QStringLiteral("Seed: at most 4 294 967 294."));
        field.setProblem({});
        QVERIFY(!input->property("mqProblem").toBool());
    }

    void bannerOffersOneAction()
    {
        ErrorBanner banner;
        ErrorText text;
        text.what = QStringLiteral("Refused.");
        text.cost = QStringLiteral("It cost nothing.");
        text.next = QStringLiteral("Change it.");
        text.action = ErrorAction::EditRequest;
        text.actionLabel = QStringLiteral("Change");
        text.details = QStringLiteral("HTTP 403, request 9f2c");
        banner.setText(text);
        banner.show();
        auto* const details = banner.findChild<QLabel*>(QStringLiteral("bannerDetails"));
        QVERIFY(!details->isVisible());
        QTest::mouseClick(banner.findChild<QPushButton*>(QStringLiteral("bannerFold")), Qt::LeftButton);
        QVERIFY(details->isVisible());
        QSignalSpy action(&banner, &ErrorBanner::actionTriggered);
        QTest::keyClick(banner.findChild<QPushButton*>(QStringLiteral("bannerAction")), Qt::Key_Space);
        QCOMPARE(action.count(), 1);
        QCOMPARE(action.at(0).at(0).value<ErrorAction>(), ErrorAction::EditRequest);
        QCOMPARE(banner.accessibleDescription(), text.sentence());
        text.action = ErrorAction::None;
        text.details.clear();
        banner.setText(text);
        QVERIFY(!banner.findChild<QPushButton*>(QStringLiteral("bannerAction"))->isVisible());
        QVERIFY(!banner.findChild<QPushButton*>(QStringLiteral("bannerFold"))->isVisible());
    }

    void aNarrowBannerShowsItsWholeText()
    {
        QWidget panel;
        auto* const column = new QVBoxLayout(&panel);
        auto* const banner = new ErrorBanner(&panel);
        column->addWidget(banner);
        banner->setNarrow();
        ErrorText text;
        text.what = QStringLiteral("The provider refused the request by its rules for content.");
        text.cost = QStringLiteral("It cost nothing.");
        text.next = QStringLiteral("Change the words or the picture, then try again.");
        text.action = ErrorAction::EditRequest;
        text.actionLabel = QStringLiteral("Change request");
        banner->setText(text);
        panel.setFixedWidth(288);
        panel.resize(288, column->totalHeightForWidth(288));
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        auto* const action = banner->findChild<QPushButton*>(QStringLiteral("bannerAction"));
        const QList<QLabel*> labels = banner->findChildren<QLabel*>();
        int read = 0;
        for (const QLabel* label : labels) {
            if (label->isVisible() && !label->text().isEmpty()) {
                QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
                QVERIFY(action->y() >= label->geometry().bottom());
                ++read;
            }
        }
        QCOMPARE(read, 2);
    }

    void toastStandsOnItsGround()
    {
        QWidget window;
        window.resize(1000, 700);
        auto* ground = new QWidget(&window);
        ground->setGeometry(300, 50, 360, 500);
        auto* front = new QWidget(ground);
        front->resize(ground->size());
        auto* pill = new QWidget(front);
        pill->setGeometry(100, 440, 160, 40);
        Toast::setGround(ground);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const QString longText =
            QStringLiteral("The mask has 500 x 900 pixels and the picture 6000 x 4000: their shapes "
                           "differ. Crop the mask to the picture's shape and choose it again.");
        Toast* const toast = Toast::show(&window, longText);
        const int line = toast->fontMetrics().height();
        QVERIFY(ground->geometry().contains(toast->geometry()));
        QVERIFY(toast->height() > 2 * line);
        QVERIFY(toast->geometry().bottom() < ground->y() + pill->y());
        // Of what comes a moment later, too.
        pill->move(100, 400);
        QTRY_VERIFY(toast->geometry().bottom() < ground->y() + pill->y());
        // Elsewhere it stands in the middle of the window, and is not as wide as that.
        ground->hide();
        Toast* const other = Toast::show(&window, longText);
        QVERIFY(other->width() < 600 && other->height() > 2 * line);
        QVERIFY(std::abs(other->geometry().center().x() - window.width() / 2) <= 1);
    }

    void toastReplacesToast()
    {
        QWidget window;
        window.resize(600, 400);
        window.show();
        Toast::show(&window, QStringLiteral("one"));
        Toast* const two = Toast::show(&window, QStringLiteral("two"), QStringLiteral("Undo"));
        QCOMPARE(window.findChildren<Toast*>().size(), 1);
        QVERIFY(window.rect().contains(two->geometry()));
        QSignalSpy undone(two, &Toast::actionTriggered);
        QTest::mouseClick(two->findChild<QPushButton*>(QStringLiteral("toastAction")), Qt::LeftButton);
        QCOMPARE(undone.count(), 1);
        QTRY_COMPARE(window.findChildren<Toast*>().size(), 0);
    }

    void flowWraps()
    {
        QWidget box;
        auto* flow = new FlowLayout(&box, 4);
        for (int i = 0; i < 3; ++i) {
            auto* child = new QWidget(&box);
            child->setMinimumSize(100, 20);
            child->setMaximumSize(100, 20);
            child->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
            flow->addWidget(child);
        }
        QCOMPARE(flow->heightForWidth(308), 20);
        QCOMPARE(flow->heightForWidth(307), 44);
        QCOMPARE(flow->heightForWidth(100), 68);
    }

    void priceButtonSpeaks()
    {
        PriceButton button;
        button.setTexts(QStringLiteral("Generate 4"), QStringLiteral("12 credits"));
        QCOMPARE(button.accessibleName(), QStringLiteral("Generate 4, 12 credits"));
        QCOMPARE(button.height(), 36);
    }

    void emptyStateActs()
    {
        EmptyState empty(QStringLiteral("configure"), QStringLiteral("Nothing"), QStringLiteral("yet"));
        empty.setAction(QStringLiteral("Begin"));
        empty.show();
        QSignalSpy acted(&empty, &EmptyState::actionTriggered);
        QTest::mouseClick(empty.findChild<QPushButton*>(QStringLiteral("emptyAction")), Qt::LeftButton);
        QCOMPARE(acted.count(), 1);
    }

    void progressStandsStillOnRequest()
    {
        Theme::instance().setReduceMotion(true);
        ThinProgress progress;
        progress.setFraction(-0.5);
        progress.resize(100, 4);
        progress.show();
        const QImage before = progress.grab().toImage();
        QTest::qWait(80);
        QCOMPARE(progress.grab().toImage(), before);
        Theme::instance().setReduceMotion(false);
        progress.setFraction(2.0);
        QCOMPARE(progress.fraction(), 1.0);
        const QImage full = progress.grab().toImage();
        QCOMPARE(full.pixelColor(full.width() / 2, 2), Theme::instance().colours().accent);
    }
};

} // namespace maquette

QTEST_MAIN(maquette::TestWidgets)
#include "TestWidgets.moc"
