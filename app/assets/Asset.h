// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>

#include <compare>

namespace maquette {

/// What a file is, as far as tools and forms care.
enum class MediaKind { Image, Audio, Mesh, Unknown };

[[nodiscard]] QString mediaKindName(MediaKind kind); ///< "image", "audio", "mesh", "unknown"
[[nodiscard]] MediaKind mediaKindFromName(const QString& name);

/// The name of immutable bytes: their SHA-256 as 64 lower-case hex digits, or empty for "none".
struct AssetId
{
    QString sha256;

    [[nodiscard]] bool isEmpty() const { return sha256.isEmpty(); }
    /// True for exactly 64 lower-case hex digits; anything else never becomes a path.
    [[nodiscard]] bool isValid() const;
    bool operator==(const AssetId&) const = default;
    friend std::strong_ordering operator<=>(const AssetId& a, const AssetId& b)
    {
        return a.sha256.compare(b.sha256) <=> 0;
    }
};

/// What the first bytes and headers of a file say, whatever its name or a server's header claim.
struct MediaInfo
{
    QString mediaType; ///< "image/png", "image/jpeg", "image/webp", "audio/mpeg", "audio/wav", "model/gltf-binary" ...
    MediaKind kind = MediaKind::Unknown;
    qint64 bytes = 0;
    int width = 0; ///< pixels as displayed (after EXIF orientation); 0 unless an image
    int height = 0;
    bool hasAlpha = false;
    bool forPrint = false;  ///< a picture in four inks (CMYK, YCCK) instead of light
    bool allOpaque = false; ///< no pixel is seen through; found only in a picture decoded whole
    bool allBlack = false;  ///< nothing but black; found only in a picture decoded whole
    int frames = 1;         ///< more than 1 for an animation
    double seconds = 0.0;   ///< 0 unless audio

    bool operator==(const MediaInfo&) const = default;
};

/// Bytes in the library's blob store, and what they are.
struct Asset
{
    AssetId id;
    MediaInfo info;

    bool operator==(const Asset&) const = default;
};

} // namespace maquette

template <>
struct std::hash<maquette::AssetId>
{
    std::size_t operator()(const maquette::AssetId& id) const noexcept { return qHash(id.sha256); }
};

Q_DECLARE_METATYPE(maquette::AssetId)
