// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/Shapes.h"
#include "ui/canvas/tools/ToolOption.h"

#include <QKeySequence>
#include <QPainterPath>
#include <QPointF>
#include <QString>

#include <optional>

class QPainter;

namespace maquette {

class CanvasSession;
class CanvasSettings;
struct CanvasNeeds;
class ViewTransform;

/// The pointer, whatever moves it: mouse, pen or the keys.
struct CanvasPointer
{
    QPointF at;            ///< picture pixels; may lie outside the picture
    double pressure = 1.0; ///< 0 to 1
    Qt::KeyboardModifiers modifiers;
    bool eraserEnd = false; ///< the pen was turned round
};

/// What a tool works with. The canvas view is one.
class ToolHost
{
public:
    virtual ~ToolHost() = default;
    [[nodiscard]] virtual CanvasSession& session() = 0;
    [[nodiscard]] virtual CanvasSettings& settings() = 0;
    [[nodiscard]] virtual const ViewTransform& transform() const = 0;
    /// Draws the tool's part of the view anew, all of it or \a area (picture pixels, without the width of lines).
    virtual void repaintTool() = 0;
    virtual void repaintTool(QRectF area) = 0;
    /// Its options or what they read from changed.
    virtual void optionsChanged() = 0;
    /// Moves the view, in logical pixels.
    virtual void panView(QPointF by) = 0;
    /// The pixels under the pointer: picture, and the sketch where there is one.
    [[nodiscard]] virtual QColor colourAt(QPoint at) const = 0;
    /// Shows \a mask in place of the document's while something is worked out; nothing ends that.
    virtual void previewMask(const std::optional<TiledMask>& mask) = 0;
    /// What is to be said beside a frame while it is dragged; empty for nothing.
    [[nodiscard]] virtual QString frameNote() const = 0;
    /// What the operation works with.
    [[nodiscard]] virtual const CanvasNeeds& needs() const = 0;
};

/// The layers a tool is for; the view shows those of the layer in use.
enum class ToolLayer { Mask, Sketch, Frame, Outpaint, Any };

struct ToolAbout
{
    QString id; ///< "brush"; its action is "canvas.brush". Tools of two layers may share one: they are one to the user.
    QString title;
    QString hint; ///< one sentence for the tooltip
    QString icon;
    QKeySequence key;
    ToolLayer layer = ToolLayer::Mask;
};

/// One tool of the canvas. It changes the document through the session only, so that everything it does can be undone.
/// To add one, derive a class and name it in allTools().
class CanvasTool
{
public:
    explicit CanvasTool(ToolHost& host)
        : m_host(host)
    {
    }
    virtual ~CanvasTool() = default;
    CanvasTool(const CanvasTool&) = delete;
    CanvasTool& operator=(const CanvasTool&) = delete;

    [[nodiscard]] virtual ToolAbout about() const = 0;
    /// What the bar above the picture offers while it is in use, in this order.
    [[nodiscard]] virtual QList<ToolOption> options() { return {}; }

    virtual void press(const CanvasPointer& /*pointer*/) {}
    /// The pointer moved while pressed, and without.
    virtual void move(const CanvasPointer& /*pointer*/) {}
    virtual void hover(const CanvasPointer& /*pointer*/) {}
    virtual void release(const CanvasPointer& /*pointer*/) {}
    /// Enter or a double click: completes what was begun. False when there was nothing.
    virtual bool finish() { return false; }
    /// Esc, another tool, another picture: gives up what was begun. False when there was nothing.
    virtual bool abandon() { return false; }
    /// The pointer was taken away while pressed (two fingers began to zoom): as if it had not been pressed. What was
    /// begun before that press goes on.
    virtual void letGo() { abandon(); }
    /// Backspace: takes the last point back. False when there was nothing.
    virtual bool stepBack() { return false; }
    /// Whether something was begun that waits for more, with the button up.
    [[nodiscard]] virtual bool isUnfinished() const { return false; }
    /// The tool's key was pressed again: the other of its two ways, if it has them.
    virtual void alternate() {}
    /// Keys for the size of the tip; \a steps is negative for smaller.
    virtual void changeSize(int /*steps*/) {}
    virtual void changeSoftness(int /*steps*/) {}

    /// The tip's outline around \a at in picture pixels, drawn as the cursor; empty for none.
    [[nodiscard]] virtual QPainterPath outline(QPointF /*at*/) const { return {}; }
    [[nodiscard]] virtual Qt::CursorShape cursor(QPointF /*at*/) const { return Qt::CrossCursor; }
    /// Draws above the picture, in logical pixels of the view.
    virtual void paint(QPainter& /*painter*/) const {}

protected:
    [[nodiscard]] ToolHost& host() const { return m_host; }
    [[nodiscard]] CanvasSession& session() const { return m_host.session(); }
    [[nodiscard]] CanvasSettings& settings() const { return m_host.settings(); }
    /// The colour that is drawn with.
    [[nodiscard]] ToolOption sketchColour() const;
    /// Logical view pixels per picture pixel.
    [[nodiscard]] double viewScale() const;

private:
    ToolHost& m_host;
};

/// How a selection begun with these keys held meets the mask: Shift adds, Alt takes away, both keep what is in both.
/// Without them \a otherwise.
[[nodiscard]] Combine combineFor(Qt::KeyboardModifiers modifiers, Combine otherwise);

} // namespace maquette
