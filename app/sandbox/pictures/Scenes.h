// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Canvas.h"
#include "app/sandbox/pictures/Palette.h"
#include "app/sandbox/pictures/Things.h"

namespace maquette::sandbox {

/// Everything a scene painter needs. Each function below fills the whole canvas.
struct Sitting
{
    Canvas& canvas;
    const Scene& scene;
    const Palette& palette;
    Rng rng;
    double guidance;
};

void paintLandscape(Sitting s);
void paintCity(Sitting s);
void paintSpace(Sitting s);
void paintUnderwater(Sitting s);
void paintInterior(Sitting s);
void paintStillLife(Sitting s);
void paintProduct(Sitting s);
void paintPortrait(Sitting s);
void paintAbstract(Sitting s);
void paintPattern(Sitting s);

/// The scene of the main place, by one of the above.
void paintScene(const Sitting& s);

/// Fog, rain, snow and lightning over the finished scene.
void paintWeather(Canvas& canvas, const Scene& scene, const Palette& palette, double horizon, Rng rng);
/// The colour a thing has when the prompt names none.
[[nodiscard]] Rgb usualColour(Thing thing, const Palette& palette, Rng& rng);
/// Puts a subject of any kind at the stand; false where it is not a thing that stands.
bool paintSubject(QPainter& painter, const Subject& subject, const Stand& stand, const Palette& palette,
                  const Scene& scene, Rng& rng);

} // namespace maquette::sandbox
