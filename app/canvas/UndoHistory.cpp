// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/UndoHistory.h"

#include <utility>

namespace maquette {

namespace {

/// The delta that turns \a after into \a before.
template <typename Pixel>
TileDelta<Pixel> deltaTo(const TiledImage<Pixel>& before, const TiledImage<Pixel>& after)
{
    TileDelta<Pixel> delta;
    if (before.size() != after.size()) {
        delta.whole = true;
        delta.image = before;
        return delta;
    }
    for (int index = 0; index < before.tileCount(); ++index) {
        if (!before.tile(index).sharesWith(after.tile(index)) &&
            !before.tile(index).equals(after.tile(index), before.tileRect(index).size())) {
            delta.tiles.append({index, before.tile(index)});
        }
    }
    return delta;
}

/// Exchanges what the delta holds with what \a image has in its place; returns the area that changed.
template <typename Pixel>
QRect swapDelta(TiledImage<Pixel>& image, TileDelta<Pixel>& delta)
{
    if (delta.whole) {
        std::swap(image, delta.image);
        return image.rect() | delta.image.rect();
    }
    QRect area;
    for (auto& changed : delta.tiles) {
        Tile<Pixel> there = image.tile(changed.index);
        image.setTile(changed.index, std::move(changed.tile));
        changed.tile = std::move(there);
        area |= image.tileRect(changed.index);
    }
    return area;
}

/// The members without the pictures.
CanvasDocument membersOf(const CanvasDocument& document)
{
    CanvasDocument members = document;
    members.mask = {};
    members.sketch = {};
    members.brushed = {};
    return members;
}

/// The deltas that turn \a after into \a before; a result that is not there has a null mask.
QList<BrushedDelta> brushedDeltas(const QMap<QString, BrushedResult>& before, const QMap<QString, BrushedResult>& after)
{
    QList<BrushedDelta> deltas;
    QStringList jobs = before.keys() + after.keys();
    jobs.removeDuplicates();
    for (const QString& job : std::as_const(jobs)) {
        const BrushedResult was = before.value(job);
        const BrushedResult is = after.value(job);
        BrushedDelta delta{job, was.under, deltaTo(was.hidden, is.hidden)};
        if (!delta.hidden.isEmpty() || was.under != is.under) {
            delta.hidden.tiles.squeeze();
            deltas.append(delta);
        }
    }
    return deltas;
}

void swapBrushed(QMap<QString, BrushedResult>& brushed, QList<BrushedDelta>& deltas)
{
    for (BrushedDelta& delta : deltas) {
        BrushedResult result = brushed.take(delta.job);
        std::swap(result.under, delta.under);
        swapDelta(result.hidden, delta.hidden);
        if (!result.hidden.isNull()) {
            brushed.insert(delta.job, result);
        }
    }
}

/// What saved masks held by a step take that \a other does not hold anyway.
qint64 savedMaskBytes(const QMap<QString, TiledMask>& held, const QMap<QString, TiledMask>& other)
{
    qint64 sum = 0;
    for (auto at = held.cbegin(); at != held.cend(); ++at) {
        const TiledMask same = other.value(at.key());
        const bool comparable = same.size() == at->size();
        for (int index = 0; index < at->tileCount(); ++index) {
            if (!comparable || !at->tile(index).sharesWith(same.tile(index))) {
                sum += at->tile(index).bytes();
            }
        }
    }
    return sum;
}

qint64 bytesOf(const UndoStep& step, const CanvasDocument& document)
{
    qint64 brushed = step.brushed.size() * qint64(sizeof(BrushedDelta));
    for (const BrushedDelta& delta : step.brushed) {
        brushed += delta.hidden.bytes();
    }
    return qint64(sizeof(UndoStep)) + step.mask.bytes() + step.sketch.bytes() + brushed +
           savedMaskBytes(step.members.savedMasks, document.savedMasks);
}

} // namespace

template <typename Pixel>
qint64 TileDelta<Pixel>::bytes() const
{
    qint64 sum = image.bytes() + tiles.capacity() * qint64(sizeof(Changed));
    for (const Changed& changed : tiles) {
        sum += changed.tile.bytes();
    }
    return sum;
}

template struct TileDelta<quint8>;
template struct TileDelta<QRgb>;

UndoHistory::UndoHistory(qint64 budgetBytes)
    : m_budget(budgetBytes)
{
}

void UndoHistory::push(const CanvasDocument& before, const CanvasDocument& after, const QString& title)
{
    UndoStep step{title,
                  membersOf(before),
                  deltaTo(before.mask, after.mask),
                  deltaTo(before.sketch, after.sketch),
                  brushedDeltas(before.brushed, after.brushed),
                  0};
    if (step.mask.isEmpty() && step.sketch.isEmpty() && step.brushed.isEmpty() && step.members == membersOf(after)) {
        return;
    }
    while (canRedo()) {
        dropNewest();
    }
    step.mask.tiles.squeeze();
    step.sketch.tiles.squeeze();
    step.heldBytes = bytesOf(step, after);
    m_bytes += step.heldBytes;
    m_steps.push_back(std::move(step));
    ++m_done;
    trim(false);
}

QString UndoHistory::undoTitle() const
{
    return canUndo() ? m_steps[m_done - 1].title : QString();
}

QString UndoHistory::redoTitle() const
{
    return canRedo() ? m_steps[m_done].title : QString();
}

QRect UndoHistory::undo(CanvasDocument& document)
{
    if (!canUndo()) {
        return {};
    }
    const QRect area = swap(document, m_steps[--m_done]);
    trim(true);
    return area;
}

QRect UndoHistory::redo(CanvasDocument& document)
{
    if (!canRedo()) {
        return {};
    }
    const QRect area = swap(document, m_steps[m_done++]);
    trim(false);
    return area;
}

QRect UndoHistory::swap(CanvasDocument& document, UndoStep& step)
{
    CanvasDocument members = membersOf(document);
    TiledMask mask = std::exchange(document.mask, {});
    TiledColour sketch = std::exchange(document.sketch, {});
    QMap<QString, BrushedResult> brushed = std::exchange(document.brushed, {});
    swapBrushed(brushed, step.brushed);
    const QRect area = swapDelta(mask, step.mask) | swapDelta(sketch, step.sketch);
    document = std::exchange(step.members, std::move(members));
    document.mask = std::move(mask);
    document.sketch = std::move(sketch);
    document.brushed = std::move(brushed);
    m_bytes -= step.heldBytes;
    step.heldBytes = bytesOf(step, document);
    m_bytes += step.heldBytes;
    return area;
}

void UndoHistory::setBudget(qint64 budgetBytes)
{
    m_budget = budgetBytes;
    trim(false);
}

void UndoHistory::dropOldest()
{
    m_bytes -= m_steps.front().heldBytes;
    m_steps.pop_front();
    --m_done;
    m_saved = qMax(m_saved - 1, qint64(-1));
    m_lostOldest = true;
}

void UndoHistory::dropNewest()
{
    if (m_saved == qint64(m_steps.size())) {
        m_saved = -1;
    }
    m_bytes -= m_steps.back().heldBytes;
    m_steps.pop_back();
}

/// Drops steps from the ends until the budget is kept; \a keepOld starts with those that were undone, so that going
/// back through the history does not eat what is still to be undone.
void UndoHistory::trim(bool keepOld)
{
    while (m_bytes > m_budget && m_steps.size() > 1) {
        // Never the step that was just pushed, undone or redone.
        const bool mayDropOld = m_done > (keepOld ? 0U : 1U);
        const bool mayDropNew = m_steps.size() - m_done > (keepOld ? 1U : 0U);
        if (mayDropNew && (keepOld || !mayDropOld)) {
            dropNewest();
        } else if (mayDropOld) {
            dropOldest();
        } else {
            return;
        }
    }
}

UndoHistory UndoHistory::restored(std::deque<UndoStep> steps, int position, qint64 saved, bool lostOldest,
                                  qint64 budgetBytes, const CanvasDocument& document)
{
    UndoHistory history(budgetBytes);
    history.m_steps = std::move(steps);
    history.m_done = size_t(qBound(0, position, int(history.m_steps.size())));
    history.m_saved = qBound(qint64(-1), saved, qint64(history.m_steps.size()));
    history.m_lostOldest = lostOldest;
    // What the saved masks of a step take depends on the members of the next one nearer to the document.
    const auto count = [&history](UndoStep& step, const CanvasDocument& nearer) {
        step.heldBytes = bytesOf(step, nearer);
        history.m_bytes += step.heldBytes;
    };
    for (size_t at = history.m_done; at-- > 0;) {
        count(history.m_steps[at], at + 1 < history.m_done ? history.m_steps[at + 1].members : document);
    }
    for (size_t at = history.m_done; at < history.m_steps.size(); ++at) {
        count(history.m_steps[at], at > history.m_done ? history.m_steps[at - 1].members : document);
    }
    history.trim(false);
    return history;
}

} // namespace maquette
