// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/staging/CanvasStaging.h"

#include "app/studio/Studio.h"
#include "ui/canvas/CanvasSession.h"

#include <algorithm>

namespace maquette {

namespace {

constexpr int kMostOrders = 40;

} // namespace

CanvasStaging::CanvasStaging(Studio& studio, CanvasSession& session, QObject* parent)
    : QObject(parent)
    , m_studio(studio)
    , m_session(session)
{
    m_pool.setMaxThreadCount(1);
    connect(&m_studio, &Studio::jobChanged, this, [this](const Job& job) {
        if (m_results.update(job)) {
            refresh();
            Q_EMIT worthKeeping();
        }
    });
    connect(&m_studio, &Studio::itemAdded, this, [this](const GalleryItem& item) {
        const bool first = m_results.count() == 0;
        if (m_results.arrived(item)) {
            refresh();
            Q_EMIT worthKeeping();
            if (first && m_results.count() > 0) {
                Q_EMIT arrived();
            }
        }
    });
    connect(&m_session, &CanvasSession::opened, this, &CanvasStaging::follow);
    connect(&m_session, &CanvasSession::closed, this, &CanvasStaging::follow);
    connect(&m_session, &CanvasSession::documentChanged, this, &CanvasStaging::follow);
    connect(&m_pictures, &StagedPictures::ready, this, &CanvasStaging::refresh);
    connect(&m_pictures, &StagedPictures::failed, this, &CanvasStaging::refresh);
}

CanvasStaging::~CanvasStaging()
{
    if (m_mixTask) {
        m_mixTask->cancelled = true;
    }
    m_pool.waitForDone();
}

void CanvasStaging::expect(const QList<Job>& jobs, const PlaceRecord& record)
{
    if (jobs.isEmpty()) {
        return;
    }
    m_records.insert(jobs.constFirst().group, record);
    m_results.expect(jobs, record.base);
    m_results.prune(kMostOrders);
    const QStringList orders = m_results.orders();
    for (const QString& order : m_records.keys()) {
        if (!orders.contains(order)) {
            m_records.remove(order);
        }
    }
    refresh();
    Q_EMIT ordered();
}

void CanvasStaging::expectAgain(const Job& job, const QList<Job>& jobs)
{
    if (m_records.contains(job.group)) {
        expect(jobs, m_records.value(job.group));
    }
}

/// The document may have got another picture under it: an acceptance, or one undone.
void CanvasStaging::follow()
{
    if (!m_session.isOpen()) {
        m_results.setBase({});
        m_loading = {};
        m_brushes.clear();
        refresh();
        return;
    }
    followBase();
    m_results.setBase(AssetId{m_session.document().basePicture});
    followBrushed();
    refresh();
}

void CanvasStaging::followBase()
{
    const AssetId wanted{m_session.document().basePicture};
    if (wanted == m_session.base() || !wanted.isValid() || wanted == m_loading) {
        return;
    }
    for (const Base& base : std::as_const(m_bases)) {
        if (base.id == wanted && base.picture.image.size() == m_session.document().size) {
            m_loading = {};
            const Base found = base;
            m_session.setBase(found.id, found.picture, found.pyramid);
            Q_EMIT baseChanged(found.id);
            return;
        }
    }
    m_loading = wanted;
    m_pool.start([this, wanted, path = m_studio.assetPath(wanted)] {
        const auto picture = readSource(path);
        Base base{wanted, picture ? *picture : SourcePicture(), {}};
        base.pyramid = MipPyramid::build(base.picture.image);
        const auto problem = picture ? std::nullopt : std::optional<Error>(picture.error());
        QMetaObject::invokeMethod(
            this,
            [this, base, problem] {
                if (m_loading != base.id) {
                    return;
                }
                if (problem) {
                    Q_EMIT troubled(problemText(*problem));
                } else if (base.picture.image.size() != m_session.document().size) {
                    const Error wrong{
                        ErrorKind::Storage, tr("The picture under the canvas has another size."), {}, 0, -1, {}};
                    Q_EMIT troubled(problemText(wrong));
                } else {
                    remember(base);
                    m_loading = {};
                    follow();
                }
            },
            Qt::QueuedConnection);
    });
}

void CanvasStaging::remember(const Base& base)
{
    m_bases.removeIf([&base](const Base& known) { return known.id == base.id; });
    m_bases.append(base);
    while (m_bases.size() > 2) {
        m_bases.removeFirst();
    }
}

QString CanvasStaging::keyOf(const StagedResult& result) const
{
    return result.job + (isColourMatched() ? QStringLiteral(":matched") : QStringLiteral(":plain"));
}

std::optional<StagedPictures::Order> CanvasStaging::orderFor(const StagedResult& result) const
{
    const auto record = m_records.constFind(result.order);
    if (record == m_records.constEnd()) {
        return std::nullopt;
    }
    StagedPictures::Order order;
    order.key = keyOf(result);
    order.file = m_studio.assetPath(result.asset);
    order.record = *record;
    order.colourMatch = isColourMatched();
    if (m_session.isOpen() && m_session.base() == record->base) {
        order.original = m_session.source();
    } else {
        order.originalFile = m_studio.assetPath(record->base);
    }
    return order;
}

/// Puts the current result in place and what shows through it, then the one that follows.
void CanvasStaging::wantPictures()
{
    QList<StagedPictures::Order> needed;
    std::optional<StagedPictures::Order> later;
    const QList<StagedResult> shown = m_results.shown();
    const int index = m_results.currentIndex();
    if (index >= 0) {
        if (const auto order = orderFor(shown.at(index))) {
            needed.append(*order);
        }
        // Before the first stroke too, so that it shows at once.
        const auto under = m_results.find(brushTarget());
        if (const auto order = under ? orderFor(*under) : std::nullopt) {
            needed.append(*order);
        }
        if (shown.size() > 1) {
            later = orderFor(shown.at((index + 1) % shown.size()));
        }
    }
    m_pictures.want(needed, later);
}

void CanvasStaging::refresh()
{
    wantPictures();
    QString key = placed() ? keyOf(*m_results.current()) : QString();
    if (!under().isNull()) {
        key += QLatin1Char('<') + brushTarget();
    }
    if (key != m_shownKey) {
        m_shownKey = key;
        startMix(); // also ends what is being mixed of the one before
        Q_EMIT shownChanged();
    }
    Q_EMIT changed();
}

std::shared_ptr<const PlacedResult> CanvasStaging::placedOf(const QString& job) const
{
    const auto result = m_results.find(job);
    return result ? m_pictures.get(keyOf(*result)) : nullptr;
}

std::shared_ptr<const PlacedResult> CanvasStaging::placed() const
{
    const auto current = m_results.current();
    // While another picture is on its way under the canvas there is nothing to lie on.
    const bool stands = current && m_session.isOpen() && m_session.base() == current->base;
    return stands ? m_pictures.get(keyOf(*current)) : nullptr;
}

MipPyramid CanvasStaging::shown() const
{
    const auto now = placed();
    return now ? now->pyramid : MipPyramid();
}

MipPyramid CanvasStaging::finished() const
{
    return m_mix && placed() ? m_mix->pyramid : shown();
}

MipPyramid CanvasStaging::before() const
{
    const auto now = placed();
    if (!now) {
        return {};
    }
    return now->before.isNull() ? m_session.pyramid() : now->before;
}

void CanvasStaging::step(int by)
{
    endStroke();
    m_results.step(by);
    refresh();
    Q_EMIT worthKeeping();
}

void CanvasStaging::setCurrent(const QString& job)
{
    endStroke();
    m_results.setCurrent(job);
    refresh();
    Q_EMIT worthKeeping();
}

void CanvasStaging::discard()
{
    if (!discardReason().isEmpty()) {
        return;
    }
    if (m_results.count() == 0) { // only what failed is left: it is no longer told of
        m_results.discardAll();
        refresh();
        Q_EMIT worthKeeping();
        return;
    }
    m_results.discard();
    refresh();
    Q_EMIT worthKeeping();
    Q_EMIT discarded(1);
}

void CanvasStaging::discardAll()
{
    if (!discardReason().isEmpty()) {
        return;
    }
    const int before = m_results.count();
    m_results.discardAll();
    refresh();
    Q_EMIT worthKeeping();
    Q_EMIT discarded(before);
}

void CanvasStaging::undoDiscard()
{
    if (m_results.undoDiscard()) {
        refresh();
        Q_EMIT worthKeeping();
    }
}

void CanvasStaging::cancel(const QStringList& jobs)
{
    for (const QString& job : jobs) {
        // Asked again: it may have left in the meantime, and then the call is paid for.
        const auto result = m_results.find(job);
        if (result && result->state == StagedResult::State::Running && !result->sent) {
            m_studio.cancelJob(job);
        }
    }
}

void CanvasStaging::setKeepsMask(bool keeps)
{
    if (keeps != m_keepsMask) {
        m_keepsMask = keeps;
        Q_EMIT changed();
        Q_EMIT worthKeeping();
    }
}

bool CanvasStaging::isColourMatched() const
{
    return !m_session.isOpen() || m_session.document().colourMatch;
}

bool CanvasStaging::canColourMatch() const
{
    const auto now = placed();
    return now && now->kind != PlaceKind::Whole;
}

void CanvasStaging::setColourMatched(bool matched)
{
    if (matched != isColourMatched()) {
        m_session.edit(matched ? tr("Match colours") : tr("Do not match colours"),
                       [matched](CanvasDocument& document) { document.colourMatch = matched; });
    }
}

} // namespace maquette
