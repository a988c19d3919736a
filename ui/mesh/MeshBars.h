// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mesh/MeshActions.h"
#include "ui/mesh/MeshLook.h"

#include <QFrame>

class QComboBox;
class QGridLayout;
class QHBoxLayout;
class QLabel;
class QSlider;
class QToolButton;

namespace maquette {

/// The floating column at the left: what is shown. In two columns where the stage is low.
class MeshRail : public QFrame
{
    Q_OBJECT

public:
    MeshRail(const MeshActions& actions, QWidget* parent);
    void fitInto(int height);

private:
    void arrange();
    QGridLayout* m_grid;
    QList<QToolButton*> m_buttons;
    int m_height = 10'000;
};

/// The floating bar above: surface, channel, light and lens, each with its choices.
class MeshTopBar : public QFrame
{
    Q_OBJECT

public:
    MeshTopBar(const MeshActions& actions, QWidget* parent);
    void showState(const MeshLook& look, const MeshCamera& camera);
    /// Leaves the labels out when they do not fit.
    void fitInto(int width);

private:
    QToolButton* addMenu(const QString& label, const QString& name, const QString& toolTip);

    MeshActions m_actions;
    QHBoxLayout* m_row;
    QList<QLabel*> m_labels;
    QToolButton* m_surface;
    QToolButton* m_channel;
    QToolButton* m_light;
    QToolButton* m_lens;
};

/// Which animation, where in it, and play; for a mesh that moves.
class MeshTimeline : public QFrame
{
    Q_OBJECT

public:
    MeshTimeline(QAction* play, QWidget* parent);
    /// Nothing for a mesh that stands still.
    void setAnimations(const QList<MeshAnimation>& animations);
    void showTime(int animation, double seconds);
    /// Shortens its slider where \a width is little.
    void fitInto(int width);
    [[nodiscard]] double seconds() const; ///< of the chosen animation

Q_SIGNALS:
    void animationChosen(int animation);
    void sought(double seconds);

private:
    QComboBox* m_which;
    QSlider* m_slider;
    QLabel* m_time;
    QList<double> m_lengths;
};

[[nodiscard]] QString surfaceName(MeshSurface surface); ///< for people

} // namespace maquette
