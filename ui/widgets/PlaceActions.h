// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QWidget>

class QAction;
class QKeyEvent;

namespace maquette {

/// The commands of one place of the window, such as the stage or the strip: their keys work while the focus is there.
/// They exist from the start, so that they can be listed and get other keys, even when the place's widgets come and go.
///
/// Each command has an object name that never changes, as the keys a user chose are stored under it.
class PlaceActions : public QObject
{
    Q_OBJECT

public:
    /// \a place is a stable word, "stage"; a place within another is called "stage/canvas", and "stage/order strip" is
    /// in two. \a title is for people.
    PlaceActions(const QString& place, const QString& title, QObject* parent);

    /// A command \a name ("stage.fit") with its built-in \a keys.
    QAction* add(const QString& name, const QString& text, const QString& icon, const QList<QKeySequence>& keys);
    /// The same for moving about. It is listed with its keys, but is no command to be searched for.
    QAction* addStep(const QString& name, const QString& text, const QList<QKeySequence>& keys);
    /// The same for keys that count while they are held: the action is never triggered, the widget asks isKeyOf() when
    /// a key is pressed or let go.
    QAction* addHeld(const QString& name, const QString& text, const QList<QKeySequence>& keys);
    /// Lets the keys work while the focus is in \a widget or in a child of it. There may be several.
    void attach(QWidget* widget);
    /// The same of a \a widget elsewhere, whose being seen does not make the place present.
    void reachFrom(QWidget* widget);

    [[nodiscard]] const QString& place() const { return m_place; }
    [[nodiscard]] const QString& title() const { return m_title; }
    [[nodiscard]] const QList<QAction*>& actions() const { return m_actions; }
    /// Whether one of its widgets can be seen.
    [[nodiscard]] bool isPresent() const;
    /// "Open (Enter), Dismiss (Del)": the commands that have a key, without the steps; for tooltips.
    [[nodiscard]] QString keyHint() const;

    /// Whether a command of \a widget itself wants this key. An editor, to which letters and many combinations are
    /// text, asks on QEvent::ShortcutOverride and leaves such an event unaccepted.
    [[nodiscard]] static bool claims(const QWidget& widget, const QKeyEvent& event);
    /// Whether keys of the two places can meet: they are one, or one is within the other; an empty name is the window.
    [[nodiscard]] static bool meet(const QString& place, const QString& other);

Q_SIGNALS:
    void changed(); ///< a key or the state of a command

private:
    QAction* make(const QString& name, const QString& text, const QList<QKeySequence>& keys);

    QString m_place;
    QString m_title;
    QList<QAction*> m_actions;
    QList<QAction*> m_pressed; ///< without the held ones
    QList<QPointer<QWidget>> m_widgets;
};

/// Whether \a action is one of PlaceActions::addStep() or addHeld(): nothing to choose from a list of commands.
[[nodiscard]] bool isStep(const QAction& action);

} // namespace maquette
