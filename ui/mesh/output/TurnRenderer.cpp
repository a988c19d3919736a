// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/output/TurnRenderer.h"

#include <QFutureWatcher>

namespace maquette {

void whenDrawn(const QFuture<QImage>& future, QObject* context, const std::function<void(const QImage&)>& use)
{
    auto* watcher = new QFutureWatcher<QImage>(context);
    QObject::connect(watcher, &QFutureWatcherBase::finished, context, [watcher, use] {
        watcher->deleteLater();
        use(watcher->future().resultCount() > 0 ? watcher->result() : QImage());
    });
    watcher->setFuture(future);
}

} // namespace maquette
