// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audio/TimelineView.h"
#include "ui/widgets/Theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr double kDotsFrom = 6; // logical pixels per frame from which single samples are marked

} // namespace

WaveformView::WaveformView(SoundSession& session, TimeAxis& axis, QWidget* parent)
    : TimelineView(session, axis, parent)
{
    setObjectName(QStringLiteral("waveform"));
    setAccessibleName(tr("Waveform"));
    setToolTip(
        tr("Click to go there, drag to mark a stretch, Alt+drag to scrub, wheel to zoom, Shift+wheel to scroll"));
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(80);
}

void WaveformView::paintSound(QPainter& painter)
{
    const SoundTake* const take = session().now();
    if (take == nullptr || take->peaks.channels() == 0) {
        return;
    }
    const ThemeColours& colours = Theme::instance().colours();
    const int channels = take->peaks.channels();
    const double lane = double(height()) / channels;
    // The axis counts in frames of the mixer; a take of another rate has its own.
    const double scale = double(take->peaks.sampleRate()) / session().sampleRate();
    const bool samples = axis().framesPerPixel() * scale < Peaks::kBase && take->file;
    const double ratio = devicePixelRatioF();
    const int columns = int(width() * ratio);
    const double head = axis().toX(double(session().position()));
    for (int channel = 0; channel < channels; ++channel) {
        const QRectF place(0, channel * lane, width(), lane);
        painter.setPen(QPen(colours.line, 1));
        painter.drawLine(QPointF(0, place.center().y()), QPointF(width(), place.center().y()));
        if (samples) {
            paintSamples(painter, *take, channel, place);
            continue;
        }
        const QList<Peak> peaks = take->peaks.range(channel, axis().from() * scale, axis().to() * scale, columns);
        const double half = lane / 2 * 0.94;
        QList<QLineF> played;
        QList<QLineF> rest;
        QList<QLineF> body;
        for (int i = 0; i < peaks.size(); ++i) {
            const double x = (i + 0.5) / ratio;
            const Peak& peak = peaks.at(i);
            const QLineF line(x, place.center().y() - double(peak.high) * half, x,
                              std::max(place.center().y() - double(peak.low) * half,
                                       place.center().y() - double(peak.high) * half + 1 / ratio));
            (x <= head ? played : rest).append(line);
            const double rms =
                std::min({double(peak.rms), double(std::max(peak.high, 0.0F)), double(-std::min(peak.low, 0.0F))});
            body.append(QLineF(x, place.center().y() - rms * half, x, place.center().y() + rms * half));
        }
        painter.setPen(QPen(mixed(colours.ground0, colours.accent, 0.72), 1 / ratio));
        painter.drawLines(played);
        painter.setPen(QPen(mixed(colours.ground0, colours.text3, 0.75), 1 / ratio));
        painter.drawLines(rest);
        const auto split = std::clamp<qsizetype>(qsizetype(std::ceil(head * ratio)), 0, body.size());
        painter.setPen(QPen(colours.accent, 1 / ratio));
        painter.drawLines(body.mid(0, split));
        painter.setPen(QPen(colours.text2, 1 / ratio));
        painter.drawLines(body.mid(split));
    }
}

void WaveformView::paintSamples(QPainter& painter, const SoundTake& take, int channel, const QRectF& lane)
{
    const ThemeColours& colours = Theme::instance().colours();
    const int channels = take.peaks.channels();
    const double scale = double(take.peaks.sampleRate()) / session().sampleRate();
    const auto first = std::max<qint64>(0, qint64(axis().from() * scale) - 1);
    const auto count = qint64((axis().to() - axis().from()) * scale) + 4;
    std::vector<float> samples(size_t(count * channels));
    take.file->read(first, samples.data(), count);
    QPolygonF curve;
    for (qint64 i = 0; i < count && first + i < take.file->readyFrames(); ++i) {
        const double x = axis().toX(double(first + i) / scale);
        curve.append(
            {x, lane.center().y() - double(samples[size_t(i * channels + channel)]) * lane.height() / 2 * 0.94});
    }
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colours.accent, 1.2));
    painter.drawPolyline(curve);
    if (1.0 / (axis().framesPerPixel() * scale) >= kDotsFrom) {
        painter.setBrush(colours.accent);
        painter.setPen(Qt::NoPen);
        for (const QPointF& point : std::as_const(curve)) {
            painter.drawEllipse(point, 2, 2);
        }
    }
    painter.restore();
}

QString WaveformView::describe(QPointF at) const
{
    const SoundTake* const take = session().now();
    if (take == nullptr || take->peaks.channels() == 0) {
        return {};
    }
    const double scale = double(take->peaks.sampleRate()) / session().sampleRate();
    const int channel = std::clamp(int(at.y() / height() * take->peaks.channels()), 0, take->peaks.channels() - 1);
    const double from = (axis().from() + at.x() * axis().framesPerPixel()) * scale;
    const double width = std::max(double(Peaks::kBase), axis().framesPerPixel() * scale);
    const QList<Peak> here = take->peaks.range(channel, from, from + width, 1);
    const double level = here.isEmpty() ? 0.0 : double(std::max(here.constFirst().high, -here.constFirst().low));
    return level > 1e-5 ? tr("%1 dB").arg(QLocale().toString(20 * std::log10(level), 'f', 1)) : tr("silence");
}

} // namespace maquette
