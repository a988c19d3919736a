// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/staging/Placing.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <optional>

namespace maquette {

/// Puts results in place in a worker, one after the other, and keeps the last few as long as they fit a budget. What is
/// needed now is kept whatever it takes.
class StagedPictures : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 kBudget = qint64(640) << 20; ///< bytes of pictures kept

    explicit StagedPictures(QObject* parent = nullptr);
    ~StagedPictures() override;

    struct Order
    {
        QString key;                           ///< names the outcome
        QString file;                          ///< of the result
        std::optional<SourcePicture> original; ///< or, to be read:
        QString originalFile;
        PlaceRecord record;
        bool colourMatch = true;
    };
    /// Does what \a order says. For a worker. Errors: as placeResult(), and when the original cannot be read.
    [[nodiscard]] static Result<PlacedResult> place(const Order& order, const std::atomic_bool* cancelled = nullptr);
    /// \a needed are put in place in this order and kept until others are needed; ready() or failed() follows for each
    /// that is not there already. \a later is put in place when there is nothing else to do; when it does not fit
    /// beside them it is dropped, and not tried again before it is needed. What was asked before and has not begun is
    /// forgotten.
    void want(const QList<Order>& needed, const std::optional<Order>& later = std::nullopt);
    /// Bytes kept from now on instead of kBudget.
    void setBudget(qint64 bytes);
    [[nodiscard]] std::shared_ptr<const PlacedResult> get(const QString& key) const;
    [[nodiscard]] std::optional<Error> error(const QString& key) const;
    [[nodiscard]] bool isBusy() const { return m_running != nullptr; }
    /// Forgets everything and breaks off what runs.
    void clear();

Q_SIGNALS:
    void ready(const QString& key);
    void failed(const QString& key, const maquette::Error& error);

private:
    struct Task
    {
        Order order;
        std::atomic_bool cancelled = false;
    };
    void pump();
    void finish(const std::shared_ptr<Task>& task, const Result<PlacedResult>& outcome);
    [[nodiscard]] bool isMissing(const QString& key) const;
    [[nodiscard]] bool isNeeded(const QString& key) const;
    [[nodiscard]] bool keep(const QString& key, const PlacedResult& placed);
    void trim();

    QList<Order> m_needed;
    std::optional<Order> m_later;
    QSet<QString> m_dropped; ///< keys of those that did not fit
    std::shared_ptr<Task> m_running;
    QHash<QString, std::shared_ptr<const PlacedResult>> m_kept;
    QStringList m_recent; ///< keys, the one used last at the end
    QHash<QString, Error> m_errors;
    qint64 m_budget = kBudget;
    QThreadPool m_pool;
};

} // namespace maquette
