// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/audio/SoundSession.h"
#include "ui/audio/TimeAxis.h"

#include <QImage>
#include <QWidget>

namespace maquette {

/// What waveform and spectrogram share: the time axis with zoom and scroll, the playhead, the marked stretch with edges
/// to drag. A press and release goes there; a drag marks a stretch; with Alt it scrubs. The sound is drawn only when it
/// or the axis changed: a moving playhead costs no more than the strip it crosses.
class TimelineView : public QWidget
{
    Q_OBJECT

public:
    TimelineView(SoundSession& session, TimeAxis& axis, QWidget* parent);

Q_SIGNALS:
    void axisChanged(); ///< zoom or place: the other view has to follow
    /// What lies under the pointer, as a sentence; empty when it left.
    void pointed(const QString& what);

protected:
    /// Draws the sound itself on the empty stage, as it looks before the playhead reached it or after.
    virtual void paintSound(QImage& picture, bool played) = 0;
    /// Whether what was played looks otherwise.
    [[nodiscard]] virtual bool showsPlayed() const { return false; }
    /// Level and so on at a point of the view, beside the time.
    [[nodiscard]] virtual QString describe(QPointF at) const = 0;

    [[nodiscard]] SoundSession& session() const { return m_session; }
    [[nodiscard]] const TimeAxis& axis() const { return m_axis; }

    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    enum class Drag { None, Press, Mark, FromEdge, ToEdge, Scrub };
    [[nodiscard]] Drag edgeAt(double x) const;
    void markTo(double x);
    void moveHead();
    void redraw();
    [[nodiscard]] const QImage& drawn(bool played);

    SoundSession& m_session;
    TimeAxis& m_axis;
    Drag m_drag = Drag::None;
    double m_pressX = 0;
    qint64 m_anchor = 0;
    QImage m_drawn[2]; ///< what lies ahead, and what was played; null when it is to be drawn anew
    TimeAxis m_drawnAxis;
    double m_head = 0; ///< x of the playhead that is on screen
};

/// The waveform: peaks while zoomed out, the samples themselves when near.
class WaveformView : public TimelineView
{
    Q_OBJECT

public:
    using TimelineView::TimelineView;
    WaveformView(SoundSession& session, TimeAxis& axis, QWidget* parent);

protected:
    void paintSound(QImage& picture, bool played) override;
    [[nodiscard]] bool showsPlayed() const override { return true; }
    [[nodiscard]] QString describe(QPointF at) const override;

private:
    void paintTimes(QPainter& painter);
    [[nodiscard]] QList<Peak> columnsOf(const SoundTake& take, int channel) const;
    void paintDots(QPainter& painter, const SoundTake& take, int channel, const QRectF& lane);
};

/// The mel spectrogram of the take that is heard.
class SpectrogramView : public TimelineView
{
    Q_OBJECT

public:
    SpectrogramView(SoundSession& session, TimeAxis& axis, QWidget* parent);

protected:
    void paintSound(QImage& picture, bool played) override;
    [[nodiscard]] QString describe(QPointF at) const override;

private:
    void paintPitches(QPainter& painter, const Spectrogram& picture);
    void takeIn();
    void fill(int level, int from, int to, const Spectrogram& picture);
    QList<QImage> m_levels; ///< one column per column, then per 4, 16 ... of them; the loudest counts
    qint64 m_columns = 0;   ///< filled of the first
    const SoundTake* m_of = nullptr;
};

/// "1:02.345"
[[nodiscard]] QString timeText(double seconds, int decimals = 3);

} // namespace maquette
