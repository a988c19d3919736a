// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasActions.h"

#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/CanvasView.h"
#include "ui/canvas/MaskCommands.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/KeyText.h"
#include "ui/widgets/PlaceActions.h"

#include <QAction>
#include <QKeyEvent>
#include <QMenu>

#include <algorithm>

namespace maquette {

namespace {

constexpr double kTurn = 15; ///< degrees
constexpr double kPointerStep = 10;
constexpr double kFineStep = 1;

} // namespace

bool CanvasKeys::isPointerKey(const QKeyEvent& event) const
{
    // Keys that say how to combine may be held with it.
    const QKeyEvent plain(event.type(), event.key(), Qt::NoModifier);
    return (press != nullptr && isKeyOf(*press, plain)) || !wayOf(event).isNull();
}

QPointF CanvasKeys::wayOf(const QKeyEvent& event) const
{
    const auto found =
        std::find_if(ways.begin(), ways.end(), [&event](const Way& way) { return isKeyOf(*way.action, event); });
    return found == ways.end() ? QPointF() : found->by;
}

CanvasActions::CanvasActions(CanvasView& view, CanvasSession& session, QWidget* place)
    : QObject(place)
    , m_view(view)
    , m_session(session)
    , m_mask(new MaskCommands(session, place))
    , m_keys(new PlaceActions(QStringLiteral("stage/canvas"), tr("Canvas"), this))
    , m_pointer(new PlaceActions(QStringLiteral("pointer"), tr("Keyboard pointer on the canvas"), this))
{
    addTools();
    addMask();
    addUndo();
    addView();
    addPointer();
    m_keys->attach(place);
    m_view.setCanvasKeys(&m_held);
    connect(&m_view, &CanvasView::toolChanged, this, &CanvasActions::update);
    connect(&m_view, &CanvasView::overlayToggled, this, &CanvasActions::update);
    connect(&m_view, &CanvasView::keyPointerChanged, this, &CanvasActions::update);
    connect(&m_session, &CanvasSession::historyChanged, this, &CanvasActions::update);
    connect(&m_session, &CanvasSession::documentChanged, this, &CanvasActions::update);
    connect(&m_session, &CanvasSession::closed, this, &CanvasActions::update);
    update();
}

QAction* CanvasActions::add(const QString& name, const QString& text, const QString& icon,
                            const QList<QKeySequence>& keys)
{
    QAction* const action = m_keys->add(QStringLiteral("canvas.") + name, text, icon, keys);
    m_actions.insert(name, action);
    return action;
}

void CanvasActions::addTools()
{
    for (const auto& tool : m_view.everyTool()) {
        const ToolAbout about = tool->about();
        if (m_actions.contains(about.id)) {
            continue;
        }
        QAction* const action = add(about.id, about.title, about.icon, {about.key});
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, id = about.id] {
            m_view.useTool(id);
            m_view.setFocus(Qt::ShortcutFocusReason);
            update();
        });
    }
    connect(add(QStringLiteral("swap"), tr("Swap brush and eraser"), {}, {Qt::Key_X}), &QAction::triggered, this,
            [this] { m_view.swapBrushes(); });
    const auto tip = [this](const char* name, const QString& text, const QKeySequence& key, auto change) {
        QAction* const action = add(QLatin1String(name), text, {}, {key});
        connect(action, &QAction::triggered, this, [this, change] {
            if (m_view.toolInHand() != nullptr) {
                change(*m_view.toolInHand());
            }
        });
    };
    tip("larger", tr("Larger tip"), Qt::Key_BracketRight, [](CanvasTool& tool) { tool.changeSize(1); });
    tip("smaller", tr("Smaller tip"), Qt::Key_BracketLeft, [](CanvasTool& tool) { tool.changeSize(-1); });
    tip("softer", tr("Softer tip"), QKeySequence(QStringLiteral("Shift+]")),
        [](CanvasTool& tool) { tool.changeSoftness(1); });
    tip("harder", tr("Harder tip"), QKeySequence(QStringLiteral("Shift+[")),
        [](CanvasTool& tool) { tool.changeSoftness(-1); });
}

void CanvasActions::addMask()
{
    const auto command = [this](const char* name, const QString& text, const char* icon,
                                const QList<QKeySequence>& keys, void (MaskCommands::*run)()) {
        connect(add(QLatin1String(name), text, QLatin1String(icon), keys), &QAction::triggered, m_mask, run);
    };
    command("invert", tr("Invert mask"), "edit-select-invert", {QKeySequence(Qt::CTRL | Qt::Key_I)},
            &MaskCommands::invert);
    command("clear", tr("Clear mask"), "edit-select-none", {QKeySequence(Qt::CTRL | Qt::Key_D)}, &MaskCommands::clear);
    command("selectAll", tr("Select all"), "edit-select-all", {QKeySequence(Qt::CTRL | Qt::Key_A)},
            &MaskCommands::selectAll);
    command("fillHoles", tr("Fill holes in the mask"), "", {}, &MaskCommands::fillHoles);
    command("fromAlpha", tr("Mask from transparency"), "", {}, &MaskCommands::takeTransparency);
    command("fromFile", tr("Mask from a file …"), "document-open", {}, &MaskCommands::askForFile);
    command("toFile", tr("Mask to a file …"), "document-save", {}, &MaskCommands::askForTarget);
    connect(add(QStringLiteral("saveMask"), tr("Save the mask as …"), {}, {}), &QAction::triggered, this,
            &CanvasActions::maskNameAsked);
    connect(add(QStringLiteral("overlayLook"), tr("How the mask is shown …"), {}, {}), &QAction::triggered, this,
            &CanvasActions::overlayAsked);
}

void CanvasActions::addUndo()
{
    connect(add(QStringLiteral("undo"), tr("Undo"), QStringLiteral("edit-undo"), {QKeySequence(Qt::CTRL | Qt::Key_Z)}),
            &QAction::triggered, &m_session, &CanvasSession::undo);
    connect(add(QStringLiteral("redo"), tr("Redo"), QStringLiteral("edit-redo"),
                {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)}),
            &QAction::triggered, &m_session, &CanvasSession::redo);
}

void CanvasActions::addView()
{
    QAction* const overlay = add(QStringLiteral("overlay"), tr("Show the mask"), {}, {Qt::Key_Q});
    overlay->setCheckable(true);
    connect(overlay, &QAction::triggered, &m_view, &CanvasView::setOverlayShown);
    const auto turn = [this](const char* name, const QString& text, const char* icon, const QKeySequence& key,
                             double degrees) {
        connect(add(QLatin1String(name), text, QLatin1String(icon), {key}), &QAction::triggered, this,
                [this, degrees] { m_view.rotateBy(degrees); });
    };
    turn("turn", tr("Turn the view to the right"), "object-rotate-right", Qt::Key_R, kTurn);
    turn("turnBack", tr("Turn the view to the left"), "object-rotate-left", QKeySequence(Qt::SHIFT | Qt::Key_R),
         -kTurn);
    connect(add(QStringLiteral("mirror"), tr("Mirror the view"), QStringLiteral("object-flip-horizontal"), {Qt::Key_M}),
            &QAction::triggered, this, [this] { m_view.setMirrored(!m_view.transform().isMirrored()); });
    connect(add(QStringLiteral("resetView"), tr("Upright and fitted"), {}, {QKeySequence(Qt::CTRL | Qt::Key_0)}),
            &QAction::triggered, &m_view, &ImageView::resetView);
    m_held.original = m_keys->addHeld(QStringLiteral("canvas.original"), tr("Hold: the original"), {Qt::Key_Backslash});
    m_held.finish = m_keys->addHeld(QStringLiteral("canvas.finish"), tr("Complete what was begun"),
                                    {Qt::Key_Return, Qt::Key_Enter});
    m_held.abandon = m_keys->addHeld(QStringLiteral("canvas.abandon"), tr("Give up what was begun"), {Qt::Key_Escape});
    m_held.stepBack =
        m_keys->addHeld(QStringLiteral("canvas.stepBack"), tr("Take the last point back"), {Qt::Key_Backspace});
}

void CanvasActions::addPointer()
{
    QAction* const toggle = add(QStringLiteral("pointer"), tr("Keyboard pointer"), {}, {Qt::Key_K});
    toggle->setCheckable(true);
    connect(toggle, &QAction::triggered, &m_view, &CanvasView::setKeyPointer);
    m_held.press =
        m_pointer->addHeld(QStringLiteral("pointer.press"), tr("Press and let go"), {Qt::Key_Return, Qt::Key_Enter});
    struct Direction
    {
        const char* name;
        QString text;
        Qt::Key key;
        QPointF way;
    };
    const Direction directions[] = {{"Left", tr("Left"), Qt::Key_Left, {-1, 0}},
                                    {"Right", tr("Right"), Qt::Key_Right, {1, 0}},
                                    {"Up", tr("Up"), Qt::Key_Up, {0, -1}},
                                    {"Down", tr("Down"), Qt::Key_Down, {0, 1}}};
    for (const Direction& one : directions) {
        m_held.ways.append({m_pointer->addHeld(QStringLiteral("pointer.step") + QLatin1String(one.name),
                                               tr("%1 by 10 px").arg(one.text), {one.key}),
                            one.way * kPointerStep});
        m_held.ways.append({m_pointer->addHeld(QStringLiteral("pointer.fine") + QLatin1String(one.name),
                                               tr("%1 by 1 px").arg(one.text), {QKeySequence(Qt::CTRL | one.key)}),
                            one.way * kFineStep});
    }
}

void CanvasActions::setReason(const QString& name, const QString& why)
{
    setDisabledReason(m_actions.value(name), why);
}

void CanvasActions::update()
{
    const QString none =
        m_view.tool() == nullptr ? tr("Open a picture and choose a tool that works on one.") : QString();
    const QString noMask = !none.isEmpty() ? none : m_view.needs().mask ? QString() : tr("This tool takes no mask.");
    const QString noHand = m_view.toolInHand() == nullptr ? none : QString();
    const bool painting = m_view.needs().mask || m_view.needs().sketch || m_view.toolInHand() != m_view.tool();
    const QString noTip = !noHand.isEmpty() ? noHand
                          : painting        ? QString()
                                            : tr("There is nothing to paint with this tool.");
    const QString noHistory = m_session.isOpen() ? QString() : none;
    QStringList offered;
    const QList<CanvasTool*> tools = m_view.tools();
    for (const CanvasTool* const tool : tools) {
        offered.append(tool->about().id);
    }
    for (const auto& tool : m_view.everyTool()) {
        const QString id = tool->about().id;
        setReason(id, !none.isEmpty()        ? none
                      : offered.contains(id) ? QString()
                                             : tr("The chosen tool has no use for it."));
        m_actions.value(id)->setChecked(m_view.tool() != nullptr && m_view.tool()->about().id == id);
    }
    for (const char* const name :
         {"invert", "clear", "selectAll", "fillHoles", "fromFile", "toFile", "saveMask", "overlay", "overlayLook"}) {
        setReason(QLatin1String(name), noMask);
    }
    for (const char* const name : {"swap", "larger", "smaller", "softer", "harder"}) {
        setReason(QLatin1String(name), noTip);
    }
    for (const char* const name : {"turn", "turnBack", "mirror", "resetView"}) {
        setReason(QLatin1String(name), none);
    }
    setReason(QStringLiteral("pointer"), noHand);
    setReason(QStringLiteral("fromAlpha"), !noMask.isEmpty()             ? noMask
                                           : m_session.source().hasAlpha ? QString()
                                                                         : tr("The picture has no transparency."));
    const UndoHistory& history = m_session.history();
    const auto named = [](const QString& verb, const QString& title) {
        return title.isEmpty() ? verb : QStringLiteral("%1: %2").arg(verb, title);
    };
    m_actions.value(QStringLiteral("undo"))->setText(named(tr("Undo"), history.undoTitle()));
    m_actions.value(QStringLiteral("redo"))->setText(named(tr("Redo"), history.redoTitle()));
    setReason(QStringLiteral("undo"), !noHistory.isEmpty() ? noHistory
                                      : history.canUndo()  ? QString()
                                                           : tr("There is nothing to undo."));
    setReason(QStringLiteral("redo"), !noHistory.isEmpty() ? noHistory
                                      : history.canRedo()  ? QString()
                                                           : tr("There is nothing to redo."));
    m_actions.value(QStringLiteral("overlay"))->setChecked(m_view.isOverlayShown());
    m_actions.value(QStringLiteral("pointer"))->setChecked(m_view.isKeyPointer());
}

QMenu* CanvasActions::maskMenu(QWidget* parent) const
{
    auto* menu = new QMenu(parent);
    menu->setObjectName(QStringLiteral("maskMenu"));
    const auto addAll = [this, menu](std::initializer_list<const char*> names) {
        for (const char* const name : names) {
            menu->addAction(m_actions.value(QLatin1String(name)));
        }
        menu->addSeparator();
    };
    addAll({"invert", "clear", "selectAll", "fillHoles", "fromAlpha"});
    menu->addAction(m_actions.value(QStringLiteral("saveMask")));
    const QStringList saved = m_session.document().savedMasks.keys();
    for (const QString& name : saved) {
        QMenu* const one = menu->addMenu(name);
        const std::pair<QString, Combine> ways[] = {{tr("Replace the mask"), Combine::Replace},
                                                    {tr("Add to the mask"), Combine::Add},
                                                    {tr("Take away from the mask"), Combine::Subtract},
                                                    {tr("Keep what is in both"), Combine::Intersect}};
        for (const auto& [text, how] : ways) {
            one->addAction(text, m_mask, [this, name, way = how] { m_mask->combineSaved(name, way); });
        }
        one->addSeparator();
        one->addAction(tr("Delete"), m_mask, [this, name] { m_mask->forget(name); });
    }
    menu->addSeparator();
    addAll({"fromFile", "toFile"});
    addAll({"overlay", "overlayLook"});
    return menu;
}

} // namespace maquette
