// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/mesh/output/MeshExportDialog.h"

#include "ui/widgets/Field.h"
#include "ui/widgets/Segmented.h"

#include <QFileInfo>

#include <algorithm>

namespace maquette {

MeshExportDialog::MeshExportDialog(MeshScene scene, const QString& source, const QString& title, QWidget* parent)
    : OutputDialog(QStringLiteral("meshExport"), title, {}, parent)
    , m_scene(std::move(scene))
    , m_source(source)
    , m_format(new Segmented(this))
{
    setWindowTitle(tr("Export mesh"));
    m_format->setObjectName(QStringLiteral("meshExportFormat"));
    m_format->addSegment(QStringLiteral("glb"), QStringLiteral("GLB"), tr("All of it in one file, untouched"));
    m_format->addSegment(QStringLiteral("obj"), QStringLiteral("OBJ"),
                         tr("Form and textures, for nearly every program"));
    m_format->addSegment(QStringLiteral("stl"), QStringLiteral("STL"), tr("Form only, for printing"));
    m_format->addSegment(QStringLiteral("ply"), QStringLiteral("PLY"), tr("Form and colours of the vertices"));
    if (m_scene.format != QLatin1String("GLB")) {
        m_format->setCurrent(QStringLiteral("obj"));
        m_format->setSegmentReason(QStringLiteral("glb"), tr("Only a mesh that is a GLB already can be kept as GLB."));
    }
    addRow(new Field(tr("Format"), m_format, this));
    connect(m_format, &Segmented::currentChanged, this, &MeshExportDialog::refresh);
    connect(&m_job, &OutputJob::progressed, this, &MeshExportDialog::setFraction);
    connect(&m_job, &OutputJob::finished, this, &MeshExportDialog::succeed);
    connect(&m_job, &OutputJob::failed, this, &MeshExportDialog::fail);
    refresh();
}

MeshFormat MeshExportDialog::format() const
{
    const QString chosen = m_format->current();
    return chosen == QLatin1String("obj")   ? MeshFormat::Obj
           : chosen == QLatin1String("stl") ? MeshFormat::Stl
           : chosen == QLatin1String("ply") ? MeshFormat::Ply
                                            : MeshFormat::Glb;
}

QString MeshExportDialog::about() const
{
    const QString base = QFileInfo(path()).completeBaseName();
    const auto pictures = std::count_if(m_scene.images.begin(), m_scene.images.end(),
                                        [](const MeshImage& image) { return !image.image.isNull(); });
    QStringList told;
    switch (format()) {
    case MeshFormat::Glb:
        told.append(tr("The file as it is in the library, byte by byte."));
        break;
    case MeshFormat::Obj:
        told.append(
            pictures > 0
                ? tr("Beside it %1.mtl and its textures (%1-1.png …) are written; files of these names are replaced.")
                      .arg(base)
                : tr("Beside it %1.mtl is written; a file of this name is replaced.").arg(base));
        break;
    case MeshFormat::Stl:
        told.append(tr("An STL has no colours, no textures and no unit."));
        break;
    case MeshFormat::Ply:
        told.append(tr("A PLY has no textures and no unit."));
        break;
    }
    if (format() != MeshFormat::Glb && !m_scene.animations.isEmpty()) {
        told.append(tr("The animation is left out: it is written as it stands at rest."));
    }
    return told.join(QLatin1Char(' '));
}

void MeshExportDialog::formChanged()
{
    if (!isBusy() && m_ending != m_format->current()) {
        m_ending = m_format->current();
        setEnding(m_ending);
    }
    setNote(about());
}

void MeshExportDialog::begin()
{
    setStep(tr("Writing the file …"));
    setFraction(-1);
    m_job.start([scene = m_scene, source = m_source, path = path(),
                 format = format()](const std::atomic_bool& cancelled, const OutputJob::Teller& tell) {
        MeshReadOptions options;
        options.cancelled = &cancelled;
        options.progress = tell.progress;
        return exportMesh(scene, source, path, format, options);
    });
}

void MeshExportDialog::stop()
{
    m_job.cancel();
}

} // namespace maquette
