// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"

#include <QListView>
#include <QStyledItemDelegate>

namespace maquette {

class Catalogue;
class HandOut;
class ItemListModel;
class LibraryKeys;
class Thumbnails;

/// The library's grid: as many columns as fit, tiles that share the width evenly.
class LibraryGrid : public QListView
{
    Q_OBJECT

public:
    static constexpr int kLeastTile = 136; ///< logical pixels, width
    static constexpr int kGap = 10;
    static constexpr int kInset = 5; ///< room for outlines around a tile

    /// Works with \a keys as long as it lives.
    LibraryGrid(ItemListModel& model, const Catalogue& catalogue, Thumbnails& thumbnails, HandOut& handOut,
                LibraryKeys& keys, QWidget* parent);

    void setShown(const QString& itemId);
    /// The picture's side lengths for a grid \a width wide, and the number of columns.
    [[nodiscard]] static std::pair<QSize, int> arrangement(int width);

    /// Whether the keys, not the mouse, led here: only then the focus is drawn.
    [[nodiscard]] bool isByKeyboard() const { return m_byKeyboard; }

Q_SIGNALS:
    void itemOpened(const maquette::GalleryItem& item);
    void itemChosen(const maquette::GalleryItem& item);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    class Delegate;
    void connectKeys();
    void inspectSight();
    void openRow(int row);

    ItemListModel& m_items;
    Thumbnails& m_thumbnails;
    HandOut& m_handOut;
    LibraryKeys& m_keys;
    Delegate* m_delegate;
    QSize m_tile{kLeastTile, kLeastTile};
    int m_columns = 1;
    int m_pressRow = -1;
    QPoint m_pressPoint;
    bool m_byKeyboard = false;
};

} // namespace maquette
