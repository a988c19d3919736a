// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QHBoxLayout;
class QLabel;

namespace maquette {

/// A control with its label above it, a value or note at the label's right end, and room for a problem or a hint below.
class Field : public QWidget
{
    Q_OBJECT

public:
    /// Takes \a control over, and gives it the label as accessible name when it has none.
    Field(const QString& label, QWidget* control, QWidget* parent = nullptr);

    [[nodiscard]] QWidget* control() const { return m_control; }
    void setLabel(const QString& label);
    /// What stands at the right of the label ("30 %", "12 of 10 000").
    void setNote(const QString& note);
    /// Puts \a widget at the right end of the label's line.
    void addTrailing(QWidget* widget);
    /// Why the value is not acceptable; empty when it is. Shown below, marked on the control, told to assistive
    /// clients.
    void setProblem(const QString& problem);
    [[nodiscard]] QString problem() const { return m_problem; }
    void setHint(const QString& hint);

private:
    void showBelow();
    QWidget* m_control;
    QHBoxLayout* m_head = nullptr;
    QLabel* m_label;
    QLabel* m_note;
    QLabel* m_below;
    QString m_problem;
    QString m_hint;
};

} // namespace maquette
