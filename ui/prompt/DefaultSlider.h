// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSlider>

namespace maquette {

/// A horizontal slider with a small mark under one of its places: the default.
class DefaultSlider : public QSlider
{
    Q_OBJECT

public:
    explicit DefaultSlider(QWidget* parent = nullptr);
    /// \a place: a value of the slider; -1 for no mark.
    void setMark(int place);

protected:
    void paintEvent(QPaintEvent* event) override;
    /// A click on the groove goes there at once, like in any program with sliders for values.
    void mousePressEvent(QMouseEvent* event) override;

private:
    [[nodiscard]] int valueAt(int x) const;
    int m_mark = -1;
};

} // namespace maquette
