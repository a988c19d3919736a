// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/items/ItemListModel.h"

#include "ui/widgets/items/WhenReady.h"

#include <algorithm>

namespace maquette {

ItemListModel::ItemListModel(Source source, Describe describe, int pageSize, QObject* parent)
    : QAbstractListModel(parent)
    , m_source(std::move(source))
    , m_describe(std::move(describe))
    , m_pageSize(pageSize)
{
}

void ItemListModel::reload()
{
    beginResetModel();
    ++m_generation;
    m_items.clear();
    m_known.clear();
    m_fetching = false;
    m_complete = false;
    m_loaded = false;
    endResetModel();
    fetchMore({});
}

void ItemListModel::add(const GalleryItem& item)
{
    if (m_known.contains(item.id)) {
        return;
    }
    beginInsertRows({}, 0, 0);
    m_items.prepend(item);
    m_known.insert(item.id);
    endInsertRows();
}

const GalleryItem* ItemListModel::item(int row) const
{
    return row >= 0 && row < m_items.size() ? &m_items.at(row) : nullptr;
}

int ItemListModel::rowOf(const QString& id) const
{
    if (!m_known.contains(id)) {
        return -1;
    }
    const auto found =
        std::find_if(m_items.cbegin(), m_items.cend(), [&id](const GalleryItem& item) { return item.id == id; });
    return int(found - m_items.cbegin());
}

int ItemListModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_items.size());
}

QVariant ItemListModel::data(const QModelIndex& index, int role) const
{
    const GalleryItem* found = index.isValid() ? item(index.row()) : nullptr;
    if (!found) {
        return {};
    }
    switch (role) {
    case ItemRole:
        return QVariant::fromValue(*found);
    case IdRole:
        return found->id;
    case Qt::DisplayRole:
        return found->title;
    case Qt::AccessibleTextRole:
    case Qt::ToolTipRole:
        return m_describe(*found);
    default:
        return {};
    }
}

bool ItemListModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && !m_complete && !m_fetching;
}

void ItemListModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent)) {
        return;
    }
    m_fetching = true;
    const int generation = m_generation;
    // Items added meanwhile shift the offsets; asking from our own count then repeats some, which m_known filters.
    whenReady(m_source(m_pageSize, int(m_items.size())), this,
              [this, generation](const Result<QList<GalleryItem>>& page) {
                  if (generation == m_generation) {
                      received(page);
                  }
              });
}

void ItemListModel::received(const Result<QList<GalleryItem>>& page)
{
    m_fetching = false;
    if (!page) {
        m_complete = true;
        Q_EMIT failed(page.error());
        return;
    }
    QList<GalleryItem> fresh;
    for (const GalleryItem& item : *page) {
        if (!m_known.contains(item.id)) {
            fresh.append(item);
            m_known.insert(item.id);
        }
    }
    m_complete = page->size() < m_pageSize;
    m_loaded = true;
    if (!fresh.isEmpty()) {
        beginInsertRows({}, int(m_items.size()), int(m_items.size() + fresh.size()) - 1);
        m_items.append(fresh);
        endInsertRows();
    }
    Q_EMIT loaded();
}

} // namespace maquette
