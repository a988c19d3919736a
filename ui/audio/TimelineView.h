// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/audio/SoundSession.h"
#include "ui/audio/TimeAxis.h"

#include <QWidget>

namespace maquette {

/// What waveform and spectrogram share: the time axis with zoom and scroll, the playhead, the marked stretch with edges
/// to drag. A press and release goes there; a drag marks a stretch; with Alt it scrubs.
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
    /// Draws the sound itself.
    virtual void paintSound(QPainter& painter) = 0;
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

    SoundSession& m_session;
    TimeAxis& m_axis;
    Drag m_drag = Drag::None;
    double m_pressX = 0;
    qint64 m_anchor = 0;
};

/// The waveform: peaks while zoomed out, the samples themselves when near.
class WaveformView : public TimelineView
{
    Q_OBJECT

public:
    using TimelineView::TimelineView;
    WaveformView(SoundSession& session, TimeAxis& axis, QWidget* parent);

protected:
    void paintSound(QPainter& painter) override;
    [[nodiscard]] QString describe(QPointF at) const override;

private:
    void paintSamples(QPainter& painter, const SoundTake& take, int channel, const QRectF& lane);
};

/// The mel spectrogram of the take that is heard.
class SpectrogramView : public TimelineView
{
    Q_OBJECT

public:
    SpectrogramView(SoundSession& session, TimeAxis& axis, QWidget* parent);

protected:
    void paintSound(QPainter& painter) override;
    [[nodiscard]] QString describe(QPointF at) const override;

private:
    void rebuild();
    QList<QImage> m_levels; ///< one column per column, then per 4, 16 ... of them; the loudest counts
    qint64 m_columns = -1;
    const SoundTake* m_of = nullptr;
};

/// "1:02.345"
[[nodiscard]] QString timeText(double seconds, int decimals = 3);

} // namespace maquette
