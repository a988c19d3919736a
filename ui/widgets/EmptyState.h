// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace maquette {

/// What stands where there is nothing yet: a quiet icon, a line, what to do, and perhaps a button for it.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    EmptyState(const QString& icon, const QString& title, const QString& text, QWidget* parent = nullptr);
    void setTexts(const QString& title, const QString& text);
    /// Adds a button, or takes it away when \a label is empty.
    void setAction(const QString& label, const QString& toolTip = {});

Q_SIGNALS:
    void actionTriggered();

protected:
    void changeEvent(QEvent* event) override;

private:
    void drawIcon();
    QString m_icon;
    QLabel* m_sign;
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_action;
};

} // namespace maquette
