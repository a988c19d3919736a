// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace maquette::cli {

struct RunOptions
{
    QString operation;
    QStringList values; ///< "name=value"
    QStringList inputs; ///< "role=FILE"
    int count = 1;
    QString outFolder; ///< empty: the library only
    bool json = false;
    bool practice = false; ///< practice mode even where there is a key
};

/// Orders, waits and reports. Returns the exit code: that of the worst result.
[[nodiscard]] int runOperation(const RunOptions& options);

/// Lets restored jobs go on and waits for all that are not ended.
[[nodiscard]] int resumeJobs(bool json);

} // namespace maquette::cli
