// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace maquette {

class HandOut;
class PlaceActions;
class StripDelegate;
class StripModel;
class Thumbnails;

/// The row of cards and results: one line, scrolled sideways by any wheel, stepped by keys, files pulled out by
/// dragging.
class StripView : public QListView
{
    Q_OBJECT

public:
    StripView(StripModel& model, Thumbnails& thumbnails, HandOut& handOut, QWidget* parent);
    void setStripDelegate(StripDelegate* delegate);
    /// Its commands, for the palette, the list of keys and the user's own keys.
    [[nodiscard]] const PlaceActions& keys() const { return *m_keys; }
    /// Tells the thumbnailer what is in sight and asks for the next page near the end.
    void inspectSight();
    [[nodiscard]] QRect cellOf(int row) const { return visualRect(model()->index(row, 0)); }

    /// Whether the keys, not the mouse, led here: only then the focus is drawn.
    [[nodiscard]] bool isByKeyboard() const { return m_byKeyboard; }

Q_SIGNALS:
    void rowChosen(int row); ///< shown: by a click or a step of the keys
    void rowOpened(int row); ///< by a key or a double click
    void endAsked(int row);  ///< by the card's own sign or a key
    void resumeAsked(int row);
    void menuAsked(int row, QPoint globalPosition);

protected:
    void wheelEvent(QWheelEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Press { None, Row, End, Resume };
    void makeKeys();
    void judgeKeys();
    void step(int to);
    [[nodiscard]] Press partAt(int row, QPoint point) const;
    void pullOut();

    StripModel& m_strip;
    Thumbnails& m_thumbnails;
    HandOut& m_handOut;
    PlaceActions* m_keys;
    struct
    {
        QAction* open;
        QAction* end;
    } m_do = {};
    StripDelegate* m_delegate = nullptr;
    Press m_press = Press::None;
    int m_pressRow = -1;
    QPoint m_pressPoint;
    bool m_byKeyboard = false;
};

} // namespace maquette
