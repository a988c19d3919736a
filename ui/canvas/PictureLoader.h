// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/MipPyramid.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>

namespace maquette {

/// Decodes one picture at a time outside the UI thread. A new load() breaks the earlier one off.
class PictureLoader : public QObject
{
    Q_OBJECT

public:
    /// The most pixels a picture may have; beyond it the file is refused, not tried.
    static constexpr qint64 kMaxPixels = qint64(512) * 1000 * 1000;

    explicit PictureLoader(QObject* parent = nullptr);
    ~PictureLoader() override;

    /// progressed() may follow, then exactly one of loaded() and failed(), unless another load() or cancel() comes
    /// first.
    void load(const QString& path);
    void cancel();

Q_SIGNALS:
    void progressed(int percent); ///< of the file read
    void loaded(const maquette::MipPyramid& picture);
    void failed(const QString& why); ///< one sentence

private:
    struct Task;
    void finish(const std::shared_ptr<Task>& task, const MipPyramid& picture, const QString& why);
    std::shared_ptr<Task> m_task;
    QThreadPool m_pool;
};

} // namespace maquette

Q_DECLARE_METATYPE(maquette::MipPyramid)
