// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/OperationHandlers.h"

namespace maquette::sandbox {

OperationHandlers OperationHandlers::all()
{
    OperationHandlers handlers;
    addGenerateHandlers(handlers);
    addUpscaleHandlers(handlers);
    addControlHandlers(handlers);
    addEditHandlers(handlers);
    addSoundHandlers(handlers);
    addMeshHandlers(handlers);
    return handlers;
}

const OperationHandler* OperationHandlers::find(const QString& operationId) const
{
    const auto found = m_handlers.constFind(operationId);
    return found == m_handlers.cend() ? nullptr : &found.value();
}

} // namespace maquette::sandbox
