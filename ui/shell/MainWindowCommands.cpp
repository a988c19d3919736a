// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/PromptHistory.h"
#include "app/settings/SettingsStore.h"
#include "app/studio/Studio.h"
#include "ui/audio/SoundBench.h"
#include "ui/canvas/StageView.h"
#include "ui/canvas/staging/StagingDesk.h"
#include "ui/credits/BalancePopover.h"
#include "ui/gallery/LibraryKeys.h"
#include "ui/jobs/Strip.h"
#include "ui/mesh/MeshBench.h"
#include "ui/prompt/PromptPanel.h"
#include "ui/shell/BalanceButton.h"
#include "ui/shell/CanvasJoin.h"
#include "ui/shell/CommandPalette.h"
#include "ui/shell/MainWindow.h"
#include "ui/shell/ShortcutSheet.h"
#include "ui/shell/SideSplitter.h"
#include "ui/shell/StudioPage.h"
#include "ui/shell/TopBar.h"
#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/KeyText.h"
#include "ui/widgets/PlaceActions.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/Toast.h"
#include "ui/widgets/items/Formats.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QDesktopServices>
#include <QKeyEvent>
#include <QUrl>

#include <algorithm>

namespace maquette {

namespace {

constexpr int kRecentPrompts = 50;

} // namespace

QAction* MainWindow::addCommand(const QString& id, const QString& section, const QString& text, const QString& icon,
                                const QList<QKeySequence>& keys, std::function<void()> run)
{
    auto* action = new QAction(text, this);
    action->setObjectName(id);
    if (!icon.isEmpty()) {
        action->setIcon(Theme::icon(icon));
    }
    action->setShortcuts(keys);
    connect(action, &QAction::triggered, this, [does = std::move(run)] { does(); });
    addAction(action);
    m_registry.add(action, section);
    return action;
}

void MainWindow::makePageCommands()
{
    const QString section = tr("Pages");
    m_tabs = new QActionGroup(this);
    const auto add = [&](const char* page, const QString& title, const QString& text, Qt::Key key) {
        const QString name = QLatin1String(page);
        QAction* const action = addCommand(QStringLiteral("go.") + name, section, title, {},
                                           {QKeySequence(Qt::CTRL | key)}, [this, name] { goTo(name); });
        action->setCheckable(true);
        action->setToolTip(withKey(text, action));
        m_tabs->addAction(action);
        m_top->addTab(action);
    };
    add("studio", tr("Studio"), tr("Make something"), Qt::Key_1);
    add("library", tr("Library"), tr("Everything made so far"), Qt::Key_2);
    add("credits", tr("Credits"), tr("What there is and where it went"), Qt::Key_3);
}

void MainWindow::makeWorkCommands()
{
    const QString section = tr("Make");
    addCommand(QStringLiteral("make.generate"), section, tr("Generate"), QStringLiteral("media-playback-start"),
               {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)}, [this] {
                   goTo(QStringLiteral("studio"));
                   m_studioPage->prompt().generate(false);
               });
    addCommand(
        QStringLiteral("make.generateFirst"), section, tr("Generate at the front"), {},
        {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Enter)},
        [this] {
            goTo(QStringLiteral("studio"));
            m_studioPage->prompt().generate(true);
        });
    addCommand(QStringLiteral("make.prompt"), section, tr("Write the prompt"), {}, {QKeySequence(Qt::CTRL | Qt::Key_L)},
               [this] {
                   goTo(QStringLiteral("studio"));
                   m_studioPage->sides().setLeftFolded(false);
                   m_studioPage->prompt().focusPrompt();
               });
    QAction* const open = addCommand(QStringLiteral("stage.open"), section, tr("Open a picture, sound or mesh …"),
                                     QStringLiteral("document-open"), {QKeySequence(Qt::CTRL | Qt::Key_O)},
                                     [this] { m_studioPage->openFile(); });
    m_studioPage->stage().setOpenAction(open);
    addCommand(QStringLiteral("jobs.pause"), section, tr("Hold the queue"), QStringLiteral("media-playback-pause"), {},
               [this] { m_studio.setQueuePaused(!m_studio.isQueuePaused()); });
    addCommand(QStringLiteral("jobs.resumeAll"), section, tr("Go on with the jobs of the last run"), {}, {},
               [this] { m_studio.resumeJob(); });
    addCommand(QStringLiteral("jobs.cancelPending"), section, tr("Cancel the jobs that wait"),
               QStringLiteral("dialog-cancel"), {}, [this] { m_studio.cancelPendingJobs(); });
    addCommand(QStringLiteral("jobs.cancelAll"), section, tr("Cancel all jobs"), QStringLiteral("dialog-cancel"), {},
               [this] { m_studio.cancelAllJobs(); });
}

void MainWindow::makeViewCommands()
{
    const QString section = tr("View");
    addCommand(QStringLiteral("view.panels"), section, tr("Fold both side panels"), {}, {QKeySequence(Qt::Key_Tab)},
               [this] { togglePanels(); });
    addCommand(QStringLiteral("view.left"), section, tr("Fold the left panel"), QStringLiteral("sidebar-collapse"),
               {QKeySequence(Qt::CTRL | Qt::Key_B)},
               [this] { m_studioPage->sides().setLeftFolded(!m_studioPage->sides().isLeftFolded()); });
    addCommand(QStringLiteral("view.right"), section, tr("Fold the right panel"), {},
               {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_B)},
               [this] { m_studioPage->sides().setRightFolded(!m_studioPage->sides().isRightFolded()); });
    addCommand(QStringLiteral("view.nextArea"), section, tr("Next area of the window"), {}, {QKeySequence(Qt::Key_F6)},
               [this] { m_studioPage->focusArea(1); });
    addCommand(QStringLiteral("view.previousArea"), section, tr("Previous area of the window"), {},
               {QKeySequence(Qt::SHIFT | Qt::Key_F6)}, [this] { m_studioPage->focusArea(-1); });
    addCommand(QStringLiteral("view.fullScreen"), section, tr("Full screen"), QStringLiteral("view-fullscreen"),
               {QKeySequence(Qt::Key_F11)}, [this] { toggleFullScreen(); });
    addCommand(QStringLiteral("view.theme"), section, tr("Switch between dark and light"), {}, {}, [this] {
        Settings settings = m_studio.settings().settings();
        settings.theme = Theme::instance().colours().dark ? ThemeChoice::Light : ThemeChoice::Dark;
        m_studio.settings().update(settings);
    });
    m_libraryKeys = new LibraryKeys(this);
    // The canvas has the most, and comes last: a palette with nothing typed ends somewhere.
    const QList<const PlaceActions*> places = QList<const PlaceActions*>{&m_studioPage->stage().keys(),
                                                                         &m_studioPage->prompt().keys(),
                                                                         &m_studioPage->canvasJoin().keys(),
                                                                         &m_studioPage->strip().keys(),
                                                                         m_libraryKeys,
                                                                         m_studioPage->sound().keys(),
                                                                         m_studioPage->mesh().keys(),
                                                                         m_studioPage->mesh().uvKeys(),
                                                                         &m_studioPage->results().keys(),
                                                                         &m_studioPage->results().lineKeys()} +
                                              m_studioPage->stage().canvasKeys();
    for (const PlaceActions* const place : places) {
        m_registry.add(*place);
    }
}

void MainWindow::makeProgramCommands()
{
    const QString section = tr("Everywhere");
    QAction* const palette =
        addCommand(QStringLiteral("program.palette"), section, tr("Search or command"), QStringLiteral("search"),
                   {QKeySequence(Qt::CTRL | Qt::Key_K)}, [this] { openPalette(); });
    addCommand(QStringLiteral("program.shortcuts"), section, tr("Show all keys"), QStringLiteral("input-keyboard"),
               {QKeySequence(Qt::Key_Question)}, [this] { showShortcuts(); });
    addCommand(QStringLiteral("program.settings"), section, tr("Settings …"), QStringLiteral("configure"),
               {QKeySequence(Qt::CTRL | Qt::Key_Comma)}, [this] { openSettings(); });
    addCommand(QStringLiteral("program.keys"), section, tr("Provider keys …"), {}, {},
               [this] { openSettings(SettingsDialog::Page::Keys); });
    addCommand(QStringLiteral("program.changeKeys"), section, tr("Change shortcuts …"), {}, {},
               [this] { openSettings(SettingsDialog::Page::Shortcuts); });
    addCommand(QStringLiteral("credits.show"), section, tr("Show the balance"), {}, {}, [this] { showBalance(); });
    addCommand(QStringLiteral("credits.refresh"), section, tr("Ask for the balance"), QStringLiteral("view-refresh"),
               {QKeySequence(Qt::Key_F5)}, [this] { m_studio.refreshBalance(); });
    const QList<ProviderInfo> providers = m_studio.providers();
    for (const ProviderInfo& provider : providers) {
        addCommand(QStringLiteral("provider.") + provider.id, section,
                   provider.practice ? tr("Use practice mode") : tr("Use %1").arg(provider.title), {}, {},
                   [this, id = provider.id] { m_studio.setProvider(id); });
    }
    addCommand(QStringLiteral("program.folder"), section, tr("Open the data folder"), QStringLiteral("folder-open"), {},
               [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(m_studio.dataFolder())); });
    addCommand(QStringLiteral("program.quit"), section, tr("Quit"), QStringLiteral("application-exit"),
               {QKeySequence(Qt::CTRL | Qt::Key_Q)}, [this] { close(); });
    const auto showKey = [this, palette] { m_top->setSearchKey(keyText(palette->shortcut())); };
    const auto showGenerateKey = [this] {
        m_studioPage->prompt().setGenerateKey(m_registry.keys(QStringLiteral("make.generate")).value(0));
    };
    connect(&m_registry, &ShortcutRegistry::changed, this, showKey);
    connect(&m_registry, &ShortcutRegistry::changed, this, showGenerateKey);
    showKey();
    showGenerateKey();
}

void MainWindow::updateCommands()
{
    const auto reason = [this](const char* id, const QString& why) {
        if (const ShortcutRegistry::Entry* const entry = m_registry.find(QLatin1String(id))) {
            setDisabledReason(entry->action, why);
        }
    };
    const bool first = page() == QLatin1String("first-run");
    const QString closed = first                ? tr("Choose how to begin first.")
                           : !m_studio.isOpen() ? tr("The library is not open yet.")
                                                : QString();
    int waiting = 0;
    int running = 0;
    int paused = 0;
    const QList<Job> jobs = m_studio.jobs();
    for (const Job& job : jobs) {
        waiting += job.state == JobState::Queued ? 1 : 0;
        paused += job.state == JobState::Queued && job.paused ? 1 : 0;
        running += !isEnding(job.state) ? 1 : 0;
    }
    const auto orClosed = [&closed](bool can, const QString& why) {
        return !closed.isEmpty() ? closed : can ? QString() : why;
    };
    for (const char* const id :
         {"make.generate", "make.generateFirst", "make.prompt", "view.panels", "view.left", "view.right", "go.studio",
          "go.library", "go.credits", "program.palette", "credits.show"}) {
        reason(id, first ? closed : QString());
    }
    reason("stage.open", closed);
    reason("jobs.pause", closed);
    reason("credits.refresh", closed);
    reason("jobs.resumeAll", orClosed(paused > 0, tr("No job of the last run is left.")));
    reason("jobs.cancelPending", orClosed(waiting > 0, tr("No job waits.")));
    reason("jobs.cancelAll", orClosed(running > 0, tr("No job is under way.")));
    if (const ShortcutRegistry::Entry* const entry = m_registry.find(QStringLiteral("jobs.pause"))) {
        entry->action->setText(m_studio.isQueuePaused() ? tr("Let the queue go on") : tr("Hold the queue"));
    }
}

QList<PaletteItem> MainWindow::paletteItems()
{
    QList<PaletteItem> items;
    for (const ShortcutRegistry::Entry& entry : m_registry.entries()) {
        QAction* const action = entry.action;
        if (action == nullptr || entry.id == QLatin1String("program.palette") || isStep(*action) ||
            (entry.place != nullptr && !entry.place->isPresent())) {
            continue;
        }
        QString why = disabledReason(static_cast<const QAction*>(action));
        if (why.isEmpty() && !action->isEnabled()) {
            why = tr("Not possible at the moment.");
        }
        items.append({ShortcutRegistry::title(action), entry.section, keyText(action->shortcut()), entry.id, why,
                      [action] { action->trigger(); }});
    }
    for (const Operation& operation : m_studio.catalogue().operations()) {
        if (operation.isOrderable()) {
            items.append({formats::operationLong(m_studio.catalogue(), operation.id),
                          tr("Tool"),
                          {},
                          operation.label + QLatin1Char(' ') + operation.hint,
                          {},
                          [this, id = operation.id] {
                              goTo(QStringLiteral("studio"));
                              m_studioPage->sides().setLeftFolded(false);
                              m_studioPage->prompt().selectOperation(id);
                              m_studioPage->prompt().focusPrompt();
                          }});
        }
    }
    const QStringList prompts = m_studio.promptHistory().prompts().mid(0, kRecentPrompts);
    for (const QString& prompt : prompts) {
        items.append({prompt, tr("Earlier prompt"), {}, {}, {}, [this, prompt] {
                          goTo(QStringLiteral("studio"));
                          m_studioPage->sides().setLeftFolded(false);
                          Request request = m_studioPage->prompt().currentRequest();
                          request.values.insert(QStringLiteral("prompt"), prompt);
                          m_studioPage->prompt().useRequest(request, request.seed.has_value());
                          m_studioPage->prompt().focusPrompt();
                      }});
    }
    return items;
}

void MainWindow::openPalette()
{
    if (m_palette == nullptr) {
        m_palette = new CommandPalette([this] { return paletteItems(); }, this);
    }
    m_palette->openFor();
}

void MainWindow::showShortcuts()
{
    if (m_sheet == nullptr) {
        m_sheet = new ShortcutSheet(m_registry, this);
        connect(m_sheet, &ShortcutSheet::changeRequested, this,
                [this] { openSettings(SettingsDialog::Page::Shortcuts); });
    }
    m_sheet->open();
}

void MainWindow::showBalance()
{
    if (m_balance == nullptr) {
        m_balance = new BalancePopover(m_studio, this);
        connect(m_balance, &BalancePopover::historyRequested, this, [this] { goTo(QStringLiteral("credits")); });
    }
    m_balance->popUp(m_top->balanceButton(), Popover::Edge::Right);
}

void MainWindow::togglePanels()
{
    const bool fold = !m_studioPage->sides().isLeftFolded() || !m_studioPage->sides().isRightFolded();
    m_studioPage->sides().setLeftFolded(fold);
    m_studioPage->sides().setRightFolded(fold);
}

void MainWindow::toggleFullScreen()
{
    if (isFullScreen()) {
        if (m_wasMaximised) {
            showMaximized();
        } else {
            showNormal();
        }
        return;
    }
    m_wasMaximised = isMaximized();
    showFullScreen();
}

bool MainWindow::eventFilter(QObject* watched, QEvent* event)
{
    // Tab folds the panels from the stage; everywhere else it goes to the next control, as people who use the keyboard
    // alone rely on.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Tab &&
        static_cast<QKeyEvent*>(event)->modifiers() == Qt::NoModifier) {
        const QWidget* const focus = QApplication::focusWidget();
        const auto in = [focus](const QWidget& place) { return focus == &place || place.isAncestorOf(focus); };
        const bool onStage = focus == nullptr || focus == this || in(m_studioPage->stage()) ||
                             in(m_studioPage->sound()) || in(m_studioPage->mesh());
        if (!onStage || page() != QLatin1String("studio")) {
            event->accept();
            return true;
        }
    }
    return QMainWindow::eventFilter(watched, event);
}

} // namespace maquette
