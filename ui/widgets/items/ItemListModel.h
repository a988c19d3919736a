// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/gallery/GalleryStore.h"

#include <QAbstractListModel>
#include <QFuture>
#include <QSet>

#include <functional>

namespace maquette {

/// The library, newest first, fetched page by page as a view asks for more.
class ItemListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { ItemRole = Qt::UserRole, IdRole };
    /// Delivers \a limit items from \a offset, newest first.
    using Source = std::function<QFuture<Result<QList<GalleryItem>>>(int limit, int offset)>;
    /// What assistive programs and type-ahead read for an item.
    using Describe = std::function<QString(const GalleryItem&)>;

    ItemListModel(Source source, Describe describe, int pageSize, QObject* parent = nullptr);

    /// Forgets everything and fetches the first page.
    void reload();
    /// Puts a new item first. One already known is left where it is.
    void add(const GalleryItem& item);

    [[nodiscard]] const GalleryItem* item(int row) const;
    [[nodiscard]] int rowOf(const QString& id) const; ///< -1 when it is not loaded
    /// True once the first page is there.
    [[nodiscard]] bool isLoaded() const { return m_loaded; }

    [[nodiscard]] int rowCount(const QModelIndex& parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex& index, int role) const override;
    [[nodiscard]] bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    void loaded(); ///< a page arrived, perhaps an empty one
    void failed(const maquette::Error& error);

private:
    void received(const Result<QList<GalleryItem>>& page);

    Source m_source;
    Describe m_describe;
    int m_pageSize;
    QList<GalleryItem> m_items;
    QSet<QString> m_known;
    int m_generation = 0; ///< answers of an earlier one are dropped
    bool m_fetching = false;
    bool m_complete = true;
    bool m_loaded = false;
};

} // namespace maquette
