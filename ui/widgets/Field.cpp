// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/Field.h"

#include "ui/widgets/Theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QVBoxLayout>

namespace maquette {

Field::Field(const QString& label, QWidget* control, QWidget* parent)
    : QWidget(parent)
    , m_control(control)
    , m_label(new QLabel(this))
    , m_note(new QLabel(this))
    , m_below(new QLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kGrid);
    m_head = new QHBoxLayout;
    m_head->setSpacing(metrics::kGrid * 2);
    m_head->addWidget(m_label, 1);
    m_head->addWidget(m_note, 0, Qt::AlignRight);
    column->addLayout(m_head);
    column->addWidget(m_control);
    const bool grows = (control->sizePolicy().verticalPolicy() & QSizePolicy::ExpandFlag) != 0;
    setSizePolicy(QSizePolicy::Preferred, grows ? QSizePolicy::Expanding : QSizePolicy::Maximum);
    column->addWidget(m_below);
    setRole(m_label, QStringLiteral("label"));
    setRole(m_note, QStringLiteral("label"));
    setRole(m_below, QStringLiteral("hint"));
    for (QLabel* const each : {m_label, m_note, m_below}) {
        each->setTextFormat(Qt::PlainText);
        each->setSizePolicy(each->sizePolicy().horizontalPolicy(), QSizePolicy::Fixed);
    }
    m_label->setBuddy(m_control);
    // Grows with the lines it wraps into.
    m_below->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
    m_below->setWordWrap(true);
    m_below->hide();
    m_note->hide();
    setFocusProxy(m_control);
    if (m_control->accessibleName().isEmpty()) {
        m_control->setAccessibleName(label);
    }
    setLabel(label);
}

void Field::setLabel(const QString& label)
{
    QString text = label;
    m_label->setText(text.replace(QLatin1Char('&'), QStringLiteral("&&")));
    m_label->setVisible(!label.isEmpty());
}

void Field::setNote(const QString& note)
{
    m_note->setText(note);
    m_note->setVisible(!note.isEmpty());
}

void Field::addTrailing(QWidget* widget)
{
    m_head->addWidget(widget, 0, Qt::AlignRight | Qt::AlignVCenter);
}

void Field::setProblem(const QString& problem)
{
    if (problem == m_problem) {
        return;
    }
    m_problem = problem;
    m_control->setProperty("mqProblem", !problem.isEmpty());
    m_control->setAccessibleDescription(problem);
    m_control->style()->unpolish(m_control);
    m_control->style()->polish(m_control);
    showBelow();
}

void Field::setHint(const QString& hint)
{
    m_hint = hint;
    showBelow();
}

void Field::showBelow()
{
    const bool bad = !m_problem.isEmpty();
    setRole(m_below, bad ? QStringLiteral("problem") : QStringLiteral("hint"));
    m_below->setText(bad ? m_problem : m_hint);
    m_below->setVisible(!m_below->text().isEmpty());
}

} // namespace maquette
