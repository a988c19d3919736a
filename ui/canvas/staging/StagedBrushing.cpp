// SPDX-License-Identifier: GPL-3.0-or-later
// CanvasStaging's brush: one result erased so that another shows through.
#include "app/canvas/FreedInWorker.h"
#include "app/canvas/Shapes.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/LayerLevels.h"
#include "ui/canvas/staging/CanvasStaging.h"

#include <utility>

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
    const bool another = brush()->under() != job;
    brush()->setUnder(job);
    refresh();
    if (another && hasBrushed()) {
        storeBrushed(tr("Show another result through"));
    }
}

void CanvasStaging::storeBrushed(const QString& title)
{
    const BrushedResult brushed{brush()->under(), brush()->hidden()};
    m_session.edit(title, [job = m_results.current()->job, &brushed](CanvasDocument& document) {
        document.brushed.insert(job, brushed);
    });
}

void CanvasStaging::followBrushed()
{
    const QMap<QString, BrushedResult> brushed = m_session.document().brushed;
    QStringList jobs = brushed.keys();
    for (const auto& [job, through] : m_brushes) {
        jobs.append(job);
    }
    jobs.removeDuplicates();
    for (const QString& job : std::as_const(jobs)) {
        takeBrushed(job, brushed.value(job));
    }
}

void CanvasStaging::takeBrushed(const QString& job, const BrushedResult& brushed)
{
    auto found = m_brushes.find(job);
    if (found == m_brushes.end()) {
        found = m_brushes.emplace(job, std::make_unique<BrushThrough>(brushed.hidden.size(), brushed.under)).first;
    }
    BrushThrough& through = *found->second;
    const bool none = brushed.hidden.isNull();
    const TiledMask hidden = none ? TiledMask(through.hidden().size()) : brushed.hidden;
    const QString under = none ? through.under() : brushed.under; // what was chosen counts for the next stroke
    const bool another = through.under() != under;
    if (!another && through.settled() == hidden) {
        return;
    }
    const QRect area = changedArea(hidden, through.hidden());
    through.abandon();
    through.setHidden(hidden);
    through.setUnder(under);
    if (!placed() || &through != brush()) {
        return;
    }
    if (another) {
        wantPictures();
    } else {
        tellBrushed(area);
        startMix();
    }
}

std::shared_ptr<const PlacedResult> CanvasStaging::placedUnder() const
{
    const BrushThrough* const through = brush();
    return through == nullptr || through->under().isEmpty() ? nullptr : placedOf(through->under());
}

MipPyramid CanvasStaging::under() const
{
    const auto now = placed();
    const BrushThrough* const through = brush();
    if (!now || through == nullptr || through->hidden().size() != now->image.size()) {
        return {};
    }
    if (through->under().isEmpty()) {
        return now->before.isNull() ? m_session.pyramid() : MipPyramid(); // the original is of another size
    }
    const auto below = placedUnder();
    return below ? below->pyramid : MipPyramid();
}

TiledMask CanvasStaging::hidden() const
{
    return brush() != nullptr ? brush()->hidden() : TiledMask();
}

void CanvasStaging::tellBrushed(const QRect& area)
{
    if (!area.isEmpty()) {
        Q_EMIT brushedChanged(area);
    }
}

void CanvasStaging::beginStroke(const Brush& brushTip, const StrokePoint& at, bool back)
{
    if (!brushReason().isEmpty()) {
        return;
    }
    if (brush() == nullptr) {
        setBrushTarget(brushTargets().value(0));
    }
    endMix();
    m_results.keepCurrent();
    tellBrushed(brush()->begin(brushTip, at, back));
}

void CanvasStaging::continueStroke(const StrokePoint& at)
{
    if (isStroking()) {
        tellBrushed(brush()->strokeTo(at));
    }
}

void CanvasStaging::endStroke()
{
    if (isStroking()) {
        brush()->end();
        storeBrushed(tr("Brush another result through"));
        startMix();
        Q_EMIT changed();
    }
}

void CanvasStaging::abandonStroke()
{
    if (isStroking()) {
        tellBrushed(brush()->abandon());
        startMix();
        Q_EMIT changed();
    }
}

bool CanvasStaging::isStroking() const
{
    return brush() != nullptr && brush()->isStroking();
}

void CanvasStaging::endMix()
{
    if (m_mixTask) {
        m_mixTask->cancelled = true;
        m_mixTask.reset();
    }
    m_mix.reset();
}

/// Mixes in full depth and counts again: what is claimed must hold for what would be kept.
void CanvasStaging::startMix()
{
    endMix();
    const auto now = placed();
    const auto under = hasBrushed() ? placedUnder() : nullptr;
    const bool bare = hasBrushed() && brush()->under().isEmpty();
    if (!now || !hasBrushed() || brush()->hidden().size() != now->image.size() ||
        (bare ? !now->before.isNull() : !under)) {
        return; // what is below is not there yet, or the original is of another size
    }
    const auto task = std::make_shared<MixTask>();
    m_mixTask = task;
    const auto mixer = std::make_shared<BrushThrough>(now->image.size());
    mixer->setHidden(brush()->hidden());
    const TiledMask area = under ? united(now->area, under->area) : now->area;
    const SourcePicture source = m_session.source();
    m_pool.start([this, task, mixer, now, under, area, source] {
        Result<std::shared_ptr<const Mix>> mix = failure(ErrorKind::Cancelled, {});
        if (!task->cancelled) {
            // In the original's own colours: a whole picture from the provider may have come in others.
            const QImage top = inSpace(now->image, source.space);
            const QImage below = under ? inSpace(under->image, source.space) : source.image;
            auto whole = std::make_shared<Mix>();
            Mix& made = *whole;
            made.image = mixer->mixed(top, below, top.rect());
            made.image.setColorSpace(top.colorSpace());
            made.image = freedInWorker(std::move(made.image));
            made.pyramid = MipPyramid::build(made.image);
            const bool around = now->kind == PlaceKind::Outpaint;
            const TiledMask asked = !area.isNull() ? area : TiledMask(source.image.size(), around ? 0 : 255);
            QImage same = made.image;
            same.convertTo(source.image.format());
            const auto count = countChanges(source.image, same, asked, now->originalAt, &task->cancelled);
            if (count) {
                made.inside = count->inside;
                made.outside = count->outside;
                mix = std::move(whole);
            } else {
                mix = tl::unexpected(count.error());
            }
        }
        QMetaObject::invokeMethod(
            this, [this, task, mix] { finishMix(task, mix); }, Qt::QueuedConnection);
    });
}

void CanvasStaging::finishMix(const std::shared_ptr<MixTask>& task, const Result<std::shared_ptr<const Mix>>& mix)
{
    if (m_mixTask != task) {
        return;
    }
    m_mixTask.reset();
    if (mix) {
        m_mix = *mix;
        Q_EMIT mixed();
    } else {
        Q_EMIT troubled(problemText(mix.error()));
    }
    Q_EMIT changed();
}

} // namespace maquette
