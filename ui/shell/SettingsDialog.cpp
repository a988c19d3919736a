// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/SettingsDialog.h"

#include "app/settings/SettingsStore.h"
#include "app/studio/ErrorText.h"
#include "app/studio/Studio.h"
#include "ui/shell/KeyEntry.h"
#include "ui/shell/ShortcutEditor.h"
#include "ui/widgets/ErrorBanner.h"
#include "ui/widgets/Field.h"
#include "ui/widgets/Segmented.h"
#include "ui/widgets/Theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSpinBox>
#include <QStackedWidget>
#include <QUrl>
#include <QVBoxLayout>

#include <cmath>

namespace maquette {

namespace {

constexpr int kNamesWidth = 150; // px
constexpr QSize kSize(780, 560);
constexpr double kMostBudget = 1'000'000; // credits

QLabel* hint(const QString& text, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setWordWrap(true);
    setRole(label, QStringLiteral("hint"));
    return label;
}

} // namespace

SettingsDialog::SettingsDialog(Studio& studio, ShortcutRegistry& registry, QWidget* parent)
    : QDialog(parent)
    , m_studio(studio)
    , m_registry(registry)
    , m_names(new QListWidget(this))
    , m_pages(new QStackedWidget(this))
    , m_error(new ErrorBanner(this))
{
    setObjectName(QStringLiteral("settingsDialog"));
    setWindowTitle(tr("Settings"));
    resize(kSize);
    m_names->setObjectName(QStringLiteral("settingsPages"));
    m_names->setAccessibleName(tr("Pages of the settings"));
    m_names->setFixedWidth(kNamesWidth);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 16, 20, 16);
    row->setSpacing(20);
    auto* right = new QVBoxLayout;
    right->setSpacing(12);
    right->addWidget(m_error);
    right->addWidget(m_pages, 1);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("settingsClose"));
    right->addWidget(buttons);
    row->addWidget(m_names);
    row->addLayout(right, 1);
    m_error->hide();
    makeLook();
    makeKeys();
    makeLibrary();
    makeWork();
    makeCanvas();
    makeShortcuts();
    connect(m_names, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(&m_studio.settings(), &SettingsStore::failed, this, &SettingsDialog::tellFailure);
    connect(m_error, &ErrorBanner::actionTriggered, this, [this] { change([](Settings&) {}); });
    m_names->setCurrentRow(0);
}

void SettingsDialog::showPage(Page page)
{
    m_names->setCurrentRow(static_cast<int>(page));
}

QVBoxLayout* SettingsDialog::addPage(const QString& name, const QString& title)
{
    auto* line = new QListWidgetItem(title, m_names);
    line->setSizeHint(QSize(0, metrics::kControl));
    auto* page = new QWidget;
    page->setObjectName(QStringLiteral("settings-") + name);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 8, 0);
    column->setSpacing(14);
    auto* heading = new QLabel(title, page);
    setRole(heading, QStringLiteral("title"));
    column->addWidget(heading);
    auto* scroll = new QScrollArea(m_pages);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(page);
    m_pages->addWidget(scroll);
    return column;
}

void SettingsDialog::change(const std::function<void(Settings&)>& edit)
{
    Settings settings = m_studio.settings().settings();
    edit(settings);
    m_error->hide();
    m_studio.settings().update(settings);
}

void SettingsDialog::tellFailure(const Error& error)
{
    ErrorText text = errorText(error, ErrorCost::Nothing);
    text.what = tr("The settings could not be written. They count until Maquette is closed.");
    text.cost.clear();
    text.action = ErrorAction::Retry;
    text.actionLabel = tr("Try again");
    m_error->setText(text);
    m_error->show();
}

void SettingsDialog::makeLook()
{
    QVBoxLayout* const column = addPage(QStringLiteral("look"), tr("Look"));
    const Settings& now = m_studio.settings().settings();
    auto* theme = new Segmented(this);
    theme->setObjectName(QStringLiteral("settingTheme"));
    theme->addSegment(themeChoiceName(ThemeChoice::Dark), tr("Dark"), tr("Dark greys, for judging pictures"));
    theme->addSegment(themeChoiceName(ThemeChoice::Light), tr("Light"), tr("Light greys"));
    theme->addSegment(themeChoiceName(ThemeChoice::System), tr("As the desktop"), tr("Follow the desktop's choice"));
    theme->setCurrent(themeChoiceName(now.theme));
    connect(theme, &Segmented::currentChanged, this, [this](const QString& id) {
        change([&id](Settings& settings) {
            for (const ThemeChoice choice : {ThemeChoice::Dark, ThemeChoice::Light, ThemeChoice::System}) {
                settings.theme = themeChoiceName(choice) == id ? choice : settings.theme;
            }
        });
    });
    column->addWidget(new Field(tr("Theme"), theme, this));

    auto* scale = new QComboBox(this);
    scale->setObjectName(QStringLiteral("settingScale"));
    scale->setToolTip(tr("How large everything in the window is"));
    const QList<int> scales = Settings::uiScales();
    for (const int percent : scales) {
        scale->addItem(percent == 0 ? tr("As the desktop") : tr("%1 %").arg(percent), percent);
    }
    scale->setCurrentIndex(scale->findData(now.uiScale));
    auto* restart = new QPushButton(tr("Restart now"), this);
    restart->setObjectName(QStringLiteral("settingRestart"));
    restart->setToolTip(tr("Close Maquette and start it again at the new size. Nothing is lost."));
    restart->setAutoDefault(false);
    restart->hide();
    auto* scaleField = new Field(tr("Size"), scale, this);
    scaleField->setHint(tr("Counts from the next start."));
    connect(scale, &QComboBox::activated, this, [this, scale, restart, before = now.uiScale] {
        const int percent = scale->currentData().toInt();
        change([percent](Settings& settings) { settings.uiScale = percent; });
        restart->setVisible(percent != before);
    });
    connect(restart, &QPushButton::clicked, this, &SettingsDialog::restartRequested);
    column->addWidget(scaleField);
    column->addWidget(restart, 0, Qt::AlignLeft);

    auto* still = new QCheckBox(tr("Reduce motion"), this);
    still->setObjectName(QStringLiteral("settingReduceMotion"));
    still->setToolTip(tr("Nothing moves by itself; progress is told in words and figures"));
    still->setChecked(now.reduceMotion);
    connect(still, &QCheckBox::toggled, this,
            [this](bool on) { change([on](Settings& settings) { settings.reduceMotion = on; }); });
    column->addWidget(still);
    column->addStretch(1);
}

void SettingsDialog::makeKeys()
{
    QVBoxLayout* const column = addPage(QStringLiteral("keys"), tr("Keys"));
    const QList<ProviderInfo> providers = m_studio.providers();
    for (const ProviderInfo& provider : providers) {
        if (!provider.practice) {
            column->addWidget(new KeyEntry(m_studio, provider.id, provider.title, this));
        }
    }
    column->addWidget(
        hint(tr("A key is never written to a file or a log of Maquette. Practice mode needs none."), this));
    column->addStretch(1);
}

void SettingsDialog::makeLibrary()
{
    QVBoxLayout* const column = addPage(QStringLiteral("library"), tr("Folders"));
    const auto addFolder = [this, column](const QString& name, const QString& label, const QString& path) {
        auto* line = new QWidget(this);
        auto* row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(8);
        auto* shown = new QLineEdit(path, line);
        shown->setReadOnly(true);
        shown->setObjectName(name);
        shown->setAccessibleName(label);
        shown->setToolTip(path);
        auto* open = new QPushButton(tr("Open"), line);
        open->setObjectName(name + QStringLiteral("Open"));
        open->setAccessibleName(tr("Open: %1").arg(label));
        open->setToolTip(tr("Show the folder in the file manager"));
        open->setAutoDefault(false);
        connect(open, &QPushButton::clicked, shown,
                [shown] { QDesktopServices::openUrl(QUrl::fromLocalFile(shown->text())); });
        row->addWidget(shown, 1);
        row->addWidget(open);
        column->addWidget(new Field(label, line, this));
        return std::pair(shown, row);
    };
    const QString chosen = m_studio.settings().settings().libraryFolder;
    const QString home = m_studio.dataFolder();
    const auto [library, row] = addFolder(QStringLiteral("settingLibrary"), tr("Pictures, sounds and meshes"),
                                          chosen.isEmpty() ? home + QStringLiteral("/library") : chosen);
    auto* other = new QPushButton(tr("Change …"), this);
    other->setObjectName(QStringLiteral("settingLibraryChange"));
    other->setToolTip(tr("Keep the files in another folder from the next start"));
    other->setAutoDefault(false);
    connect(other, &QPushButton::clicked, this, [this, shown = library] { chooseFolder(shown); });
    row->addWidget(other);
    column->addWidget(
        hint(tr("Another folder counts from the next start. Files already there are not moved: copy the old "
                "folder's content to the new one before you start again."),
             this));
    addFolder(QStringLiteral("settingData"), tr("Everything else: journal, ledger, settings"), home);
    addFolder(QStringLiteral("settingCatalogue"), tr("Your own operations and prices"),
              home + QStringLiteral("/config/operations"));
    column->addStretch(1);
}

void SettingsDialog::chooseFolder(QLineEdit* shown)
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Folder for the library"), shown->text());
    if (!folder.isEmpty()) {
        change([&folder](Settings& settings) { settings.libraryFolder = folder; });
        shown->setText(folder);
        shown->setToolTip(folder);
    }
}

void SettingsDialog::makeWork()
{
    QVBoxLayout* const column = addPage(QStringLiteral("work"), tr("Jobs and budgets"));
    auto* limit = new QSpinBox(this);
    limit->setObjectName(QStringLiteral("settingRunningJobs"));
    limit->setRange(Settings::kMinRunningJobs, Settings::kMaxRunningJobs);
    limit->setValue(m_studio.settings().settings().runningJobLimit);
    limit->setMaximumWidth(160);
    limit->setToolTip(tr("How many jobs may run at the same time"));
    connect(limit, &QSpinBox::valueChanged, this, [this](int value) {
        change([value](Settings& settings) { settings.runningJobLimit = value; });
        m_studio.setRunningLimit(value);
    });
    auto* field = new Field(tr("Jobs at the same time"), limit, this);
    field->setHint(tr("The others wait in the queue, in order."));
    column->addWidget(field);
    addTooLarge(column);
    addBudget(column, QStringLiteral("settingDailyBudget"), tr("Budget per day, credits"), &Settings::dailyBudget);
    addBudget(column, QStringLiteral("settingMonthlyBudget"), tr("Budget per month, credits"),
              &Settings::monthlyBudget);
    column->addWidget(
        hint(tr("What was spent is shown against the budget wherever credits are shown. 0 is no budget."), this));
    column->addStretch(1);
}

void SettingsDialog::makeCanvas()
{
    QVBoxLayout* const column = addPage(QStringLiteral("canvas"), tr("Canvas"));
    auto* memory = new QSpinBox(this);
    memory->setObjectName(QStringLiteral("settingUndoMemory"));
    memory->setRange(Settings::kMinUndoMegabytes, Settings::kMaxUndoMegabytes);
    memory->setSingleStep(64);
    memory->setSuffix(tr(" MiB"));
    memory->setKeyboardTracking(false); // "64" is not "6" on the way, which would drop steps
    memory->setValue(m_studio.settings().settings().undoMegabytes);
    memory->setMaximumWidth(160);
    memory->setToolTip(tr("How much memory the steps that can be undone may take"));
    connect(memory, &QSpinBox::valueChanged, this,
            [this](int value) { change([value](Settings& settings) { settings.undoMegabytes = value; }); });
    auto* field = new Field(tr("Memory for undo"), memory, this);
    field->setHint(tr("Everything on the canvas has one history. A step keeps only the parts of mask, drawing and "
                      "results that it changed. When they take more than this, the oldest steps can no longer be "
                      "undone. Less counts at once; what is dropped then does not come back."));
    column->addWidget(field);
    column->addStretch(1);
}

void SettingsDialog::addTooLarge(QVBoxLayout* column)
{
    auto* choice = new QComboBox(this);
    choice->setObjectName(QStringLiteral("settingTooLarge"));
    choice->setToolTip(tr("What to do when the provider takes fewer bytes than a picture has as PNG"));
    choice->addItem(tr("Ask each time"), QStringLiteral("ask"));
    choice->addItem(tr("Send fewer pixels"), QStringLiteral("reduce"));
    choice->addItem(tr("Send it as WebP"), QStringLiteral("webp"));
    choice->addItem(tr("Send it as JPEG"), QStringLiteral("jpeg"));
    choice->setCurrentIndex(choice->findData(m_studio.settings().settings().sendTooLarge));
    choice->setMaximumWidth(240);
    connect(choice, &QComboBox::activated, this, [this, choice] {
        change([choice](Settings& settings) { settings.sendTooLarge = choice->currentData().toString(); });
    });
    auto* field = new Field(tr("Pictures of too many bytes"), choice, this);
    field->setHint(tr("Only what is sent is changed, never the picture itself."));
    column->addWidget(field);
}

void SettingsDialog::addBudget(QVBoxLayout* column, const QString& name, const QString& label,
                               std::optional<Credits> Settings::*member)
{
    auto* amount = new QDoubleSpinBox(this);
    amount->setObjectName(name);
    amount->setRange(0, kMostBudget);
    amount->setDecimals(1);
    amount->setSingleStep(10);
    amount->setSpecialValueText(tr("none"));
    amount->setMaximumWidth(160);
    amount->setToolTip(label);
    const std::optional<Credits> now = m_studio.settings().settings().*member;
    amount->setValue(now ? double(now->milli) / 1000.0 : 0.0);
    connect(amount, &QDoubleSpinBox::valueChanged, this, [this, member](double value) {
        change([value, member](Settings& settings) {
            const qint64 milli = std::llround(value * 1000.0);
            settings.*member = milli > 0 ? std::optional(Credits::fromMilli(milli)) : std::nullopt;
        });
    });
    column->addWidget(new Field(label, amount, this));
}

void SettingsDialog::makeShortcuts()
{
    QVBoxLayout* const column = addPage(QStringLiteral("shortcuts"), tr("Shortcuts"));
    column->addWidget(new ShortcutEditor(m_registry, this), 1);
}

} // namespace maquette
