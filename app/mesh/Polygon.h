// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QVector3D>

#include <span>
#include <vector>

namespace maquette {

/// Cuts a flat polygon into triangles by taking off ears, so that hollow corners stay hollow; its sense of turning is
/// kept. What has no ears (it crosses itself) or very many corners becomes a fan. Appends three of \a corners for each.
void appendTriangles(std::span<const quint32> corners, std::span<const QVector3D> positions, std::vector<quint32>& to);

} // namespace maquette
