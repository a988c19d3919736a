// SPDX-License-Identifier: GPL-3.0-or-later
// CanvasStaging's brush: one result erased so that another shows through.
#include "app/canvas/Shapes.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/LayerLevels.h"
#include "ui/canvas/staging/CanvasStaging.h"

#include <utility>

namespace maquette {

namespace {

constexpr qint64 kQuickPixels = 16'000'000; ///< a copy of so many takes less than a frame

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
    wantPictures();
    m_shown = {};
    showBrushed();
    makeOwn();
    startMix();
    if (another && hasBrushed()) {
        storeBrushed(tr("Show another result through"));
    }
    Q_EMIT shownChanged();
    Q_EMIT changed();
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
        m_shown = {};
        showBrushed();
        Q_EMIT shownChanged();
    } else {
        patchShown(area);
    }
    startMix();
}

/// Draws all that is brushed away into a copy of what is shown; of a large picture it comes with the mix.
void CanvasStaging::showBrushed()
{
    const auto now = placed();
    if (now && hasBrushed() && qint64(now->image.width()) * now->image.height() <= kQuickPixels) {
        patch(brush()->hidden().contentRect());
    }
}

void CanvasStaging::makeOwn()
{
    const auto now = placed();
    if (!now || !m_shown.isNull() || hasBrushed()) {
        return; // the mix brings one
    }
    m_pool.start([this, now] {
        const MipPyramid own = now->pyramid.detached();
        QMetaObject::invokeMethod(
            this,
            [this, now, own] {
                if (placed() == now && m_shown.isNull()) {
                    m_shown = own;
                }
            },
            Qt::QueuedConnection);
    });
}

void CanvasStaging::patchShown(const QRect& area)
{
    const bool first = m_shown.isNull();
    Q_EMIT shownPartChanging();
    patch(area);
    if (first) {
        Q_EMIT shownChanged();
    } else {
        Q_EMIT shownPartChanged(area);
    }
}

void CanvasStaging::patch(const QRect& area)
{
    const auto now = placed();
    const BrushThrough* const through = brush();
    if (!now || through == nullptr || area.isEmpty() || through->hidden().size() != now->image.size()) {
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
    patchShown(brush()->begin(brushTip, at, back));
}

void CanvasStaging::continueStroke(const StrokePoint& at)
{
    if (isStroking()) {
        patchShown(brush()->strokeTo(at));
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
        patchShown(brush()->abandon());
        startMix();
        Q_EMIT changed();
    }
}

bool CanvasStaging::isStroking() const
{
    return brush() != nullptr && brush()->isStroking();
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
        Result<Mix> mix = failure(ErrorKind::Cancelled, {});
        if (!task->cancelled) {
            // In the original's own colours: a whole picture from the provider may have come in others.
            const QImage top = inSpace(now->image, source.space);
            const QImage below = under ? inSpace(under->image, source.space) : source.image;
            Mix made;
            made.image = mixer->mixed(top, below, top.rect());
            made.image.setColorSpace(top.colorSpace());
            made.pyramid = MipPyramid::build(made.image.copy()); // nobody else's: the next stroke changes it in place
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
        m_shown =
            std::exchange(m_mix->pyramid, {}); // exact at every zoom; what was patched while painting is nearly so
        Q_EMIT shownChanged();
    } else {
        Q_EMIT troubled(problemText(mix.error()));
    }
    Q_EMIT changed();
}

} // namespace maquette
