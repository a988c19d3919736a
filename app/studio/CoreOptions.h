// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/Catalogue.h"
#include "app/settings/Paths.h"
#include "app/studio/DiskRoom.h"

#include <QHash>
#include <QString>
#include <QUrl>

namespace maquette {

/// What the core needs to know before it opens.
struct CoreOptions
{
    Paths paths;
    Catalogue catalogue;
    QString provider = QStringLiteral("practice");
    QHash<QString, QString> keys;  ///< by provider id, as far as known already
    QHash<QString, QUrl> baseUrls; ///< by provider id, where the environment names another than the usual one
    int runningLimit = 3;
    qint64 practiceThinkMs = -1; ///< -1 = the practice server's default, as for the next two
    qint64 practiceAsyncMs = -1;
    qint64 practicePollMs = -1;
    FreeBytes freeBytes = freeBytesAt;
    bool readOnly = false;
    bool restoreJobs = true; ///< false: a look; jobs of an earlier run are neither started nor ended
};

} // namespace maquette
