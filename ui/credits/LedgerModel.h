// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/ledger/Ledger.h"

#include <QAbstractTableModel>
#include <QFuture>

#include <functional>

namespace maquette {

/// The ledger of one account, newest first, fetched page by page.
class LedgerModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Time, What, Kind, Amount, Held, BalanceAfter, ColumnCount };
    /// Delivers \a limit entries from \a offset, newest first.
    using Source = std::function<QFuture<Result<QList<LedgerEntry>>>(int limit, int offset)>;
    /// An operation's name for people; the id itself when it is not one.
    using NameOf = std::function<QString(const QString& what)>;

    LedgerModel(Source source, NameOf nameOf, QObject* parent = nullptr);

    void reload();
    [[nodiscard]] bool isLoaded() const { return m_loaded; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    void loaded(); ///< a page arrived, perhaps an empty one
    void failed(const maquette::Error& error);

private:
    void received(const Result<QList<LedgerEntry>>& page, bool first);
    [[nodiscard]] QString text(const LedgerEntry& entry, int column) const;

    Source m_source;
    NameOf m_nameOf;
    QList<LedgerEntry> m_entries;
    int m_generation = 0; ///< answers to an earlier question are dropped
    bool m_fetching = false;
    bool m_complete = false;
    bool m_loaded = false;
};

} // namespace maquette
