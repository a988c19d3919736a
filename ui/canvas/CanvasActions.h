// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QPointF>

class QAction;
class QKeyEvent;
class QMenu;
class QWidget;

namespace maquette {

class CanvasSession;
class CanvasView;
class MaskCommands;
class PlaceActions;

/// Keys that count only while the tool waits for them, or the keyboard pointer is on; the view asks for them.
class CanvasKeys
{
public:
    const QAction* original = nullptr; ///< held
    const QAction* finish = nullptr;
    const QAction* abandon = nullptr;
    const QAction* stepBack = nullptr;
    const QAction* press = nullptr; ///< of the keyboard pointer

    struct Way
    {
        const QAction* action;
        QPointF by; ///< logical pixels
    };
    QList<Way> ways;

    [[nodiscard]] bool isPointerKey(const QKeyEvent& event) const;
    /// How far the key moves the keyboard pointer, null when it does not.
    [[nodiscard]] QPointF wayOf(const QKeyEvent& event) const;
};

/// The commands of the canvas: tools, mask, view, undo. They exist from the start, so that they are listed and get
/// their keys; those that cannot be used now say why.
class CanvasActions : public QObject
{
    Q_OBJECT

public:
    /// Their keys work while the focus is in \a place.
    CanvasActions(CanvasView& view, CanvasSession& session, QWidget* place);

    [[nodiscard]] const PlaceActions& keys() const { return *m_keys; }
    [[nodiscard]] const PlaceActions& pointerKeys() const { return *m_pointer; }
    /// The command \a name without "canvas.", nullptr when there is none.
    [[nodiscard]] QAction* action(const QString& name) const { return m_actions.value(name); }
    [[nodiscard]] MaskCommands& mask() const { return *m_mask; }
    /// Everything to do with the mask as a whole, also the saved ones. It belongs to the caller.
    [[nodiscard]] QMenu* maskMenu(QWidget* parent) const;

Q_SIGNALS:
    void maskNameAsked(); ///< for a mask to be saved
    void overlayAsked();  ///< for how the mask is shown

private:
    QAction* add(const QString& name, const QString& text, const QString& icon, const QList<QKeySequence>& keys);
    void addTools();
    void addMask();
    void addUndo();
    void addView();
    void addPointer();
    void update();
    void setReason(const QString& name, const QString& why);

    CanvasView& m_view;
    CanvasSession& m_session;
    MaskCommands* m_mask;
    PlaceActions* m_keys;
    PlaceActions* m_pointer;
    CanvasKeys m_held;
    QHash<QString, QAction*> m_actions;
};

} // namespace maquette
