// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/CanvasDocument.h"

#include <deque>

namespace maquette {

/// The tiles of one picture that a step changed, as they were on the other side of the step; or the whole picture when
/// its size changed.
template <typename Pixel>
struct TileDelta
{
    struct Changed
    {
        int index = 0;
        Tile<Pixel> tile;
    };

    QList<Changed> tiles;
    bool whole = false;
    TiledImage<Pixel> image; ///< only if whole

    [[nodiscard]] bool isEmpty() const { return tiles.isEmpty() && !whole; }
    [[nodiscard]] qint64 bytes() const;
};

/// What a step did to one brushed result.
struct BrushedDelta
{
    QString job;
    QString under; ///< as it was on the other side of the step
    TileDelta<quint8> hidden;
};

/// One step of the history: what to swap with the document to get to its other side.
struct UndoStep
{
    QString title;
    CanvasDocument members; ///< all of the document but mask, sketch and brushed results
    TileDelta<quint8> mask;
    TileDelta<QRgb> sketch;
    QList<BrushedDelta> brushed; ///< those that changed
    qint64 heldBytes = 0;        ///< what the step takes
};

/// One history for everything on the canvas. It keeps, for each step, only the tiles the step changed, and drops the
/// oldest steps when they take more than the budget; the newest is kept whatever it takes. A value, cheap to copy.
class UndoHistory
{
public:
    static constexpr qint64 kDefaultBudget = qint64(256) << 20;

    explicit UndoHistory(qint64 budgetBytes = kDefaultBudget);

    /// Adds the step from \a before to \a after; steps that were undone are gone then. Nothing is added when both
    /// are the same.
    void push(const CanvasDocument& before, const CanvasDocument& after, const QString& title);

    [[nodiscard]] bool canUndo() const { return m_done > 0; }
    [[nodiscard]] bool canRedo() const { return m_done < m_steps.size(); }
    [[nodiscard]] QString undoTitle() const; ///< empty when there is nothing to undo
    [[nodiscard]] QString redoTitle() const;
    /// Takes \a document, which must be as the history left it, one step back. Returns the area of mask and sketch that
    /// changed, a null rectangle when only other members did.
    QRect undo(CanvasDocument& document);
    QRect redo(CanvasDocument& document);

    [[nodiscard]] qint64 bytes() const { return m_bytes; } ///< memory of all steps
    [[nodiscard]] qint64 budget() const { return m_budget; }
    void setBudget(qint64 budgetBytes);
    [[nodiscard]] int steps() const { return int(m_steps.size()); } ///< done and undone
    [[nodiscard]] int position() const { return int(m_done); }      ///< how many of them are done
    [[nodiscard]] bool lostOldest() const { return m_lostOldest; }  ///< whether steps were dropped for the budget

    void markSaved() { m_saved = qint64(m_done); }
    /// Whether the document is as it was at markSaved(), as far as steps tell. False for good when that point can no
    /// longer be reached.
    [[nodiscard]] bool isAtSaved() const { return m_saved == qint64(m_done); }

    // For CanvasFile.
    [[nodiscard]] const std::deque<UndoStep>& allSteps() const { return m_steps; }
    [[nodiscard]] qint64 savedPosition() const { return m_saved; } ///< -1 when it was lost
    [[nodiscard]] static UndoHistory restored(std::deque<UndoStep> steps, int position, qint64 saved, bool lostOldest,
                                              qint64 budgetBytes, const CanvasDocument& document);

private:
    QRect swap(CanvasDocument& document, UndoStep& step);
    void dropOldest();
    void dropNewest();
    void trim(bool keepOld);

    std::deque<UndoStep> m_steps;
    size_t m_done = 0;
    qint64 m_saved = 0;
    qint64 m_bytes = 0;
    qint64 m_budget;
    bool m_lostOldest = false;
};

} // namespace maquette
