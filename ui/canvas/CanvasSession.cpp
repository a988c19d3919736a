// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/CanvasSession.h"

#include "app/canvas/MaskMath.h"

#include <utility>

namespace maquette {

CanvasSession::CanvasSession(QObject* parent)
    : QObject(parent)
{
    // The edge of the mask follows while something longer is computed.
    m_pool.setMaxThreadCount(2);
}

CanvasSession::~CanvasSession()
{
    for (const std::shared_ptr<Task>& task : {m_edgeTask, m_computeTask}) {
        if (task) {
            task->cancelled = true;
        }
    }
    m_pool.waitForDone();
}

void CanvasSession::takePicture(const AssetId& base, const SourcePicture& picture, const MipPyramid& pyramid)
{
    m_base = base;
    m_source = picture;
    m_pyramid = pyramid.isNull() ? MipPyramid::build(picture.image) : pyramid;
}

void CanvasSession::open(const AssetId& base, const SourcePicture& picture, const MipPyramid& pyramid)
{
    CanvasDocument fresh(picture.image.size(), base.sha256);
    restore(base, picture, {std::move(fresh), UndoHistory(), {}}, pyramid);
}

void CanvasSession::restore(const AssetId& base, const SourcePicture& picture, StoredCanvas&& stored,
                            const MipPyramid& pyramid)
{
    if (stored.document.size != picture.image.size()) {
        open(base, picture, pyramid);
        return;
    }
    cancelCompute();
    m_before.reset();
    takePicture(base, picture, pyramid);
    m_document = std::move(stored.document);
    m_history = std::move(stored.history);
    m_history.setBudget(m_undoBudget);
    m_edged = m_document.mask;
    m_edgedLevels.clear();
    m_open = true;
    Q_EMIT opened();
    Q_EMIT documentChanged();
    Q_EMIT historyChanged();
    startEdge();
}

void CanvasSession::setBase(const AssetId& base, const SourcePicture& picture, const MipPyramid& pyramid)
{
    Q_ASSERT(picture.image.size() == m_document.size);
    cancelCompute();
    takePicture(base, picture, pyramid);
    Q_EMIT opened();
}

void CanvasSession::close()
{
    if (!m_open) {
        return;
    }
    cancelLive();
    Q_EMIT closing();
    cancelCompute();
    if (m_edgeTask) {
        m_edgeTask->cancelled = true;
        m_edgeTask.reset();
    }
    m_open = false;
    m_before.reset();
    m_base = {};
    m_source = {};
    m_pyramid = {};
    m_document = {};
    m_history = UndoHistory(m_undoBudget);
    m_edged = {};
    m_edgedLevels.clear();
    Q_EMIT closed();
}

void CanvasSession::edit(const QString& title, const std::function<void(CanvasDocument&)>& change)
{
    if (!m_open || isLive()) {
        return;
    }
    cancelCompute();
    const CanvasDocument before = m_document;
    change(m_document);
    if (m_document == before) {
        return;
    }
    m_history.push(before, m_document, title);
    tellChanges(before);
    Q_EMIT historyChanged();
}

void CanvasSession::tellChanges(const CanvasDocument& before)
{
    const QRect mask = changedArea(m_document.mask, before.mask);
    const QRect sketch = changedArea(m_document.sketch, before.sketch);
    if (!mask.isEmpty()) {
        Q_EMIT maskChanged(mask);
    }
    if (!sketch.isEmpty()) {
        Q_EMIT sketchChanged(sketch);
    }
    if (!mask.isEmpty() || m_document.edge != before.edge) {
        startEdge();
    }
    Q_EMIT documentChanged();
}

CanvasDocument& CanvasSession::beginLive()
{
    cancelCompute();
    if (!m_before) {
        m_before = m_document;
    }
    return m_document;
}

void CanvasSession::liveChanged(QRect mask, QRect sketch)
{
    if (!mask.isEmpty()) {
        m_painting = true;
        Q_EMIT maskChanged(mask);
    }
    if (!sketch.isEmpty()) {
        Q_EMIT sketchChanged(sketch);
    }
    if (m_document.edge != m_edgedWith) {
        startEdge();
    }
}

void CanvasSession::commitLive(const QString& title)
{
    if (!m_before) {
        return;
    }
    const CanvasDocument before = *std::exchange(m_before, std::nullopt);
    m_painting = false;
    if (m_document == before) {
        return;
    }
    m_history.push(before, m_document, title);
    if (!changedArea(m_document.mask, before.mask).isEmpty()) {
        startEdge();
    }
    Q_EMIT documentChanged();
    Q_EMIT historyChanged();
}

void CanvasSession::cancelLive()
{
    m_painting = false;
    if (m_before) {
        const CanvasDocument abandoned = std::exchange(m_document, *std::exchange(m_before, std::nullopt));
        tellChanges(abandoned);
    }
}

void CanvasSession::setUndoBudget(qint64 bytes)
{
    m_undoBudget = bytes;
    m_history.setBudget(bytes);
    if (m_open) {
        Q_EMIT historyChanged();
    }
}

void CanvasSession::undo()
{
    if (m_history.canUndo()) {
        step(&UndoHistory::undo);
    }
}

void CanvasSession::redo()
{
    if (m_history.canRedo()) {
        step(&UndoHistory::redo);
    }
}

void CanvasSession::step(QRect (UndoHistory::*way)(CanvasDocument&))
{
    if (!m_open || isLive()) {
        return;
    }
    cancelCompute();
    const CanvasDocument before = m_document;
    static_cast<void>((m_history.*way)(m_document));
    tellChanges(before);
    Q_EMIT historyChanged();
}

void CanvasSession::startEdge()
{
    if (m_edgeTask) {
        m_edgeTask->cancelled = true;
        m_edgeTask.reset();
    }
    m_edgedWith = m_document.edge;
    if (m_edgedWith.isNone() || m_document.mask.isUniform(0)) {
        m_edged = m_document.mask;
        if (m_edgedWith.isNone()) {
            m_edgedLevels.clear();
        } else {
            m_edgedLevels.take(m_edged);
        }
        Q_EMIT edgedMaskChanged();
        return;
    }
    const auto task = std::make_shared<Task>();
    m_edgeTask = task;
    Q_EMIT edgedMaskChanged();
    m_pool.start([this, task, mask = m_document.mask, edge = m_edgedWith, levels = m_edgedLevels]() mutable {
        if (task->cancelled) {
            return;
        }
        const TiledMask edged = applyEdge(mask, edge, &task->cancelled);
        if (task->cancelled) {
            return;
        }
        levels.take(edged);
        // The destructor waits for the pool, so this outlives the worker; what is posted dies with it.
        QMetaObject::invokeMethod(
            this, [this, task, levels] { finishEdge(task, levels); }, Qt::QueuedConnection);
    });
}

void CanvasSession::finishEdge(const std::shared_ptr<Task>& task, const LayerLevels<quint8>& edged)
{
    if (m_edgeTask == task) {
        m_edgeTask.reset();
        m_edged = edged.level(0);
        m_edgedLevels = edged;
        Q_EMIT edgedMaskChanged();
    }
}

void CanvasSession::compute(const QString& title, const Computation& work, const std::function<void()>& taken)
{
    if (!m_open || isLive()) {
        return;
    }
    cancelCompute();
    const auto task = std::make_shared<Task>();
    m_computeTask = task;
    Q_EMIT busyChanged(title);
    m_pool.start([this, task, title, work, taken, document = m_document] {
        if (task->cancelled) {
            return;
        }
        Result<CanvasDocument> outcome = work(document, task->cancelled);
        QMetaObject::invokeMethod(
            this,
            [this, task, title, taken, outcome]() mutable {
                if (finishCompute(task, title, std::move(outcome)) && taken) {
                    taken();
                }
            },
            Qt::QueuedConnection);
    });
}

void CanvasSession::cancelCompute()
{
    if (m_computeTask) {
        m_computeTask->cancelled = true;
        m_computeTask.reset();
        Q_EMIT busyChanged({});
    }
}

bool CanvasSession::finishCompute(const std::shared_ptr<Task>& task, const QString& title,
                                  Result<CanvasDocument>&& outcome)
{
    if (m_computeTask != task) {
        return false;
    }
    m_computeTask.reset();
    Q_EMIT busyChanged({});
    if (outcome) {
        edit(title, [&outcome](CanvasDocument& document) { document = *std::move(outcome); });
    } else if (outcome.error().kind != ErrorKind::Cancelled) {
        Q_EMIT computeFailed(outcome.error());
    }
    return outcome.has_value();
}

} // namespace maquette
