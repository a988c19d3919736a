// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/TiledImage.h"
#include "ui/canvas/MipPyramid.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace maquette {

/// A rough local fill of what the mask covers, before anything is paid for: free, made in a worker, never a result.
class Rehearsal : public QObject
{
    Q_OBJECT

public:
    explicit Rehearsal(QObject* parent = nullptr);
    ~Rehearsal() override;

    void start(const QImage& picture, const TiledMask& mask);
    /// Breaks it off, or takes it away.
    void end();
    [[nodiscard]] bool isBusy() const { return m_task != nullptr; }
    [[nodiscard]] bool isShown() const { return !m_picture.isNull(); }
    [[nodiscard]] const MipPyramid& picture() const { return m_picture; }

Q_SIGNALS:
    void changed();

private:
    struct Task
    {
        std::atomic_bool cancelled = false;
    };
    std::shared_ptr<Task> m_task;
    MipPyramid m_picture;
    QThreadPool m_pool;
};

} // namespace maquette
