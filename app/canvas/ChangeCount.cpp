// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/Bands.h"
#include "app/canvas/Compose.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstring>
#include <mutex>

namespace maquette {

namespace {

constexpr int kRowsAtOnce = 64;

void add(ChangeCount& to, const ChangeCount& more)
{
    to.inside += more.inside;
    to.outside += more.outside;
    to.rect |= more.rect;
}

/// Compares one row of pixels, each as one number.
template <typename Pixel>
void countRow(const uchar* before, const uchar* after, int width, const quint8* mask, QPoint at, ChangeCount& count)
{
    const auto* old = reinterpret_cast<const Pixel*>(before);
    const auto* now = reinterpret_cast<const Pixel*>(after);
    int first = width;
    int last = -1;
    qint64 inside = 0;
    qint64 all = 0;
    for (int x = 0; x < width; ++x) {
        if (old[x] != now[x]) {
            ++all;
            inside += mask[x] != 0 ? 1 : 0;
            first = std::min(first, x);
            last = x;
        }
    }
    count.inside += inside;
    count.outside += all - inside;
    if (last >= 0) {
        count.rect |= QRect(at + QPoint(first, 0), QSize(last - first + 1, 1));
    }
}

/// What lies around the original is new, whatever it looks like.
ChangeCount around(const QRect& inner, const QSize& whole)
{
    ChangeCount count;
    if (inner.size() != whole) {
        count.inside = qint64(whole.width()) * whole.height() - qint64(inner.width()) * inner.height();
        count.rect = QRect(QPoint(0, 0), whole);
    }
    return count;
}

} // namespace

Result<ChangeCount> countChanges(const QImage& before, const QImage& after, const TiledMask& mask, QPoint at,
                                 const std::atomic_bool* cancelled)
{
    const QRect inner(at, before.size());
    if (before.isNull() || before.format() != after.format() || before.depth() < 32 || mask.size() != before.size() ||
        !after.rect().contains(inner)) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("pictures of different kinds cannot be compared"));
    }
    ChangeCount total = around(inner, after.size());
    std::mutex mutex;
    const qsizetype pixelBytes = before.depth() / 8;
    const qsizetype rowBytes = before.width() * pixelBytes;
    forBands(before.height(), [&](int first, int last) {
        ChangeCount count;
        std::vector<quint8> weights(std::size_t(before.width()));
        for (int y = first; y < last && !(cancelled && *cancelled); ++y) {
            const uchar* old = before.constScanLine(y);
            const uchar* now = after.constScanLine(y + at.y()) + at.x() * pixelBytes;
            if (std::memcmp(old, now, std::size_t(rowBytes)) != 0) {
                mask.read(QRect(0, y, before.width(), 1), weights.data(), before.width());
                const QPoint place = at + QPoint(0, y);
                pixelBytes == 8 ? countRow<quint64>(old, now, before.width(), weights.data(), place, count)
                                : countRow<quint32>(old, now, before.width(), weights.data(), place, count);
            }
        }
        const std::scoped_lock lock(mutex);
        add(total, count);
    });
    if (cancelled && *cancelled) {
        return failure(ErrorKind::Cancelled, QString());
    }
    return total;
}

QImage differenceMap(const QImage& before, const QImage& after, int gain)
{
    if (before.isNull() || before.size() != after.size()) {
        return {};
    }
    // Sixteen bits, so that a difference an eight-bit picture could not have shows with a high gain.
    const bool wide = before.depth() == 64 || after.depth() == 64;
    const QImage::Format format = wide ? QImage::Format_RGBA64 : QImage::Format_ARGB32;
    QImage map(before.size(), QImage::Format_RGB32);
    uchar* bits = map.bits();
    const qsizetype stride = map.bytesPerLine();
    const auto subtract = [&](int top, int rows) {
        // A few rows at a time: the whole pictures in another format would be two more of them.
        const QRect part(0, top, map.width(), rows);
        const QImage old = before.copy(part).convertToFormat(format);
        const QImage now = after.copy(part).convertToFormat(format);
        for (int y = 0; y < rows; ++y) {
            auto* to = reinterpret_cast<QRgb*>(bits + (top + y) * stride);
            for (int x = 0; x < map.width(); ++x) {
                const auto at = [&](const QImage& image) {
                    return wide ? reinterpret_cast<const QRgba64*>(image.constScanLine(y))[x]
                                : QRgba64::fromArgb32(reinterpret_cast<const QRgb*>(image.constScanLine(y))[x]);
                };
                const QRgba64 a = at(old);
                const QRgba64 b = at(now);
                // A change of transparency alone is a change, too: it shows in all channels.
                const int alpha = std::abs(int(a.alpha()) - int(b.alpha()));
                const auto shown = [&](int one, int other) {
                    return int(std::min<qint64>(255, qint64(std::max(std::abs(one - other), alpha)) * gain / 257));
                };
                to[x] = qRgb(shown(a.red(), b.red()), shown(a.green(), b.green()), shown(a.blue(), b.blue()));
            }
        }
    };
    forBands(map.height(), [&](int first, int last) {
        for (int top = first; top < last; top += kRowsAtOnce) {
            subtract(top, std::min(kRowsAtOnce, last - top));
        }
    });
    return map;
}

} // namespace maquette
