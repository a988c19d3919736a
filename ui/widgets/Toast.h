// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QTimer;

namespace maquette {

/// A short message at the bottom of the window that leaves by itself, never under the pointer, and may offer one action
/// ("Undo").
class Toast : public QFrame
{
    Q_OBJECT

public:
    /// One per window; a new message takes the place of the old one.
    static Toast* show(QWidget* owner, const QString& text, const QString& actionLabel = {});
    [[nodiscard]] QString text() const;

Q_SIGNALS:
    void actionTriggered();

protected:
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    explicit Toast(QWidget* window);
    void place();
    QLabel* m_text;
    QPushButton* m_action;
    QTimer* m_timer;
};

} // namespace maquette
