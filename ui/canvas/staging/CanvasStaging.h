// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"
#include "app/studio/ErrorText.h"
#include "ui/canvas/staging/BrushThrough.h"
#include "ui/canvas/staging/StagedPictures.h"
#include "ui/canvas/staging/StagedResults.h"
#include "ui/canvas/staging/StagedVersion.h"

#include <QObject>
#include <QPointer>

#include <map>
#include <memory>

namespace maquette {

class CanvasSession;
class Studio;

/// Results in place: what was ordered from the canvas comes back onto it, is looked at, and is accepted, kept or
/// discarded. Accepting makes a child in the library the picture under the canvas; the original is never touched, and
/// undo brings it back with its results. Lives in the UI thread; everything that takes long runs in workers.
class CanvasStaging : public QObject
{
    Q_OBJECT

public:
    CanvasStaging(Studio& studio, CanvasSession& session, QObject* parent = nullptr);
    ~CanvasStaging() override;

    /// The results of \a jobs, one order, belong on the canvas as \a record says.
    void expect(const QList<Job>& jobs, const PlaceRecord& record);
    /// \a jobs do what \a job did not: where it is known what that was for, theirs belong there.
    void expectAgain(const Job& job, const QList<Job>& jobs);

    [[nodiscard]] const StagedResults& results() const { return m_results; }
    [[nodiscard]] int count() const { return m_results.count(); }
    [[nodiscard]] int current() const { return m_results.currentIndex(); }
    /// What the bar shows.
    [[nodiscard]] StagingState state() const;
    /// The current result where it belongs; null while it is being put there.
    [[nodiscard]] std::shared_ptr<const PlacedResult> placed() const;
    /// The result of \a job where it belongs; null while it was not put there.
    [[nodiscard]] std::shared_ptr<const PlacedResult> placedResult(const QString& job) const { return placedOf(job); }
    /// Whether a result is being put in place, the current one or the one that follows.
    [[nodiscard]] bool isPlacing() const { return m_pictures.isBusy(); }
    /// Bytes of pictures kept in place beside those needed now; StagedPictures::kBudget unless told.
    void setPictureBudget(qint64 bytes) { m_pictures.setBudget(bytes); }
    /// Every result on the canvas as it would be accepted, the current one first.
    [[nodiscard]] QList<StagedVersion> versions() const;
    /// The current result, to show in place of the canvas's picture; null when there is nothing.
    [[nodiscard]] MipPyramid shown() const;
    /// What shows through it where hidden() says so, of the same size; null when nothing does, or not yet.
    [[nodiscard]] MipPyramid under() const;
    /// 255 where the current result was brushed away, in its own pixels; null before any was.
    [[nodiscard]] TiledMask hidden() const;
    /// The current result as it would be accepted: with what shows through, as soon as that is mixed.
    [[nodiscard]] MipPyramid finished() const;
    /// The picture before, of the same size.
    [[nodiscard]] MipPyramid before() const;
    /// Why the current one cannot be accepted; empty when it can.
    [[nodiscard]] QString acceptReason() const;
    /// The same for discarding and keeping.
    [[nodiscard]] QString discardReason() const;

    void step(int by);
    void setCurrent(const QString& job);
    /// Puts the current one into the library and under the canvas.
    void accept();
    /// Puts the current one into the library only; it stays on the canvas.
    void keep();
    void discard();
    void discardAll();
    void undoDiscard();
    /// Cancels those of \a jobs that have not been sent.
    void cancel(const QStringList& jobs);

    [[nodiscard]] bool keepsMask() const { return m_keepsMask; }
    /// Whether the mask stays on the canvas when a result is accepted.
    void setKeepsMask(bool keeps);
    [[nodiscard]] bool isColourMatched() const;
    void setColourMatched(bool matched);
    [[nodiscard]] bool canColourMatch() const;

    // Brushing one result away so that another shows through.
    /// Jobs of the results that may show through the current one; the original is an empty text, and first.
    [[nodiscard]] QStringList brushTargets() const;
    [[nodiscard]] QString brushReason() const; ///< why there is nothing to brush; empty when there is
    [[nodiscard]] QString brushTarget() const;
    void setBrushTarget(const QString& job);
    void beginStroke(const Brush& brush, const StrokePoint& at, bool back);
    void continueStroke(const StrokePoint& at);
    /// The stroke becomes a step of the canvas's history.
    void endStroke();
    /// As if it had not been begun.
    void abandonStroke();
    [[nodiscard]] bool isStroking() const;

    /// Everything that is needed to go on after a restart. A value for a worker, which makes the text of it.
    struct Snapshot
    {
        StagedResults results;
        QHash<QString, PlaceRecord> records;
        bool keepsMask = false;
        [[nodiscard]] QJsonObject toJson() const;
    };
    [[nodiscard]] Snapshot snapshot() const;
    /// Takes up what an earlier run left, and asks the journal what became of it meanwhile.
    void restore(const QJsonObject& json);

Q_SIGNALS:
    void changed();                  ///< state(), and what the commands may do
    void shownChanged();             ///< shown() or under(): another picture
    void brushedChanged(QRect area); ///< hidden(), in pixels of the result; the pictures are the same
    void mixed();                    ///< finished() has what shows through
    void worthKeeping();             ///< snapshot() has changed
    void ordered();                  ///< the same, for results that are paid for: not to be put off
    /// Another picture is under the canvas: after an acceptance, or one undone or done again.
    void baseChanged(const maquette::AssetId& base);
    void arrived(); ///< the first result of an order is there to be looked at
    void accepted(const maquette::GalleryItem& item);
    void kept(const maquette::GalleryItem& item);
    void discarded(int count); ///< undoDiscard() brings them back
    /// A result was accepted while \a jobs of the same picture still run.
    void othersStillRun(const maquette::StagedSaving& saving, const QStringList& unsentJobs);
    void troubled(const maquette::ErrorText& text);

private:
    struct Base
    {
        AssetId id;
        SourcePicture picture;
        MipPyramid pyramid;
    };
    /// The current result with another brushed through it, in full depth, and what was counted of it.
    struct Mix
    {
        QImage image;
        MipPyramid pyramid;
        qint64 inside = 0;
        qint64 outside = 0;
    };
    struct MixTask
    {
        std::atomic_bool cancelled = false;
    };

    void follow();
    void followBase();
    void wantPictures();
    void refresh();
    [[nodiscard]] QString keyOf(const StagedResult& result) const;
    [[nodiscard]] std::optional<StagedPictures::Order> orderFor(const StagedResult& result) const;
    [[nodiscard]] std::shared_ptr<const PlacedResult> placedOf(const QString& job) const;
    [[nodiscard]] BrushThrough* brush() const;
    [[nodiscard]] bool hasBrushed() const;
    /// The other result that shows through; null for the original, and while it is being put in place.
    [[nodiscard]] std::shared_ptr<const PlacedResult> placedUnder() const;
    /// Takes up what the document says is brushed away.
    void followBrushed();
    void takeBrushed(const QString& job, const BrushedResult& brushed);
    void storeBrushed(const QString& title);
    void tellBrushed(const QRect& area);
    void startMix();
    void endMix();
    void finishMix(const std::shared_ptr<MixTask>& task, const Result<std::shared_ptr<const Mix>>& mix);
    [[nodiscard]] StagingProof proof() const;
    [[nodiscard]] ErrorText problemText(const Error& error) const;
    /// Keeps the current picture in the library; \a then gets the item.
    void store(const std::function<void(const GalleryItem&, const QImage&)>& then);
    void finishAccept(const GalleryItem& item, const QImage& image);
    void remember(const Base& base);

    Studio& m_studio;
    CanvasSession& m_session;
    StagedResults m_results;
    QHash<QString, PlaceRecord> m_records; ///< by order
    StagedPictures m_pictures;
    std::map<QString, std::unique_ptr<BrushThrough>> m_brushes; ///< by job, as in the document
    QString m_shownKey;                                         ///< of what is shown, and of what shows through it
    std::shared_ptr<const Mix> m_mix;
    std::shared_ptr<MixTask> m_mixTask;
    QThreadPool m_pool;
    QList<Base> m_bases; ///< the last two pictures under the canvas, for undo
    AssetId m_loading;   ///< picture on its way under the canvas
    bool m_saving = false;
    bool m_keepsMask = false;
};

} // namespace maquette
