// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QLabel;
class QTimer;

namespace maquette {

/// Says what is worked out for the canvas, with a way to stop it. Appears only when it takes a while.
class BusyPlate : public QFrame
{
    Q_OBJECT

public:
    explicit BusyPlate(QWidget* parent);
    /// Empty when nothing is worked out any more.
    void setWork(const QString& what);

Q_SIGNALS:
    void appeared();
    void cancelled();

private:
    QLabel* m_text;
    QTimer* m_delay;
};

} // namespace maquette
