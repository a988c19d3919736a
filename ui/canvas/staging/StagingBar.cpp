// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/staging/StagingBar.h"

#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/Theme.h"
#include "ui/widgets/items/Formats.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace maquette {

namespace {

constexpr int kGap = 6;
constexpr int kEdges = 24; ///< kept free of the stage's width

QWidget* divider(QWidget* parent)
{
    auto* line = new QWidget(parent);
    setRole(line, QStringLiteral("divider"));
    line->setFixedSize(1, 18);
    return line;
}

QLabel* keycap(QWidget* parent)
{
    auto* cap = new QLabel(parent);
    setRole(cap, QStringLiteral("keycap"));
    cap->setFixedHeight(18);
    return cap;
}

/// Shows an action as a button that follows its text, state and reason; one with an icon does without the text.
void follow(QPushButton* button, QAction* action)
{
    const auto copy = [button, action] {
        button->setText(button->icon().isNull() ? action->iconText() : QString());
        button->setAccessibleName(action->text());
        const QString why = disabledReason(static_cast<const QAction*>(action));
        setDisabledReason(button, QString());
        button->setToolTip(action->toolTip());
        if (!why.isEmpty()) {
            setDisabledReason(button, why);
        } else {
            button->setEnabled(action->isEnabled());
        }
        button->setCheckable(action->isCheckable());
        button->setChecked(action->isChecked());
    };
    QObject::connect(action, &QAction::changed, button, copy);
    copy();
}

} // namespace

namespace stagingText {

QString saving(int running, int unsent, Credits saves)
{
    if (running == 0) {
        return {};
    }
    const QString run = running == 1 ? StagingBar::tr("1 still runs") : StagingBar::tr("%1 still run").arg(running);
    if (unsent == 0) {
        return StagingBar::tr("%1; it was sent already, so that cancelling would save nothing.").arg(run);
    }
    const QString credits = formats::costLong(saves);
    if (unsent == running) {
        return StagingBar::tr("%1; cancelling saves %2.").arg(run, credits);
    }
    return StagingBar::tr("%1; cancelling the %2 not sent yet saves %3.").arg(run).arg(unsent).arg(credits);
}

QString place(int index, int count)
{
    return StagingBar::tr("%1 of %2").arg(index + 1).arg(count);
}

QString rest(int running, int failed)
{
    QStringList parts;
    if (running > 0) {
        parts.append(running == 1 ? StagingBar::tr("1 on its way") : StagingBar::tr("%1 on their way").arg(running));
    }
    if (failed > 0) {
        parts.append(StagingBar::tr("%1 not made").arg(failed));
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace stagingText

StagingBar::StagingBar(const Actions& actions, QWidget* parent)
    : QFrame(parent)
    , m_first(new QWidget(this))
    , m_place(new QLabel(m_first))
    , m_rest(new QLabel(m_first))
    , m_more(new QToolButton(m_first))
    , m_proofLine(new QWidget(this))
    , m_proof(new QLabel(m_proofLine))
    , m_discard(new QPushButton(m_first))
    , m_accept(new QPushButton(m_first))
    , m_beforeAction(actions.before)
    , m_compareAction(actions.compare)
    , m_menu(new QMenu(this))
{
    setObjectName(QStringLiteral("stagingBar"));
    setAccessibleName(tr("Results on the canvas"));
    setRole(this, QStringLiteral("toolbar"));
    setRole(m_first, QStringLiteral("plain"));
    setRole(m_proofLine, QStringLiteral("plain"));
    m_previous = stepButton("stagingPrevious", "go-previous", tr("Previous result (←)"), -1);
    m_next = stepButton("stagingNext", "go-next", tr("Next result (→)"), 1);
    m_place->setObjectName(QStringLiteral("stagingPlace"));
    m_place->setFont(Theme::font(metrics::kFontBody));
    m_rest->setObjectName(QStringLiteral("stagingRest"));
    setRole(m_rest, QStringLiteral("label"));
    m_look = lookGroup(actions);
    m_proof->setObjectName(QStringLiteral("stagingProof"));

    m_more->setObjectName(QStringLiteral("stagingMore"));
    m_more->setAccessibleName(tr("More to do with this result"));
    m_more->setToolTip(tr("Keep, brush another through, colour match, differences, export"));
    m_more->setIcon(Theme::icon(QStringLiteral("overflow-menu")));
    m_more->setIconSize({metrics::kIcon, metrics::kIcon});
    m_more->setFocusPolicy(Qt::TabFocus);
    setRole(m_more, QStringLiteral("tool"));
    m_menu->setObjectName(QStringLiteral("stagingMenu"));
    m_menu->setToolTipsVisible(true);
    for (QAction* const action : actions.more) {
        if (action == nullptr) {
            m_menu->addSeparator();
        } else {
            m_menu->addAction(action);
        }
    }
    connect(m_more, &QToolButton::clicked, this, [this] {
        const QSize size = m_menu->sizeHint();
        m_menu->popup(m_more->mapToGlobal(QPoint(0, -size.height() - kGap)));
    });

    m_discard->setObjectName(QStringLiteral("stagingDiscard"));
    m_accept->setObjectName(QStringLiteral("stagingAccept"));
    setRole(m_accept, QStringLiteral("accent"));
    for (QPushButton* const button : {m_discard, m_accept}) {
        button->setAutoDefault(false);
        button->setFocusPolicy(Qt::TabFocus);
    }
    follow(m_discard, actions.discard);
    follow(m_accept, actions.accept);
    connect(m_discard, &QPushButton::clicked, actions.discard, &QAction::trigger);
    connect(m_accept, &QPushButton::clicked, actions.accept, &QAction::trigger);

    auto* proofRow = new QHBoxLayout(m_proofLine);
    proofRow->setContentsMargins(0, 0, 0, 0);
    proofRow->addWidget(m_proof);
    m_proof->setAlignment(Qt::AlignCenter);
    m_rest->setAlignment(Qt::AlignCenter);
    m_row = new QHBoxLayout(m_first);
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(kGap);
    m_column = new QVBoxLayout(this);
    m_column->setContentsMargins(kGap, kGap, kGap, kGap);
    m_column->setSpacing(4);
    m_column->addWidget(m_first);
    arrange(Breadth::Wide);
    hide();
}

QToolButton* StagingBar::stepButton(const char* name, const char* icon, const QString& text, int by)
{
    auto* button = new QToolButton(m_first);
    button->setObjectName(QLatin1String(name));
    button->setAccessibleName(text);
    button->setToolTip(text);
    button->setIcon(Theme::icon(QLatin1String(icon)));
    button->setIconSize({metrics::kIcon, metrics::kIcon});
    button->setFocusPolicy(Qt::TabFocus);
    setRole(button, QStringLiteral("tool"));
    connect(button, &QToolButton::clicked, this, [this, by] { Q_EMIT stepped(by); });
    return button;
}

QWidget* StagingBar::lookGroup(const Actions& actions)
{
    auto* group = new QWidget(m_first);
    setRole(group, QStringLiteral("plain"));
    m_before = new QPushButton(group);
    m_compare = new QPushButton(group);
    m_beforeKey = keycap(group);
    m_compareKey = keycap(group);
    m_before->setObjectName(QStringLiteral("stagingBefore"));
    m_compare->setObjectName(QStringLiteral("stagingCompare"));
    auto* row = new QHBoxLayout(group);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    const QList<std::pair<QPushButton*, QLabel*>> pairs{{m_before, m_beforeKey}, {m_compare, m_compareKey}};
    for (const auto& [button, key] : pairs) {
        setRole(button, QStringLiteral("flat"));
        button->setIconSize({metrics::kIcon, metrics::kIcon});
        button->setAutoDefault(false);
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
        row->addWidget(key);
    }
    row->insertSpacing(2, kGap);
    follow(m_before, actions.before);
    follow(m_compare, actions.compare);
    connect(m_before, &QPushButton::pressed, this, [this] { Q_EMIT beforeHeld(true); });
    connect(m_before, &QPushButton::released, this, [this] { Q_EMIT beforeHeld(false); });
    // Held, not switched: the action's own state says what is shown.
    connect(m_before, &QPushButton::clicked, this, [this] { m_before->setChecked(m_beforeAction->isChecked()); });
    connect(m_compare, &QPushButton::clicked, actions.compare, &QAction::trigger);
    for (QAction* const action : {actions.before, actions.compare}) {
        connect(action, &QAction::changed, this, &StagingBar::showKeys);
    }
    showKeys();
    return group;
}

void StagingBar::setLookAsIcons(bool icons)
{
    m_before->setIcon(icons ? Theme::icon(QStringLiteral("view-visible")) : QIcon());
    m_compare->setIcon(icons ? Theme::icon(QStringLiteral("view-split-left-right")) : QIcon());
    m_before->setText(icons ? QString() : m_beforeAction->iconText());
    m_compare->setText(icons ? QString() : m_compareAction->iconText());
    for (QPushButton* const button : {m_before, m_compare}) {
        setRole(button, icons ? QStringLiteral("tool") : QStringLiteral("flat"));
    }
    showKeys();
}

void StagingBar::showKeys()
{
    const bool words = m_before->icon().isNull();
    const auto show = [words](QLabel* cap, const QAction* action) {
        cap->setText(action->shortcut().toString(QKeySequence::NativeText));
        cap->setVisible(words && !cap->text().isEmpty());
    };
    show(m_beforeKey, m_beforeAction);
    show(m_compareKey, m_compareAction);
}

void StagingBar::arrange(Breadth breadth)
{
    m_breadth = breadth;
    const bool wide = breadth == Breadth::Wide;
    const bool icons = breadth == Breadth::Icons;
    setLookAsIcons(icons);
    m_row->setSpacing(icons ? kGap / 2 : kGap);
    m_proof->setWordWrap(icons);
    while (QLayoutItem* item = m_row->takeAt(0)) {
        if (QWidget* const widget = item->widget();
            widget != nullptr && widget->property("mqRole") == QLatin1String("divider")) {
            delete widget;
        }
        delete item;
    }
    m_column->removeWidget(m_proofLine);
    m_column->removeWidget(m_rest);
    m_row->addWidget(m_previous);
    m_row->addWidget(m_place);
    m_row->addWidget(m_next);
    if (!icons) {
        m_row->addWidget(m_rest);
    }
    if (wide) {
        m_row->addSpacing(2);
        m_divider = divider(m_first);
        m_divider->setVisible(m_state.count > 0);
        m_row->addWidget(m_divider);
    } else {
        m_row->addStretch(1);
    }
    m_row->addWidget(m_look);
    if (wide) {
        m_row->addSpacing(kGap);
        m_row->addWidget(m_proofLine);
    } else {
        m_column->insertWidget(0, m_proofLine);
    }
    if (icons) {
        m_column->insertWidget(0, m_rest);
    }
    m_row->addWidget(m_more);
    m_row->addWidget(m_discard);
    m_row->addWidget(m_accept);
    // Going from one layout to another hides them for a moment, and hidden they have no size.
    m_proofLine->setVisible(m_proofShown);
    m_rest->setVisible(!m_rest->text().isEmpty());
}

void StagingBar::fitInto(int room)
{
    if (m_breadth != Breadth::Wide) {
        arrange(Breadth::Wide);
    }
    // From the inside out: a changed text reaches only the layout around it by itself.
    const auto settle = [this] {
        for (QLayout* const layout :
             {m_proofLine->layout(), m_look->layout(), static_cast<QLayout*>(m_row), static_cast<QLayout*>(m_column)}) {
            layout->invalidate();
            layout->activate();
        }
    };
    settle();
    for (const Breadth less : {Breadth::Narrow, Breadth::Icons}) {
        if (sizeHint().width() > room - kEdges) {
            arrange(less);
            settle();
        }
    }
    const QSize wanted = sizeHint();
    // One line for the proof as long as there is room for it.
    const int line =
        m_proofShown && m_proof->wordWrap() ? m_proof->fontMetrics().horizontalAdvance(m_proof->text()) + 4 * kGap : 0;
    const int width = std::min(std::max(wanted.width(), line), room);
    resize(width, m_column->hasHeightForWidth() ? m_column->totalHeightForWidth(width) : wanted.height());
}

void StagingBar::showState(const StagingState& state)
{
    if (state == m_state && !isHidden()) {
        return;
    }
    m_state = state;
    const bool any = state.count > 0;
    setVisible(any || state.running > 0 || state.failed > 0);
    m_previous->setVisible(any);
    m_next->setVisible(any);
    const QString alone = tr("There is only this one.");
    setDisabledReason(m_previous, any && state.count < 2 ? alone : QString());
    setDisabledReason(m_next, any && state.count < 2 ? alone : QString());
    m_place->setVisible(any);
    m_place->setText(stagingText::place(state.index, state.count));
    m_rest->setText(stagingText::rest(state.running, state.failed));
    m_rest->setVisible(!m_rest->text().isEmpty());
    m_rest->setToolTip(state.failed > 0 ? tr("The strip below tells why, and whether it cost anything.") : QString());
    m_look->setVisible(any);
    if (m_divider) {
        m_divider->setVisible(any); // with results on their way only, there is nothing to divide
    }
    m_more->setVisible(any);
    m_accept->setVisible(any);
    m_discard->setVisible(any || state.running == 0);
    QString text = state.busy.isEmpty() ? state.proof.text : state.busy;
    QString role = QStringLiteral("body");
    if (state.busy.isEmpty() && state.proof.tone != StagingProof::Tone::Plain) {
        role = state.proof.tone == StagingProof::Tone::Good ? QStringLiteral("good") : QStringLiteral("warn");
    }
    if (state.filtered && state.busy.isEmpty()) {
        text = tr("Blurred by the provider. %1").arg(text);
        role = QStringLiteral("warn");
    }
    m_proof->setText(text);
    m_proof->setToolTip(state.proof.tip);
    setRole(m_proof, role);
    m_proofShown = any && !text.isEmpty();
    m_proofLine->setVisible(m_proofShown);
    setAccessibleDescription(any ? QStringLiteral("%1. %2").arg(m_place->text(), text) : m_rest->text());
    Q_EMIT sizeWanted();
}

} // namespace maquette
