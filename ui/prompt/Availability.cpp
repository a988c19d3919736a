// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/Availability.h"

#include <QCoreApplication>

namespace maquette {

QString missingTool(const Operation& operation)
{
    if (operation.section == QLatin1String("mesh")) {
        return QCoreApplication::translate("Availability",
                                           "3D needs the mesh viewer, which this version does not have yet.");
    }
    return {};
}

} // namespace maquette
