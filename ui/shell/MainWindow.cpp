// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/MainWindow.h"

#include "app/settings/PromptHistory.h"
#include "app/settings/SettingsStore.h"
#include "app/studio/Studio.h"
#include "app/studio/TroubleCost.h"
#include "ui/credits/BalancePopover.h"
#include "ui/credits/CreditsPage.h"
#include "ui/gallery/DetailsPanel.h"
#include "ui/gallery/LibraryPage.h"
#include "ui/prompt/PromptPanel.h"
#include "ui/shell/CommandPalette.h"
#include "ui/shell/FailurePage.h"
#include "ui/shell/FirstRunPage.h"
#include "ui/shell/NoticeArea.h"
#include "ui/shell/ShortcutSheet.h"
#include "ui/shell/SideSplitter.h"
#include "ui/shell/StudioPage.h"
#include "ui/shell/TopBar.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/Toast.h"

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QDesktopServices>
#include <QEvent>
#include <QHBoxLayout>
#include <QStackedWidget>
#include <QTimer>
#include <QUrl>
#include <QVBoxLayout>

namespace maquette {

namespace {

constexpr QSize kSmallest(1024, 700);
constexpr int kSaveAfterMs = 800;
constexpr qint64 kFreshSeconds = 30; // a balance read this recently is not asked for again on focus

/// Whether the button of such an error does once more what failed.
bool doesAgain(ErrorAction action)
{
    return action == ErrorAction::Retry || action == ErrorAction::Wait || action == ErrorAction::CheckNetwork;
}

QString stateFileOf(const Studio& studio)
{
    return studio.dataFolder() + QStringLiteral("/config/window.json");
}

} // namespace

MainWindow::MainWindow(Studio& studio, QWidget* parent)
    : QMainWindow(parent)
    , m_studio(studio)
    , m_registry(studio.settings())
    , m_stateFile(stateFileOf(studio))
    , m_state(WindowState::load(stateFileOf(studio)))
{
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(QIcon(QStringLiteral(":/maquette/icons/maquette.svg")));
    setMinimumSize(kSmallest);
    build();
    makePageCommands();
    makeWorkCommands();
    makeViewCommands();
    makeProgramCommands();
    connectStudio();
    connectStudioPage();
    applySettings();
    restoreState();
    showFirstPage();
    tellStartProblems();
    updateCommands();
    updateTitle();
    qApp->installEventFilter(this);
}

MainWindow::~MainWindow()
{
    // Popovers live in this window and still talk to its parts while they go.
    delete m_palette;
    delete m_balance;
    delete m_sheet;
}

void MainWindow::build()
{
    auto* body = new QWidget(this);
    setRole(body, QStringLiteral("panel"));
    auto* column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_top = new TopBar(m_studio, body);
    m_notices = new NoticeArea(body);
    m_pages = new QStackedWidget(body);
    m_pages->setObjectName(QStringLiteral("pages"));
    column->addWidget(m_top);
    column->addWidget(m_notices);
    column->addWidget(m_pages, 1);
    setCentralWidget(body);
    m_studioPage = new StudioPage(m_studio, m_pages);
    m_pages->addWidget(m_studioPage);
    m_saveTimer = new QTimer(this);
    m_saveTimer->setSingleShot(true);
    m_saveTimer->setInterval(kSaveAfterMs);
    connect(m_saveTimer, &QTimer::timeout, this, [this] { saveState(); });
    connect(m_top, &TopBar::searchRequested, this, &MainWindow::openPalette);
    connect(m_top, &TopBar::balanceRequested, this, &MainWindow::showBalance);
    connect(m_top, &TopBar::keysRequested, this, [this] { openSettings(SettingsDialog::Page::Keys); });
    connect(m_notices, &NoticeArea::actionTriggered, this, &MainWindow::performAction);
}

void MainWindow::connectStudio()
{
    connect(&m_studio.settings(), &SettingsStore::changed, this, &MainWindow::applySettings);
    connect(&m_studio, &Studio::openFailed, this, [this](const Error& error) {
        if (m_failure == nullptr) {
            m_failure = new FailurePage(m_pages);
            m_pages->addWidget(m_failure);
            connect(m_failure, &FailurePage::restartRequested, this, &MainWindow::restart);
            connect(m_failure, &FailurePage::quitRequested, this, &MainWindow::quitNow);
        }
        m_failure->showError(error, m_studio.dataFolder());
        m_top->hide();
        m_notices->hide();
        m_pages->setCurrentWidget(m_failure);
        m_failure->setFocus();
        updateCommands();
        updateTitle();
    });
    connect(&m_studio, &Studio::troubled, this, [this](const Error& error) {
        if (error.kind != ErrorKind::Cancelled) {
            const ErrorText text = errorText(error, costOfTrouble(error, m_studio.jobs()));
            m_notices->show(QStringLiteral("studio-") + errorKindName(error.kind), text,
                            doesAgain(text.action)
                                ? std::function<void()>([this, kind = error.kind] { m_studio.repeatFailed(kind); })
                                : std::function<void()>());
        }
    });
    connect(&m_studio, &Studio::providersChanged, this, &MainWindow::updateTitle);
    connect(&m_studio, &Studio::opened, this, &MainWindow::updateCommands);
    connect(&m_studio, &Studio::queuePausedChanged, this, &MainWindow::updateCommands);
    connect(&m_studio, &Studio::jobChanged, this, &MainWindow::updateCommands);
    connect(&m_studio, &Studio::jobEnded, this, [this] {
        updateCommands();
        if (m_quitWhenDone && m_studio.runningJobs() == 0) {
            quitNow();
        }
    });
}

void MainWindow::connectStudioPage()
{
    connect(m_studioPage, &StudioPage::troubled, this, [this](const QString& subject, const ErrorText& text) {
        const bool again = subject == QLatin1String("order") && doesAgain(text.action);
        m_notices->show(subject, text,
                        again ? std::function<void()>([this] { m_studioPage->orderAgain(); })
                              : std::function<void()>());
    });
    connect(m_studioPage, &StudioPage::mended, m_notices, &NoticeArea::dismiss);
    connect(m_studioPage, &StudioPage::toldInPassing, this, [this](const QString& text) { Toast::show(this, text); });
    connect(m_studioPage, &StudioPage::actionRequested, this, &MainWindow::performAction);
    connect(m_studioPage, &StudioPage::wanted, this, [this] { goTo(QStringLiteral("studio")); });
    connect(m_studioPage, &StudioPage::itemShown, this, [this](const GalleryItem& item) {
        m_shownTitle = item.title.simplified();
        updateTitle();
    });
    connect(&m_studioPage->sides(), &SideSplitter::foldingChanged, this, [this] {
        rememberState();
        updateCommands();
    });
    connect(m_studioPage, &StudioPage::fullViewAsked, this, [this](bool full) {
        m_top->setVisible(!full);
        m_studioPage->sides().setLeftFolded(full);
        m_studioPage->sides().setRightFolded(full);
    });
}

void MainWindow::applySettings()
{
    const Settings& settings = m_studio.settings().settings();
    Theme::instance().setReduceMotion(settings.reduceMotion);
    Theme::instance().setChoice(settings.theme);
}

void MainWindow::showFirstPage()
{
    if (m_studio.settings().settings().firstRunDone) {
        goTo(m_state.page);
        // Not left to the toolkit, which may choose the button that spends.
        m_studioPage->prompt().focusPrompt();
        return;
    }
    m_firstRun = new FirstRunPage(m_studio, m_pages);
    m_pages->addWidget(m_firstRun);
    m_pages->setCurrentWidget(m_firstRun);
    m_top->hide();
    m_firstRun->setFocus();
    connect(m_firstRun, &FirstRunPage::chosen, this, &MainWindow::chooseProvider);
}

void MainWindow::chooseProvider(const QString& provider)
{
    Settings settings = m_studio.settings().settings();
    settings.firstRunDone = true;
    m_studio.settings().update(settings);
    m_studio.setProvider(provider);
    m_top->show();
    goTo(QStringLiteral("studio"));
    m_firstRun->deleteLater();
    m_firstRun = nullptr;
    updateCommands();
    m_studioPage->prompt().focusPrompt();
}

QString MainWindow::page() const
{
    const QWidget* const now = m_pages->currentWidget();
    if (now == m_studioPage) {
        return QStringLiteral("studio");
    }
    if (m_library != nullptr && now == m_library) {
        return QStringLiteral("library");
    }
    if (m_credits != nullptr && now == static_cast<const QWidget*>(m_credits)) {
        return QStringLiteral("credits");
    }
    return now == m_firstRun ? QStringLiteral("first-run") : QStringLiteral("failure");
}

void MainWindow::makeLibrary()
{
    m_library = new QWidget(m_pages);
    auto* row = new QHBoxLayout(m_library);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto* grid = new LibraryPage(m_studio, *m_libraryKeys, m_library);
    auto* details = new DetailsPanel(m_studio, m_library);
    details->setFixedWidth(metrics::kRightPanel);
    row->addWidget(grid, 1);
    row->addWidget(details);
    m_library->setFocusProxy(grid);
    m_pages->addWidget(m_library);
    m_studioPage->connectDetails(details);
    connect(grid, &LibraryPage::itemSelected, details, &DetailsPanel::showItem);
    connect(grid, &LibraryPage::troubled, this, [this](const QString& text) { Toast::show(this, text); });
    connect(grid, &LibraryPage::itemActivated, this, [this](const GalleryItem& item) {
        goTo(QStringLiteral("studio"));
        m_studioPage->showItem(item);
    });
}

void MainWindow::goTo(const QString& page)
{
    if (m_pages->currentWidget() == m_failure && m_failure != nullptr) {
        return;
    }
    if (page == QLatin1String("library") && m_library == nullptr) {
        makeLibrary();
    } else if (page == QLatin1String("credits") && m_credits == nullptr) {
        m_credits = new CreditsPage(m_studio, m_pages);
        m_pages->addWidget(m_credits);
    }
    QWidget* to = m_studioPage;
    if (page == QLatin1String("library")) {
        to = m_library;
    } else if (page == QLatin1String("credits")) {
        to = m_credits;
    }
    m_pages->setCurrentWidget(to);
    if (const ShortcutRegistry::Entry* const tab = m_registry.find(QStringLiteral("go.") + this->page())) {
        tab->action->setChecked(true);
    }
    rememberState();
    updateTitle();
}

void MainWindow::performAction(ErrorAction action)
{
    const QUrl billing = topUpPage(m_studio.provider().id);
    switch (action) {
    case ErrorAction::AddKey:
        openSettings(SettingsDialog::Page::Keys);
        break;
    case ErrorAction::TopUp:
        if (billing.isEmpty()) {
            showBalance();
        } else {
            QDesktopServices::openUrl(billing);
        }
        break;
    case ErrorAction::FreeSpace:
        QDesktopServices::openUrl(QUrl::fromLocalFile(m_studio.folderToFree()));
        break;
    case ErrorAction::EditRequest:
        goTo(QStringLiteral("studio"));
        m_studioPage->prompt().focusPrompt();
        break;
    case ErrorAction::Retry:
    case ErrorAction::Wait:
    case ErrorAction::CheckNetwork:
        m_studio.refreshBalance();
        break;
    case ErrorAction::Settle:
        goTo(QStringLiteral("studio"));
        break;
    case ErrorAction::None:
        break;
    }
}

void MainWindow::tellStartProblems()
{
    const QList<CatalogueProblem> problems = m_studio.catalogueProblems();
    if (!problems.isEmpty()) {
        ErrorText text;
        text.what = problems.size() == 1
                        ? tr("A file of your own operations was not used: %1").arg(problems.constFirst().file)
                        : tr("%1 files of your own operations were not used.").arg(problems.size());
        text.next = tr("The built-in operations and prices stay in force. Mend the file and start Maquette again.");
        QStringList lines;
        for (const CatalogueProblem& problem : problems) {
            lines.append(QStringLiteral("%1, %2: %3").arg(problem.file, problem.place, problem.reason));
        }
        text.details = lines.join(QLatin1Char('\n'));
        text.action = ErrorAction::EditRequest;
        text.actionLabel = tr("Open folder");
        m_notices->show(QStringLiteral("catalogue"), text, [this] {
            QDesktopServices::openUrl(
                QUrl::fromLocalFile(m_studio.dataFolder() + QStringLiteral("/config/operations")));
        });
    }
    const auto tell = [this](const QString& subject, const QString& what, const std::optional<Error>& problem) {
        if (problem) {
            ErrorText text;
            text.what = what;
            text.next = tr("The damaged file was put aside and is kept beside the new one.");
            text.details = errorText(*problem, ErrorCost::Nothing).details;
            if (problem->kind == ErrorKind::InvalidInput) {
                text.next = tr("Values that cannot be used count as if they were not set.");
            }
            m_notices->show(subject, text);
        }
    };
    tell(QStringLiteral("settings"), tr("The settings could not be read as they are."), m_studio.settings().problem());
    tell(QStringLiteral("history"), tr("The list of earlier prompts could not be read."),
         m_studio.promptHistory().problem());
}

void MainWindow::updateTitle()
{
    const QString program = m_studio.provider().practice ? tr("Maquette (practice)") : tr("Maquette");
    const bool named = page() == QLatin1String("studio") && !m_shownTitle.isEmpty();
    setWindowTitle(named ? QStringLiteral("%1 – %2").arg(m_shownTitle.left(60), program) : program);
}

void MainWindow::openSettings(SettingsDialog::Page page)
{
    if (m_settings.isNull()) {
        m_settings = new SettingsDialog(m_studio, m_registry, this);
        m_settings->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_settings, &SettingsDialog::restartRequested, this, &MainWindow::restart);
    }
    m_settings->showPage(page);
    m_settings->show();
    m_settings->raise();
    m_settings->activateWindow();
}

void MainWindow::restart()
{
    close();
    if (m_mayClose || !isVisible()) {
        Q_EMIT restartRequested();
    }
}

void MainWindow::changeEvent(QEvent* event)
{
    QMainWindow::changeEvent(event);
    if (event->type() != QEvent::ActivationChange || !isActiveWindow() || !m_studio.isOpen()) {
        return;
    }
    const BalanceView balance = m_studio.balance();
    const bool fresh =
        balance.readAt.isValid() && balance.readAt.secsTo(QDateTime::currentDateTimeUtc()) < kFreshSeconds;
    if (!fresh && !balance.reading) {
        m_studio.refreshBalance();
    }
}

} // namespace maquette
