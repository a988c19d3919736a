// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"

#include <QAbstractButton>
#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace maquette {

class Catalogue;
class Thumbnails;

/// One step of how something was made: a thumbnail, what was done, what it cost.
class LineageRow : public QAbstractButton
{
    Q_OBJECT

public:
    LineageRow(GalleryItem item, QString title, QString detail, Thumbnails& thumbnails, QWidget* parent);
    [[nodiscard]] const GalleryItem& item() const { return m_item; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    GalleryItem m_item;
    QString m_title;
    QString m_detail;
    Thumbnails& m_thumbnails;
};

/// The way from the first picture to this one, and what it has cost.
class LineageList : public QWidget
{
    Q_OBJECT

public:
    LineageList(const Catalogue& catalogue, Thumbnails& thumbnails, QWidget* parent);
    /// Oldest first, the shown item last.
    void show(const QList<GalleryItem>& line);

Q_SIGNALS:
    void itemActivated(const maquette::GalleryItem& item);

private:
    void addStep(const GalleryItem& item, bool isShown);
    const Catalogue& m_catalogue;
    Thumbnails& m_thumbnails;
    QVBoxLayout* m_steps;
    QLabel* m_cost;
};

} // namespace maquette
