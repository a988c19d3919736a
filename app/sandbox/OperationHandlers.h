// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/WorkOrder.h"

#include <QHash>

#include <functional>

namespace maquette::sandbox {

/// Does the work of one operation: a pure function of the order and its files, called in a worker thread. The same
/// order gives the same bytes. Errors: InvalidInput when a file cannot be used after all, Internal.
using OperationHandler = std::function<Result<WorkResult>(const WorkOrder&)>;

/// What practice mode can do. An operation of the catalogue without a handler is validated and then answered with 501.
class OperationHandlers
{
public:
    /// Every handler there is: the one list to extend when a family of operations is added.
    [[nodiscard]] static OperationHandlers all();

    void add(const QString& operationId, const OperationHandler& handler) { m_handlers.insert(operationId, handler); }
    /// nullptr when practice mode cannot do the operation.
    [[nodiscard]] const OperationHandler* find(const QString& operationId) const;

private:
    QHash<QString, OperationHandler> m_handlers;
};

/// stable-image.generate.ultra, .core and .sd3, with image-to-image.
void addGenerateHandlers(OperationHandlers& handlers);
/// stable-image.upscale.fast, .conservative and .creative.
void addUpscaleHandlers(OperationHandlers& handlers);
/// stable-image.control.sketch, .structure, .style and .style-transfer.
void addControlHandlers(OperationHandlers& handlers);
/// stable-image.edit.*.
void addEditHandlers(OperationHandlers& handlers);
/// audio.stable-audio-2 and -3: text-to-audio, audio-to-audio and inpaint.
void addSoundHandlers(OperationHandlers& handlers);
/// 3d.stable-fast-3d and 3d.stable-point-aware-3d.
void addMeshHandlers(OperationHandlers& handlers);

} // namespace maquette::sandbox
