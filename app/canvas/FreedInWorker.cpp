// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/FreedInWorker.h"

#include <QColorSpace>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace maquette {

namespace {

constexpr qsizetype kSmallBytes = 8'000'000; ///< given back within a millisecond

void end(void* owner)
{
    QThreadPool::globalInstance()->start(
        [image = std::shared_ptr<QImage>(static_cast<QImage*>(owner))] { static_cast<void>(image); });
}

} // namespace

QImage freedInWorker(QImage image)
{
    if (image.sizeInBytes() < kSmallBytes) {
        return image;
    }
    auto owner = std::make_unique<QImage>(std::move(image));
    const uchar* const pixels = owner->constBits();
    QImage held(pixels, owner->width(), owner->height(), owner->bytesPerLine(), owner->format(), end, owner.get());
    if (held.isNull()) {
        return *owner;
    }
    const QImage& whole = *owner.release(); // end() has it now
    held.setColorSpace(whole.colorSpace());
    held.setDevicePixelRatio(whole.devicePixelRatio());
    held.setDotsPerMeterX(whole.dotsPerMeterX());
    held.setDotsPerMeterY(whole.dotsPerMeterY());
    const QStringList keys = whole.textKeys();
    for (const QString& key : keys) {
        held.setText(key, whole.text(key));
    }
    return held;
}

} // namespace maquette
