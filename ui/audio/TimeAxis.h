// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace maquette {

/// Which stretch of a sound a view of some width shows. A value, shared by waveform and spectrogram.
class TimeAxis
{
public:
    static constexpr double kMostZoom = 24.0; ///< logical pixels per frame

    /// A new sound: all of it is shown.
    void setSound(qint64 frames, int sampleRate);
    /// The sound grew or shrank while it was read; a view of all of it stays one.
    void setFrames(qint64 frames);
    void setWidth(int pixels);

    [[nodiscard]] qint64 frames() const { return m_frames; }
    [[nodiscard]] int sampleRate() const { return m_rate; }
    [[nodiscard]] int width() const { return m_width; }
    [[nodiscard]] double from() const { return m_from; } ///< frame at the left edge
    [[nodiscard]] double to() const { return m_from + m_width * m_perPixel; }
    [[nodiscard]] double framesPerPixel() const { return m_perPixel; }
    [[nodiscard]] bool showsAll() const { return m_perPixel >= wholePerPixel() * 0.999; }

    [[nodiscard]] double toX(double frame) const { return (frame - m_from) / m_perPixel; }
    /// Within the sound.
    [[nodiscard]] qint64 toFrame(double x) const;
    /// \a factor above 1 comes nearer; the frame under \a x stays there.
    void zoomBy(double factor, double x);
    void scrollBy(double pixels);
    void showAll();
    /// Fills the view with a stretch, and a little around it.
    void show(qint64 from, qint64 to);
    /// Moves on by a page when \a frame is not in sight.
    void follow(qint64 frame);
    bool operator==(const TimeAxis&) const = default;

private:
    [[nodiscard]] double wholePerPixel() const;
    void settle();

    qint64 m_frames = 0;
    int m_rate = 44'100;
    int m_width = 1;
    double m_from = 0;
    double m_perPixel = 1;
};

} // namespace maquette
