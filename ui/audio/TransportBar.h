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

private:
    [[nodiscard]] QToolButton* button(QAction* action, const QString& name, bool text = false);
    void showTime();
    void showSpan();
    void fillOutputs();

    SoundSession& m_session;
    QLabel* m_time;
    QLabel* m_span;
    QDoubleSpinBox* m_speed;
    QSlider* m_volume;
    QToolButton* m_output;
};

} // namespace maquette
