// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/GenerateBar.h"

#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/PriceButton.h"
#include "ui/widgets/Theme.h"

#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

namespace maquette {

namespace {

constexpr int kButtonInset = 36; // px of the button that no text may use

QToolButton* link(const QString& name, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setCursor(Qt::PointingHandCursor);
    setRole(button, QStringLiteral("link"));
    button->hide();
    return button;
}

} // namespace

GenerateBar::GenerateBar(QWidget* parent)
    : QWidget(parent)
    , m_refusal(new QWidget(this))
    , m_refusalText(new QLabel(m_refusal))
    , m_refusalButton(link(QStringLiteral("refusalAction"), m_refusal))
    , m_button(new PriceButton(this))
    , m_note(new QLabel(this))
    , m_link(link(QStringLiteral("addKey"), this))
    , m_mend(link(QStringLiteral("mendProblem"), this))
    , m_keycap(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kMargin, metrics::kGrid * 2, metrics::kMargin, metrics::kMargin);
    column->setSpacing(metrics::kGrid + 2);

    setRole(m_refusal, QStringLiteral("banner"));
    auto* told = new QVBoxLayout(m_refusal);
    told->setContentsMargins(10, 6, 8, 6);
    told->setSpacing(2);
    told->addWidget(m_refusalText);
    told->addWidget(m_refusalButton, 0, Qt::AlignLeft);
    m_refusalText->setObjectName(QStringLiteral("refusal"));
    m_refusalText->setWordWrap(true);
    m_refusalText->setTextFormat(Qt::PlainText);
    m_refusal->hide();
    column->addWidget(m_refusal);

    m_button->setObjectName(QStringLiteral("generate"));
    column->addWidget(m_button);

    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::kGrid * 2);
    foot->addWidget(m_note, 1);
    foot->addWidget(m_link, 1, Qt::AlignLeft);
    foot->addWidget(m_keycap, 0, Qt::AlignTop);
    column->addLayout(foot);
    column->addWidget(m_mend, 0, Qt::AlignLeft); // below the note, which may tell the reason in full
    m_mend->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_note->setObjectName(QStringLiteral("generateNote"));
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    setRole(m_note, QStringLiteral("hint"));
    m_link->setToolButtonStyle(Qt::ToolButtonTextOnly);
    setRole(m_keycap, QStringLiteral("keycap"));
    setKey(QKeySequence(Qt::CTRL | Qt::Key_Return));

    connect(m_button, &QPushButton::clicked, this,
            [this] { Q_EMIT pressed(QGuiApplication::keyboardModifiers().testFlag(Qt::ShiftModifier)); });
    connect(m_link, &QToolButton::clicked, this, &GenerateBar::addKeyRequested);
    connect(m_mend, &QToolButton::clicked, this, &GenerateBar::mendRequested);
    connect(m_refusalButton, &QToolButton::clicked, this, [this] { Q_EMIT refusalAction(m_refusalAction); });
}

void GenerateBar::setState(const GenerateState& state)
{
    m_state = state;
    m_button->setTexts(state.left, state.right);
    setDisabledReason(m_button, state.enabled ? QString() : state.left);
    m_link->setText(state.actionLabel);
    m_link->setAccessibleName(state.actionLabel);
    m_link->setToolTip(tr("Add a key for this provider, or go on in practice mode"));
    m_link->setVisible(state.action == GenerateState::Action::AddKey);
    m_mend->setText(state.actionLabel);
    m_mend->setAccessibleName(state.actionLabel);
    m_mend->setToolTip(tr("Goes to what keeps this from being ordered"));
    m_mend->setVisible(state.action == GenerateState::Action::Mend);
    showNote();
}

void GenerateBar::setRefusal(const ErrorText& refusal)
{
    m_refusalAction = refusal.action;
    m_refusalText->setText(refusal.sentence().simplified());
    m_refusalText->setAccessibleName(m_refusalText->text());
    m_refusalText->setToolTip(refusal.details);
    m_refusalButton->setText(refusal.actionLabel);
    m_refusalButton->setToolTip(refusal.actionLabel);
    m_refusalButton->setVisible(!refusal.actionLabel.isEmpty());
    m_refusal->show();
}

void GenerateBar::clearRefusal()
{
    m_refusal->hide();
    m_refusalText->clear();
}

void GenerateBar::setKey(const QKeySequence& key)
{
    QString text = key.toString(QKeySequence::NativeText);
    text.replace(QStringLiteral("Return"), tr("Enter"));
    m_keycap->setText(text);
    m_keycap->setVisible(!text.isEmpty());
    setDisabledReason(m_button, QString());
    m_button->setToolTip(text.isEmpty() ? tr("Queue it; with Shift at the front of the queue")
                                        : tr("Queue it (%1); with Shift at the front of the queue").arg(text));
    setDisabledReason(m_button, m_state.enabled ? QString() : m_state.left);
}

void GenerateBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showNote();
}

void GenerateBar::showNote()
{
    // A reason too long for the button is told in full below it.
    const QFontMetrics letters(Theme::font(metrics::kFontBody, true));
    const int room = m_button->width() - kButtonInset - letters.horizontalAdvance(m_state.right);
    const bool cut = !m_state.enabled && letters.horizontalAdvance(m_state.left) > room;
    m_note->setText(cut ? m_state.left : m_state.note);
    setRole(m_note, cut || m_state.noteWarns ? QStringLiteral("problem") : QStringLiteral("hint"));
    m_note->setVisible(!m_link->isVisibleTo(this));
}

} // namespace maquette
