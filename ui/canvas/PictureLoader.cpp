// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/PictureLoader.h"

namespace maquette {

/// What the worker brings.
struct PictureLoader::Outcome
{
    MipPyramid pyramid;
    SourcePicture source;
    QString refusal;
    QString why; ///< it cannot be shown
};

/// Reads it as it is edited; what may not be edited is shown all the same.
PictureLoader::Outcome PictureLoader::read(const QString& path, const std::atomic_bool& cancelled,
                                           const DecodeProgress& progressed)
{
    Outcome outcome;
    QImage shown;
    if (auto source = readSource(path, &cancelled, progressed)) {
        outcome.source = *std::move(source);
        shown = outcome.source.image;
    } else {
        outcome.refusal = source.error().detail;
        auto seen = decodePicture(path, &cancelled, progressed);
        if (!seen) {
            outcome.why = seen.error().detail;
            return outcome;
        }
        shown = *std::move(seen);
    }
    if (!cancelled) {
        outcome.pyramid = MipPyramid::build(std::move(shown));
    }
    return outcome;
}

struct PictureLoader::Task
{
    std::atomic_bool cancelled = false;
};

PictureLoader::PictureLoader(QObject* parent)
    : QObject(parent)
{
    // Two: the one asked for need not wait until a broken-off one has noticed.
    m_pool.setMaxThreadCount(2);
}

PictureLoader::~PictureLoader()
{
    cancel();
    m_pool.waitForDone();
}

void PictureLoader::load(const QString& path)
{
    cancel();
    auto task = std::make_shared<Task>();
    m_task = task;
    m_pool.start([this, task, path] {
        if (task->cancelled) {
            return;
        }
        // The destructor waits for the pool, so this outlives the worker; what is posted dies with it.
        const auto progressed = [this, task](int percent) {
            QMetaObject::invokeMethod(
                this,
                [this, task, percent] {
                    if (m_task == task) {
                        Q_EMIT this->progressed(percent);
                    }
                },
                Qt::QueuedConnection);
        };
        const Outcome outcome = read(path, task->cancelled, progressed);
        QMetaObject::invokeMethod(
            this, [this, task, outcome] { finish(task, outcome); }, Qt::QueuedConnection);
    });
}

void PictureLoader::cancel()
{
    m_source = {};
    m_refusal.clear();
    if (m_task) {
        m_task->cancelled = true;
        m_task.reset();
    }
}

void PictureLoader::finish(const std::shared_ptr<Task>& task, const Outcome& outcome)
{
    if (m_task != task) {
        return;
    }
    m_task.reset();
    m_source = outcome.source;
    m_refusal = outcome.refusal;
    if (outcome.why.isEmpty()) {
        Q_EMIT loaded(outcome.pyramid);
    } else {
        Q_EMIT failed(outcome.why);
    }
}

} // namespace maquette
