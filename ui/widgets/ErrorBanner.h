// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/studio/ErrorText.h"

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;
class QVBoxLayout;

namespace maquette {

/// An error as a person reads it: what happened, what it cost, what to do next; one action; the provider's words folded
/// away.
class ErrorBanner : public QFrame
{
    Q_OBJECT

public:
    explicit ErrorBanner(QWidget* parent = nullptr);

    void setText(const ErrorText& text);
    [[nodiscard]] const ErrorText& text() const { return m_text; }
    void setClosable(bool closable);
    /// Puts the button below the text instead of beside it: for a panel or a popover.
    void setNarrow();

Q_SIGNALS:
    void actionTriggered(maquette::ErrorAction action);
    void closed();

private:
    ErrorText m_text;
    QLabel* m_what;
    QLabel* m_rest;
    QLabel* m_details;
    QPushButton* m_action;
    QPushButton* m_fold;
    QToolButton* m_close;
    QVBoxLayout* m_column;
};

} // namespace maquette
