// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace maquette {

/// The plate at the stage's corner that says what the picture is, and by which its file is pulled out of the window.
class InfoCorner : public QPushButton
{
    Q_OBJECT

public:
    explicit InfoCorner(QWidget* parent);

Q_SIGNALS:
    void dragOutPrepared();
    void dragOutRequested();

protected:
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    QPoint m_press;
};

} // namespace maquette
