// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QMenu;

namespace maquette {

class ImageView;
class PlaceActions;

/// The commands of the stage. Those that move the picture do so; the others are the stage's business.
class StageActions : public QObject
{
    Q_OBJECT

public:
    /// Their keys work while the focus is in \a place.
    StageActions(ImageView& view, QWidget* place);

    [[nodiscard]] const PlaceActions& keys() const { return *m_keys; }
    /// Enables those that can be used: a picture is shown, all its pixels are there, there is an item.
    void setUsable(bool shown, bool complete, bool item);
    /// Puts what belongs into a picture's menu into \a menu, and \a more in between.
    void fill(QMenu& menu, const QList<QAction*>& more) const;

    QAction* fit = nullptr;
    QAction* actualSize = nullptr;
    QAction* zoomIn = nullptr;
    QAction* zoomOut = nullptr;
    QAction* fullView = nullptr; ///< checkable
    QAction* copyPicture = nullptr;
    QAction* copyFile = nullptr;
    QAction* folder = nullptr;
    QAction* previous = nullptr;
    QAction* next = nullptr;

private:
    void addPanning(ImageView& view);

    PlaceActions* m_keys;
};

} // namespace maquette
