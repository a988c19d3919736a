// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/staging/Rehearsal.h"

#include "app/canvas/RoughFill.h"

namespace maquette {

Rehearsal::Rehearsal(QObject* parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

Rehearsal::~Rehearsal()
{
    if (m_task) {
        m_task->cancelled = true;
    }
    m_pool.waitForDone();
}

void Rehearsal::start(const QImage& picture, const TiledMask& mask)
{
    end();
    const auto task = std::make_shared<Task>();
    m_task = task;
    m_pool.start([this, task, picture, mask] {
        const QImage filled = roughFill(picture, mask, &task->cancelled);
        const MipPyramid pyramid = task->cancelled ? MipPyramid() : MipPyramid::build(filled);
        // The destructor waits for the pool, so this outlives the worker; what is posted dies with it.
        QMetaObject::invokeMethod(
            this,
            [this, task, pyramid] {
                if (m_task == task) {
                    m_task.reset();
                    m_picture = pyramid;
                    Q_EMIT changed();
                }
            },
            Qt::QueuedConnection);
    });
    Q_EMIT changed();
}

void Rehearsal::end()
{
    const bool any = m_task || !m_picture.isNull();
    if (m_task) {
        m_task->cancelled = true;
        m_task.reset();
    }
    m_picture = {};
    if (any) {
        Q_EMIT changed();
    }
}

} // namespace maquette
