// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/DiskRoom.h"

#include <QLocale>
#include <QStorageInfo>

#include <algorithm>
#include <initializer_list>

namespace maquette {

namespace {

constexpr qint64 kMiB = qint64(1024) * 1024;
constexpr qint64 kUpscaledPixels = 17'000'000; // four times 1024 x 1024, each way
constexpr qint64 kLeastPixels = 2'000'000;
constexpr qint64 kPlainPixelBytes = 3; // a PNG of noise; most are smaller
constexpr qint64 kWaveBytesPerSecond = qint64(44'100) * 4;
constexpr qint64 kPackedBytesPerSecond = 40'000; // 320 kbit/s
constexpr double kLongestSeconds = 380;
constexpr qint64 kMeshBytes = 32 * kMiB;
// An answer arrives in base64 and is unpacked beside itself, for as many jobs as run at once; and the database's
// write-ahead log grows until it is taken in.
constexpr qint64 kLibraryReserve = 64 * kMiB;
constexpr qint64 kDatabaseReserve = 32 * kMiB;

double margin(const CheckedRequest& order, const char* role)
{
    const ParamSpec* param = order.operation.paramByRole(QLatin1String(role));
    return param == nullptr ? 0 : std::max(0.0, order.resolved(param->name).toDouble());
}

qint64 expectedPixels(const CheckedRequest& order)
{
    if (order.operation.group == QLatin1String("upscale")) {
        return kUpscaledPixels;
    }
    double most = kLeastPixels;
    const double wider = margin(order, "margin-left") + margin(order, "margin-right");
    const double higher = margin(order, "margin-up") + margin(order, "margin-down");
    for (const Asset& file : order.files) {
        most = std::max(most, (file.info.width + wider) * (file.info.height + higher));
    }
    return qint64(most);
}

QString formatOf(const CheckedRequest& order)
{
    const ParamSpec* param = order.operation.paramByRole(QStringLiteral("format"));
    return param == nullptr ? QString() : order.resolved(param->name).toString();
}

qint64 expectedSound(const CheckedRequest& order)
{
    const QJsonValue duration = order.resolved(QStringLiteral("duration"));
    const double seconds = duration.isDouble() ? duration.toDouble() : kLongestSeconds;
    const bool isPacked = formatOf(order) == QLatin1String("mp3");
    return qint64(seconds * double(isPacked ? kPackedBytesPerSecond : kWaveBytesPerSecond));
}

} // namespace

std::optional<qint64> freeBytesAt(const QString& folder)
{
    const QStorageInfo disk(folder);
    return disk.isValid() && disk.isReady() ? std::optional<qint64>(disk.bytesAvailable()) : std::nullopt;
}

qint64 expectedBytes(const CheckedRequest& order)
{
    switch (order.operation.output) {
    case MediaKind::Image: {
        const QString format = formatOf(order);
        const bool isPacked = format == QLatin1String("jpeg") || format == QLatin1String("webp");
        return expectedPixels(order) * (isPacked ? 1 : kPlainPixelBytes);
    }
    case MediaKind::Audio:
        return expectedSound(order);
    case MediaKind::Mesh:
    case MediaKind::Unknown:
        break;
    }
    return kMeshBytes;
}

Result<void> checkRoom(const FreeBytes& freeBytes, const Paths& paths, qint64 results)
{
    struct Place
    {
        QString folder;
        qint64 needed;
    };
    for (const Place& place : {Place{paths.blobs(), results + kLibraryReserve}, Place{paths.root, kDatabaseReserve}}) {
        const std::optional<qint64> left = freeBytes(place.folder);
        if (left && *left < place.needed) {
            const QLocale plain = QLocale::c();
            return failure(ErrorKind::Storage,
                           QStringLiteral("no room for it: about %1 are needed, %2 are free")
                               .arg(plain.formattedDataSize(place.needed, 0, QLocale::DataSizeSIFormat),
                                    plain.formattedDataSize(*left, 0, QLocale::DataSizeSIFormat)),
                           place.folder);
        }
    }
    return {};
}

bool isNoRoom(const Error& error)
{
    return error.kind == ErrorKind::Storage && error.detail.startsWith(QLatin1String("no room for it:"));
}

} // namespace maquette
