// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/PromptHistory.h"
#include "app/settings/SettingsStore.h"
#include "tests/support/TestMain.h"
#include "tests/ui/shell/WindowKit.h"
#include "ui/canvas/ImageView.h"
#include "ui/canvas/StageView.h"
#include "ui/credits/BalancePopover.h"
#include "ui/prompt/PromptPanel.h"
#include "ui/shell/BalanceButton.h"
#include "ui/shell/CommandPalette.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/NoticeArea.h"
#include "ui/shell/QuitDialog.h"
#include "ui/shell/ShortcutSheet.h"
#include "ui/shell/SideSplitter.h"
#include "ui/shell/StudioPage.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/ErrorBanner.h"
#include "ui/widgets/PlaceActions.h"
#include "ui/widgets/PriceButton.h"
#include "ui/widgets/Segmented.h"
#include "ui/widgets/Theme.h"

#include <QAbstractItemView>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

namespace maquette {

/// The whole window on the embedded practice server, as a person uses it.
class TestMainWindow : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<Studio> m_studio;
    std::unique_ptr<MainWindow> m_window;

    void prepare(bool firstRunDone)
    {
        m_home = std::make_unique<QTemporaryDir>();
        if (firstRunDone) {
            writeSettings(m_home->path());
        }
    }

    void start(qint64 thinkMs = 0, QSize size = {1600, 1000})
    {
        m_studio = std::make_unique<Studio>(quickOptions(m_home->path(), thinkMs));
        m_window = shownWindow<MainWindow>(*m_studio, size);
        QVERIFY(m_window != nullptr);
    }

    void openStudio() { QVERIFY(opensWithBalance(*m_studio)); }

    void ready(qint64 thinkMs = 0)
    {
        prepare(true);
        start(thinkMs);
        openStudio();
    }

    template <typename T>
    T* child(const char* name) const
    {
        return m_window->findChild<T*>(QLatin1String(name));
    }

    void writePrompt(const QString& text)
    {
        QTest::keyClick(m_window.get(), Qt::Key_L, Qt::ControlModifier);
        auto* const edit = qobject_cast<QPlainTextEdit*>(QApplication::focusWidget());
        QVERIFY(edit != nullptr);
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(qEnvironmentVariableIsEmpty("STABILITY_API_KEY"));
        Theme::install(*qApp, ThemeChoice::Dark);
        QApplication::setQuitOnLastWindowClosed(false);
    }

    void init() { failOnAnyWarning(); }

    void cleanup()
    {
        m_window.reset();
        m_studio.reset();
        m_home.reset();
    }

    void firstRunLeadsToPractice()
    {
        prepare(false);
        start();
        QCOMPARE(m_window->page(), QStringLiteral("first-run"));
        auto* const withKey = child<QPushButton>("firstRunKey");
        QVERIFY(!withKey->isEnabled());
        QVERIFY(!withKey->toolTip().isEmpty());
        openStudio();
        QTest::mouseClick(child<QPushButton>("firstRunPractice"), Qt::LeftButton);
        QCOMPARE(m_window->page(), QStringLiteral("studio"));
        QVERIFY(m_studio->settings().settings().firstRunDone);
        QVERIFY(m_studio->provider().practice);
        QVERIFY(child<QLabel>("practiceBadge")->isVisible());
        QVERIFY(qobject_cast<QPlainTextEdit*>(QApplication::focusWidget()) != nullptr);
    }

    void firstRunTakesAKey()
    {
        prepare(false);
        start();
        auto* const input = child<QLineEdit>("keyInput");
        input->setFocus();
        QTest::keyClicks(input, QStringLiteral("sk-some-key"));
        QTest::mouseClick(child<QPushButton>("keyKeep"), Qt::LeftButton);
        // No keychain in this test: the window must say that it counts for this run only.
        auto* const outcome = child<QLabel>("keyOutcome");
        QTRY_VERIFY(outcome->text().contains(QStringLiteral("for this run")));
        QVERIFY(!outcome->text().contains(QStringLiteral("sk-some-key")));
        QVERIFY(input->text().isEmpty());
        auto* const withKey = child<QPushButton>("firstRunKey");
        QTRY_VERIFY(withKey->isEnabled());
        QTest::mouseClick(withKey, Qt::LeftButton);
        QCOMPARE(m_studio->provider().id, QStringLiteral("stability"));
        QVERIFY(!child<QLabel>("practiceBadge")->isVisible());
    }

    void promptToPictureAndBalance()
    {
        ready();
        const Credits before = m_studio->balance().ledger.balance;
        writePrompt(QStringLiteral("a red barn by the sea"));
        QSignalSpy items(m_studio.get(), &Studio::itemAdded);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(items.count(), 1, 30'000);
        const auto item = items.at(0).at(0).value<GalleryItem>();
        QTRY_VERIFY(m_window->studioPage().stage().item().has_value());
        QCOMPARE(m_window->studioPage().stage().item()->id, item.id);
        QTRY_COMPARE(m_studio->balance().ledger.balance, before - item.cost);
        QVERIFY(item.cost.milli > 0);
        QTRY_VERIFY(child<BalanceButton>("balanceButton")->line().startsWith((before - item.cost).toDisplay()));
        QTRY_VERIFY(m_window->windowTitle().contains(QStringLiteral("red barn")));

        // The ledger tells the same.
        QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(m_window->page(), QStringLiteral("credits"));
        auto* const table = child<QTableView>("ledgerTable");
        QTRY_VERIFY_WITH_TIMEOUT(table->model()->rowCount() >= 3, 10'000); // opening balance, hold, charge
        QCOMPARE(child<QLabel>("cardToday")->text(), item.cost.toDisplay());
    }

    void pagesByKeysAndTabs()
    {
        ready();
        QTest::keyClick(m_window.get(), Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(m_window->page(), QStringLiteral("library"));
        QVERIFY(child<QPushButton>("tab-go.library")->isChecked());
        QTest::mouseClick(child<QPushButton>("tab-go.credits"), Qt::LeftButton);
        QCOMPARE(m_window->page(), QStringLiteral("credits"));
        QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
        QCOMPARE(m_window->page(), QStringLiteral("studio"));
        QVERIFY(child<QPushButton>("tab-go.studio")->isChecked());
        QVERIFY(!child<QPushButton>("tab-go.credits")->isChecked());
    }

    void tabFoldsFromTheStageOnly()
    {
        ready();
        StudioPage& page = m_window->studioPage();
        writePrompt(QStringLiteral("x"));
        QWidget* const text = QApplication::focusWidget();
        QTest::keyClick(text, Qt::Key_Tab);
        QVERIFY(!page.sides().isLeftFolded());
        page.stage().setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(page.sides().isLeftFolded());
        QVERIFY(page.sides().isRightFolded());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(!page.sides().isLeftFolded());
        QVERIFY(!page.sides().isRightFolded());
        QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
        QVERIFY(page.sides().isLeftFolded());
        QVERIFY(!page.sides().isRightFolded());
    }

    void paletteFindsToolsCommandsAndPrompts()
    {
        ready();
        m_studio->promptHistory().add(QStringLiteral("an old lighthouse in fog"));
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        auto* const palette = child<CommandPalette>("commandPalette");
        QVERIFY(palette != nullptr && palette->isOpen());
        auto* const input = child<QLineEdit>("paletteInput");
        QTest::keyClicks(input, QStringLiteral("lighthouse"));
        QCOMPARE(palette->listed().value(0), QStringLiteral("an old lighthouse in fog"));
        QTest::keyClick(input, Qt::Key_Return);
        QCOMPARE(m_window->studioPage().prompt().currentRequest().values.value(QStringLiteral("prompt")).toString(),
                 QStringLiteral("an old lighthouse in fog"));
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(input, QStringLiteral("upscale fast"));
        QTest::keyClick(input, Qt::Key_Return);
        QCOMPARE(m_window->studioPage().prompt().operation(), QStringLiteral("stable-image.upscale.fast"));
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        QTest::keyClicks(input, QStringLiteral("cancel all jobs"));
        QVERIFY(child<QLabel>("paletteReason")->isVisible());
        QTest::keyClick(input, Qt::Key_Escape);
        QVERIFY(!palette->isOpen());
    }

    void troubleSaysWhatItMayCost()
    {
        constexpr qint64 kLongMs = 60'000;
        ready(kLongMs);
        const Error full{ErrorKind::Storage, QStringLiteral("no space"), {}, 0, -1, {}};
        Q_EMIT m_studio->troubled(full);
        auto* banner = child<ErrorBanner>("notice-studio-storage");
        QVERIFY(banner != nullptr);
        QVERIFY(banner->accessibleDescription().contains(QStringLiteral("It cost nothing.")));
        QCOMPARE(banner->findChild<QPushButton*>(QStringLiteral("bannerAction"))->text(),
                 QStringLiteral("Open folder"));
        writePrompt(QStringLiteral("a mountain"));
        QTest::keyClick(m_window.get(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(m_studio->runningJobs() == 1, 20'000);
        m_window->notices().dismiss(QStringLiteral("studio-storage"));
        QTRY_VERIFY(child<ErrorBanner>("notice-studio-storage") == nullptr);
        Q_EMIT m_studio->troubled(full);
        banner = child<ErrorBanner>("notice-studio-storage");
        QVERIFY(banner->accessibleDescription().contains(QStringLiteral("may have been charged")));
    }

    void keysSheetOpensByQuestionMark()
    {
        ready();
        m_window->studioPage().stage().setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Question);
        auto* const sheet = child<ShortcutSheet>("shortcutSheet");
        QVERIFY(sheet != nullptr && sheet->isOpen());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!sheet->isOpen());
    }

    void keysOfPlacesCanBeChanged_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QString>("widget");
        QTest::addColumn<QKeySequence>("old");
        QTest::addColumn<QKeySequence>("now");
        const auto row = [](const char* id, const char* widget, const QKeySequence& old, const QKeySequence& now) {
            QTest::newRow(id) << QString::fromLatin1(id) << QString::fromLatin1(widget) << old << now;
        };
        row("prompt.earlier", "prompt", Qt::ALT | Qt::Key_Up, Qt::Key_F7);
        row("prompt.stronger", "prompt", Qt::CTRL | Qt::Key_Up, Qt::CTRL | Qt::Key_Left); // a key of text, too
        row("strip.next", "stripView", Qt::Key_Right, Qt::Key_L);
        row("strip.open", "stripView", Qt::Key_Return, Qt::Key_O);
        row("library.down", "libraryGrid", Qt::Key_Down, Qt::Key_J);
        row("library.open", "libraryGrid", Qt::Key_Return, Qt::CTRL | Qt::Key_O);
        row("stage.zoomIn", "imageView", Qt::Key_Plus, Qt::Key_Z);
        row("stage.panLeft", "imageView", Qt::SHIFT | Qt::Key_Left, Qt::Key_A);
    }

    void keysOfPlacesCanBeChanged()
    {
        QFETCH(QString, id);
        QFETCH(QString, widget);
        QFETCH(QKeySequence, old);
        QFETCH(QKeySequence, now);
        ready();
        writePrompt(QStringLiteral("a lighthouse"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        auto* const view = child<ImageView>("imageView");
        QTRY_VERIFY_WITH_TIMEOUT(!view->picture().isNull(), 60'000);
        if (id.startsWith(QLatin1String("library."))) {
            m_window->goTo(QStringLiteral("library"));
        }
        auto* const place = child<QWidget>(qPrintable(widget));
        place->setFocus();
        QTRY_VERIFY(place->hasFocus());
        auto* const list = qobject_cast<QAbstractItemView*>(place);
        if (list != nullptr) {
            QTRY_VERIFY(list->model()->rowCount() > 0);
            list->setCurrentIndex(list->model()->index(0, 0));
        }
        ShortcutRegistry& keys = m_window->shortcuts();
        QSignalSpy done(keys.find(id)->action, &QAction::triggered);
        const auto press = [place](const QKeySequence& key) {
            QTest::keyClick(place, key[0].key(), key[0].keyboardModifiers());
        };
        const auto focus = [&] { // "open" may have gone elsewhere
            if (id == QLatin1String("library.open")) {
                m_window->goTo(QStringLiteral("library"));
            }
            QTest::keyClick(m_window.get(), Qt::Key_Escape);
            place->setFocus();
        };
        press(now);
        QCOMPARE(done.size(), 0);
        press(old);
        QCOMPARE(done.size(), 1);
        focus();
        keys.setKey(id, now);
        press(old);
        QCOMPARE(done.size(), 1);
        press(now);
        QCOMPARE(done.size(), 2);
        focus();
        keys.reset(id);
        press(old);
        QCOMPARE(done.size(), 3);
    }

    void theHandsKeyCanBeChanged()
    {
        ready();
        writePrompt(QStringLiteral("a lighthouse"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        auto* const view = child<ImageView>("imageView");
        QTRY_VERIFY_WITH_TIMEOUT(!view->picture().isNull(), 60'000);
        view->setFocus();
        const auto cursorWhile = [view](Qt::Key key) {
            QTest::keyPress(view, key);
            const Qt::CursorShape shape = view->cursor().shape();
            QTest::keyRelease(view, key);
            return shape;
        };
        QCOMPARE(cursorWhile(Qt::Key_Space), Qt::OpenHandCursor);
        m_window->shortcuts().setKey(QStringLiteral("stage.hand"), Qt::Key_H);
        QCOMPARE(cursorWhile(Qt::Key_Space), Qt::ArrowCursor);
        QCOMPARE(cursorWhile(Qt::Key_H), Qt::OpenHandCursor);
        QCOMPARE(view->cursor().shape(), Qt::ArrowCursor);
    }

    void generateHasNoOtherKeyThanItsOwn()
    {
        ready();
        m_window->shortcuts().setKey(QStringLiteral("make.generate"), Qt::CTRL | Qt::Key_G);
        writePrompt(QStringLiteral("a lighthouse"));
        QTRY_VERIFY(child<PriceButton>("generate")->isEnabled());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(m_studio->promptHistory().prompts().isEmpty());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_G, Qt::ControlModifier);
        QTRY_COMPARE(m_studio->promptHistory().prompts(), QStringList{QStringLiteral("a lighthouse")});
    }

    void everyPlaceListsItsKeys()
    {
        ready(); // the library has not been opened, and is listed all the same
        QSet<QString> listed;
        for (const ShortcutRegistry::Entry& entry : m_window->shortcuts().entries()) {
            if (entry.place != nullptr) {
                listed.insert(entry.place->place());
            }
        }
        QCOMPARE(listed, (QSet<QString>{QStringLiteral("stage"), QStringLiteral("stage/canvas"),
                                        QStringLiteral("pointer"), QStringLiteral("stage/order prompt strip"),
                                        QStringLiteral("strip"), QStringLiteral("library"), QStringLiteral("prompt"),
                                        QStringLiteral("sound"), QStringLiteral("mesh"), QStringLiteral("uv"),
                                        QStringLiteral("compare"), QStringLiteral("stage/results")}));
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        const QStringList offered = child<CommandPalette>("commandPalette")->listed();
        QVERIFY(offered.contains(QStringLiteral("Earlier prompt")));
        QVERIFY(!offered.contains(QStringLiteral("The one below"))); // a step is nothing to search for
    }

    void builtInKeysDoNotClash()
    {
        ready();
        for (const ShortcutRegistry::Entry& entry : m_window->shortcuts().entries()) {
            QVERIFY2(m_window->shortcuts().conflicts(entry.id).isEmpty(), qPrintable(entry.id));
        }
    }

    void balancePopoverShowsTheAccount()
    {
        ready();
        QTest::mouseClick(child<BalanceButton>("balanceButton"), Qt::LeftButton);
        auto* const popover = child<BalancePopover>("balancePopover");
        QVERIFY(popover != nullptr && popover->isOpen());
        QVERIFY(child<QLabel>("balanceAvailable")->text().contains(m_studio->balance().ledger.available().toDisplay()));
        QVERIFY(!child<QPushButton>("balanceTopUp")->isVisible()); // play credits are not for sale
        QSignalSpy told(m_studio.get(), &Studio::balanceChanged);
        QTest::mouseClick(child<QPushButton>("balanceRefresh"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(told.count() > 0, 10'000);
        QTest::mouseClick(child<QPushButton>("balanceHistory"), Qt::LeftButton);
        QVERIFY(!popover->isOpen());
        QCOMPARE(m_window->page(), QStringLiteral("credits"));
    }

    void playCreditsAreRefilled()
    {
        ready();
        QTest::mouseClick(child<BalanceButton>("balanceButton"), Qt::LeftButton);
        auto* const refill = child<QPushButton>("balanceRefill");
        QVERIFY(refill->isVisible());
        QVERIFY(!refill->isEnabled());
        QVERIFY(!disabledReason(refill).isEmpty());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        writePrompt(QStringLiteral("a lighthouse"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(m_studio->balance().ledger.balance, Credits::whole(997), 60'000);
        QTest::mouseClick(child<BalanceButton>("balanceButton"), Qt::LeftButton);
        QTRY_VERIFY(refill->isEnabled());
        QTest::mouseClick(refill, Qt::LeftButton);
        QTRY_COMPARE(m_studio->balance().ledger.balance, Credits::whole(1000));
        QTRY_VERIFY(!refill->isEnabled());
    }

    void settingsCountAtOnce()
    {
        ready();
        QTest::keyClick(m_window.get(), Qt::Key_Comma, Qt::ControlModifier);
        auto* const dialog = child<SettingsDialog>("settingsDialog");
        QVERIFY(dialog != nullptr && dialog->isVisible());
        auto* const light = dialog->findChild<Segmented*>(QStringLiteral("settingTheme"))
                                ->findChild<QPushButton*>(QStringLiteral("segment-light"));
        QTest::mouseClick(light, Qt::LeftButton);
        QVERIFY(!Theme::instance().colours().dark);
        QCOMPARE(m_studio->settings().settings().theme, ThemeChoice::Light);
        QVERIFY(dialog->findChild<QComboBox*>(QStringLiteral("settingScale"))->count() >= 4);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QTRY_VERIFY(child<SettingsDialog>("settingsDialog") == nullptr);
        m_studio->settings().flush();
        SettingsStore again(m_home->filePath(QStringLiteral("config/settings.json")));
        QCOMPARE(again.settings().theme, ThemeChoice::Light);
        Theme::instance().setChoice(ThemeChoice::Dark);
    }

    void providerMenuSwitches()
    {
        ready();
        auto* const menu = child<QPushButton>("providerButton")->menu();
        Q_EMIT menu->aboutToShow();
        QAction* const stability = menu->findChild<QAction*>(QStringLiteral("provider-stability"));
        QVERIFY(stability != nullptr);
        stability->trigger();
        QCOMPARE(m_studio->provider().id, QStringLiteral("stability"));
        QVERIFY(!child<QLabel>("practiceBadge")->isVisible());
        // Without a key it leads to the place where one can be given.
        QTRY_VERIFY(child<SettingsDialog>("settingsDialog") != nullptr);
        m_studio->setProvider(QStringLiteral("practice"));
        QVERIFY(child<QLabel>("practiceBadge")->isVisible());
    }

    void runningJobsHoldTheDoor()
    {
        ready(60'000);
        writePrompt(QStringLiteral("a slow mountain"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(m_studio->runningJobs() == 1, 20'000);
        m_window->close();
        QVERIFY(m_window->isVisible());
        auto* const dialog = child<QuitDialog>("quitDialog");
        QVERIFY(dialog != nullptr);
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("quitWait")), Qt::LeftButton);
        QVERIFY(m_window->isVisible());
        QCOMPARE(m_window->notices().count(), 1);
        QTRY_VERIFY(m_studio->isQueuePaused());
        QTRY_VERIFY(child<QuitDialog>("quitDialog") == nullptr);
        m_window->close();
        QTRY_VERIFY(child<QuitDialog>("quitDialog") != nullptr);
        QTest::mouseClick(child<QPushButton>("quitNow"), Qt::LeftButton);
        QTRY_VERIFY(!m_window->isVisible());
    }

    void aWindowTooLargeForItsScreenIsMadeToFit()
    {
        ready();
        m_window->resize(3000, 2000); // as left on a larger screen, or at a smaller scale
        m_window->close();
        m_window.reset();
        m_window = std::make_unique<MainWindow>(*m_studio);
        m_window->show();
        const QSize room = QGuiApplication::primaryScreen()->availableSize();
        QVERIFY(m_window->height() <= room.height());
        QVERIFY(m_window->width() <= std::max(room.width(), m_window->minimumWidth()));
    }

    void theWindowIsAsItWasLeft()
    {
        ready();
        // Within the test platform's screen, which is 800 px high; the smallest width is more than that.
        const QSize left(m_window->minimumWidth(), 730);
        m_window->resize(left);
        m_window->studioPage().sides().setRightFolded(true);
        m_window->studioPage().sides().setWidths(360, 300);
        QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
        m_window->close();
        m_window.reset();
        m_studio.reset();
        StudioOptions options;
        options.home = m_home->path();
        options.allowKeychain = false;
        m_studio = std::make_unique<Studio>(options);
        m_window = std::make_unique<MainWindow>(*m_studio);
        m_window->show();
        QCOMPARE(m_window->size(), left);
        QCOMPARE(m_window->page(), QStringLiteral("credits"));
        QVERIFY(m_window->studioPage().sides().isRightFolded());
        QVERIFY(!m_window->studioPage().sides().isLeftFolded());
        QCOMPARE(m_window->studioPage().sides().leftWidth(), 360);
    }

    void usableWhenSmall()
    {
        ready();
        m_window->resize(1024, 700);
        QCOMPARE(m_window->size(), QSize(1024, 700));
        QCoreApplication::sendPostedEvents(nullptr, QEvent::LayoutRequest);
        StudioPage& page = m_window->studioPage();
        QVERIFY(page.stage().width() >= 320);
        // Nothing in the top bar overlaps.
        const QRect search = child<QPushButton>("searchButton")->geometry();
        auto* const bar = child<QWidget>("topBar");
        for (const char* const name : {"tab-go.credits", "providerButton", "balanceButton", "practiceBadge"}) {
            QWidget* const other = child<QWidget>(name);
            QVERIFY2(other->isVisible(), name);
            const QRect place(other->mapTo(bar, QPoint()), other->size());
            QVERIFY2(!place.intersects(search), name);
            QVERIFY2(bar->rect().contains(place), name);
        }
    }

    void unusableOperationsFileIsNamed()
    {
        prepare(true);
        QVERIFY(QDir(m_home->path()).mkpath(QStringLiteral("config/operations")));
        QFile file(m_home->filePath(QStringLiteral("config/operations/mine.json")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{ not json");
        file.close();
        start();
        QCOMPARE(m_window->notices().count(), 1);
        QVERIFY(child<QLabel>("bannerDetails")->text().contains(QStringLiteral("mine.json")));
    }

    void damagedDatabaseIsExplained()
    {
        prepare(true);
        QFile file(m_home->filePath(QStringLiteral("maquette.db")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray(8192, 'x'));
        file.close();
        start();
        QSignalSpy failed(m_studio.get(), &Studio::openFailed);
        m_studio->open();
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 20'000);
        QCOMPARE(m_window->page(), QStringLiteral("failure"));
        QVERIFY(child<QLabel>("failureDetails")->isVisible());
        const QString told = child<QLabel>("failureText")->text();
        QVERIFY2(told.contains(QStringLiteral("database is damaged")), qPrintable(told));
        QVERIFY(told.contains(QStringLiteral("from a backup")));
        QVERIFY(m_window->close());
    }

    /// Nothing is wrong with it, so neither the disk nor a backup is spoken of.
    void aLibraryInUseNamesWhoHasIt()
    {
        prepare(true);
        StudioOptions options;
        options.home = m_home->path();
        options.allowKeychain = false;
        Studio first(options);
        QSignalSpy opened(&first, &Studio::opened);
        first.open();
        QTRY_COMPARE_WITH_TIMEOUT(opened.count(), 1, 20'000);
        start();
        QSignalSpy failed(m_studio.get(), &Studio::openFailed);
        m_studio->open();
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 20'000);
        QCOMPARE(m_window->page(), QStringLiteral("failure"));
        const QString told = child<QLabel>("failureText")->text();
        QVERIFY2(told.contains(QStringLiteral("Another Maquette is at work on this library")), qPrintable(told));
        QVERIFY(told.contains(QString::number(QCoreApplication::applicationPid())));
        QVERIFY(told.contains(QStringLiteral("nothing was spent")));
        QVERIFY(!told.contains(QStringLiteral("disk")) && !told.contains(QStringLiteral("backup")));
        QVERIFY(m_window->close());
    }

    void theFormBeginsAtItsTop()
    {
        ready();
        m_window->studioPage().prompt().selectOperation(QStringLiteral("stable-image.edit.inpaint"));
        m_window->resize(1024, 700);
        QVERIFY(m_window->close());
        m_window.reset();
        m_studio.reset();
        start(0, {1024, 700});
        openStudio();
        QScrollBar* const bar = child<QScrollArea>("formScroll")->verticalScrollBar();
        QTRY_VERIFY(bar->maximum() > 0);
        QCOMPARE(bar->value(), 0);
        QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("prompt"));
    }

    void everyControlHasAName()
    {
        ready();
        for (const char* const page : {"studio", "library", "credits"}) {
            m_window->goTo(QLatin1String(page));
            const QList<QWidget*> all = m_window->findChildren<QWidget*>();
            for (const QWidget* const widget : all) {
                if (!widget->isVisible() || (widget->focusPolicy() & Qt::TabFocus) == 0 ||
                    widget->focusProxy() != nullptr) {
                    continue;
                }
                const QString path = QStringLiteral("%1: %2 in %3")
                                         .arg(QLatin1String(page), QLatin1String(widget->metaObject()->className()),
                                              widget->parentWidget()->objectName());
                QAccessibleInterface* const told = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
                QVERIFY2(told != nullptr && !told->text(QAccessible::Name).isEmpty(), qPrintable(path));
            }
        }
    }
};

} // namespace maquette

QTEST_MAIN(maquette::TestMainWindow)
#include "TestMainWindow.moc"
