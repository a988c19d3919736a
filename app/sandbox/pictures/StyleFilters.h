// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Finish.h"

namespace maquette::sandbox {

// Finishes that redraw the picture rather than grade it.

/// Dark lines where the picture changes (difference of Gaussians, after Winnemöller 2012): 0 ink to 1 paper, CV_32F.
[[nodiscard]] cv::Mat inkLines(Canvas& canvas, double width, double sensitivity);
void paintAnime(Canvas& canvas);
void paintComic(Canvas& canvas);
void paintLineArt(Canvas& canvas);
void paintNeon(Canvas& canvas, Rng rng);
void paintLowPoly(Canvas& canvas, Rng rng);
void paintOrigami(Canvas& canvas, Rng rng);
void paintIsometric(Canvas& canvas);
void paintPixels(Canvas& canvas);
void paintTiles(Canvas& canvas);
void paintClay(Canvas& canvas, Rng rng);
void paintPlastic(Canvas& canvas);

} // namespace maquette::sandbox
