// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/Mixer.h"

#include <QWidget>

#include <array>

namespace maquette {

/// Peak and RMS of the two sides, in dB from -60 to 0, with the highest peak held for a while.
class LevelMeter : public QWidget
{
    Q_OBJECT

public:
    explicit LevelMeter(QWidget* parent = nullptr);
    /// \a seconds since the last reading: the bars fall at 20 dB a second.
    void show(const MeterReading& reading, double seconds);
    [[nodiscard]] QSize sizeHint() const override { return {120, 16}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Side
    {
        double peak = -90; ///< dB
        double rms = -90;
        double held = -90;
        double heldFor = 0; ///< seconds
    };
    std::array<Side, 2> m_sides;
};

} // namespace maquette
