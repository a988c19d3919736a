// SPDX-License-Identifier: GPL-3.0-or-later
// CanvasStaging's way into the library and under the canvas.
#include "app/studio/Studio.h"
#include "ui/canvas/CanvasSession.h"
#include "ui/canvas/staging/CanvasStaging.h"
#include "ui/widgets/items/WhenReady.h"

#include <vector>

namespace maquette {

namespace {

/// What was painted on a picture, for one of another \a size on which the first lies at \a at; all of it new when it
/// does not lie there unscaled.
template <typename Pixel>
TiledImage<Pixel> moved(const TiledImage<Pixel>& painted, QSize size, QPoint at, bool fits)
{
    TiledImage<Pixel> out(size);
    const QRect content = fits ? painted.contentRect() : QRect();
    if (!content.isEmpty()) {
        std::vector<Pixel> row(size_t(content.width()));
        for (int y = content.top(); y <= content.bottom(); ++y) {
            painted.read(QRect(content.left(), y, content.width(), 1), row.data(), content.width());
            out.write(QRect(content.left() + at.x(), y + at.y(), content.width(), 1), row.data(), content.width());
        }
    }
    return out;
}

} // namespace

void CanvasStaging::store(const std::function<void(const GalleryItem&, const QImage&)>& then)
{
    const auto current = m_results.current();
    const auto now = placed();
    if (!current || !now) {
        return;
    }
    m_saving = true;
    Q_EMIT changed();
    const auto done = [this, then](const Result<GalleryItem>& item, const QImage& image) {
        m_saving = false;
        if (item) {
            then(*item, image);
        } else {
            ErrorText text = problemText(item.error());
            text.what = tr("The picture put together here could not be kept. %1").arg(text.what);
            Q_EMIT troubled(text);
        }
        refresh();
    };
    if (now->kind == PlaceKind::Whole && !m_mix) {
        // The provider's own bytes are the picture; they are an item already. What it was ordered for becomes one.
        whenReady(m_studio.keepOriginal(current->base, m_records.value(current->order).baseTitle), this,
                  [this](const Result<void>& original) {
                      if (!original) {
                          Q_EMIT troubled(problemText(original.error()));
                      }
                  });
        whenReady(
            m_studio.lineage(current->item), this, [done, image = now->image](const Result<QList<GalleryItem>>& line) {
                if (line && !line->isEmpty()) {
                    done(line->constLast(), image);
                } else {
                    done(line ? Result<GalleryItem>(failure(ErrorKind::Storage, tr("It is no longer in the library.")))
                              : tl::unexpected(line.error()),
                         image);
                }
            });
        return;
    }
    ComposedPicture picture;
    picture.image = m_mix ? m_mix->image : now->image;
    picture.original = current->base;
    picture.originalTitle = m_records.value(current->order).baseTitle;
    picture.results.append(current->item);
    if (m_mix) {
        if (const auto under = m_results.find(brush()->under()); under && !under->item.isEmpty()) {
            picture.results.append(under->item);
        }
    }
    whenReady(m_studio.keepComposed(picture), this,
              [done, image = picture.image](const Result<GalleryItem>& item) { done(item, image); });
}

QList<StagedVersion> CanvasStaging::versions() const
{
    QList<StagedVersion> versions;
    const QList<StagedResult> shown = m_results.shown();
    const int current = m_results.currentIndex();
    for (int i = 0; i < shown.size(); ++i) {
        const StagedResult& result = shown.at(i);
        StagedVersion version{i + 1, {placedOf(result.job), orderFor(result)}, {}, {}};
        const auto brushed = m_brushes.find(result.job);
        if (brushed != m_brushes.end() && !brushed->second->isEmpty()) {
            version.hidden = brushed->second->hidden();
            if (const QString& job = brushed->second->under(); !job.isEmpty()) {
                const auto under = m_results.find(job);
                version.under = StagedVersion::Part{placedOf(job), under ? orderFor(*under) : std::nullopt};
            }
        }
        versions.insert(i == current ? 0 : versions.size(), version);
    }
    return versions;
}

void CanvasStaging::keep()
{
    if (!acceptReason().isEmpty()) {
        return;
    }
    endStroke();
    store([this, job = m_results.current()->job](const GalleryItem& item, const QImage& /*image*/) {
        m_results.markKept(job);
        Q_EMIT worthKeeping();
        Q_EMIT kept(item);
    });
}

void CanvasStaging::accept()
{
    if (!acceptReason().isEmpty()) {
        return;
    }
    endStroke();
    store([this, job = m_results.current()->job](const GalleryItem& item, const QImage& image) {
        m_results.markKept(job);
        Q_EMIT worthKeeping();
        finishAccept(item, image);
    });
}

void CanvasStaging::finishAccept(const GalleryItem& item, const QImage& image)
{
    const auto now = placed();
    if (!now) {
        // The canvas moved on while the picture was being kept: it is in the library all the same.
        Q_EMIT kept(item);
        return;
    }
    const StagedSaving saving = m_results.saving();
    const QStringList unsent = m_results.unsentJobs();
    const bool fits = now->kind == PlaceKind::Outpaint || image.size() == now->originalSize;
    const QPoint at = now->originalAt;
    // Both stay at hand, so that undo and redo are immediate.
    remember({m_session.base(), m_session.source(), m_session.pyramid()});
    remember({item.asset.id, sourceFromImage(image), finished()});
    m_session.edit(tr("Accept result"), [&](CanvasDocument& document) {
        document.basePicture = item.asset.id.sha256;
        document.outpaint = {};
        document.brushed = {}; // it is in the picture; undo brings it back
        if (image.size() != document.size) {
            document.sketch = moved(document.sketch, image.size(), at, fits);
            for (TiledMask& saved : document.savedMasks) {
                saved = moved(saved, image.size(), at, fits);
            }
            document.mask = moved(document.mask, image.size(), at, fits);
            document.size = image.size();
            document.context.frame.translate(at);
            if (!fits) {
                document.context = {}; // what was framed is not there any more
            }
        }
        if (!m_keepsMask) {
            document.mask = TiledMask(document.size);
        }
    });
    Q_EMIT accepted(item);
    if (saving.running > 0) {
        Q_EMIT othersStillRun(saving, unsent);
    }
}

} // namespace maquette
