// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/SeedControl.h"

#include "ui/widgets/DisabledReason.h"
#include "ui/widgets/Theme.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QRandomGenerator>
#include <QSignalBlocker>
#include <QToolButton>

namespace maquette {

namespace {

constexpr int kButton = 22; // px
constexpr int kPadding = 8; // px: of the field itself, at its right end
constexpr quint32 kSeeds = 4294967294U;

QToolButton* smallButton(const QString& name, const QString& label, const QString& toolTip, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setAccessibleName(label);
    button->setToolTip(toolTip);
    button->setFocusPolicy(Qt::TabFocus);
    button->setFixedSize(kButton, kButton);
    button->setStyleSheet(QStringLiteral("min-height: 0; min-width: 0; padding: 0;"));
    button->setCursor(Qt::ArrowCursor);
    setRole(button, QStringLiteral("flat"));
    button->setIconSize({14, 14});
    return button;
}

} // namespace

SeedControl::SeedControl(const ParamSpec& spec, QWidget* parent)
    : QWidget(parent)
    , m_edit(new QLineEdit(this))

{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_edit);
    setFocusProxy(m_edit);
    m_edit->setObjectName(spec.name);
    m_edit->setAccessibleName(spec.label);
    m_edit->setToolTip(spec.hint);
    m_edit->setPlaceholderText(tr("random"));

    m_reuse = smallButton(QStringLiteral("seed-reuse"), tr("Use the last seed"), tr("Use the last seed"), m_edit);
    m_reuse->setIcon(Theme::icon(QStringLiteral("edit-undo-history"), IconTint::Label));
    m_lock = smallButton(QStringLiteral("seed-lock"), tr("Lock the seed"), {}, m_edit);
    m_lock->setCheckable(true);
    // Both stand inside the field; the text keeps clear of them.
    auto* line = new QHBoxLayout(m_edit);
    line->setContentsMargins(0, 0, 3, 0);
    line->setSpacing(0);
    line->addStretch();
    line->addWidget(m_reuse);
    line->addWidget(m_lock);
    m_edit->setTextMargins(0, 0, 2 * kButton - kPadding, 0);

    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        showState();
        Q_EMIT edited();
    });
    connect(m_lock, &QToolButton::clicked, this, &SeedControl::setLocked);
    connect(m_reuse, &QToolButton::clicked, this, [this] {
        m_edit->setText(m_last);
        showState();
        Q_EMIT edited();
    });
    showState();
}

QString SeedControl::text() const
{
    return m_edit->text().trimmed();
}

void SeedControl::setText(const QString& text)
{
    m_edit->setText(text);
    showState();
}

void SeedControl::setLastSeed(const QString& seed)
{
    m_last = seed;
    showState();
}

void SeedControl::setLocked(bool locked)
{
    if (!locked) {
        m_edit->clear();
    } else if (text().isEmpty()) {
        m_edit->setText(m_last.isEmpty() ? QString::number(QRandomGenerator::global()->bounded(1U, kSeeds)) : m_last);
    }
    showState();
    Q_EMIT edited();
}

void SeedControl::showState()
{
    const bool locked = !text().isEmpty();
    m_lock->setChecked(locked);
    m_lock->setIcon(
        Theme::icon(locked ? QStringLiteral("object-locked") : QStringLiteral("object-unlocked"), IconTint::Label));
    m_lock->setToolTip(locked             ? tr("Locked: the same seed every time. Click for a random one.")
                       : m_last.isEmpty() ? tr("Random. Click to hold one seed.")
                                          : tr("Random. Click to hold the last seed, %1.").arg(m_last));
    setDisabledReason(m_reuse, QString());
    m_reuse->setToolTip(tr("Use the last seed, %1").arg(m_last));
    if (m_last.isEmpty()) {
        m_reuse->setToolTip(tr("Use the last seed"));
        setDisabledReason(m_reuse, tr("Nothing has been made yet"));
    } else if (text() == m_last) {
        setDisabledReason(m_reuse, tr("It is in use"));
    }
}

} // namespace maquette
