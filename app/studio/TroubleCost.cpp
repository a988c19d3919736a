// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/TroubleCost.h"

#include "app/studio/DiskRoom.h"

#include <algorithm>

namespace maquette {

ErrorCost costOfTrouble(const Error& error, const QList<Job>& jobs)
{
    const bool isOpen = std::any_of(jobs.begin(), jobs.end(), [](const Job& job) {
        return job.state == JobState::Sending || job.state == JobState::Waiting || job.state == JobState::Receiving;
    });
    const bool isOfTheQueue = error.kind == ErrorKind::Storage || error.kind == ErrorKind::Internal;
    return isOpen && isOfTheQueue && !isNoRoom(error) ? ErrorCost::MayHaveCost : ErrorCost::Nothing;
}

} // namespace maquette
