// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSplitter>

namespace maquette {

/// A middle with a panel at each side. The panels fold away, and have the widths they had when they come back.
class SideSplitter : public QSplitter
{
    Q_OBJECT

public:
    SideSplitter(QWidget* left, QWidget* middle, QWidget* right, QWidget* parent);

    void setLeftFolded(bool folded);
    void setRightFolded(bool folded);
    [[nodiscard]] bool isLeftFolded() const { return m_left->isHidden(); }
    [[nodiscard]] bool isRightFolded() const { return m_right->isHidden(); }
    /// Logical pixels; brought into the range that is allowed.
    void setWidths(int left, int right);
    [[nodiscard]] int leftWidth() const { return m_leftWidth; }
    [[nodiscard]] int rightWidth() const { return m_rightWidth; }

Q_SIGNALS:
    void foldingChanged(); ///< or a width

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fold(QWidget* panel, bool folded);
    void applyWidths();

    QWidget* m_left;
    QWidget* m_right;
    int m_leftWidth;
    int m_rightWidth;
};

} // namespace maquette
