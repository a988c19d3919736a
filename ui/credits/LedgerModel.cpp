// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/credits/LedgerModel.h"

#include "ui/widgets/items/Formats.h"
#include "ui/widgets/items/WhenReady.h"

#include <QDateTime>

#include <utility>

namespace maquette {

namespace {

constexpr int kPage = 100;

QString kindText(LedgerKind kind)
{
    switch (kind) {
    case LedgerKind::Hold:
        return LedgerModel::tr("held");
    case LedgerKind::Charge:
        return LedgerModel::tr("charged");
    case LedgerKind::Release:
        return LedgerModel::tr("given back");
    case LedgerKind::TopUp:
        return LedgerModel::tr("topped up");
    case LedgerKind::Adjustment:
        return LedgerModel::tr("corrected");
    }
    return {};
}

/// What an entry did to the balance; holds and releases leave it as it is.
QString amountText(const LedgerEntry& entry)
{
    switch (entry.kind) {
    case LedgerKind::Charge:
        return QChar(0x2212) + entry.amount.toDisplay();
    case LedgerKind::TopUp:
        return QLatin1Char('+') + entry.amount.toDisplay();
    case LedgerKind::Adjustment:
        return (entry.amount.milli > 0 ? QStringLiteral("+") : QString()) + entry.amount.toDisplay();
    case LedgerKind::Hold:
    case LedgerKind::Release:
        break;
    }
    return {};
}

} // namespace

LedgerModel::LedgerModel(Source source, NameOf nameOf, QObject* parent)
    : QAbstractTableModel(parent)
    , m_source(std::move(source))
    , m_nameOf(std::move(nameOf))
{
}

void LedgerModel::reload()
{
    ++m_generation;
    m_fetching = true;
    const int generation = m_generation;
    whenReady(m_source(kPage, 0), this, [this, generation](const Result<QList<LedgerEntry>>& page) {
        if (generation == m_generation) {
            received(page, true);
        }
    });
}

void LedgerModel::fetchMore(const QModelIndex& parent)
{
    if (!canFetchMore(parent)) {
        return;
    }
    m_fetching = true;
    const int generation = m_generation;
    whenReady(m_source(kPage, static_cast<int>(m_entries.size())), this,
              [this, generation](const Result<QList<LedgerEntry>>& page) {
                  if (generation == m_generation) {
                      received(page, false);
                  }
              });
}

void LedgerModel::received(const Result<QList<LedgerEntry>>& page, bool first)
{
    m_fetching = false;
    m_loaded = true;
    if (!page) {
        m_complete = true;
        Q_EMIT failed(page.error());
        return;
    }
    m_complete = page->size() < kPage;
    if (first) {
        beginResetModel();
        m_entries = *page;
        endResetModel();
    } else if (!page->isEmpty()) {
        const int from = static_cast<int>(m_entries.size());
        beginInsertRows({}, from, from + static_cast<int>(page->size()) - 1);
        m_entries += *page;
        endInsertRows();
    }
    Q_EMIT loaded();
}

int LedgerModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int LedgerModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

bool LedgerModel::canFetchMore(const QModelIndex& parent) const
{
    return !parent.isValid() && m_loaded && !m_complete && !m_fetching;
}

QVariant LedgerModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || index.row() >= m_entries.size()) {
        return {};
    }
    const LedgerEntry& entry = m_entries.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(entry, index.column());
    case Qt::AccessibleTextRole: {
        const QString shown = text(entry, index.column());
        return shown.isEmpty() ? tr("none") : shown;
    }
    case Qt::ToolTipRole:
        return index.column() == Time ? formats::fullTime(entry.time) : QString();
    case Qt::TextAlignmentRole: {
        const bool figure = index.column() >= Amount;
        return QVariant::fromValue(Qt::Alignment((figure ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    default:
        return {};
    }
}

QString LedgerModel::text(const LedgerEntry& entry, int column) const
{
    switch (column) {
    case Time:
        return formats::shortTime(entry.time, QDateTime::currentDateTimeUtc());
    case What:
        return m_nameOf(entry.what);
    case Kind:
        return kindText(entry.kind);
    case Amount:
        return amountText(entry);
    case Held:
        return entry.heldAfter.milli != 0 || entry.heldChange.milli != 0 ? entry.heldAfter.toDisplay() : QString();
    case BalanceAfter:
        return entry.balanceAfter.toDisplay();
    default:
        return {};
    }
}

QVariant LedgerModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant::fromValue(
            Qt::Alignment((section >= Amount ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Time:
        return tr("Time");
    case What:
        return tr("What");
    case Kind:
        return tr("State");
    case Amount:
        return tr("Credits");
    case Held:
        return tr("Held after");
    case BalanceAfter:
        return tr("Balance after");
    default:
        return {};
    }
}

} // namespace maquette
