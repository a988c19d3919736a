// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

class QApplication;

namespace maquette {

/// The line around the control that has the focus, shown only when the focus came by keyboard. One per application.
class FocusRing : public QWidget
{
    Q_OBJECT

public:
    static void install(QApplication& application);
    /// The control it is drawn around, null when none.
    [[nodiscard]] QWidget* target() const { return m_target; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    FocusRing();
    void follow(QWidget* target);
    void place();
    bool eventFilter(QObject* watched, QEvent* event) override;

    QPointer<QWidget> m_target;
    bool m_byKeyboard = false;
};

} // namespace maquette
