// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/staging/StagedPictures.h"

#include <algorithm>

namespace maquette {

namespace {

qint64 bytesOf(const PlacedResult& placed)
{
    qint64 bytes = placed.image.sizeInBytes();
    for (const MipPyramid* const pyramid : {&placed.pyramid, &placed.before}) {
        for (int level = 0; level < pyramid->levels(); ++level) {
            const QImage& image = pyramid->level(level);
            bytes += image.constBits() == placed.image.constBits() ? 0 : image.sizeInBytes();
        }
    }
    return bytes;
}

} // namespace

Result<PlacedResult> StagedPictures::place(const Order& order, const std::atomic_bool* cancelled)
{
    if (order.original) {
        return placeResult(*order.original, order.file, order.record, order.colourMatch, cancelled);
    }
    const auto original = readSource(order.originalFile, cancelled);
    return original ? placeResult(*original, order.file, order.record, order.colourMatch, cancelled)
                    : tl::unexpected(original.error());
}

StagedPictures::StagedPictures(QObject* parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

StagedPictures::~StagedPictures()
{
    clear();
    m_pool.waitForDone();
}

void StagedPictures::clear()
{
    if (m_running) {
        m_running->cancelled = true;
        m_running.reset();
    }
    m_needed.clear();
    m_later.reset();
    m_dropped.clear();
    m_kept.clear();
    m_recent.clear();
    m_errors.clear();
}

std::shared_ptr<const PlacedResult> StagedPictures::get(const QString& key) const
{
    return m_kept.value(key);
}

std::optional<Error> StagedPictures::error(const QString& key) const
{
    const auto found = m_errors.constFind(key);
    return found == m_errors.constEnd() ? std::nullopt : std::optional<Error>(*found);
}

void StagedPictures::want(const QList<Order>& needed, const std::optional<Order>& later)
{
    m_needed = needed;
    m_later = later;
    for (const Order& order : std::as_const(m_needed)) {
        m_dropped.remove(order.key);
        if (m_recent.removeAll(order.key) > 0) {
            m_recent.append(order.key);
        }
    }
    trim();
    pump();
}

void StagedPictures::setBudget(qint64 bytes)
{
    m_budget = bytes;
    m_dropped.clear();
    trim();
}

bool StagedPictures::isMissing(const QString& key) const
{
    return !m_kept.contains(key) && !m_errors.contains(key);
}

bool StagedPictures::isNeeded(const QString& key) const
{
    return std::any_of(m_needed.cbegin(), m_needed.cend(), [&key](const Order& order) { return order.key == key; });
}

void StagedPictures::pump()
{
    if (m_running) {
        return;
    }
    const auto next =
        std::find_if(m_needed.cbegin(), m_needed.cend(), [this](const Order& order) { return isMissing(order.key); });
    auto task = std::make_shared<Task>();
    if (next != m_needed.cend()) {
        task->order = *next;
    } else if (m_later && isMissing(m_later->key) && !m_dropped.contains(m_later->key)) {
        task->order = *m_later;
    } else {
        return;
    }
    m_running = task;
    m_pool.start([this, task] {
        const auto outcome = place(task->order, &task->cancelled);
        // The destructor waits for the pool, so this outlives the worker; what is posted dies with it.
        QMetaObject::invokeMethod(
            this, [this, task, outcome] { finish(task, outcome); }, Qt::QueuedConnection);
    });
}

void StagedPictures::finish(const std::shared_ptr<Task>& task, const Result<PlacedResult>& outcome)
{
    if (m_running == task) {
        m_running.reset();
        const QString key = task->order.key;
        if (outcome) {
            if (keep(key, *outcome)) {
                Q_EMIT ready(key);
            }
        } else if (outcome.error().kind != ErrorKind::Cancelled) {
            m_errors.insert(key, outcome.error());
            Q_EMIT failed(key, outcome.error());
        }
    }
    pump();
}

/// False when it is not needed and does not fit beside what is.
bool StagedPictures::keep(const QString& key, const PlacedResult& placed)
{
    if (!isNeeded(key)) {
        qint64 bytes = bytesOf(placed);
        for (const Order& order : std::as_const(m_needed)) {
            const auto there = m_kept.value(order.key);
            bytes += there ? bytesOf(*there) : 0;
        }
        if (bytes > m_budget) {
            m_dropped.insert(key);
            return false;
        }
    }
    m_kept.insert(key, std::make_shared<const PlacedResult>(placed));
    m_recent.removeAll(key);
    m_recent.append(key);
    trim();
    return true;
}

/// Lets go of those used longest ago that are not needed, until the rest fits.
void StagedPictures::trim()
{
    qint64 bytes = 0;
    for (const auto& kept : std::as_const(m_kept)) {
        bytes += bytesOf(*kept);
    }
    for (qsizetype i = 0; bytes > m_budget && i < m_recent.size();) {
        if (isNeeded(m_recent.at(i))) {
            ++i;
        } else {
            bytes -= bytesOf(*m_kept.take(m_recent.takeAt(i)));
        }
    }
}

} // namespace maquette
