// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/settings/SettingsStore.h"
#include "app/studio/Studio.h"

#include <QFutureWatcher>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace maquette {

/// Waits for a future while the event loop runs.
template <typename T>
[[nodiscard]] T settled(QFuture<T> future)
{
    QFutureWatcher<T> watcher;
    QSignalSpy finished(&watcher, &QFutureWatcherBase::finished);
    watcher.setFuture(future);
    if (!future.isFinished()) {
        finished.wait(30'000);
    }
    QCoreApplication::processEvents();
    return future.result();
}

/// In \a home, and with nothing of this machine's.
[[nodiscard]] inline StudioOptions ownOptions(const QString& home)
{
    StudioOptions options;
    options.home = home;
    options.allowKeychain = false;
    return options;
}

/// The same with a practice server that answers at once, or after \a thinkMs.
[[nodiscard]] inline StudioOptions quickOptions(const QString& home, qint64 thinkMs = 0)
{
    StudioOptions options = ownOptions(home);
    options.practiceThinkMs = thinkMs;
    options.practiceAsyncMs = 0;
    options.pollOverrideMs = 20;
    return options;
}

/// What a studio in \a home finds when it begins: the first run is over, and what \a change does.
inline void writeSettings(const QString& home, const std::function<void(Settings&)>& change = {})
{
    SettingsStore store(home + QStringLiteral("/config/settings.json"));
    Settings settings = store.settings();
    settings.firstRunDone = true;
    if (change) {
        change(settings);
    }
    store.update(settings);
    store.flush();
}

/// Opens \a studio and waits until it is; false when that fails.
[[nodiscard]] inline bool opens(Studio& studio)
{
    QSignalSpy opened(&studio, &Studio::opened);
    QSignalSpy failed(&studio, &Studio::openFailed);
    studio.open();
    return QTest::qWaitFor([&] { return !opened.isEmpty() || !failed.isEmpty(); }, 30'000) && failed.isEmpty();
}

/// The same, and knows what there is to spend.
[[nodiscard]] inline bool opensWithBalance(Studio& studio)
{
    return opens(studio) && QTest::qWaitFor([&] { return studio.balance().ledger.known; }, 30'000);
}

/// A studio in practice mode that answers soon.
[[nodiscard]] inline std::unique_ptr<Studio> openStudio(const QString& home)
{
    StudioOptions options = quickOptions(home);
    options.practiceAsyncMs = 200;
    options.pollOverrideMs = 50;
    auto studio = std::make_unique<Studio>(options);
    studio->setProviderForThisRun(QStringLiteral("practice"));
    return opens(*studio) ? std::move(studio) : nullptr;
}

[[nodiscard]] inline Request promptRequest(const QString& prompt, int count = 1)
{
    Request request;
    request.operation = QStringLiteral("stable-image.generate.core");
    request.provider = QStringLiteral("practice");
    request.values.insert(QStringLiteral("prompt"), prompt);
    request.values.insert(QStringLiteral("output_format"), QStringLiteral("jpeg"));
    request.count = count;
    return request;
}

} // namespace maquette
