// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QSize>
#include <QString>

#include <optional>

namespace maquette::sandbox {

/// What to paint. The same value gives the same pixels on every machine and run.
struct PictureRequest
{
    QString prompt;         ///< colour, scene, time-of-day, weather and subject words are all seen in the picture
    QString negativePrompt; ///< words in here are kept out ("no sun", "people", "red")
    QString stylePreset;    ///< one of the provider's style preset names, empty for none
    QString model; ///< "core", "ultra", "sd3.5-large", "sd3.5-large-turbo", "sd3.5-medium", "sd3.5-flash": detail and
                   ///< finish differ
    QSize size;    ///< pixels, 64 to 4096 a side
    quint32 seed = 1;            ///< composition, variation of shapes and hues
    double guidance = 4.0;       ///< 1 to 10: how strongly the words show (saturation, contrast, exaggeration)
    std::optional<QImage> start; ///< image-to-image: the picture to begin with
    double strength = 1.0;       ///< 0 returns \a start, 1 ignores it
};

/// Paints a picture that visibly answers the request. Opaque, Format_RGB888. Pure and thread-safe; takes at most about
/// a second at 1536 x 1536.
[[nodiscard]] QImage paintPicture(const PictureRequest& request);

} // namespace maquette::sandbox
