// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/CanvasLayers.h"
#include "ui/canvas/CanvasNeeds.h"
#include "ui/canvas/ImageView.h"
#include "ui/canvas/tools/CursorLine.h"
#include "ui/canvas/tools/ToolBox.h"

#include <optional>

class QTabletEvent;

namespace maquette {

class CanvasKeys;

/// The picture with what is painted on it, and the tool that paints. Without a session, or for an operation that needs
/// nothing of it, it only shows a picture.
class CanvasView : public ImageView, public ToolHost
{
    Q_OBJECT

public:
    CanvasView(CanvasSession& session, CanvasSettings& settings, QWidget* parent = nullptr);
    ~CanvasView() override;

    /// Offers the tools for \a needs; the one in use stays if it is among them.
    void setNeeds(const CanvasNeeds& needs);
    [[nodiscard]] const CanvasNeeds& needs() const override { return m_needs; }
    /// Tools that can be used now, in order.
    [[nodiscard]] QList<CanvasTool*> tools() const;
    /// Every tool, for making actions.
    [[nodiscard]] const std::vector<std::unique_ptr<CanvasTool>>& everyTool() const { return m_tools.all(); }
    /// The tool in use, nullptr when the picture is only shown.
    [[nodiscard]] CanvasTool* tool() const { return m_tool; }
    /// Uses the tool \a id, if it can be used now. Once more for a tool that has two ways: the other one.
    bool useTool(const QString& id);
    void swapBrushes();
    /// While \a tool is there, pointer and keys work with it in place of the one chosen: what is painted then is not
    /// the document. It belongs to the caller; nullptr ends that.
    void setStandIn(CanvasTool* tool);
    /// What the pointer works with: the stand-in while there is one, else tool().
    [[nodiscard]] CanvasTool* toolInHand() const { return m_standIn != nullptr ? m_standIn : m_tool; }

    /// Shows another picture in place of what the canvas shows at \a place (picture pixels), with zoom and all above it
    /// as they are: a staged result, a rehearsal. A null \a place is the whole picture.
    /// \a alone: nothing of the canvas is shown around it.
    void setOverride(const MipPyramid& picture, QRect place = {}, bool alone = false);
    /// Lets \a under, of the same size, show through that picture where \a hidden is set; nothing when it is null.
    /// \a changed, if not null, is all of \a hidden that differs from what was shown before.
    void setShowingThrough(const MipPyramid& under, const TiledMask& hidden, QRect changed = {});
    void clearOverride();
    [[nodiscard]] bool hasOverride() const { return m_layers.instead.has_value(); }
    /// The picture alone, as long as it is held.
    void setOriginalShown(bool shown);
    void setOverlayShown(bool shown);
    [[nodiscard]] bool isOverlayShown() const { return m_overlayShown; }
    /// The part of the picture that will be sent, drawn as a thin frame; a null one draws none.
    void setSentArea(QRect area);
    /// What is said beside a frame while it is dragged, after its size: price, and what is wrong.
    void setFrameNote(const QString& note);

    /// A crosshair that is moved with the keys; it paints while it is pressed.
    void setKeyPointer(bool on);
    [[nodiscard]] bool isKeyPointer() const { return m_keyPointer.has_value(); }
    [[nodiscard]] QPointF keyPointer() const { return m_keyPointer.value_or(QPointF()); }
    [[nodiscard]] bool isKeyPointerDown() const { return m_keyDown; }
    /// \a logical pixels of the view.
    void moveKeyPointer(QPointF logical, Qt::KeyboardModifiers modifiers);
    void pressKeyPointer(Qt::KeyboardModifiers modifiers);
    /// Keys that count only while there is something to finish, give up or take back.
    bool finishTool();
    bool abandonTool();
    bool stepToolBack();
    /// Whether the tool is in the middle of something.
    [[nodiscard]] bool isToolBusy() const { return m_down || (toolInHand() && toolInHand()->isUnfinished()); }
    void setCanvasKeys(const CanvasKeys* keys) { m_keys = keys; }

    // ToolHost
    [[nodiscard]] CanvasSession& session() override { return m_session; }
    [[nodiscard]] CanvasSettings& settings() override { return m_settings; }
    [[nodiscard]] const ViewTransform& transform() const override { return ImageView::transform(); }
    void repaintTool() override { update(); }
    void repaintTool(QRectF area) override;
    void optionsChanged() override { Q_EMIT toolOptionsChanged(); }
    void panView(QPointF by) override { panBy(by); }
    [[nodiscard]] QColor colourAt(QPoint at) const override;
    void previewMask(const std::optional<TiledMask>& mask) override;
    [[nodiscard]] QString frameNote() const override { return m_frameNote; }

Q_SIGNALS:
    void toolChanged();
    void toolOptionsChanged();
    void overlayToggled();
    void keyPointerChanged();
    void pointed(QPointF at); ///< the pointer is over this place of the picture

protected:
    void paintOverlay(QPainter& painter) override;
    [[nodiscard]] bool hasLayers() const override;
    void paintLayers(QImage& scene, QRect area, const QTransform& toDevice) override;
    void updateCursor() override;
    void gestureBegan() override;

    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void tabletEvent(QTabletEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void keyReleaseEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    struct Resize
    {
        QPointF from;
        QPointF last;
        bool moved = false;
    };
    void follow();
    void retake();
    void chooseLayer();
    void showOverlay();
    void updateExtent();
    void setTool(CanvasTool* tool);
    /// Abandons what the tool in hand has begun.
    void giveUp();
    [[nodiscard]] bool toolTakes(const QMouseEvent& event) const;
    [[nodiscard]] CanvasPointer pointerAt(QPointF view, Qt::KeyboardModifiers modifiers, double pressure = 1,
                                          bool eraser = false) const;
    void pressTool(const CanvasPointer& pointer);
    void moveTool(const CanvasPointer& pointer);
    void releaseTool(const CanvasPointer& pointer);
    void showCursorAt(std::optional<QPointF> at);
    [[nodiscard]] QRect cursorRect(QPointF at) const;
    void resizeTip(QPointF to);
    void paintCursor(QPainter& painter);
    void paintSentArea(QPainter& painter) const;
    [[nodiscard]] OverlayStyle style() const;
    [[nodiscard]] bool isAnotherShownAlone() const { return m_layers.instead && m_layers.instead->alone; }

    CanvasSession& m_session;
    CanvasSettings& m_settings;
    ToolBox m_tools;
    CanvasTool* m_tool = nullptr;
    CanvasTool* m_standIn = nullptr;
    QString m_wanted = QStringLiteral("brush"); ///< the tool chosen last, where it can be used
    CanvasNeeds m_needs;
    CanvasLayers m_layers;
    const CanvasKeys* m_keys = nullptr;
    bool m_overlayShown = true;
    QRectF m_extent;
    QRect m_sentArea;
    QString m_frameNote;
    bool m_down = false; ///< the tool is pressed
    std::optional<Resize> m_resize;
    CursorLine m_cursorLine;
    std::optional<QPointF> m_cursorAt; ///< picture pixels; where the tip's outline is drawn
    std::optional<QPointF> m_keyPointer;
    bool m_keyDown = false;
};

} // namespace maquette
