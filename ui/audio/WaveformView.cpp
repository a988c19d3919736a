// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audio/TimelineView.h"
#include "ui/widgets/Theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>

namespace maquette {

namespace {

constexpr double kDotsFrom = 6;    // logical pixels per frame from which single samples are marked
constexpr double kCurveBelow = 2;  // frames per logical pixel below which they are joined by a line
constexpr int kLeastForRms = 8;    // frames a pixel must sum up before its RMS says anything
constexpr double kFill = 0.94;     // of the lane's height for full scale
constexpr double kTimesApart = 90; // logical pixels between two figures, at least
constexpr double kTick = 4;

/// Draws pixel columns straight into a picture, with soft ends.
class Columns
{
public:
    explicit Columns(QImage& picture)
        : m_bits(reinterpret_cast<QRgb*>(picture.bits()))
        , m_stride(picture.bytesPerLine() / qsizetype(sizeof(QRgb)))
        , m_height(picture.height())
    {
    }
    /// From \a top to \a bottom, in device pixels.
    void fill(int x, double top, double bottom, QRgb colour)
    {
        top = std::max(0.0, top);
        bottom = std::min(double(m_height), bottom);
        for (int y = int(top); y < bottom; ++y) {
            QRgb& pixel = m_bits[y * m_stride + x];
            const double covered = std::min(y + 1.0, bottom) - std::max(double(y), top);
            pixel = covered >= 1.0 ? colour : mix(pixel, colour, int(covered * 256));
        }
    }

private:
    static QRgb mix(QRgb under, QRgb over, int part)
    {
        const auto channel = [part](int a, int b) { return a + (b - a) * part / 256; };
        return qRgb(channel(qRed(under), qRed(over)), channel(qGreen(under), qGreen(over)),
                    channel(qBlue(under), qBlue(over)));
    }

    QRgb* m_bits;
    qsizetype m_stride;
    int m_height;
};

/// The value between two neighbours of one channel.
double valueAt(const std::vector<float>& samples, int channels, int channel, double at)
{
    const auto last = qint64(samples.size()) / channels - 1;
    const auto whole = std::clamp<qint64>(qint64(at), 0, last);
    const auto value = [&](qint64 frame) {
        return double(samples[size_t(std::min(frame, last) * channels + channel)]);
    };
    return value(whole) + (value(whole + 1) - value(whole)) * std::clamp(at - double(whole), 0.0, 1.0);
}

/// The round number of seconds that lies at least \a least apart.
double roundStep(double least)
{
    constexpr std::array<double, 6> kMinutes{60, 120, 300, 600, 1800, 3600};
    double step = std::pow(10.0, std::floor(std::log10(std::max(1e-6, least))));
    for (const double by : {1.0, 2.0, 5.0, 10.0}) {
        if (step * by >= least && step * by < 30) {
            return step * by;
        }
    }
    const auto found = std::lower_bound(kMinutes.begin(), kMinutes.end(), least);
    return least <= 30 ? 30 : found != kMinutes.end() ? *found : kMinutes.back();
}

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

/// Low, high and RMS of each device pixel: from the peaks while one covers enough of the sound, else from the samples.
QList<Peak> WaveformView::columnsOf(const SoundTake& take, int channel) const
{
    // The axis counts in frames of the mixer; a take of another rate has its own.
    const double scale = double(take.peaks.sampleRate()) / session().sampleRate();
    const double from = axis().from() * scale;
    const int columns = int(width() * devicePixelRatioF());
    const double perColumn = axis().framesPerPixel() * scale / devicePixelRatioF();
    if (perColumn >= Peaks::kBase || !take.file) {
        return take.peaks.range(channel, from, from + perColumn * columns, columns);
    }
    const int channels = take.peaks.channels();
    const auto first = qint64(std::floor(from));
    const auto count = qint64(std::ceil(perColumn * columns)) + 3;
    std::vector<float> samples(size_t(count * channels));
    take.file->read(first, samples.data(), count);
    QList<Peak> peaks;
    peaks.reserve(columns);
    for (int column = 0; column < columns; ++column) {
        // From edge to edge of the pixel, so that neighbours join to one line.
        const double left = from + column * perColumn - double(first);
        const double right = left + perColumn;
        const auto a = float(valueAt(samples, channels, channel, left));
        const auto b = float(valueAt(samples, channels, channel, right));
        Peak peak{std::min(a, b), std::max(a, b), 0};
        double power = 0;
        const auto begin = qint64(std::ceil(left));
        const auto end = std::min(qint64(std::ceil(right)), count);
        for (qint64 i = begin; i < end; ++i) {
            const float value = samples[size_t(i * channels + channel)];
            peak.low = std::min(peak.low, value);
            peak.high = std::max(peak.high, value);
            power += double(value) * double(value);
        }
        peak.rms = end - begin > kLeastForRms ? float(std::sqrt(power / double(end - begin))) : 0.0F;
        peaks.append(peak);
    }
    return peaks;
}

void WaveformView::paintSound(QImage& picture, bool played)
{
    const SoundTake* const take = session().now();
    if (take == nullptr || take->peaks.channels() == 0) {
        return;
    }
    const ThemeColours& colours = Theme::instance().colours();
    const QRgb outer =
        (played ? mixed(colours.ground0, colours.accent, 0.72) : mixed(colours.ground0, colours.text3, 0.75)).rgb();
    const QRgb inner = (played ? colours.accent : colours.text2).rgb();
    const int channels = take->peaks.channels();
    const double lane = double(picture.height()) / channels; // device pixels
    const double thinnest = 0.5 * devicePixelRatioF();
    const double framesPerPixel = axis().framesPerPixel() * take->peaks.sampleRate() / session().sampleRate();
    const QRgb single = framesPerPixel < kLeastForRms ? inner : outer;
    for (int channel = 0; channel < channels; ++channel) {
        const double middle = (channel + 0.5) * lane;
        const double half = lane / 2 * kFill;
        Columns columns(picture);
        const QList<Peak> peaks = columnsOf(*take, channel);
        for (int x = 0; x < std::min<qsizetype>(peaks.size(), picture.width()); ++x) {
            const Peak& peak = peaks.at(x);
            columns.fill(x, middle - double(peak.high) * half - thinnest, middle - double(peak.low) * half + thinnest,
                         single);
            const double rms =
                std::min({double(peak.rms), double(std::max(peak.high, 0.0F)), double(-std::min(peak.low, 0.0F))});
            columns.fill(x, middle - rms * half, middle + rms * half, inner);
        }
    }
    QPainter painter(&picture);
    if (1.0 / framesPerPixel >= kDotsFrom && take->file) {
        for (int channel = 0; channel < channels; ++channel) {
            paintDots(painter, *take, channel,
                      QRectF(0, channel * double(height()) / channels, width(), double(height()) / channels));
        }
    }
    paintTimes(painter);
}

/// Marks the samples themselves.
void WaveformView::paintDots(QPainter& painter, const SoundTake& take, int channel, const QRectF& lane)
{
    const int channels = take.peaks.channels();
    const double scale = double(take.peaks.sampleRate()) / session().sampleRate();
    const auto first = std::max<qint64>(0, qint64(axis().from() * scale) - 1);
    const auto count = qint64((axis().to() - axis().from()) * scale) + 4;
    std::vector<float> samples(size_t(count * channels));
    take.file->read(first, samples.data(), count);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Theme::instance().colours().accent);
    painter.setPen(Qt::NoPen);
    for (qint64 i = 0; i < count && first + i < take.file->readyFrames(); ++i) {
        const double value = double(samples[size_t(i * channels + channel)]);
        painter.drawEllipse(
            QPointF(axis().toX(double(first + i) / scale), lane.center().y() - value * lane.height() / 2 * kFill), 2,
            2);
    }
    painter.restore();
}

void WaveformView::paintTimes(QPainter& painter)
{
    const double rate = session().sampleRate();
    const double step = roundStep(kTimesApart * axis().framesPerPixel() / rate);
    const int decimals = std::clamp(int(std::ceil(-std::log10(step) - 1e-9)), 0, 5);
    painter.setFont(Theme::font(metrics::kFontSmall));
    painter.setPen(Theme::instance().colours().text3);
    const double bottom = height();
    for (double at = std::ceil(axis().from() / rate / step) * step; at * rate <= axis().to(); at += step) {
        const double x = axis().toX(at * rate);
        painter.drawLine(QPointF(x, bottom), QPointF(x, bottom - kTick));
        painter.drawText(QPointF(x + kTick, bottom - 2), timeText(at, decimals));
    }
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
