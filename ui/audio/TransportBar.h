// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/audio/SoundSession.h"

#include <QFrame>

class QAction;
class QDoubleSpinBox;
class QLabel;
class QSlider;
class QToolButton;

namespace maquette {

/// The floating bar that plays: start, play, loop, time, speed, the marked stretch, the seam, volume and output.
class TransportBar : public QFrame
{
    Q_OBJECT

public:
    struct Actions
    {
        QAction* toStart;
        QAction* play;
        QAction* loop;
        QAction* seam;
        QAction* exportSound;
    };
    TransportBar(SoundSession& session, const Actions& actions, QWidget* parent);
    /// Folds what does not fit into \a width behind one button, least needed first.
    void setRoom(int width);

private:
    [[nodiscard]] QToolButton* button(QAction* action, const QString& name, bool text = false);
    void showTime();
    void showSpan();
    void fillOutputs();
    void fold();
    void fillMore(const Actions& actions);

    SoundSession& m_session;
    QLabel* m_time;
    QLabel* m_span;
    QDoubleSpinBox* m_speed;
    QSlider* m_volume;
    QToolButton* m_output;
    QToolButton* m_more;
    QList<QWidget*> m_foldable; ///< least needed first
    int m_room = QWIDGETSIZE_MAX;
};

} // namespace maquette
