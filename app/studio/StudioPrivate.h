// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gallery/Thumbnailer.h"
#include "app/settings/KeyStore.h"
#include "app/settings/Paths.h"
#include "app/settings/PromptHistory.h"
#include "app/settings/SettingsStore.h"
#include "app/studio/CoreThread.h"
#include "app/studio/Studio.h"

#include <QThreadPool>

namespace maquette {

struct Studio::Private
{
    StudioOptions options;
    Paths paths;
    SystemClock clock;
    std::unique_ptr<SettingsStore> settings;
    std::unique_ptr<KeyStore> keys;
    std::unique_ptr<PromptHistory> history;
    Catalogue catalogue;
    QList<CatalogueProblem> catalogueProblems;
    std::optional<Error> catalogueFault;
    QString provider;
    std::unique_ptr<Thumbnailer> thumbnailer;

    // Snapshots of the core, kept by its signals.
    QHash<QString, Job> jobs;
    QHash<AssetId, Asset> assets;
    BalanceView balance;
    QUrl practiceUrl;
    QHash<ErrorKind, std::function<Result<void>(Core&)>> failedWork; ///< the last of each kind that was told
    bool open = false;
    bool queuePaused = false;

    CoreThread core;      ///< ends before everything above
    QThreadPool encoders; ///< last: what it has begun still reaches the core
};

} // namespace maquette
