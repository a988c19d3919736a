// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/staging/Placing.h"

#include "app/canvas/FreedInWorker.h"
#include "app/catalog/Operation.h"
#include "ui/widgets/items/Formats.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Placing", text);
}

QJsonArray jsonOf(const QRect& rect)
{
    return {rect.x(), rect.y(), rect.width(), rect.height()};
}

QRect rectOf(const QJsonValue& json)
{
    const QJsonArray list = json.toArray();
    return list.size() == 4 ? QRect(list.at(0).toInt(), list.at(1).toInt(), list.at(2).toInt(), list.at(3).toInt())
                            : QRect();
}

const QList<QString>& kindNames()
{
    static const QList<QString> names{QStringLiteral("masked"), QStringLiteral("outpaint"), QStringLiteral("frame"),
                                      QStringLiteral("whole")};
    return names;
}

/// "1 234", grouped as amounts are.
QString pixels(qint64 count)
{
    return QLocale(QLocale::English, QLocale::UnitedStates).toString(count).replace(QLatin1Char(','), QChar(0x202f));
}

constexpr double kSameShape = 0.01; ///< services round sides to whole steps

bool haveOneShape(QSize a, QSize b)
{
    return std::abs(double(a.width()) * b.height() / (double(a.height()) * b.width()) - 1) <= kSameShape;
}

/// As large as fits into \a room, in its middle; all of it where the shapes are alike.
QRect fitted(QSize size, QSize room)
{
    QRect place(QPoint(), haveOneShape(size, room) ? room : size.scaled(room, Qt::KeepAspectRatio));
    place.moveCenter(QRect(QPoint(), room).center());
    return place;
}

/// \a original as it is shown, at \a place on nothing of \a size.
MipPyramid beforeAt(const QImage& original, QSize size, QRect place)
{
    QImage shown = MipPyramid::forShowing(original); // a painter knows of no colour spaces
    if (place.size() != shown.size()) {
        shown = shown.scaled(place.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    }
    if (place == QRect(QPoint(), size)) {
        return MipPyramid::build(shown);
    }
    QImage board(size, QImage::Format_ARGB32_Premultiplied);
    board.setColorSpace(shown.colorSpace());
    board.fill(Qt::transparent);
    QPainter painter(&board);
    painter.drawImage(place.topLeft(), shown);
    painter.end();
    return MipPyramid::build(board);
}

TiledMask frameMask(QSize size, QRect frame)
{
    TiledMask mask(size);
    mask.fill(frame, 255);
    return mask;
}

Result<PlacedResult> placeWhole(const SourcePicture& original, const SourcePicture& result, const SendPlan& plan,
                                const std::atomic_bool* cancelled)
{
    PlacedResult placed;
    placed.kind = PlaceKind::Whole;
    placed.image = result.image;
    placed.originalSize = original.image.size();
    if (result.image.size() != original.image.size()) {
        const QSize size = result.image.size();
        const QRect sent = plan.crop.isEmpty() ? original.image.rect() : plan.crop & original.image.rect();
        const QImage part = sent == original.image.rect() ? original.image : original.image.copy(sent);
        placed.before = beforeAt(part, size, fitted(sent.size(), size));
        placed.changed = QRect(QPoint(), size);
        return placed;
    }
    // Compared in the original's own pixels, so that another depth or profile alone counts as no change.
    QImage same = inSpace(result.image, original.space);
    same.convertTo(original.image.format());
    const auto count = countChanges(original.image, same, TiledMask(same.size(), 255), {}, cancelled);
    if (!count) {
        return tl::unexpected(count.error());
    }
    placed.inside = count->inside;
    placed.changed = count->rect;
    placed.counted = true;
    return placed;
}

PlacedResult fromComposed(const Composed& composed, PlaceKind kind, QSize originalSize)
{
    PlacedResult placed;
    placed.kind = kind;
    placed.image = freedInWorker(composed.image);
    placed.inside = composed.changedInside;
    placed.outside = composed.changedOutside;
    placed.changed = composed.changedRect;
    placed.counted = true;
    placed.originalSize = originalSize;
    return placed;
}

} // namespace

PlaceKind placeKind(const Operation& operation, bool masked, bool outpainted, bool whole)
{
    // A larger version of a part has no place in the part.
    if (operation.group == QLatin1String("upscale")) {
        return PlaceKind::Whole;
    }
    if (outpainted) {
        return PlaceKind::Outpaint;
    }
    if (masked) {
        return PlaceKind::Masked;
    }
    return whole ? PlaceKind::Whole : PlaceKind::Frame;
}

QJsonObject maskToJson(const TiledMask& mask)
{
    if (mask.isNull()) {
        return {};
    }
    QJsonObject json{{QStringLiteral("width"), mask.size().width()}, {QStringLiteral("height"), mask.size().height()}};
    const QRect painted = mask.contentRect();
    if (!painted.isEmpty()) {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        toImage(mask, painted).save(&buffer, "PNG");
        json.insert(QStringLiteral("area"), jsonOf(painted));
        json.insert(QStringLiteral("png"), QString::fromLatin1(bytes.toBase64()));
    }
    return json;
}

TiledMask maskFromJson(const QJsonObject& json)
{
    constexpr int kMost = 65'536;
    const QSize size(json.value(QStringLiteral("width")).toInt(), json.value(QStringLiteral("height")).toInt());
    if (size.isEmpty() || size.width() > kMost || size.height() > kMost) {
        return {};
    }
    TiledMask mask(size);
    const QRect area = rectOf(json.value(QStringLiteral("area")));
    if (area.isEmpty()) {
        return mask;
    }
    const QByteArray bytes = QByteArray::fromBase64(json.value(QStringLiteral("png")).toString().toLatin1());
    const QImage image = QImage::fromData(bytes, "PNG").convertToFormat(QImage::Format_Grayscale8);
    if (image.size() != area.size()) {
        return {};
    }
    mask.write(area, image.constBits(), image.bytesPerLine());
    return mask;
}

QJsonObject PlaceRecord::toJson() const
{
    return {{QStringLiteral("base"), base.sha256},
            {QStringLiteral("title"), baseTitle},
            {QStringLiteral("operation"), operation},
            {QStringLiteral("kind"), kindNames().at(int(kind))},
            {QStringLiteral("mask"), maskToJson(edged)},
            {QStringLiteral("outpaint"), QJsonArray{outpaint.left, outpaint.up, outpaint.right, outpaint.down}},
            {QStringLiteral("crop"), jsonOf(plan.crop)},
            {QStringLiteral("sent"), QJsonArray{plan.sent.width(), plan.sent.height()}},
            {QStringLiteral("scale"), plan.scale},
            {QStringLiteral("whole"), plan.whole},
            {QStringLiteral("masked"), plan.masked}};
}

Result<PlaceRecord> PlaceRecord::fromJson(const QJsonObject& json)
{
    PlaceRecord record;
    record.base.sha256 = json.value(QStringLiteral("base")).toString();
    record.baseTitle = json.value(QStringLiteral("title")).toString();
    record.operation = json.value(QStringLiteral("operation")).toString();
    const qsizetype kind = kindNames().indexOf(json.value(QStringLiteral("kind")).toString());
    const QJsonArray sides = json.value(QStringLiteral("outpaint")).toArray();
    const QJsonArray sent = json.value(QStringLiteral("sent")).toArray();
    record.plan.crop = rectOf(json.value(QStringLiteral("crop")));
    record.plan.sent = QSize(sent.at(0).toInt(), sent.at(1).toInt());
    record.plan.scale = json.value(QStringLiteral("scale")).toDouble(1);
    record.plan.whole = json.value(QStringLiteral("whole")).toBool();
    record.plan.masked = json.value(QStringLiteral("masked")).toBool();
    record.edged = maskFromJson(json.value(QStringLiteral("mask")).toObject());
    if (!record.base.isValid() || kind < 0 || sides.size() != 4 || record.plan.crop.isEmpty() ||
        (kind == int(PlaceKind::Masked) && record.edged.isNull())) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("a stored order cannot be read"));
    }
    record.kind = PlaceKind(kind);
    const auto side = [&sides](int index) { return std::max(0, sides.at(index).toInt()); };
    record.outpaint = {side(0), side(1), side(2), side(3)};
    return record;
}

Result<PlacedResult> placeResult(const SourcePicture& original, const QString& file, const PlaceRecord& record,
                                 bool colourMatch, const std::atomic_bool* cancelled)
{
    const auto result = readSource(file, cancelled);
    if (!result) {
        return tl::unexpected(result.error());
    }
    const QSize size = original.image.size();
    Result<PlacedResult> placed = failure(ErrorKind::Internal, {});
    if (record.kind == PlaceKind::Whole) {
        placed = placeWhole(original, *result, record.plan, cancelled);
    } else if (record.kind == PlaceKind::Outpaint) {
        const auto composed =
            composeOutpaint(original, result->image, record.outpaint, record.plan, {colourMatch, false}, cancelled);
        placed = composed ? Result<PlacedResult>(fromComposed(*composed, record.kind, size))
                          : tl::unexpected(composed.error());
        if (placed) {
            placed->originalAt = QPoint(record.outpaint.left, record.outpaint.up);
            placed->before = beforeAt(original.image, placed->image.size(), QRect(placed->originalAt, size));
        }
    } else {
        const TiledMask area = record.kind == PlaceKind::Masked ? record.edged : frameMask(size, record.plan.crop);
        const auto composed = composeBack(original, result->image, area, record.plan, {colourMatch, false}, cancelled);
        placed = composed ? Result<PlacedResult>(fromComposed(*composed, record.kind, size))
                          : tl::unexpected(composed.error());
        if (placed) {
            placed->area = area;
        }
    }
    if (placed) {
        placed->pyramid = MipPyramid::build(placed->image);
    }
    if (cancelled != nullptr && *cancelled) {
        return failure(ErrorKind::Cancelled, {});
    }
    return placed;
}

QRect placeOnCanvas(const PlacedResult& placed, QSize canvas)
{
    const QSize size = placed.image.size();
    if (placed.kind == PlaceKind::Outpaint) {
        return {-placed.originalAt, size};
    }
    return size.isEmpty() || haveOneShape(size, canvas) ? QRect() : fitted(size, canvas);
}

QImage inSpace(const QImage& image, const QColorSpace& space)
{
    const QColorSpace own = image.colorSpace().isValid() ? image.colorSpace() : QColorSpace(QColorSpace::SRgb);
    if (own == space) {
        return image;
    }
    QImage converted = image;
    converted.setColorSpace(own);
    converted.convertToColorSpace(space);
    return converted;
}

StagingProof proofOf(const PlacedResult& placed)
{
    StagingProof proof;
    const bool sound = placed.outside == 0;
    proof.tone = sound ? StagingProof::Tone::Good : StagingProof::Tone::Warn;
    const QString inside = tr("%1 pixels changed inside.").arg(pixels(placed.inside));
    switch (placed.kind) {
    case PlaceKind::Masked:
        proof.text = tr("%1 pixels changed outside the mask").arg(pixels(placed.outside));
        proof.tip = tr("Counted by comparing every pixel with the original. %1").arg(inside);
        break;
    case PlaceKind::Frame:
        proof.text = tr("%1 pixels changed outside the frame").arg(pixels(placed.outside));
        proof.tip = tr("Counted by comparing every pixel with the original. %1").arg(inside);
        break;
    case PlaceKind::Outpaint:
        proof.text = tr("%1 pixels of the original changed").arg(pixels(placed.outside));
        proof.tip = tr("Counted by comparing every pixel of the original with the larger picture.");
        break;
    case PlaceKind::Whole: {
        proof.tone = StagingProof::Tone::Plain;
        const QSize size = placed.image.size();
        if (!placed.counted) {
            proof.text = tr("A new picture, %1").arg(formats::pixels(size.width(), size.height()));
            proof.tip = tr("The original has %1. It stays in the library as it is.")
                            .arg(formats::pixels(placed.originalSize.width(), placed.originalSize.height()));
            break;
        }
        const double share = 100.0 * double(placed.inside) / (double(size.width()) * size.height());
        const QString percent = QLocale().toString(share, 'f', share < 9.95 ? 1 : 0);
        proof.text = tr("%1 pixels changed, %2 %").arg(pixels(placed.inside), percent);
        proof.tip = tr("This operation has no mask: the provider may change every pixel.");
        break;
    }
    }
    return proof;
}

QString refusalOf(const PlacedResult& placed)
{
    if (placed.outside == 0) {
        return {};
    }
    return tr("Putting this result in place would change pixels that were not selected. It is in the library as it was "
              "received.");
}

} // namespace maquette
