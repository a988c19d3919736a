// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QFrame>
#include <QTimer>

class QLabel;

namespace maquette {

class LevelMeter;
class SoundSession;

/// The floating bar of figures: how loud the take is as a whole and where it plays, and what lies under the pointer.
class SoundReadout : public QFrame
{
    Q_OBJECT

public:
    explicit SoundReadout(SoundSession& session, QWidget* parent);
    /// Puts what lies under the pointer, and the meter, away where there is too little of \a width.
    void setRoom(int width);
    void showPointer(const QString& what);

private:
    void showSound();
    void showMoment();

    SoundSession& m_session;
    LevelMeter* m_meter;
    QLabel* m_levels;
    QLabel* m_loudness;
    QLabel* m_shortTerm;
    QLabel* m_pointer;
    QElapsedTimer m_since;
    QTimer m_fall; ///< of the meter, after playing
};

} // namespace maquette
