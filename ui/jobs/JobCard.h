// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/Catalogue.h"
#include "app/jobs/Job.h"

#include <QDateTime>
#include <QString>

namespace maquette {

/// What a card in the strip says about a job. Pure text, so that the painter only paints.
struct JobCardText
{
    QString title;       ///< "Core 2 of 4"
    QString line;        ///< inside the card: "next check 7 s", the reason of a failure; may be empty
    QString state;       ///< one word below it
    QString cost;        ///< "3 cr"
    double fraction = 0; ///< 0 to 1, below 0: under way, how far is not known
    bool hasBar = false;
    bool isProblem = false; ///< Failed or Unknown
    bool counts = false;    ///< the text changes with every second
    bool operator==(const JobCardText&) const = default;
};

[[nodiscard]] JobCardText jobCardText(const Job& job, const Catalogue& catalogue, const QDateTime& now,
                                      bool queuePaused);

} // namespace maquette
