// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QWidget>

class QComboBox;
class QPushButton;

namespace maquette {

/// What is behind the mesh in a picture that leaves the program.
class GroundPicker : public QWidget
{
    Q_OBJECT

public:
    /// \a name: for object names ("turntable").
    GroundPicker(const QString& name, QWidget* parent);

    /// Drawn on no ground; colour() is laid behind it, or nothing when that is invalid.
    [[nodiscard]] bool isTransparent() const;
    [[nodiscard]] QColor colour() const;
    /// "shown", "none", "white", "black" or "own".
    void choose(const QString& ground);
    /// Why "none" cannot be had, empty when it can; "white" takes its place.
    void setNoneReason(const QString& why);

Q_SIGNALS:
    void changed();

private:
    void pickColour();
    void showColour();
    QComboBox* m_ground;
    QPushButton* m_pick;
    QColor m_own;
};

} // namespace maquette
