// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/SourcePicture.h"
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
    explicit PictureLoader(QObject* parent = nullptr);
    ~PictureLoader() override;

    /// progressed() may follow, then exactly one of loaded() and failed(), unless another load() or cancel() comes
    /// first.
    void load(const QString& path);
    void cancel();

    /// From loaded() to the next load() or cancel(): the picture in its own depth and colours, for editing. Null when
    /// refusal() says why it may only be looked at.
    [[nodiscard]] const SourcePicture& source() const { return m_source; }
    [[nodiscard]] const QString& refusal() const { return m_refusal; }

Q_SIGNALS:
    void progressed(int percent); ///< of the file read
    void loaded(const maquette::MipPyramid& picture);
    void failed(const QString& why); ///< one sentence

private:
    struct Task;
    struct Outcome;
    [[nodiscard]] static Outcome read(const QString& path, const std::atomic_bool& cancelled,
                                      const DecodeProgress& progressed);
    void finish(const std::shared_ptr<Task>& task, const Outcome& outcome);
    std::shared_ptr<Task> m_task;
    SourcePicture m_source;
    QString m_refusal;
    QThreadPool m_pool;
};

} // namespace maquette

Q_DECLARE_METATYPE(maquette::MipPyramid)
