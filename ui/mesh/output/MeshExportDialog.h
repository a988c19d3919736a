// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshExport.h"
#include "ui/mesh/output/OutputDialog.h"
#include "ui/widgets/OutputJob.h"

namespace maquette {

class Segmented;

/// Asks in which format a mesh is to be written, says what that format cannot keep, and writes it.
class MeshExportDialog : public OutputDialog
{
    Q_OBJECT

public:
    /// \a source: the file that \a scene was read from.
    MeshExportDialog(MeshScene scene, const QString& source, const QString& title, QWidget* parent);

    [[nodiscard]] MeshFormat format() const;

protected:
    void begin() override;
    void stop() override;
    void formChanged() override;

private:
    [[nodiscard]] QString about() const;

    MeshScene m_scene;
    QString m_source;
    Segmented* m_format;
    QString m_ending;
    OutputJob m_job;
};

} // namespace maquette
