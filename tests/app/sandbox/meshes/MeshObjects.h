// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>
#include <QPainter>
#include <QString>

#include <functional>

namespace maquette {

/// A picture of 720 x 640 with an object drawn by \a draw, cut out.
[[nodiscard]] QImage cutOut(const std::function<void(QPainter&)>& draw);

/// "ball", "ring", "stool", "two pieces", "checks that touch at corners", "a hair" and "nothing at all" are cut out;
/// "photo on white" and anything else, which is of one colour, are opaque.
[[nodiscard]] QImage objectNamed(const QString& name);

/// The part of two areas that both cover, of what either covers.
[[nodiscard]] double overlap(const QImage& a, const QImage& b);

/// The object of \a picture as it stands in a frame \a side pixels wide when its longer side fills \a part of it.
[[nodiscard]] QImage framed(const QImage& picture, int side, double part);

/// The sum of the three channels' differences.
[[nodiscard]] int difference(QRgb a, QRgb b);

} // namespace maquette
