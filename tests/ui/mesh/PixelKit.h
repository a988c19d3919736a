// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>

#include <cstdlib>

namespace maquette {

/// What is seen in a picture, pixel by pixel.
inline int lightness(const QColor& colour)
{
    return (colour.red() + colour.green() + colour.blue()) / 3;
}

inline bool alike(const QColor& a, const QColor& b, int within = 4)
{
    return std::abs(a.red() - b.red()) <= within && std::abs(a.green() - b.green()) <= within &&
           std::abs(a.blue() - b.blue()) <= within && std::abs(a.alpha() - b.alpha()) <= within;
}

/// Nothing when they are alike, else what \a here is.
inline QString unlike(const QColor& here, const QColor& expected, int within = 4)
{
    return alike(here, expected, within) ? QString() : here.name(QColor::HexArgb);
}

template <typename Do>
void forEachPixel(const QRect& area, const Do& what)
{
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x) {
            what(x, y);
        }
    }
}

inline int differing(const QImage& a, const QImage& b)
{
    int count = 0;
    forEachPixel(a.rect(), [&](int x, int y) { count += alike(a.pixelColor(x, y), b.pixelColor(x, y)) ? 0 : 1; });
    return count;
}

/// The rectangle around all of \a area that is covered.
inline QRect covered(const QImage& picture, const QRect& area)
{
    QRect seen;
    forEachPixel(area, [&](int x, int y) {
        if (picture.pixelColor(x, y).alpha() > 127) {
            seen |= QRect(x, y, 1, 1);
        }
    });
    return seen;
}

} // namespace maquette
