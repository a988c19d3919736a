// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"
#include "ui/widgets/KeyText.h"
#include "ui/widgets/PlaceActions.h"
#include "ui/widgets/Theme.h"

#include <QAction>
#include <QKeyEvent>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

namespace maquette {

namespace {

/// An editor as PromptEdit is one: commands of its own before text.
class Editor : public QPlainTextEdit
{
public:
    using QPlainTextEdit::QPlainTextEdit;

protected:
    bool event(QEvent* event) override
    {
        if (event->type() == QEvent::ShortcutOverride && PlaceActions::claims(*this, *static_cast<QKeyEvent*>(event))) {
            event->ignore();
            return true;
        }
        return QPlainTextEdit::event(event);
    }
};

} // namespace

class TestPlaceActions : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Dark); }
    void init() { failOnAnyWarning(); }

    void aKeyWorksInItsPlaceOnly()
    {
        QWidget window;
        auto* column = new QVBoxLayout(&window);
        auto* stage = new QWidget(&window);
        auto* inStage = new QWidget(stage);
        auto* strip = new QWidget(&window);
        column->addWidget(stage);
        column->addWidget(strip);
        inStage->setFocusPolicy(Qt::StrongFocus);
        strip->setFocusPolicy(Qt::StrongFocus);
        PlaceActions first(QStringLiteral("stage"), QStringLiteral("Stage"), nullptr);
        PlaceActions second(QStringLiteral("strip"), QStringLiteral("Strip"), nullptr);
        first.attach(stage);
        QSignalSpy onStage(first.add(QStringLiteral("stage.next"), QStringLiteral("Next"), {}, {Qt::Key_Right}),
                           &QAction::triggered); // added after the widget: it has it all the same
        QSignalSpy onStrip(second.addStep(QStringLiteral("strip.next"), QStringLiteral("Next"), {Qt::Key_Right}),
                           &QAction::triggered);
        second.attach(strip);
        QVERIFY(!first.isPresent());
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        QVERIFY(first.isPresent());
        inStage->setFocus();
        QTest::keyClick(inStage, Qt::Key_Right);
        QCOMPARE(onStage.size(), 1);
        QCOMPARE(onStrip.size(), 0);
        strip->setFocus();
        QTest::keyClick(strip, Qt::Key_Right);
        QCOMPARE(onStage.size(), 1);
        QCOMPARE(onStrip.size(), 1);
    }

    void aCommandIsSharedByWidgetsThatComeAndGo()
    {
        QWidget window;
        auto* column = new QVBoxLayout(&window);
        PlaceActions keys(QStringLiteral("prompt"), QStringLiteral("Prompt"), nullptr);
        QSignalSpy done(
            keys.add(QStringLiteral("prompt.earlier"), QStringLiteral("Earlier"), {}, {Qt::ALT | Qt::Key_Up}),
            &QAction::triggered);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        for (int i = 1; i <= 3; ++i) {
            Editor editor(&window);
            column->addWidget(&editor);
            keys.attach(&editor);
            editor.show();
            editor.setFocus();
            QTest::keyClick(&editor, Qt::Key_Up, Qt::AltModifier);
            QCOMPARE(done.size(), i);
        }
        QVERIFY(!keys.isPresent());
    }

    void anEditorsCommandsComeBeforeText_data()
    {
        QTest::addColumn<QKeySequence>("key");
        QTest::newRow("a letter") << QKeySequence(Qt::Key_B);
        QTest::newRow("a sign") << QKeySequence(Qt::Key_Question);
        QTest::newRow("by the word") << QKeySequence(Qt::CTRL | Qt::Key_Left);
        QTest::newRow("undo") << QKeySequence(Qt::CTRL | Qt::Key_Z);
        QTest::newRow("a new line") << QKeySequence(Qt::Key_Return);
    }

    void anEditorsCommandsComeBeforeText()
    {
        QFETCH(QKeySequence, key);
        Editor editor;
        PlaceActions keys(QStringLiteral("prompt"), QStringLiteral("Prompt"), nullptr);
        QAction* const action = keys.add(QStringLiteral("prompt.x"), QStringLiteral("X"), {}, {key});
        QSignalSpy done(action, &QAction::triggered);
        keys.attach(&editor);
        editor.show();
        editor.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&editor));
        editor.setFocus();
        QTest::keyClicks(&editor, QStringLiteral("a c"));
        QTest::keyClick(&editor, key[0].key(), key[0].keyboardModifiers());
        QCOMPARE(done.size(), 1);
        QCOMPARE(editor.toPlainText(), QStringLiteral("a c"));
        QCOMPARE(editor.textCursor().position(), 3);
        action->setEnabled(false);
        QTest::keyClick(&editor, Qt::Key_B);
        QCOMPARE(done.size(), 1);
        QVERIFY(editor.toPlainText().endsWith(QLatin1Char('b')));
    }

    void aHeldKeyIsNotTriggered()
    {
        QWidget widget;
        widget.setFocusPolicy(Qt::StrongFocus);
        PlaceActions keys(QStringLiteral("stage"), QStringLiteral("Stage"), nullptr);
        QAction* const hand = keys.addHeld(QStringLiteral("stage.hand"), QStringLiteral("Hand"), {Qt::Key_Space});
        keys.attach(&widget);
        QSignalSpy done(hand, &QAction::triggered);
        widget.show();
        widget.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&widget));
        QTest::keyClick(&widget, Qt::Key_Space);
        QVERIFY(done.isEmpty());
        QVERIFY(keys.actions().contains(hand));
        QVERIFY(isStep(*hand));
    }

    void whichKeysAreTheCommands_data()
    {
        QTest::addColumn<QKeySequence>("key");
        QTest::addColumn<QEvent::Type>("type");
        QTest::addColumn<int>("pressed");
        QTest::addColumn<Qt::KeyboardModifiers>("held");
        QTest::addColumn<bool>("is");
        const auto row = [](const char* name, const QKeySequence& key, QEvent::Type type, Qt::Key pressed,
                            Qt::KeyboardModifiers held,
                            bool is) { QTest::newRow(name) << key << type << int(pressed) << held << is; };
        const QEvent::Type press = QEvent::KeyPress;
        row("the key", Qt::Key_H, press, Qt::Key_H, {}, true);
        row("another", Qt::Key_H, press, Qt::Key_G, {}, false);
        row("with more held", Qt::Key_H, press, Qt::Key_H, Qt::ShiftModifier, false);
        row("the number pad", Qt::Key_1, press, Qt::Key_1, Qt::KeypadModifier, true);
        row("a sign that needs Shift", Qt::Key_Question, press, Qt::Key_Question, Qt::ShiftModifier, true);
        row("a sign with Ctrl", Qt::Key_Question, press, Qt::Key_Question, Qt::ControlModifier, false);
        row("let go, Ctrl pressed since", Qt::Key_H, QEvent::KeyRelease, Qt::Key_H, Qt::ControlModifier, true);
        row("no key", {}, press, Qt::Key_H, {}, false);
    }

    void whichKeysAreTheCommands()
    {
        QFETCH(QKeySequence, key);
        QFETCH(QEvent::Type, type);
        QFETCH(int, pressed);
        QFETCH(Qt::KeyboardModifiers, held);
        QAction action;
        action.setShortcut(key);
        QTEST(isKeyOf(action, QKeyEvent(type, pressed, held)), "is");
    }

    void placesMeet_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::addColumn<bool>("meet");
        const auto row = [](const char* one, const char* other, bool meet) {
            QTest::addRow("%s and %s", one, other) << QString::fromLatin1(one) << QString::fromLatin1(other) << meet;
        };
        row("stage", "stage", true);
        row("stage", "strip", false);
        row("stage", "", true);
        row("", "", true);
        row("stage", "stage/canvas", true);
        row("stage/canvas", "stage/sound", false);
        row("stage", "stages", false);
        row("stage/order strip", "strip", true);
        row("stage/order strip", "stage", true);
        row("stage/order strip", "mesh", false);
    }

    void placesMeet()
    {
        QFETCH(QString, one);
        QFETCH(QString, other);
        QTEST(PlaceActions::meet(one, other), "meet");
        QTEST(PlaceActions::meet(other, one), "meet");
    }

    void theHintFollowsTheKeys()
    {
        PlaceActions keys(QStringLiteral("strip"), QStringLiteral("Strip"), nullptr);
        keys.addStep(QStringLiteral("strip.next"), QStringLiteral("Next"), {Qt::Key_Right});
        QAction* const open = keys.add(QStringLiteral("strip.open"), QStringLiteral("Open"), {}, {Qt::Key_Return});
        keys.add(QStringLiteral("strip.none"), QStringLiteral("None"), {}, {});
        QCOMPARE(keys.keyHint(), QStringLiteral("Open (Enter)"));
        QSignalSpy changed(&keys, &PlaceActions::changed);
        open->setShortcut(Qt::Key_F2);
        QVERIFY(!changed.isEmpty());
        QCOMPARE(keys.keyHint(), QStringLiteral("Open (F2)"));
    }
};

} // namespace maquette

QTEST_MAIN(maquette::TestPlaceActions)
#include "TestPlaceActions.moc"
