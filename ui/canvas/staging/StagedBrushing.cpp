// SPDX-License-Identifier: GPL-3.0-or-later
// CanvasStaging's brush: one result erased so that another shows through.
#include "app/canvas/Shapes.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/staging/CanvasStaging.h"

namespace maquette {

namespace {

/// Where either of two results was asked to change something.
TiledMask united(const TiledMask& a, const TiledMask& b)
{
    if (a.isNull() || b.isNull()) {
        return a.isNull() ? b : a;
    }
    TiledMask out = a;
    combineMask(out, b, Combine::Add);
    return out;
}

} // namespace

BrushThrough* CanvasStaging::brush() const
{
    const auto current = m_results.current();
    const auto found = current ? m_brushes.find(current->job) : m_brushes.end();
    return found == m_brushes.end() ? nullptr : found->second.get();
}

bool CanvasStaging::hasBrushed() const
{
    return brush() != nullptr && !brush()->isEmpty();
}

QStringList CanvasStaging::brushTargets() const
{
    const auto now = placed();
    // Around the original there is nothing of it that could show.
    QStringList targets = now && now->kind == PlaceKind::Outpaint ? QStringList() : QStringList{QString()};
    const auto current = m_results.current();
    const QList<StagedResult> all = m_results.shown();
    for (const StagedResult& result : all) {
        const auto record = m_records.constFind(result.order);
        const bool alike = now && record != m_records.constEnd() && record->kind == now->kind;
        if (alike && current && result.job != current->job) {
            targets.append(result.job);
        }
    }
    return targets;
}

QString CanvasStaging::brushReason() const
{
    const auto now = placed();
    if (!now) {
        return m_results.count() > 0 ? tr("It is still being put in place.") : tr("No result is on the canvas.");
    }
    if (!now->counted) {
        return tr("This result has another size than the picture before it.");
    }
    return brushTargets().isEmpty() ? tr("There is no other result that could show through.") : QString();
}

QString CanvasStaging::brushTarget() const
{
    return brush() != nullptr ? brush()->under() : QString();
}

void CanvasStaging::setBrushTarget(const QString& job)
{
    const auto now = placed();
    if (!now || !brushTargets().contains(job)) {
        return;
    }
    endStroke();
    if (brush() == nullptr) {
        m_brushes.emplace(m_results.current()->job, std::make_unique<BrushThrough>(now->image.size(), job));
    }
    brush()->setUnder(job);
    wantPictures();
    m_shown = {};
    showBrushed();
    startMix();
    Q_EMIT shownChanged();
    Q_EMIT changed();
}

/// Draws all that is brushed away into a copy of what is shown.
void CanvasStaging::showBrushed()
{
    if (hasBrushed() && placed()) {
        patch(brush()->hidden().contentRect());
        if (!m_shown.isNull() && !m_mix) {
            startMix();
        }
    }
}

void CanvasStaging::patch(const QRect& area)
{
    const auto now = placed();
    const BrushThrough* const through = brush();
    if (!now || through == nullptr || area.isEmpty()) {
        return;
    }
    const auto under = through->under().isEmpty() ? nullptr : placedOf(through->under());
    const MipPyramid below = through->under().isEmpty() ? before() : under ? under->pyramid : MipPyramid();
    if (below.isNull() || (through->under().isEmpty() && !now->before.isNull())) {
        return; // as startMix() will say
    }
    if (m_shown.isNull()) {
        m_shown = now->pyramid;
    }
    m_shown.patch(through->mixed(now->pyramid.full(), below.full(), area),
                  area.intersected(now->image.rect()).topLeft());
}

void CanvasStaging::beginStroke(const Brush& brushTip, const StrokePoint& at, bool back)
{
    if (!brushReason().isEmpty()) {
        return;
    }
    if (brush() == nullptr) {
        setBrushTarget(brushTargets().value(0));
    }
    if (m_mixTask) {
        m_mixTask->cancelled = true;
        m_mixTask.reset();
    }
    const bool first = m_shown.isNull();
    const QRect area = brush()->begin(brushTip, at, back);
    patch(area);
    if (first && !m_shown.isNull()) {
        Q_EMIT shownChanged();
    } else {
        Q_EMIT shownPartChanged(area);
    }
}

void CanvasStaging::continueStroke(const StrokePoint& at)
{
    if (brush() != nullptr && brush()->isStroking()) {
        const QRect area = brush()->strokeTo(at);
        patch(area);
        Q_EMIT shownPartChanged(area);
    }
}

void CanvasStaging::endStroke()
{
    if (brush() != nullptr && brush()->isStroking()) {
        brush()->end();
        startMix();
        Q_EMIT changed();
        Q_EMIT worthKeeping();
    }
}

bool CanvasStaging::canUndoStroke() const
{
    return brush() != nullptr && brush()->canUndo();
}

void CanvasStaging::undoStroke()
{
    if (!canUndoStroke()) {
        return;
    }
    const QRect area = brush()->undo();
    patch(area);
    startMix();
    Q_EMIT shownPartChanged(area);
    Q_EMIT changed();
    Q_EMIT worthKeeping();
}

/// Mixes in full depth and counts again: what is claimed must hold for what would be kept.
void CanvasStaging::startMix()
{
    if (m_mixTask) {
        m_mixTask->cancelled = true;
        m_mixTask.reset();
    }
    m_mix.reset();
    const auto now = placed();
    const auto under = hasBrushed() && !brush()->under().isEmpty() ? placedOf(brush()->under()) : nullptr;
    const bool bare = hasBrushed() && brush()->under().isEmpty();
    if (!now || !hasBrushed() || (bare ? !now->before.isNull() : !under)) {
        return; // what is below is not there yet, or the original is of another size
    }
    const auto task = std::make_shared<MixTask>();
    m_mixTask = task;
    const auto mixer = std::make_shared<BrushThrough>(now->image.size());
    mixer->setHidden(brush()->hidden());
    const TiledMask area = under ? united(now->area, under->area) : now->area;
    const SourcePicture source = m_session.source();
    m_pool.start([this, task, mixer, now, under, area, source] {
        Result<Mix> mix = failure(ErrorKind::Cancelled, {});
        if (!task->cancelled) {
            // In the original's own colours: a whole picture from the provider may have come in others.
            const QImage top = inSpace(now->image, source.space);
            const QImage below = under ? inSpace(under->image, source.space) : source.image;
            Mix made;
            made.image = mixer->mixed(top, below, top.rect());
            made.image.setColorSpace(top.colorSpace());
            made.pyramid = MipPyramid::build(made.image);
            const bool around = now->kind == PlaceKind::Outpaint;
            const TiledMask asked = !area.isNull() ? area : TiledMask(source.image.size(), around ? 0 : 255);
            QImage same = made.image;
            same.convertTo(source.image.format());
            const auto count = countChanges(source.image, same, asked, now->originalAt, &task->cancelled);
            if (count) {
                made.inside = count->inside;
                made.outside = count->outside;
                mix = made;
            } else {
                mix = tl::unexpected(count.error());
            }
        }
        QMetaObject::invokeMethod(
            this, [this, task, mix] { finishMix(task, mix); }, Qt::QueuedConnection);
    });
}

void CanvasStaging::finishMix(const std::shared_ptr<MixTask>& task, const Result<Mix>& mix)
{
    if (m_mixTask != task) {
        return;
    }
    m_mixTask.reset();
    if (mix) {
        m_mix = *mix;
        m_shown = m_mix->pyramid; // exact at every zoom; what was patched while painting is nearly so
        Q_EMIT shownChanged();
    } else {
        Q_EMIT troubled(problemText(mix.error()));
    }
    Q_EMIT changed();
}

} // namespace maquette
