// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/Sending.h"

#include "app/canvas/ImageCoding.h"
#include "app/canvas/MaskMath.h"
#include "app/canvas/PictureScaling.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Sending", text);
}

bool isSet(const std::atomic_bool* flag)
{
    return flag && *flag;
}

tl::unexpected<Error> cancelledError()
{
    return failure(ErrorKind::Cancelled, QString());
}

bool hasTransparency(const QImage& image)
{
    for (int y = 0; image.hasAlphaChannel() && y < image.height(); ++y) {
        const auto* row = reinterpret_cast<const QRgb*>(image.constScanLine(y));
        if (std::any_of(row, row + image.width(), [](QRgb pixel) { return qAlpha(pixel) != 255; })) {
            return true;
        }
    }
    return false;
}

/// The crop in sRGB, 8 bits, in the size that is sent.
QImage sentImage(const SourcePicture& source, const SendPlan& plan)
{
    QImage image = source.image.copy(plan.crop);
    const QColorSpace srgb(QColorSpace::SRgb);
    if (source.space != srgb) {
        image.setColorSpace(source.space);
        image.convertToColorSpace(srgb);
    }
    image = scaledPicture(image, plan.sent);
    image = image.convertToFormat(image.hasAlphaChannel() ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    if (image.hasAlphaChannel() && !hasTransparency(image)) {
        image = image.convertToFormat(QImage::Format_RGB32);
    }
    image.setColorSpace(srgb);
    return withoutTexts(image);
}

Result<QImage> sentMask(const CanvasDocument& document, const SendPlan& plan, const std::atomic_bool* cancelled)
{
    const TiledMask edged = applyEdge(document.mask, document.edge, cancelled);
    if (isSet(cancelled)) {
        return cancelledError();
    }
    if ((edged.contentRect() & plan.crop).isEmpty()) {
        return failure(ErrorKind::InvalidInput,
                       tr("After shrinking, nothing of the mask is left. Shrink it less, or mask more."));
    }
    return scaledPicture(toImage(edged, plan.crop), plan.sent);
}

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeIecFormat);
}

QString lossOfPlan(const SourcePicture& source, const SendPlan& plan)
{
    QStringList lost;
    if (plan.sent.width() < plan.crop.width() || plan.sent.height() < plan.crop.height()) {
        lost << tr("Reduced to %1 % of its size (%2 x %3 pixels): what comes back is that much softer.")
                    .arg(qRound(plan.scale * 100))
                    .arg(plan.sent.width())
                    .arg(plan.sent.height());
    }
    if (source.wide) {
        lost << tr("Sent with 8 bits for a channel instead of 16: what comes back has no finer steps.");
    }
    return lost.join(QLatin1Char(' '));
}

void appendSentence(QString& to, const QString& sentence)
{
    to += (to.isEmpty() ? QString() : QStringLiteral(" ")) + sentence;
}

/// PNG, then lossless WebP when that is too large: the same pixels in fewer bytes.
Result<void> encodeLossless(SentPicture& sent, qint64 room, SendFormat wish, const std::atomic_bool* cancelled)
{
    if (wish == SendFormat::Png) {
        auto png = encodeImage(sent.image, PictureCoding::Png);
        if (!png) {
            return tl::unexpected(png.error());
        }
        sent.imageBytes = *png;
        sent.format = SendFormat::Png;
        // WebP saves a fifth to a third and takes seconds, most of them on the pictures it cannot help.
        if (png->size() <= room || png->size() > room + room / 2 ||
            qMax(sent.image.width(), sent.image.height()) > longestSide(PictureCoding::WebpLossless)) {
            return {};
        }
    }
    if (isSet(cancelled)) {
        return cancelledError();
    }
    auto webp = encodeImage(sent.image, PictureCoding::WebpLossless);
    if (!webp) {
        return tl::unexpected(webp.error());
    }
    if (sent.imageBytes.isEmpty() || webp->size() < sent.imageBytes.size()) {
        sent.imageBytes = *webp;
        sent.format = SendFormat::WebpLossless;
    }
    return {};
}

/// The best quality that fits; the lowest tried when none does.
Result<void> encodeLossy(SentPicture& sent, qint64 room, SendFormat wish, const std::atomic_bool* cancelled)
{
    const bool jpeg = wish == SendFormat::Jpeg;
    const PictureCoding coding = jpeg ? PictureCoding::Jpeg : PictureCoding::Webp;
    sent.format = wish;
    int used = 0;
    for (const int quality : {95, 92, 88, 82, 75, 65, 50}) {
        if (isSet(cancelled)) {
            return cancelledError();
        }
        auto bytes = encodeImage(sent.image, coding, quality);
        if (!bytes) {
            return tl::unexpected(bytes.error());
        }
        sent.imageBytes = *bytes;
        used = quality;
        if (bytes->size() <= room) {
            break;
        }
    }
    appendSentence(sent.lost, tr("Sent as %1 at quality %2: fine grain and sharp edges change slightly.")
                                  .arg(jpeg ? QStringLiteral("JPEG") : QStringLiteral("WebP"))
                                  .arg(used));
    if (jpeg && sent.image.hasAlphaChannel()) {
        appendSentence(sent.lost, tr("What is transparent is sent white."));
    }
    const QImage seen = QImage::fromData(sent.imageBytes);
    sent.image = seen.convertToFormat(seen.hasAlphaChannel() ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    sent.image.setColorSpace(QColorSpace(QColorSpace::SRgb));
    return {};
}

void judgeSize(SentPicture& sent, qint64 room, SendFormat wish)
{
    const qint64 bytes = sent.imageBytes.size();
    if (bytes <= room) {
        return;
    }
    const double share = double(qMax<qint64>(room, 0)) / double(bytes);
    sent.fittingPixels = qint64(double(sent.image.width()) * sent.image.height() * share * 0.95);
    const bool lossless = wish == SendFormat::Png || wish == SendFormat::WebpLossless;
    sent.problem = lossless
                       ? tr("The picture has %1 and at most %2 can be sent. Reduce it, or send it as WebP or JPEG, "
                            "which changes fine grain slightly.")
                       : tr("The picture has %1 and at most %2 can be sent. Reduce it.");
    sent.problem = sent.problem.arg(sizeText(bytes), sizeText(qMax<qint64>(room, 0)));
}

} // namespace

Result<SentPicture> renderSend(const SourcePicture& source, const CanvasDocument& document, const SendPlan& plan,
                               qint64 maxBytes, SendFormat wish, const std::atomic_bool* cancelled)
{
    if (!plan.problems.isEmpty()) {
        return failure(ErrorKind::InvalidInput, plan.problems.first());
    }
    if (source.image.size() != document.size || !source.image.rect().contains(plan.crop)) {
        return failure(ErrorKind::InvalidInput, tr("The canvas does not belong to this picture."));
    }
    SentPicture sent;
    if (plan.masked) {
        const auto mask = sentMask(document, plan, cancelled);
        if (!mask) {
            return tl::unexpected(mask.error());
        }
        sent.mask = *mask;
        const auto bytes = encodeImage(sent.mask, PictureCoding::Png);
        if (!bytes) {
            return tl::unexpected(bytes.error());
        }
        sent.maskBytes = *bytes;
    }
    if (isSet(cancelled)) {
        return cancelledError();
    }
    sent.image = sentImage(source, plan);
    sent.lost = lossOfPlan(source, plan);
    if (sent.image.isNull() || (plan.masked && sent.mask.isNull())) {
        return failure(ErrorKind::Internal, tr("There is not enough memory to prepare the picture."));
    }
    const qint64 room = maxBytes - sent.maskBytes.size();
    const bool lossy = wish == SendFormat::Webp || wish == SendFormat::Jpeg;
    const auto encoded = lossy ? encodeLossy(sent, room, wish, cancelled) : encodeLossless(sent, room, wish, cancelled);
    if (!encoded) {
        return tl::unexpected(encoded.error());
    }
    judgeSize(sent, room, wish);
    return sent;
}

} // namespace maquette
