// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/Mixer.h"

#include <QWidget>

#include <algorithm>
#include <array>

namespace maquette {

/// Peak and RMS of the two sides, in dB from -60 to 0, with the highest peak held for a while.
class LevelMeter : public QWidget
{
    Q_OBJECT

public:
    static constexpr double kLowest = -60; ///< dB; what is below is silence here

    explicit LevelMeter(QWidget* parent = nullptr);
    /// \a seconds since the last reading: the bars fall at 20 dB a second.
    void show(const MeterReading& reading, double seconds);
    /// As shown, the louder side, in dB: the peak that is held, and the RMS.
    [[nodiscard]] double peak() const { return std::max(m_sides[0].held, m_sides[1].held); }
    [[nodiscard]] double rms() const { return std::max(m_sides[0].rms, m_sides[1].rms); }
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
