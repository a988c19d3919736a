// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/FreedInWorker.h"

#include <QColorSpace>
#include <QMutex>
#include <QSet>
#include <QThreadPool>

#include <algorithm>
#include <memory>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

namespace maquette {

namespace {

constexpr qsizetype kSmallBytes = 8'000'000; ///< given back within a millisecond
constexpr qsizetype kStepBytes = 2'000'000;

/// The pixels that end() will see, so that none are held twice.
class Held
{
public:
    bool insert(const uchar* pixels)
    {
        const QMutexLocker lock(&m_mutex);
        if (m_pixels.contains(pixels)) {
            return false;
        }
        m_pixels.insert(pixels);
        return true;
    }
    void remove(const uchar* pixels)
    {
        const QMutexLocker lock(&m_mutex);
        m_pixels.remove(pixels);
    }

private:
    QMutex m_mutex;
    QSet<const uchar*> m_pixels;
};

Held& held()
{
    static Held pixels;
    return pixels;
}

/// Gives back in steps what lies in whole pages of \a image, nobody else's, before the rest is freed at once: while a
/// large piece is given back, every other thread that meets a page for the first time has to wait.
void giveBack(QImage& image)
{
    const auto page = quintptr(sysconf(_SC_PAGESIZE));
    const auto from = reinterpret_cast<quintptr>(image.bits());
    const quintptr last = (from + quintptr(image.sizeInBytes())) / page * page;
    for (quintptr at = (from + page - 1) / page * page; at < last; at += kStepBytes / page * page) {
        madvise(reinterpret_cast<void*>(at), std::min(kStepBytes / page * page, last - at), MADV_DONTNEED);
    }
}

void end(void* owner)
{
    QThreadPool::globalInstance()->start([image = std::shared_ptr<QImage>(static_cast<QImage*>(owner))] {
        held().remove(image->constBits());
        if (image->isDetached()) {
            giveBack(*image);
        }
    });
}

} // namespace

QImage freedInWorker(QImage image)
{
    if (image.sizeInBytes() < kSmallBytes || !held().insert(image.constBits())) {
        return image;
    }
    auto owner = std::make_unique<QImage>(std::move(image));
    const uchar* const pixels = owner->constBits();
    QImage out(pixels, owner->width(), owner->height(), owner->bytesPerLine(), owner->format(), end, owner.get());
    const QImage& whole = *owner.release(); // end() has it now
    out.setColorSpace(whole.colorSpace());
    out.setDevicePixelRatio(whole.devicePixelRatio());
    out.setDotsPerMeterX(whole.dotsPerMeterX());
    out.setDotsPerMeterY(whole.dotsPerMeterY());
    const QStringList keys = whole.textKeys();
    for (const QString& key : keys) {
        out.setText(key, whole.text(key));
    }
    return out;
}

} // namespace maquette
