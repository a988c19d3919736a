// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/mesh/output/FilmJob.h"
#include "ui/mesh/output/OutputDialog.h"

class QDoubleSpinBox;
class QSpinBox;

namespace maquette {

class GroundPicker;
class Segmented;
class SizePicker;

/// Asks how one turn of the mesh is to be filmed, and films it.
class TurntableDialog : public OutputDialog
{
    Q_OBJECT

public:
    /// \a title: what the film is proposed to be called. \a shown: pixels of the view, offered as a size.
    TurntableDialog(TurnRenderer renderer, const QString& title, const QSize& shown, QWidget* parent);

    /// What would be made now.
    [[nodiscard]] FilmOrder order() const;

protected:
    [[nodiscard]] QString reason() const override;
    void begin() override;
    void stop() override;
    void formChanged() override;

private:
    void build();
    [[nodiscard]] MovieFormat format() const;

    TurnRenderer m_renderer;
    Segmented* m_format;
    SizePicker* m_size;
    QDoubleSpinBox* m_seconds;
    QSpinBox* m_rate;
    Segmented* m_direction;
    GroundPicker* m_ground;
    QString m_ending{QStringLiteral("mp4")};
    FilmJob m_job;
};

} // namespace maquette
