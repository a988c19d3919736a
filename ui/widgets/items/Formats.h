// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/Asset.h"
#include "app/base/Credits.h"

#include <QDateTime>
#include <QString>
#include <QTimeZone>

namespace maquette {

class Catalogue;
struct GalleryItem;
struct Job;

/// Times, amounts and names as every part of the window writes them.
namespace formats {

/// "3 cr", for tight places.
[[nodiscard]] QString costShort(Credits cost);
/// "3 credits", "1 credit".
[[nodiscard]] QString costLong(Credits cost);

/// When something happened, as short as the distance allows: "14:02" today, "Tue 14:02" within a week, "3 Mar" this
/// year, "3 Mar 2025" before.
[[nodiscard]] QString shortTime(const QDateTime& utc, const QDateTime& now,
                                const QTimeZone& zone = QTimeZone::systemTimeZone());
/// "3 Mar 2026, 14:02:09".
[[nodiscard]] QString fullTime(const QDateTime& utc, const QTimeZone& zone = QTimeZone::systemTimeZone());
/// How long something took: "0.4 s", "9.2 s", "1 min 4 s", "2 h 5 min".
[[nodiscard]] QString duration(qint64 ms);
/// How long until \a then, whole seconds rounded up, never negative: "7 s", "1:05 min".
[[nodiscard]] QString countdown(const QDateTime& then, const QDateTime& now);

/// "812 B", "4.1 kB", "1.4 MB": decimal units.
[[nodiscard]] QString bytes(qint64 count);
/// "1536 × 1024".
[[nodiscard]] QString pixels(int width, int height);
/// "PNG", "JPEG", "GLB": a media type as people call it.
[[nodiscard]] QString mediaName(const QString& mediaType);
/// The first and last four characters of a long identifier: "9f2c…41ab".
[[nodiscard]] QString shortId(const QString& id);

/// The operation's name in a tight place: "Core". The id where the catalogue does not know it, "Imported" where there
/// is none.
[[nodiscard]] QString operationShort(const Catalogue& catalogue, const QString& id);
/// With its group: "Generate, Core".
[[nodiscard]] QString operationLong(const Catalogue& catalogue, const QString& id);

/// \a title as the name of a file, without an ending: its beginning, with no character any file system minds.
/// \a otherwise when nothing is left of it.
[[nodiscard]] QString plainName(const QString& title, const QString& otherwise);
/// A file name for handing \a item out: beginning of the title, seed and the right ending. No character any file system
/// minds.
[[nodiscard]] QString fileName(const GalleryItem& item);

/// What an item is, in a few lines: for tooltips and assistive programs.
[[nodiscard]] QString describeItem(const Catalogue& catalogue, const GalleryItem& item);

/// "Core 2 of 4"
[[nodiscard]] QString jobTitle(const Catalogue& catalogue, const Job& job);

} // namespace formats
} // namespace maquette
