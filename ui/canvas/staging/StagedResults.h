// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/GalleryStore.h"
#include "app/jobs/Job.h"

#include <QHash>
#include <QJsonArray>
#include <QList>
#include <QString>

#include <optional>

namespace maquette {

/// One result of an order placed from the canvas, on its way or there.
struct StagedResult
{
    enum class State { Running, Ready, Failed, Cancelled, Unknown };

    QString job;
    QString order; ///< shared by the results of one order
    AssetId base;  ///< the picture it was ordered for
    int index = 0; ///< 0-based place in the order
    State state = State::Running;
    bool sent = false;      ///< its paid call has left: cancelling it would save nothing
    bool filtered = false;  ///< the provider blurred it
    bool kept = false;      ///< put in place and in the library as an item of its own
    bool discarded = false; ///< no longer shown; the library has it all the same
    Credits quote;
    QString item; ///< library item, when Ready
    AssetId asset;

    bool operator==(const StagedResult&) const = default;
};

/// What stopping the results that still run would do.
struct StagedSaving
{
    int running = 0; ///< results on their way
    int unsent = 0;  ///< of these, how many can be cancelled for nothing
    Credits saves;   ///< what these would have cost
    bool operator==(const StagedSaving&) const = default;
};

/// The results of the orders placed from the canvas: which belong where, what became of each, which one is looked at.
/// Results arrive in any order and keep their place. Only those ordered for the picture under the canvas are shown, so
/// that undoing an acceptance brings its results back. A value.
class StagedResults
{
public:
    /// The results of one order, made for \a base. Jobs already known are left as they are.
    void expect(const QList<Job>& jobs, const AssetId& base);
    /// What became of a job. True when something changed here.
    bool update(const Job& job);
    /// An item arrived in the library. True when it is a result of ours.
    bool arrived(const GalleryItem& item);
    /// The picture under the canvas changed: its results are shown from now on.
    void setBase(const AssetId& base);
    [[nodiscard]] const AssetId& base() const { return m_base; }

    /// Those to step through: Ready, not discarded, of the present base, in the order they were asked for.
    [[nodiscard]] QList<StagedResult> shown() const;
    [[nodiscard]] int count() const { return int(shown().size()); }
    /// Index into shown(), -1 when there is none.
    [[nodiscard]] int currentIndex() const;
    [[nodiscard]] std::optional<StagedResult> current() const;
    [[nodiscard]] std::optional<StagedResult> find(const QString& job) const;
    /// To the next (1) or previous (-1), around the ends.
    void step(int by);
    void setCurrent(const QString& job);
    /// What is looked at stays when results of the order made last arrive; without this, or a step meanwhile, the first
    /// of them is shown.
    void keepCurrent() { m_awaited.clear(); }

    /// Takes the current one away; the next becomes current, or the one before when it was the last.
    void discard();
    /// Takes all of the present base away, those on their way too.
    void discardAll();
    /// Brings back what the last discard() or discardAll() took away. False when there is nothing.
    bool undoDiscard();
    void markKept(const QString& job);

    [[nodiscard]] int running() const { return saving().running; }
    /// Failed, cancelled and unknown ones of the present base that were not discarded.
    [[nodiscard]] int failed() const;
    [[nodiscard]] StagedSaving saving() const;
    /// Jobs of the present base that saving() counts as unsent.
    [[nodiscard]] QStringList unsentJobs() const;

    /// All of them, in the order they were asked for.
    [[nodiscard]] const QList<StagedResult>& all() const { return m_results; }
    [[nodiscard]] QStringList orders() const;
    /// Forgets orders of which nothing can come any more, and the oldest beyond \a most. Those that failed are kept
    /// while there is room, for they may be ordered once more; they are no longer told of.
    void prune(int most);

    /// With the one looked at of every picture.
    [[nodiscard]] QJsonArray toJson() const;
    /// Entries that make no sense are left out.
    [[nodiscard]] static StagedResults fromJson(const QJsonArray& json);

private:
    [[nodiscard]] StagedResult* of(const QString& job);
    [[nodiscard]] bool isShown(const StagedResult& result) const;
    void chooseCurrent(const QList<StagedResult>& before);

    QList<StagedResult> m_results;
    AssetId m_base;
    QString m_current;                  ///< job
    QString m_awaited;                  ///< order whose first result is to be shown when it comes
    QHash<AssetId, QString> m_lookedAt; ///< the current one of other pictures
    QStringList m_lastDiscarded;
};

} // namespace maquette
