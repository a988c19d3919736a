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
    /// While \a ground is seen, the messages of its window stand within it, above what its front child has at its lower
    /// edge.
    static void setGround(QWidget* ground);
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
    /// The ground that is seen in the window; nullptr when there is none.
    [[nodiscard]] QWidget* ground() const;
    /// \a place, moved up until it covers none of the small parts of \a ground.
    [[nodiscard]] QRect liftedAbove(const QWidget& ground, QRect place) const;
    QLabel* m_text;
    QPushButton* m_action;
    QTimer* m_timer;
};

} // namespace maquette
