// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Credits.h"
#include "app/base/Error.h"
#include "app/ledger/Ledger.h"

#include <QDateTime>
#include <QMetaType>

#include <optional>

namespace maquette {

/// All that the balance button and its popover show.
struct BalanceView
{
    QString provider;
    LedgerBalance ledger;
    Credits spentToday; ///< since local midnight
    Credits spentThisMonth;
    QDateTime readAt;                          ///< last time the provider told its figure; invalid: never
    std::optional<Error> readError;            ///< why the last reading failed
    bool reading = false;                      ///< a reading is under way
    QDateTime againAt;                         ///< end of a rate limit, when it is asked for again; invalid: none
    std::optional<LedgerEntry> lastAdjustment; ///< of this session
    bool operator==(const BalanceView&) const = default;
};

} // namespace maquette

Q_DECLARE_METATYPE(maquette::BalanceView)
