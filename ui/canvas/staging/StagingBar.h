// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Credits.h"

#include <QFrame>
#include <QPointer>

class QAction;
class QBoxLayout;
class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace maquette {

/// What can be said of the pixels a result changed.
struct StagingProof
{
    enum class Tone { Plain, Good, Warn };
    QString text;
    QString tip;
    Tone tone = Tone::Plain;
    bool operator==(const StagingProof&) const = default;
};

/// What the bar shows.
struct StagingState
{
    int index = -1; ///< of the result on the canvas, 0-based; -1 = none
    int count = 0;  ///< results to step through
    int running = 0;
    int failed = 0;
    bool filtered = false; ///< the provider blurred this one
    bool kept = false;     ///< this one is an item of its own already
    QString busy;          ///< "Putting it in place …"; empty when nothing is under way
    StagingProof proof;
    bool operator==(const StagingState&) const = default;
};

/// The floating bar below the canvas while results are staged: step, look, prove, accept or discard. In a narrow stage
/// the proof goes on a line of its own; in a very narrow one Before and Compare are icons, and what is still on its way
/// has a line too.
class StagingBar : public QFrame
{
    Q_OBJECT

public:
    struct Actions
    {
        QAction* before;  ///< checkable; the button holds it while pressed
        QAction* compare; ///< checkable
        QAction* discard;
        QAction* accept;
        QList<QAction*> more; ///< of the menu; nullptr is a separator
    };
    StagingBar(const Actions& actions, QWidget* parent);

    void showState(const StagingState& state);
    [[nodiscard]] const StagingState& state() const { return m_state; }
    /// Lays the bar out for a stage \a room wide and gives it its size.
    void fitInto(int room);

Q_SIGNALS:
    void stepped(int by);
    void beforeHeld(bool held);
    void sizeWanted(); ///< the texts changed: fitInto() again

private:
    [[nodiscard]] QToolButton* stepButton(const char* name, const char* icon, const QString& text, int by);
    [[nodiscard]] QWidget* lookGroup(const Actions& actions);
    void showKeys();
    enum class Breadth { Wide, Narrow, Icons };
    void arrange(Breadth breadth);
    /// Before and Compare as words with their keys, or as icons.
    void setLookAsIcons(bool icons);

    StagingState m_state;
    QWidget* m_first; ///< everything but the proof
    QToolButton* m_previous;
    QToolButton* m_next;
    QLabel* m_place;
    QLabel* m_rest; ///< what still runs, what failed
    QWidget* m_look;
    QPointer<QWidget> m_divider; ///< before m_look, in the widest layout
    QPushButton* m_before;
    QPushButton* m_compare;
    QLabel* m_beforeKey;
    QLabel* m_compareKey;
    QToolButton* m_more;
    QWidget* m_proofLine;
    QLabel* m_proof;
    QPushButton* m_discard;
    QPushButton* m_accept;
    QBoxLayout* m_row;
    QBoxLayout* m_column;
    QAction* m_beforeAction;
    QAction* m_compareAction;
    QMenu* m_menu;
    Breadth m_breadth = Breadth::Wide;
    bool m_proofShown = false;
};

namespace stagingText {

/// "2 still run; cancelling saves 10 credits." and what of it is true when some were sent already.
[[nodiscard]] QString saving(int running, int unsent, Credits saves);
/// "2 of 4"
[[nodiscard]] QString place(int index, int count);
/// What is still on its way and what will not come; empty when all is there.
[[nodiscard]] QString rest(int running, int failed);

} // namespace stagingText

} // namespace maquette
