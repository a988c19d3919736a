// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mesh/output/OutputDialog.h"
#include "ui/mesh/output/TurnRenderer.h"
#include "ui/widgets/OutputJob.h"

namespace maquette {

class GroundPicker;
class SizePicker;

/// Asks for the size and ground of a picture of the mesh, draws it and writes it as PNG.
class PictureDialog : public OutputDialog
{
    Q_OBJECT

public:
    /// \a title: what the picture is proposed to be called. \a shown: pixels of the view, offered as a size.
    PictureDialog(TurnRenderer renderer, const QString& title, const QSize& shown, QWidget* parent);

protected:
    void begin() override;
    void stop() override;

private:
    void write(const QImage& drawn);

    TurnRenderer m_renderer;
    SizePicker* m_size;
    GroundPicker* m_ground;
    int m_order = 0; ///< counts what was asked for, so that what is given up is known when it comes
    OutputJob m_job;
};

} // namespace maquette
