// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/PromptPanel.h"

#include "app/settings/PromptHistory.h"
#include "app/studio/Studio.h"
#include "ui/prompt/FormLogic.h"
#include "ui/prompt/FormStore.h"
#include "ui/prompt/GenerateBar.h"
#include "ui/prompt/OperationPicker.h"
#include "ui/prompt/ParamForm.h"
#include "ui/prompt/PromptEdit.h"
#include "ui/prompt/SendLine.h"
#include "ui/widgets/PlaceActions.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/WhenReady.h"

#include <QAction>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace maquette {

namespace {

/// What a newcomer begins with.
const QString kFirstOperation = QStringLiteral("stable-image.generate.core");
constexpr int kLeastWidth = 280; // px

} // namespace

PromptPanel::PromptPanel(Studio& studio, QWidget* parent)
    : QWidget(parent)
    , m_studio(studio)
    , m_availability([](const Operation&) { return QString(); })
    , m_tools(toolsOf(studio.catalogue().operations()))
    , m_keys(new PlaceActions(QStringLiteral("prompt"), tr("Prompt"), this))
    , m_store(new FormStore(studio.dataFolder() + QStringLiteral("/form.json"), this))
{
    m_state = m_store->read();
    build();
    m_refresh.setSingleShot(true);
    m_refresh.setInterval(0);
    connect(&m_refresh, &QTimer::timeout, this, &PromptPanel::refresh);
    makeKeys();
    connectForm();
    connectStudio();
    m_form->setLastSeed(m_state.lastSeed);
    m_form->setMoreOpen(m_state.moreOpen);
    m_picker->setReasons([this](const PromptTool& tool) { return reasonFor(tool); });

    const QList<QString> wishes{m_state.operation, kFirstOperation,
                                m_tools.isEmpty() ? QString() : firstUsable(m_tools.first())};
    for (const QString& id : wishes) {
        const Operation* operation = studio.catalogue().find(id);
        if (m_operation.isEmpty() && operation && m_availability(*operation).isEmpty()) {
            selectOperation(id);
        }
    }
    if (PromptEdit* editor = m_form->promptEditor()) {
        editor->setDraft(m_state.draft);
    }
    refresh();
}

PromptPanel::~PromptPanel() = default;

void PromptPanel::build()
{
    setObjectName(QStringLiteral("promptPanel"));
    setAccessibleName(tr("What to make"));
    setRole(this, QStringLiteral("panel"));
    setMinimumWidth(kLeastWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    auto* content = new QWidget(this);
    auto* inside = new QVBoxLayout(content);
    inside->setContentsMargins(metrics::kMargin, metrics::kMargin, metrics::kMargin, metrics::kMargin);
    inside->setSpacing(metrics::kMargin + metrics::kGrid);
    m_picker = new OperationPicker(m_tools, content);
    m_form = new ParamForm(m_studio, content);
    inside->addWidget(m_picker);
    m_sendLine = new SendLine(content);
    m_sendLine->hide();
    inside->addWidget(m_form);
    inside->addWidget(m_sendLine);
    inside->addStretch(1);

    m_scroll = new QScrollArea(this);
    m_scroll->setObjectName(QStringLiteral("formScroll"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(content);
    // The bar takes the room of the margin, so that the form keeps its width.
    connect(m_scroll->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this, inside](int, int most) {
        const int bar = most > 0 ? m_scroll->verticalScrollBar()->sizeHint().width() : 0;
        inside->setContentsMargins(metrics::kMargin, metrics::kMargin, qMax(2, metrics::kMargin - bar),
                                   metrics::kMargin);
    });
    column->addWidget(m_scroll, 1);
    m_bar = new GenerateBar(this);
    column->addWidget(m_bar);
}

void PromptPanel::makeKeys()
{
    const auto add = [this](const char* name, const QString& text, Qt::Key key, Qt::Modifier with, auto does) {
        QAction* const action = m_keys->add(QLatin1String(name), text, {}, {QKeySequence(with | key)});
        connect(action, &QAction::triggered, this, [this, does] {
            if (PromptEdit* const editor = m_form->promptEditor()) {
                does(*editor);
            }
        });
    };
    add("prompt.earlier", tr("Earlier prompt"), Qt::Key_Up, Qt::ALT, [](PromptEdit& editor) { editor.walk(1); });
    add("prompt.later", tr("Later prompt"), Qt::Key_Down, Qt::ALT, [](PromptEdit& editor) { editor.walk(-1); });
    add("prompt.stronger", tr("More weight for the words at the cursor"), Qt::Key_Up, Qt::CTRL,
        [](PromptEdit& editor) { editor.changeWeight(1); });
    add("prompt.weaker", tr("Less weight for the words at the cursor"), Qt::Key_Down, Qt::CTRL,
        [](PromptEdit& editor) { editor.changeWeight(-1); });
    m_form->setPromptKeys(*m_keys);
}

void PromptPanel::connectForm()
{
    connect(m_picker, &OperationPicker::toolChosen, this, &PromptPanel::chooseTool);
    connect(m_picker, &OperationPicker::sectionChosen, this, &PromptPanel::chooseSection);
    connect(m_form, &ParamForm::edited, this, &PromptPanel::takeForm);
    connect(m_form, &ParamForm::modelChosen, this, &PromptPanel::chooseModel);
    connect(m_form, &ParamForm::imported, this, &PromptPanel::imported);
    connect(m_form, &ParamForm::importFailed, this, [this](const Error& error) {
        m_bar->setRefusal(importErrorText(error, error.place));
        Q_EMIT importFailed(error);
    });
    connect(m_form, &ParamForm::mediaRefused, this, [this] {
        ErrorText text;
        text.what = tr("This model does not start from a picture.");
        text.next = tr("Choose another model, such as Ultra or SD 3.5, and drop it again.");
        m_bar->setRefusal(text);
    });
    connect(m_form, &ParamForm::fieldShown, this,
            [this](QWidget* field) { m_scroll->ensureWidgetVisible(field, 0, metrics::kMargin); });
    connect(m_sendLine, &SendLine::viewRequested, this, &PromptPanel::sendViewRequested);
    connect(m_sendLine, &SendLine::offerTaken, this, &PromptPanel::canvasOfferTaken);
    m_form->setHistory([this] { return m_studio.promptHistory().prompts(); });
    connect(m_bar, &GenerateBar::pressed, this, &PromptPanel::generate);
    connect(m_bar, &GenerateBar::addKeyRequested, this, &PromptPanel::needKey);
    connect(m_bar, &GenerateBar::refusalAction, this, [this](ErrorAction action) {
        if (action == ErrorAction::AddKey) {
            Q_EMIT needKey();
        } else if (action == ErrorAction::Retry || action == ErrorAction::Wait || action == ErrorAction::CheckNetwork) {
            generate(m_lastFront);
        } else if (action == ErrorAction::EditRequest) {
            mend(m_refused);
        } else {
            Q_EMIT actionRequested(action);
        }
    });
    connect(m_bar, &GenerateBar::mendRequested, this, [this] { mend(m_mending); });
}

void PromptPanel::connectStudio()
{
    const auto later = [this] { m_refresh.start(); };
    connect(&m_studio, &Studio::balanceChanged, this, later);
    connect(&m_studio, &Studio::providersChanged, this, later);
    connect(&m_studio, &Studio::queuePausedChanged, this, later);
    connect(&m_studio, &Studio::itemAdded, this, &PromptPanel::usedSeed);
    connect(m_store, &FormStore::failed, this,
            [this](const Error& error) { m_bar->setRefusal(errorText(error, ErrorCost::Nothing)); });
    connect(&m_studio, &Studio::opened, this, [this] {
        m_refresh.start();
        save();
        if (m_state.lastSeed.isEmpty()) {
            whenReady(m_studio.items(1), this, [this](const Result<QList<GalleryItem>>& items) {
                if (items && !items->isEmpty() && m_state.lastSeed.isEmpty()) {
                    usedSeed(items->first());
                }
            });
        }
    });
}

QSize PromptPanel::sizeHint() const
{
    return {metrics::kLeftPanel, 700};
}

void PromptPanel::setAvailability(Availability availability)
{
    m_availability = std::move(availability);
    m_picker->setReasons([this](const PromptTool& tool) { return reasonFor(tool); });
    refresh();
}

void PromptPanel::setSendViewKey(const QKeySequence& key)
{
    m_sendLine->setKey(key);
}

void PromptPanel::setGenerateKey(const QKeySequence& key)
{
    m_bar->setKey(key);
}

void PromptPanel::setStageItem(const std::optional<GalleryItem>& item)
{
    m_form->setStageItem(item);
}

void PromptPanel::focusPrompt()
{
    if (PromptEdit* editor = m_form->promptEditor()) {
        editor->setFocus(Qt::ShortcutFocusReason);
        if (isVisible()) { // before, nothing has its place yet; the form begins at its top
            m_scroll->ensureWidgetVisible(editor);
        }
    }
}

void PromptPanel::usedSeed(const GalleryItem& item)
{
    if (item.seed) {
        m_state.lastSeed = QString::number(*item.seed);
        m_form->setLastSeed(m_state.lastSeed);
        save();
    }
}

void PromptPanel::save()
{
    if (const PromptEdit* editor = m_form->promptEditor()) {
        m_state.draft = editor->draft();
    }
    m_state.moreOpen = m_form->isMoreOpen();
    // Until the library is open, another instance may own the folder.
    if (m_studio.isOpen()) {
        m_store->write(m_state);
    }
}

const PromptTool* PromptPanel::tool(const QString& id) const
{
    const auto found =
        std::find_if(m_tools.begin(), m_tools.end(), [&](const PromptTool& each) { return each.id == id; });
    return found == m_tools.end() ? nullptr : &*found;
}

const PromptTool* PromptPanel::toolOf(const QString& operation) const
{
    const auto found =
        std::find_if(m_tools.begin(), m_tools.end(), [&](const PromptTool& each) { return each.has(operation); });
    return found == m_tools.end() ? nullptr : &*found;
}

const Operation* PromptPanel::current() const
{
    return m_studio.catalogue().find(m_operation);
}

} // namespace maquette
