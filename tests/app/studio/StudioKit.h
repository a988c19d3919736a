// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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

/// A studio in practice mode that answers at once.
[[nodiscard]] inline std::unique_ptr<Studio> openStudio(const QString& home)
{
    StudioOptions options;
    options.home = home;
    options.allowKeychain = false;
    options.practiceThinkMs = 0;
    options.practiceAsyncMs = 200;
    options.pollOverrideMs = 50;
    auto studio = std::make_unique<Studio>(options);
    studio->setProviderForThisRun(QStringLiteral("practice"));
    QSignalSpy opened(studio.get(), &Studio::opened);
    QSignalSpy failed(studio.get(), &Studio::openFailed);
    studio->open();
    return QTest::qWaitFor([&] { return !opened.isEmpty() || !failed.isEmpty(); }, 20'000) && failed.isEmpty()
               ? std::move(studio)
               : nullptr;
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
