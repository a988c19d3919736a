// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/SettingsStore.h"
#include "tests/support/TestMain.h"
#include "ui/shell/CommandPalette.h"
#include "ui/shell/FuzzyMatch.h"
#include "ui/shell/ShortcutEditor.h"
#include "ui/shell/ShortcutRegistry.h"
#include "ui/shell/ShortcutSheet.h"
#include "ui/widgets/PlaceActions.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QApplication>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>

namespace maquette {

class TestCommands : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::unique_ptr<SettingsStore> m_settings;
    std::unique_ptr<QWidget> m_window;

    QAction* command(const QString& id, const QString& text, const QKeySequence& key)
    {
        auto* action = new QAction(text, m_window.get());
        action->setObjectName(id);
        action->setShortcut(key);
        m_window->addAction(action);
        return action;
    }

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Dark); }

    void init()
    {
        failOnAnyWarning();
        m_settings.reset(); // it still writes what the last test chose
        QFile::remove(m_folder.filePath(QStringLiteral("settings.json")));
        m_settings = std::make_unique<SettingsStore>(m_folder.filePath(QStringLiteral("settings.json")));
        m_window = std::make_unique<QWidget>();
        m_window->resize(1000, 700);
    }

    void fuzzyOrder_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("better");
        QTest::addColumn<QString>("worse"); // empty: must not match at all
        QTest::newRow("whole word before scattered")
            << QStringLiteral("set") << QStringLiteral("Settings") << QStringLiteral("Search the list");
        QTest::newRow("word starts") << QStringLiteral("fs") << QStringLiteral("Full screen")
                                     << QStringLiteral("Refresh");
        QTest::newRow("beginning before middle")
            << QStringLiteral("cre") << QStringLiteral("Credits") << QStringLiteral("Upscale, Creative");
        QTest::newRow("a word to its end") << QStringLiteral("light") << QStringLiteral("Switch between dark and light")
                                           << QStringLiteral("a lighthouse on a cliff");
        QTest::newRow("several words in any order")
            << QStringLiteral("up fast") << QStringLiteral("Fast, Upscale") << QStringLiteral("Upscale, Creative mode");
        QTest::newRow("case and accents") << QStringLiteral("ETUDE") << QStringLiteral("étude in blue") << QString();
        QTest::newRow("letters missing") << QStringLiteral("xyz") << QStringLiteral("extra lazy")
                                         << QStringLiteral("Settings");
    }

    void fuzzyOrder()
    {
        QFETCH(QString, typed);
        QFETCH(QString, better);
        QFETCH(QString, worse);
        const auto high = fuzzyScore(typed, better);
        const auto low = fuzzyScore(typed, worse);
        if (typed == QLatin1String("xyz")) {
            QVERIFY(!high.has_value());
            QVERIFY(!low.has_value());
            return;
        }
        QVERIFY(high.has_value());
        QVERIFY(low.value_or(-1) < *high);
    }

    void fuzzyEmptyFitsAll()
    {
        QCOMPARE(fuzzyScore({}, QStringLiteral("anything")), fuzzyScore({}, QStringLiteral("else")));
        QVERIFY(fuzzyScore({}, {}).has_value());
    }

    void keysAreKeptAndTakenBack()
    {
        const QKeySequence builtIn(Qt::CTRL | Qt::Key_K);
        const QKeySequence other(Qt::CTRL | Qt::Key_P);
        {
            ShortcutRegistry registry(*m_settings);
            QAction* const action = command(QStringLiteral("a"), QStringLiteral("Alpha"), builtIn);
            registry.add(action, QStringLiteral("S"));
            QCOMPARE(action->toolTip(), QStringLiteral("Alpha (Ctrl+K)"));
            QSignalSpy changed(&registry, &ShortcutRegistry::changed);
            registry.setKey(QStringLiteral("a"), other);
            QCOMPARE(action->shortcut(), other);
            QCOMPARE(action->toolTip(), QStringLiteral("Alpha (Ctrl+P)"));
            QVERIFY(registry.isChanged(QStringLiteral("a")));
            QCOMPARE(changed.count(), 1);
            delete action;
        }
        m_settings->flush();
        SettingsStore again(m_folder.filePath(QStringLiteral("settings.json")));
        ShortcutRegistry registry(again);
        QAction* const action = command(QStringLiteral("a"), QStringLiteral("Alpha"), builtIn);
        registry.add(action, QStringLiteral("S"));
        QCOMPARE(action->shortcut(), other);
        registry.setKey(QStringLiteral("a"), {});
        QVERIFY(action->shortcuts().isEmpty());
        registry.reset(QStringLiteral("a"));
        QCOMPARE(action->shortcut(), builtIn);
        QVERIFY(again.settings().shortcuts.isEmpty());
    }

    void conflictsAreKnown()
    {
        ShortcutRegistry registry(*m_settings);
        registry.add(command(QStringLiteral("a"), QStringLiteral("Alpha"), Qt::Key_F5), QStringLiteral("S"));
        registry.add(command(QStringLiteral("b"), QStringLiteral("Beta"), Qt::Key_F6), QStringLiteral("S"));
        QVERIFY(registry.conflicts(QStringLiteral("a")).isEmpty());
        registry.setKey(QStringLiteral("b"), Qt::Key_F5);
        QCOMPARE(registry.conflicts(QStringLiteral("a")), QStringList{QStringLiteral("b")});
        QCOMPARE(registry.conflicts(QStringLiteral("b")), QStringList{QStringLiteral("a")});
    }

    void conflictsAreOfOnePlace_data()
    {
        QTest::addColumn<QString>("id"); // gets F5
        QTest::addColumn<QStringList>("others");
        const auto row = [](const char* id, const QStringList& others) {
            QTest::newRow(id) << QString::fromLatin1(id) << others;
        };
        row("stage.free", {QStringLiteral("stage.next")});
        row("strip.free", {QStringLiteral("strip.next")});
        row("canvas.free", {QStringLiteral("stage.next")}); // the canvas is on the stage
        row("window.free", {QStringLiteral("stage.next"), QStringLiteral("strip.next")});
    }

    void conflictsAreOfOnePlace()
    {
        QFETCH(QString, id);
        QFETCH(QStringList, others);
        ShortcutRegistry registry(*m_settings);
        PlaceActions stage(QStringLiteral("stage"), QStringLiteral("Stage"), nullptr);
        PlaceActions canvas(QStringLiteral("stage/canvas"), QStringLiteral("Canvas"), nullptr);
        PlaceActions strip(QStringLiteral("strip"), QStringLiteral("Strip"), nullptr);
        stage.add(QStringLiteral("stage.next"), QStringLiteral("Next"), {}, {Qt::Key_F5});
        stage.add(QStringLiteral("stage.free"), QStringLiteral("Free"), {}, {});
        canvas.addHeld(QStringLiteral("canvas.free"), QStringLiteral("Free"), {});
        strip.addStep(QStringLiteral("strip.next"), QStringLiteral("Next"), {Qt::Key_F5});
        strip.add(QStringLiteral("strip.free"), QStringLiteral("Free"), {}, {});
        registry.add(stage);
        registry.add(canvas);
        registry.add(strip);
        registry.add(command(QStringLiteral("window.free"), QStringLiteral("Free"), {}), QStringLiteral("Window"));
        QVERIFY(registry.conflicts(QStringLiteral("stage.next")).isEmpty());
        QVERIFY(registry.conflicts(QStringLiteral("strip.next")).isEmpty());
        QCOMPARE(registry.holders(Qt::Key_F5, id), others);
        registry.setKey(id, Qt::Key_F5);
        QCOMPARE(registry.conflicts(id), others);
        QVERIFY(registry.conflicts(others.constFirst()).contains(id));
    }

    void editorAssignsAndWarns()
    {
        ShortcutRegistry registry(*m_settings);
        registry.add(command(QStringLiteral("a"), QStringLiteral("Alpha"), Qt::Key_F5), QStringLiteral("S"));
        registry.add(command(QStringLiteral("b"), QStringLiteral("Beta"), Qt::Key_F6), QStringLiteral("S"));
        ShortcutEditor editor(registry);
        editor.resize(600, 400);
        editor.show();
        editor.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&editor));
        auto* const list = editor.findChild<QTreeWidget*>(QStringLiteral("shortcutList"));
        auto* const key = editor.findChild<QKeySequenceEdit*>(QStringLiteral("shortcutKey"));
        auto* const assign = editor.findChild<QPushButton*>(QStringLiteral("shortcutAssign"));
        auto* const conflict = editor.findChild<QLabel*>(QStringLiteral("shortcutConflict"));
        QVERIFY(!assign->isEnabled());
        list->setCurrentItem(list->topLevelItem(1));
        key->setFocus();
        QTest::keyClick(key, Qt::Key_F5);
        QTRY_VERIFY(assign->isEnabled()); // the field waits a moment for a second key
        QVERIFY(conflict->isVisible());
        QVERIFY(conflict->text().contains(QStringLiteral("Alpha")));
        QTest::mouseClick(assign, Qt::LeftButton);
        QCOMPARE(registry.keys(QStringLiteral("b")), QList<QKeySequence>{Qt::Key_F5});
        QVERIFY(list->topLevelItem(0)->text(3).contains(QStringLiteral("Beta")));
        QTest::mouseClick(editor.findChild<QPushButton*>(QStringLiteral("shortcutResetAll")), Qt::LeftButton);
        QCOMPARE(registry.keys(QStringLiteral("b")), QList<QKeySequence>{Qt::Key_F6});
        QTest::keyClicks(editor.findChild<QLineEdit*>(QStringLiteral("shortcutSearch")), QStringLiteral("bet"));
        QVERIFY(list->topLevelItem(0)->isHidden());
        QVERIFY(!list->topLevelItem(1)->isHidden());
    }

    void sheetListsKeys()
    {
        ShortcutRegistry registry(*m_settings);
        registry.add(command(QStringLiteral("a"), QStringLiteral("&Alpha …"), Qt::Key_F5), QStringLiteral("Stage"));
        registry.add(command(QStringLiteral("b"), QStringLiteral("Beta"), {}), QStringLiteral("Stage"));
        ShortcutSheet sheet(registry, m_window.get());
        m_window->show();
        sheet.open();
        QStringList texts;
        const QList<QLabel*> labels = sheet.findChildren<QLabel*>();
        for (const QLabel* const label : labels) {
            texts.append(label->text());
        }
        QVERIFY(texts.contains(QStringLiteral("Alpha")));
        QVERIFY(texts.contains(QStringLiteral("F5")));
        QVERIFY(texts.contains(QStringLiteral("Stage")));
        QVERIFY(!texts.contains(QStringLiteral("Beta"))); // no key, nothing to list
        QTest::keyClick(&sheet, Qt::Key_Escape);
        QVERIFY(!sheet.isOpen());
    }

    void sheetShowsAllOfEachLine()
    {
        ShortcutRegistry registry(*m_settings);
        QAction* const front =
            command(QStringLiteral("front"),
                    QStringLiteral("Generate at the front of everything else that waits for its turn"), {});
        front->setShortcuts({QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return),
                             QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Enter), QKeySequence(Qt::Key_F9)});
        registry.add(front, QStringLiteral("Stage"));
        for (const char* const id : {"c", "d", "e"}) {
            registry.add(command(QLatin1String(id), QStringLiteral("Command ") + QLatin1String(id), Qt::Key_F7),
                         QStringLiteral("Section ") + QLatin1String(id));
        }
        ShortcutSheet sheet(registry, m_window.get());
        m_window->show();
        sheet.open();
        QStringList texts;
        const QList<QLabel*> labels = sheet.findChildren<QLabel*>();
        for (QLabel* const label : labels) {
            texts.append(label->text());
            QTRY_VERIFY2(!label->wordWrap() || label->height() >= label->heightForWidth(label->width()),
                         qPrintable(label->text()));
        }
        QVERIFY(!texts.filter(QStringLiteral(", F9")).isEmpty()); // every key, not only the first
    }

    void paletteByKeys()
    {
        int alpha = 0;
        int beta = 0;
        const auto items = [&] {
            return QList<PaletteItem>{
                {QStringLiteral("Alpha wolf"), QStringLiteral("Tool"), {}, {}, {}, [&] { ++alpha; }},
                {QStringLiteral("Beta test"), QStringLiteral("View"), QStringLiteral("F5"), {}, {}, [&] { ++beta; }},
                {QStringLiteral("Gamma"), QStringLiteral("View"), {}, {}, QStringLiteral("There is no gamma yet."), [] {
                     QFAIL("must not run");
                 }}};
        };
        CommandPalette palette(items, m_window.get());
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        auto* const input = palette.findChild<QLineEdit*>(QStringLiteral("paletteInput"));
        auto* const reason = palette.findChild<QLabel*>(QStringLiteral("paletteReason"));
        palette.openFor();
        QCOMPARE(QApplication::focusWidget(), input);
        QCOMPARE(palette.listed().size(), 3);
        QTest::keyClick(input, Qt::Key_Down);
        QTest::keyClick(input, Qt::Key_Return);
        QCOMPARE(beta, 1);
        QVERIFY(!palette.isOpen());

        palette.openFor();
        QTest::keyClicks(input, QStringLiteral("awo"));
        QCOMPARE(palette.listed(), QStringList{QStringLiteral("Alpha wolf")});
        QTest::keyClick(input, Qt::Key_Return);
        QCOMPARE(alpha, 1);

        palette.openFor();
        QTest::keyClicks(input, QStringLiteral("gam"));
        QVERIFY(reason->isVisible());
        QCOMPARE(reason->text(), QStringLiteral("There is no gamma yet."));
        QTest::keyClick(input, Qt::Key_Return);
        QVERIFY(palette.isOpen());
        input->clear();
        QTest::keyClicks(input, QStringLiteral("qqq"));
        QVERIFY(palette.listed().isEmpty());
        QTest::keyClick(input, Qt::Key_Return);
        QTest::keyClick(input, Qt::Key_Escape);
        QVERIFY(!palette.isOpen());

        palette.openFor();
        auto* const list = palette.findChild<QListView*>(QStringLiteral("paletteList"));
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(list->model()->index(0, 0)).center());
        QCOMPARE(alpha, 2);
    }
};

} // namespace maquette

QTEST_MAIN(maquette::TestCommands)
#include "TestCommands.moc"
