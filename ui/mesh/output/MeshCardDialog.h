// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mesh/output/MeshCardPage.h"
#include "ui/mesh/output/OutputDialog.h"
#include "ui/mesh/output/TurnRenderer.h"
#include "ui/widgets/OutputJob.h"

#include "app/mesh/MeshScene.h"

class QCheckBox;
class QLineEdit;

namespace maquette {

class Segmented;

/// Asks how the page with all that is known of a mesh is to be written, has its pictures drawn, and writes it.
class MeshCardDialog : public OutputDialog
{
    Q_OBJECT

public:
    /// \a card: without pictures; those are drawn by \a renderer, or plainly from \a scene where that cannot.
    MeshCardDialog(MeshCard card, MeshScene scene, TurnRenderer renderer, QWidget* parent);

protected:
    [[nodiscard]] QString reason() const override;
    void begin() override;
    void stop() override;
    void formChanged() override;

private:
    void drawNext(int order);
    void write();

    MeshCard m_card;
    MeshScene m_scene;
    TurnRenderer m_renderer;
    Segmented* m_format;
    QLineEdit* m_title;
    QCheckBox* m_sides;
    QString m_ending;
    QList<QImage> m_pictures;
    int m_order = 0; ///< counts what was asked for, so that what is given up is known when it comes
    OutputJob m_job;
};

} // namespace maquette
