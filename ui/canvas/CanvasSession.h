// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/Asset.h"
#include "app/base/Result.h"
#include "app/canvas/CanvasDocument.h"
#include "app/canvas/CanvasFile.h"
#include "app/canvas/SourcePicture.h"
#include "app/canvas/UndoHistory.h"
#include "ui/canvas/LayerLevels.h"
#include "ui/canvas/MipPyramid.h"

#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>

namespace maquette {

/// The picture on the canvas and all that was painted on it, with one history for everything. Lives in the UI thread;
/// what takes long runs in a worker.
class CanvasSession : public QObject
{
    Q_OBJECT

public:
    explicit CanvasSession(QObject* parent = nullptr);
    ~CanvasSession() override;

    /// A fresh document of the picture's size with an empty history. The levels of \a pyramid are those of \a picture;
    /// without them they are made here, which is slow for a large picture.
    void open(const AssetId& base, const SourcePicture& picture, const MipPyramid& pyramid = {});
    /// Takes up a stored canvas. One of another size than \a picture is dropped for a fresh document.
    void restore(const AssetId& base, const SourcePicture& picture, StoredCanvas&& stored,
                 const MipPyramid& pyramid = {});
    /// Puts another picture of the same size under what was painted (a result was accepted, or that undone).
    void setBase(const AssetId& base, const SourcePicture& picture, const MipPyramid& pyramid = {});
    void close();

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] const AssetId& base() const { return m_base; }
    [[nodiscard]] const CanvasDocument& document() const { return m_document; }
    [[nodiscard]] const SourcePicture& source() const { return m_source; }
    [[nodiscard]] const MipPyramid& pyramid() const { return m_pyramid; }
    [[nodiscard]] const UndoHistory& history() const { return m_history; }
    /// The mask after grow and feather: what will be repainted. While isEdgePending() it is that of a moment ago.
    [[nodiscard]] const TiledMask& edgedMask() const { return m_edged; }
    /// The same with its halves, for drawing; null where the mask is sent as it is.
    [[nodiscard]] const LayerLevels<quint8>& edgedLevels() const { return m_edgedLevels; }
    [[nodiscard]] bool isEdgePending() const { return m_edgeTask != nullptr; }

    /// Changes the document in \a change: one undo step, or none when nothing changed. Breaks a computation off.
    void edit(const QString& title, const std::function<void(CanvasDocument&)>& change);

    /// A stroke: the document may be changed directly from beginLive() to commitLive() or cancelLive(); every change is
    /// told with liveChanged().
    [[nodiscard]] CanvasDocument& beginLive();
    void liveChanged(QRect mask, QRect sketch);
    void commitLive(const QString& title);
    void cancelLive();
    [[nodiscard]] bool isLive() const { return m_before.has_value(); }
    /// Whether the mask is what changes in it.
    [[nodiscard]] bool isPainting() const { return m_painting; }

    using Computation = std::function<Result<CanvasDocument>(CanvasDocument, const std::atomic_bool& cancelled)>;
    /// Runs \a work in a worker with a copy of the document; its outcome is one undo step. Another computation, an
    /// edit, undo or close() breaks it off. \a taken is called once the outcome is in the document.
    void compute(const QString& title, const Computation& work, const std::function<void()>& taken = {});
    void cancelCompute();
    [[nodiscard]] bool isBusy() const { return m_computeTask != nullptr; }

public Q_SLOTS:
    void undo();
    void redo();
    /// Memory for the history, of this canvas and of those opened later; steps that do not fit are gone at once, the
    /// oldest first.
    void setUndoBudget(qint64 bytes);
    /// Nothing is lost by closing the program now.
    void markSaved() { m_history.markSaved(); }

Q_SIGNALS:
    void opened();  ///< also when another picture was put under the canvas
    void closing(); ///< what is on the canvas is still there to be kept
    void closed();
    void maskChanged(QRect area);   ///< picture pixels
    void sketchChanged(QRect area); ///< picture pixels
    void documentChanged();         ///< anything in it, also the mask and the sketch; during a stroke only at its end
    void edgedMaskChanged();        ///< or that it is pending
    void historyChanged();
    void busyChanged(const QString& what); ///< empty when nothing runs any more
    void computeFailed(const maquette::Error& error);

private:
    struct Task
    {
        std::atomic_bool cancelled = false;
    };
    void takePicture(const AssetId& base, const SourcePicture& picture, const MipPyramid& pyramid);
    void step(QRect (UndoHistory::*way)(CanvasDocument&));
    /// Tells what differs from \a before, after m_document was changed.
    void tellChanges(const CanvasDocument& before);
    void startEdge();
    void finishEdge(const std::shared_ptr<Task>& task, const LayerLevels<quint8>& edged);
    /// Whether the outcome was taken.
    bool finishCompute(const std::shared_ptr<Task>& task, const QString& title, Result<CanvasDocument>&& outcome);

    bool m_open = false;
    AssetId m_base;
    SourcePicture m_source;
    MipPyramid m_pyramid;
    CanvasDocument m_document;
    qint64 m_undoBudget = UndoHistory::kDefaultBudget;
    UndoHistory m_history;
    TiledMask m_edged;
    LayerLevels<quint8> m_edgedLevels;
    MaskEdge m_edgedWith; ///< what m_edged was, or is being, made with
    bool m_painting = false;
    std::optional<CanvasDocument> m_before; ///< as it was when a stroke began
    std::shared_ptr<Task> m_edgeTask;
    std::shared_ptr<Task> m_computeTask;
    QThreadPool m_pool;
};

} // namespace maquette
