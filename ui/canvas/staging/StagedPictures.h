// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/canvas/staging/Placing.h"

#include <QHash>
#include <QObject>
#include <QThreadPool>

#include <atomic>
#include <memory>
#include <optional>

namespace maquette {

/// Puts results in place in a worker, one after the other, and keeps the last few as long as they fit a budget.
class StagedPictures : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 kBudget = qint64(640) << 20; ///< bytes of pictures kept; the one shown is always kept

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
    /// Wants this one next; what was wanted before and has not begun is forgotten. ready() or failed() follows unless
    /// it is there already.
    void want(const Order& order);
    /// Wants this one when there is nothing else to do.
    void wantLater(const Order& order);
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
    void keep(const QString& key, const PlacedResult& placed);

    std::optional<Order> m_next;
    std::optional<Order> m_later;
    std::shared_ptr<Task> m_running;
    QHash<QString, std::shared_ptr<const PlacedResult>> m_kept;
    QStringList m_recent; ///< keys, the one used last at the end
    QHash<QString, Error> m_errors;
    QThreadPool m_pool;
};

} // namespace maquette
