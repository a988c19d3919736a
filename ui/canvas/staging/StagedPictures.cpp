// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/staging/StagedPictures.h"

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

Result<PlacedResult> place(const StagedPictures::Order& order, const std::atomic_bool* cancelled)
{
    if (order.original) {
        return placeResult(*order.original, order.file, order.record, order.colourMatch, cancelled);
    }
    const auto original = readSource(order.originalFile, cancelled);
    return original ? placeResult(*original, order.file, order.record, order.colourMatch, cancelled)
                    : tl::unexpected(original.error());
}

} // namespace

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
    m_next.reset();
    m_later.reset();
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

void StagedPictures::want(const Order& order)
{
    m_later.reset();
    if (m_kept.contains(order.key)) {
        m_recent.removeAll(order.key);
        m_recent.append(order.key);
        m_next.reset();
        return;
    }
    if (m_errors.contains(order.key)) {
        m_next.reset();
        return;
    }
    m_next = order;
    if (m_running && m_running->order.key == order.key) {
        m_next.reset();
    }
    pump();
}

void StagedPictures::wantLater(const Order& order)
{
    const bool running = m_running && m_running->order.key == order.key;
    if (!running && !m_kept.contains(order.key) && !m_errors.contains(order.key)) {
        m_later = order;
        pump();
    }
}

void StagedPictures::pump()
{
    if (m_running || (!m_next && !m_later)) {
        return;
    }
    auto task = std::make_shared<Task>();
    std::optional<Order>& from = m_next ? m_next : m_later;
    task->order = *std::exchange(from, std::nullopt);
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
            keep(key, *outcome);
            Q_EMIT ready(key);
        } else if (outcome.error().kind != ErrorKind::Cancelled) {
            m_errors.insert(key, outcome.error());
            Q_EMIT failed(key, outcome.error());
        }
    }
    pump();
}

void StagedPictures::keep(const QString& key, const PlacedResult& placed)
{
    m_kept.insert(key, std::make_shared<const PlacedResult>(placed));
    m_recent.removeAll(key);
    m_recent.append(key);
    qint64 bytes = 0;
    for (qsizetype i = m_recent.size() - 1; i >= 0; --i) {
        bytes += bytesOf(*m_kept.value(m_recent.at(i)));
        if (bytes > kBudget && i < m_recent.size() - 1) {
            m_kept.remove(m_recent.takeAt(i));
        }
    }
}

} // namespace maquette
