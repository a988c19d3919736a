// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/Compose.h"

#include "app/canvas/Bands.h"
#include "app/canvas/Blend.h"

#include <QCoreApplication>

#include <cstring>
#include <optional>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Compose", text);
}

bool isSet(const std::atomic_bool* flag)
{
    return flag && *flag;
}

/// The result as the scaler wants it: sRGB, premultiplied, as deep as the original.
QImage prepared(const QImage& result, bool wide)
{
    QImage image = result;
    const QColorSpace srgb(QColorSpace::SRgb);
    if (image.colorSpace().isValid() && image.colorSpace() != srgb) {
        image.convertToColorSpace(srgb);
    }
    return image.convertToFormat(wide ? QImage::Format_RGBA64_Premultiplied : QImage::Format_ARGB32_Premultiplied);
}

bool isOpaque(const QImage& premultiplied, const QImage& result)
{
    if (!result.hasAlphaChannel()) {
        return true;
    }
    std::atomic_bool opaque = true;
    forBands(premultiplied.height(), [&](int first, int last) {
        for (int y = first; y < last && opaque; ++y) {
            const uchar* row = premultiplied.constScanLine(y);
            for (int x = 0; x < premultiplied.width() && opaque; ++x) {
                const bool full = premultiplied.depth() == 64 ? reinterpret_cast<const QRgba64*>(row)[x].isOpaque()
                                                              : qAlpha(reinterpret_cast<const QRgb*>(row)[x]) == 255;
                if (!full) {
                    opaque = false;
                }
            }
        }
    });
    return opaque;
}

/// A picture of \a size with \a original at \a at; what is around it is transparent, or white where nothing can be.
QImage copied(const QImage& original, QSize size, QPoint at)
{
    QImage out(size, original.format());
    if (out.isNull()) {
        return out;
    }
    out.setColorSpace(original.colorSpace());
    out.setDotsPerMeterX(original.dotsPerMeterX());
    out.setDotsPerMeterY(original.dotsPerMeterY());
    uchar* bits = out.bits();
    const qsizetype stride = out.bytesPerLine();
    const qsizetype pixelBytes = out.depth() / 8;
    const bool bordered = size != original.size();
    const int around = original.hasAlphaChannel() ? 0 : 0xFF;
    forBands(size.height(), [&](int first, int last) {
        for (int y = first; y < last; ++y) {
            uchar* row = bits + y * stride;
            if (bordered) {
                std::memset(row, around, std::size_t(stride));
            }
            if (y >= at.y() && y < at.y() + original.height()) {
                std::memcpy(row + at.x() * pixelBytes, original.constScanLine(y - at.y()),
                            std::size_t(original.width() * pixelBytes));
            }
        }
    });
    return out;
}

struct Placing
{
    QSize size; ///< of the composed picture
    QPoint at;  ///< of the original on it
    QRect crop; ///< what the result shows of it
    const TiledMask& mask;
    std::optional<std::pair<ScaleMap, ScaleMap>> maps; ///< how it lies there, if not edge on edge
};

/// How an outpainted result lies on the enlarged picture. The margins were sent in whole pixels of the sent size, so a
/// reduced result's edges are not quite the enlarged picture's: what it shows of the original must lie on the original.
std::optional<std::pair<ScaleMap, ScaleMap>> outpaintMaps(const OutpaintFrame& frame, QSize original, QSize sent,
                                                          QSize result)
{
    const double across = double(sent.width()) / original.width();
    const double down = double(sent.height()) / original.height();
    const int left = qRound(frame.left * across);
    const int up = qRound(frame.up * down);
    const QSize expected = sent + QSize(left + qRound(frame.right * across), up + qRound(frame.down * down));
    if (result != expected) {
        return {}; // another size was chosen there: all that is known is what it shows
    }
    return std::pair(ScaleMap{across, left - frame.left * across}, ScaleMap{down, up - frame.up * down});
}

/// Copies, matches, blends. Null when cancelled or without memory.
QImage composed(const SourcePicture& original, const QImage& result, const Placing& placing,
                const ComposeOptions& options, const std::atomic_bool* cancelled)
{
    QImage out = copied(original.image, placing.size, placing.at);
    const QImage ready = prepared(result, original.wide);
    if (out.isNull() || ready.isNull() || isSet(cancelled)) {
        return {};
    }
    BlendOrder order;
    order.resultOpaque = isOpaque(ready, result);
    order.crop = placing.crop;
    order.mask = &placing.mask;
    order.space = original.space;
    order.keepAlpha = options.keepAlpha;
    if (options.colourMatch) {
        const RingSamples ring = sampleRing(out, original.space, ready, placing.crop, placing.mask);
        order.match = fitColours(ring.pairs);
        order.seam = SeamField(ring, order.match);
    }
    const RegionScaler scaler =
        placing.maps ? RegionScaler(ready, placing.crop.size(), placing.maps->first, placing.maps->second)
                     : RegionScaler(ready, placing.crop.size());
    order.result = &scaler;
    blendInto(out, order, cancelled);
    return isSet(cancelled) ? QImage() : out;
}

/// What both kinds of composing end with: the proof, or why there is nothing to prove.
Result<Composed> proven(const SourcePicture& original, QImage image, const TiledMask& originalMask, QPoint at,
                        const std::atomic_bool* cancelled)
{
    if (isSet(cancelled)) {
        return failure(ErrorKind::Cancelled, QString());
    }
    if (image.isNull()) {
        return failure(ErrorKind::Internal, tr("There is not enough memory to put the result back."));
    }
    const auto count = countChanges(original.image, image, originalMask, at, cancelled);
    if (!count) {
        return tl::unexpected(count.error());
    }
    return Composed{std::move(image), count->inside, count->outside, count->rect};
}

} // namespace

Result<Composed> composeBack(const SourcePicture& original, const QImage& result, const TiledMask& edgedMask,
                             const SendPlan& plan, const ComposeOptions& options, const std::atomic_bool* cancelled)
{
    const QSize size = original.image.size();
    if (original.image.isNull() || result.isNull() || edgedMask.size() != size || plan.crop.isEmpty() ||
        !original.image.rect().contains(plan.crop)) {
        return failure(ErrorKind::InvalidInput, tr("The result does not belong to this picture."));
    }
    QImage image = composed(original, result, {size, {}, plan.crop, edgedMask, {}}, options, cancelled);
    return proven(original, std::move(image), edgedMask, {}, cancelled);
}

Result<Composed> composeOutpaint(const SourcePicture& original, const QImage& result, const OutpaintFrame& frame,
                                 const SendPlan& plan, const ComposeOptions& options, const std::atomic_bool* cancelled)
{
    const bool fits = frame.left >= 0 && frame.up >= 0 && frame.right >= 0 && frame.down >= 0 && plan.whole;
    if (original.image.isNull() || result.isNull() || frame.isEmpty() || !fits) {
        return failure(ErrorKind::InvalidInput, tr("The result does not belong to this picture."));
    }
    const QSize size = original.image.size() + QSize(frame.left + frame.right, frame.up + frame.down);
    const QPoint at(frame.left, frame.up);
    TiledMask around(size, 255);
    around.fill(QRect(at, original.image.size()), 0);
    const Placing placing{size, at, QRect(QPoint(0, 0), size), around,
                          outpaintMaps(frame, original.image.size(), plan.sent, result.size())};
    QImage image = composed(original, result, placing, options, cancelled);
    return proven(original, std::move(image), TiledMask(original.image.size()), at, cancelled);
}

} // namespace maquette
