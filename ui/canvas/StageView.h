// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"
#include "ui/canvas/CanvasNeeds.h"
#include "ui/canvas/MipPyramid.h"

#include <QWidget>

#include <optional>

class QAction;

namespace maquette {

class CanvasDesk;
class CanvasSession;
class CanvasView;
class EmptyPlate;
class HandOut;
class InfoCorner;
class MessagePlate;
class NotePlate;
class PictureLoader;
class PlaceActions;
class ProgressPlate;
class StageActions;
class StageBar;
class Studio;
class Thumbnails;

/// The middle of the window: shows one library item, and lets a picture be worked on when the chosen operation can.
class StageView : public QWidget
{
    Q_OBJECT

public:
    explicit StageView(Studio& studio, QWidget* parent = nullptr);
    ~StageView() override;

    [[nodiscard]] CanvasView& imageView() { return *m_image; }
    [[nodiscard]] const std::optional<GalleryItem>& item() const { return m_item; }
    /// What is on the canvas. Open once a picture is on the stage and an operation that needs one was chosen; it stays
    /// open until another item is shown.
    [[nodiscard]] CanvasSession& session();
    [[nodiscard]] CanvasDesk& canvas() { return *m_canvas; }
    /// Why the picture on the stage can only be looked at (print colours, an animation); empty when it can be edited.
    [[nodiscard]] QString canvasRefusal() const;
    [[nodiscard]] const CanvasNeeds& needs() const { return m_needs; }
    /// Offers what \a operation needs of the canvas; \a values are the form's.
    void setOperation(const Operation& operation, const QJsonObject& values = {});
    /// Every command of the stage, for the palette, the list of keys and the user's own keys.
    [[nodiscard]] const PlaceActions& keys() const;
    /// What the picture's menu offers besides the stage's own commands.
    void addMenuActions(const QList<QAction*>& actions);
    /// Offers \a open, which is for a file to work from, on the empty stage and in the picture's menu.
    void setOpenAction(QAction* open);
    /// \a logical pixels at the bottom that a fitted picture keeps free, beyond what the stage's own parts need.
    void setBottomRoom(int logical);
    /// \a item is the picture that was put under the canvas: the stage shows it, and what is painted stays.
    void adoptItem(const GalleryItem& item);
    /// The same of the canvas, and of its keyboard pointer.
    [[nodiscard]] QList<const PlaceActions*> canvasKeys() const;

public Q_SLOTS:
    void showItem(const maquette::GalleryItem& item);
    void showNothing();
    /// Nothing but the picture: no margins, no plates. Panels around it are the window's business (see
    /// fullViewAsked()).
    void setFullView(bool full);
    /// Takes a picture file as the mask of the canvas; maskFileTaken() or troubled() follows.
    void takeMaskFile(const QString& path);

Q_SIGNALS:
    /// The item is on screen (or, when its file is damaged, the message in its place).
    void itemShown(const maquette::GalleryItem& item);
    void filesDropped(const QStringList& paths);
    void stepRequested(int by); ///< to the next (1) or previous (-1) result
    void fullViewAsked(bool full);
    void openFolderRequested(const maquette::GalleryItem& item);
    void maskFileTaken(const QString& path);
    void troubled(const QString& why); ///< one sentence to tell in passing

protected:
    void resizeEvent(QResizeEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void connectParts();
    void showPicture(const MipPyramid& picture);
    void showMessage(const QString& title, const QString& text);
    void showPlaceholder(const QImage& small);
    void openCanvas();
    void setMargins();
    void refresh();
    void placeParts();
    void showMenu(QPoint globalPosition);
    void prepareDrag();
    void dragOut();

    Studio& m_studio;
    HandOut* m_handOut;
    Thumbnails* m_thumbnails;
    PictureLoader* m_loader;
    CanvasDesk* m_canvas;
    CanvasView* m_image;
    StageActions* m_do;
    EmptyPlate* m_empty;
    MessagePlate* m_message;
    ProgressPlate* m_progress;
    NotePlate* m_note;
    NotePlate* m_practice;
    NotePlate* m_dropHint;
    InfoCorner* m_info;
    NotePlate* m_reading;
    StageBar* m_bar;
    int m_bottomRoom = 0;
    CanvasNeeds m_needs;
    QList<QAction*> m_menuActions;
    std::optional<GalleryItem> m_item;
    bool m_loading = false;
};

} // namespace maquette
