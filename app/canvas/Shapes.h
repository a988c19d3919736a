// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/TiledImage.h"

class QPainterPath;

namespace maquette {

/// How a new selection meets the mask there is, pixel by pixel: Replace takes the new one, Add the larger of both,
/// Subtract the smaller of the mask and what the new one leaves (255 - new), Intersect the smaller of both.
enum class Combine { Replace, Add, Subtract, Intersect };

/// Combines the inside of a path (by its fill rule) at strength \a value with the mask. Returns the area that may have
/// changed.
QRect fillPath(TiledMask& mask, const QPainterPath& path, Combine how, quint8 value = 255, bool antialias = true);

/// Combines two masks; where \a with does not reach it counts as 0. Returns the area that may have changed.
QRect combineMask(TiledMask& target, const TiledMask& with, Combine how);

} // namespace maquette
