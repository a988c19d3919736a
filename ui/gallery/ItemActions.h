// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace maquette {

class Studio;

/// What can be done with a library item.
class ItemActions : public QWidget
{
    Q_OBJECT

public:
    static constexpr int kVariations = 4;

    ItemActions(Studio& studio, QWidget* parent);
    void showItem(const GalleryItem& item);

Q_SIGNALS:
    void variationsAsked(int count);
    void reuseAsked(bool withSeed);
    void folderAsked();
    void copyAsked();

private:
    [[nodiscard]] QPushButton* button(const QString& name, const QString& text, const QString& toolTip);
    void refresh();
    [[nodiscard]] QString whyNoVariations() const;

    Studio& m_studio;
    GalleryItem m_item;
    QPushButton* m_variations;
    QPushButton* m_reuse;
    QPushButton* m_reuseSeed;
    QPushButton* m_folder;
    QPushButton* m_copy;
    QLabel* m_reason;
};

} // namespace maquette
