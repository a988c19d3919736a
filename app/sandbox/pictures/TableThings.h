// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Things.h"

namespace maquette::sandbox {

/// Things that stand on a table or a backdrop: vessels, fruit, furniture, goods. False where it is none of these.
bool paintTableThing(ThingPainter& p, Thing thing, std::optional<Rgb> colour);
/// Goods for sale: shoes, watches, bottles of scent, headphones, bags.
bool paintGoods(ThingPainter& p, Thing thing, std::optional<Rgb> colour);
/// A turned body: the right half of its outline as (radius, height) pairs, mirrored.
[[nodiscard]] QPainterPath turned(const ThingPainter& p, std::initializer_list<QPointF> profile);
/// A highlight on the side of the light.
void shine(ThingPainter& p, double x, double y, double w, double h, double alpha);
/// A bouquet's heads over the mouth of a vase at (0, 1).
void paintBouquet(ThingPainter& p, const std::vector<Rgb>& colours, int count);
/// A fruit of radius 0.5 standing on the ground.
void paintFruit(ThingPainter& p, Thing thing, Rgb colour);

} // namespace maquette::sandbox
