// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace maquette {

/// Asks for a file to work from, a picture, a sound or a mesh, beginning in the folder of the last one. Returns at
/// once; \a then gets the path, or nothing when none was chosen.
void askForFile(QWidget* parent, const std::function<void(const QString& path)>& then);

} // namespace maquette
