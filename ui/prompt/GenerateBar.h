// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/ErrorText.h"
#include "ui/prompt/GenerateState.h"

#include <QKeySequence>
#include <QWidget>

class QLabel;
class QToolButton;

namespace maquette {

class PriceButton;

/// The foot of the panel: the button with its price or the reason why it cannot be pressed, what the balance is still
/// good for, and why the last order was refused.
class GenerateBar : public QWidget
{
    Q_OBJECT

public:
    explicit GenerateBar(QWidget* parent = nullptr);

    void setState(const GenerateState& state);
    [[nodiscard]] const GenerateState& state() const { return m_state; }
    /// Why the last order was not taken; an empty one takes the message away.
    void setRefusal(const ErrorText& refusal);
    void clearRefusal();
    /// The key shown beside the button; empty shows none.
    void setKey(const QKeySequence& key);

Q_SIGNALS:
    void pressed(bool atFront);
    void addKeyRequested();
    void mendRequested(); ///< what keeps the button from being pressed
    void refusalAction(maquette::ErrorAction action);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showNote();

    GenerateState m_state;
    ErrorAction m_refusalAction = ErrorAction::None;
    QWidget* m_refusal;
    QLabel* m_refusalText;
    QToolButton* m_refusalButton;
    PriceButton* m_button;
    QLabel* m_note;
    QToolButton* m_link;
    QToolButton* m_mend;
    QLabel* m_keycap;
};

} // namespace maquette
