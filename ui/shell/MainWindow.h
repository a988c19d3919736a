// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Error.h"
#include "app/gallery/GalleryStore.h"
#include "app/settings/ConfigWriter.h"
#include "app/studio/ErrorText.h"
#include "ui/shell/SettingsDialog.h"
#include "ui/shell/ShortcutRegistry.h"
#include "ui/shell/WindowState.h"

#include <QMainWindow>
#include <QPointer>

#include <functional>
#include <optional>

class QActionGroup;
class QStackedWidget;
class QTimer;

namespace maquette {

class BalancePopover;
class CommandPalette;
class CreditsPage;
class FailurePage;
class FirstRunPage;
class LibraryKeys;
class NoticeArea;
class ShortcutSheet;
class Studio;
class StudioPage;
class TopBar;
struct PaletteItem;

/// The window: pages, commands and everything that joins the parts. What is not seen at the start is made when it is
/// first wanted.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(Studio& studio, QWidget* parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] ShortcutRegistry& shortcuts() { return m_registry; }
    [[nodiscard]] StudioPage& studioPage() { return *m_studioPage; }
    [[nodiscard]] NoticeArea& notices() { return *m_notices; }
    /// "studio", "library", "credits", "first-run" or "failure".
    [[nodiscard]] QString page() const;
    void goTo(const QString& page);
    void openPalette();
    void openSettings(SettingsDialog::Page page = SettingsDialog::Page::Look);
    /// Closes without a question; what is under way becomes unknown.
    void quitNow();

Q_SIGNALS:
    /// The window has closed and wants to be started again.
    void restartRequested();

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void moveEvent(QMoveEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    // MainWindow.cpp
    void build();
    void connectStudio();
    void connectStudioPage();
    void applySettings();
    void showFirstPage();
    void makeLibrary();
    void chooseProvider(const QString& provider);
    void performAction(ErrorAction action);
    void tellStartProblems();
    void updateTitle();
    void restart();

    // MainWindowCommands.cpp
    QAction* addCommand(const QString& id, const QString& section, const QString& text, const QString& icon,
                        const QList<QKeySequence>& keys, std::function<void()> run);
    void makePageCommands();
    void makeViewCommands();
    void makeWorkCommands();
    void makeProgramCommands();
    void updateCommands();
    [[nodiscard]] QList<PaletteItem> paletteItems();
    void togglePanels();
    void toggleFullScreen();
    void showBalance();
    void showShortcuts();

    // MainWindowState.cpp
    void restoreState();
    void rememberState();
    void saveState();
    void askBeforeQuit();
    void waitThenQuit();

    Studio& m_studio;
    ShortcutRegistry m_registry;
    ConfigWriter m_stateFile; ///< worth no message when it fails: only the window's place would be lost
    WindowState m_state;
    TopBar* m_top = nullptr;
    NoticeArea* m_notices = nullptr;
    QStackedWidget* m_pages = nullptr;
    StudioPage* m_studioPage = nullptr;
    QWidget* m_library = nullptr;         ///< the grid and its own details
    LibraryKeys* m_libraryKeys = nullptr; ///< there before the library is
    CreditsPage* m_credits = nullptr;
    FirstRunPage* m_firstRun = nullptr;
    FailurePage* m_failure = nullptr;
    QActionGroup* m_tabs = nullptr;
    QTimer* m_saveTimer = nullptr;
    CommandPalette* m_palette = nullptr;
    BalancePopover* m_balance = nullptr;
    ShortcutSheet* m_sheet = nullptr;
    QPointer<SettingsDialog> m_settings;
    QPointer<QDialog> m_quitDialog;
    QString m_shownTitle; ///< of the item on the stage
    bool m_mayClose = false;
    bool m_quitWhenDone = false;
    bool m_pausedForQuit = false;
    bool m_wasMaximised = false; ///< before full screen
};

} // namespace maquette
