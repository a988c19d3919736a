// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>
#include <QPointer>

class QVBoxLayout;

namespace maquette {

/// A rounded sheet inside the window, below (or above) the control it belongs to. Takes the focus; Esc, a click outside
/// or the loss of the window closes it and gives the focus back. Made with the window's widgets, not as a window of its
/// own: no compositor is needed for its corners.
class Popover : public QFrame
{
    Q_OBJECT

public:
    enum class Edge { Left, Right, Centre };

    /// \a owner: any widget of the window it is to appear in.
    explicit Popover(QWidget* owner);
    ~Popover() override;

    /// Shows it below \a anchor, aligned with its \a edge; above when there is no room below. A second call while it is
    /// open closes it.
    void popUp(QWidget* anchor, Edge edge = Edge::Right);
    /// Shows it centred at the top third of the window.
    void popUpCentred();
    void dismiss();
    [[nodiscard]] bool isOpen() const { return isVisible(); }
    /// Where the content goes.
    [[nodiscard]] QVBoxLayout* column() const { return m_column; }
    /// Places it anew after its content changed.
    void adjust();

Q_SIGNALS:
    void dismissed();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void open();
    QVBoxLayout* m_column;
    QPointer<QWidget> m_anchor;
    QPointer<QWidget> m_before; ///< had the focus
    Edge m_edge = Edge::Right;
    bool m_centred = false;
};

} // namespace maquette
