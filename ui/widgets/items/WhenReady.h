// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QFutureWatcher>
#include <QObject>

#include <utility>

namespace maquette {

/// Calls \a use with the value of \a future in \a context's thread, from the event loop, never from within this call.
/// Nothing happens when \a context is gone by then, or when the future ends without a value.
///
/// QFuture::then() with a context does not allow the context to go first (Qt 6.4 asserts), and calls at once when the
/// value is there already.
template <typename Value, typename Use>
void whenReady(const QFuture<Value>& future, QObject* context, Use use)
{
    auto* watcher = new QFutureWatcher<Value>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, use = std::move(use)]() mutable {
        watcher->deleteLater();
        if (watcher->future().resultCount() > 0) {
            use(watcher->result());
        }
    });
    watcher->setFuture(future);
}

} // namespace maquette
