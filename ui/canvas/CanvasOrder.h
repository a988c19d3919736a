// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/Asset.h"
#include "app/canvas/CanvasDocument.h"
#include "app/catalog/Operation.h"
#include "ui/canvas/SendWork.h"

#include <QHash>
#include <QJsonObject>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <atomic>
#include <memory>
#include <optional>

namespace maquette {

class CanvasSession;
class Studio;

/// What went out with an order: all that is needed to put its results back, whatever happens to the canvas meanwhile.
struct SentRecord
{
    AssetId base;            ///< the picture under the canvas
    CanvasDocument document; ///< with the mask that was sent, also when that is the picture's own transparency
    TiledMask edgedMask;     ///< after grow and feather, of the picture's size
    SendPlan plan;
    QString operation;
    AssetId image;
    AssetId mask; ///< empty when none was sent
};

/// Prepares what an operation sends of the canvas. It follows the session: a moment after each change the part to be
/// sent is cut out and encoded in a worker, so that its size and anything wrong with it are known before it is paid
/// for. Only prepareAssets() puts the files into the library. Lives in the UI thread.
class CanvasOrder : public QObject
{
    Q_OBJECT

public:
    using TooLarge = maquette::TooLarge;

    CanvasOrder(Studio& studio, CanvasSession& session, QObject* parent = nullptr);
    ~CanvasOrder() override;

    /// For which operation; \a wanted is false when it may do without a picture and the one on the canvas was not
    /// chosen.
    void setOperation(const Operation& operation, bool wanted = true);
    /// Bytes of the texts and other files that go into the same request.
    void setOtherBytes(qint64 bytes);
    void setTooLarge(TooLarge choice);

    /// Whether the canvas has a part in the order: a picture is on it, and the operation takes it.
    [[nodiscard]] bool isActive() const;
    /// The inputs it gives.
    [[nodiscard]] QStringList roles() const;
    /// What will be sent is known: sent() and plan() hold.
    [[nodiscard]] bool isRendered() const { return m_rendered; }
    /// It is in the library too: assets() holds.
    [[nodiscard]] bool isReady() const;
    /// Brings what is sent into the library, as soon as it is rendered; isReady() or a problem follows.
    void prepareAssets();

    /// One or two sentences: what is sent, and what it loses on the way.
    [[nodiscard]] QString summary() const { return m_summary; }
    /// Why it cannot be sent, a sentence; empty when it can, or while that is not known.
    [[nodiscard]] QString problem() const { return m_problem; }
    /// The problem is that the picture has too many bytes: setTooLarge() helps.
    [[nodiscard]] bool isTooLarge() const { return m_isTooLarge; }
    [[nodiscard]] const SendPlan& plan() const { return m_plan; }
    [[nodiscard]] const SentPicture& sent() const { return m_sent; }
    [[nodiscard]] const SendLimits& limits() const { return m_limits; }
    [[nodiscard]] qint64 otherBytes() const { return m_otherBytes; }
    /// By role, once ready.
    [[nodiscard]] QHash<QString, AssetId> assets() const { return m_assets; }
    /// Parameters drawn on the canvas (an outpaint frame), in pixels of its picture.
    [[nodiscard]] QJsonObject values() const;
    /// The same in pixels of what is sent, when that is not the same.
    [[nodiscard]] QJsonObject sentValues() const;
    /// Once ready: what the results are put back with.
    [[nodiscard]] SentRecord record() const;

Q_SIGNALS:
    void changed();

private:
    struct Task
    {
        std::atomic_bool cancelled = false;
    };

    void follow();
    void restart();
    void stop();
    void makePlan();
    void fail(const QString& why);
    void findAlpha();
    void render();
    void finish(const std::shared_ptr<Task>& task, const Result<SendOutcome>& outcome);
    void importFiles();
    void imported(const std::shared_ptr<Task>& task, const QString& role, const Result<Asset>& asset);
    [[nodiscard]] QString unusable() const;
    [[nodiscard]] qint64 room() const;

    Studio& m_studio;
    CanvasSession& m_session;
    std::optional<Operation> m_operation;
    bool m_wanted = false;
    qint64 m_otherBytes = 0;
    TooLarge m_tooLarge = TooLarge::Ask;

    SendLimits m_limits;
    CanvasDocument m_seen;     ///< the session's, when this was begun
    CanvasDocument m_document; ///< what is sent of
    SendPlan m_plan;
    SentPicture m_sent;
    TiledMask m_edged;
    AssetId m_base;
    TiledMask m_alpha; ///< where the picture of m_alphaOf is transparent
    AssetId m_alphaOf;
    qint64 m_fitting = 0;     ///< pixels of this picture that are known to fit as PNG; 0 when nothing is known
    qint64 m_fittingRoom = 0; ///< bytes it was found for
    bool m_rendered = false;
    bool m_isTooLarge = false;
    bool m_assetsAsked = false;
    QString m_summary;
    QString m_problem;
    QHash<QString, AssetId> m_assets;
    std::shared_ptr<Task> m_task;
    QTimer m_soon;
    QThreadPool m_pool;
};

} // namespace maquette
