// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"

#include <QWidget>

class QStackedLayout;

namespace maquette {

class EmptyState;
class HandOut;
class ItemListModel;
class LibraryGrid;
class LibraryKeys;
class Studio;
class Thumbnails;

/// Everything made or imported, newest first.
class LibraryPage : public QWidget
{
    Q_OBJECT

public:
    LibraryPage(Studio& studio, LibraryKeys& keys, QWidget* parent = nullptr);

    /// Outlines what the stage shows.
    void setCurrentItem(const QString& itemId);

Q_SIGNALS:
    void itemActivated(const maquette::GalleryItem& item); ///< Enter or double click: open it
    void itemSelected(const maquette::GalleryItem& item);  ///< a click or a step of the keys: tell about it
    void troubled(const QString& why);                     ///< one sentence to tell in passing

private:
    void refreshState();

    Thumbnails* m_thumbnails;
    HandOut* m_handOut;
    ItemListModel* m_model;
    LibraryGrid* m_grid;
    EmptyState* m_empty;
    QStackedLayout* m_stack;
};

} // namespace maquette
