// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audio/TimelineView.h"
#include "ui/widgets/Theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr double kPitchesApart = 22; // logical pixels between two figures, at least

/// Black over the accent to nearly white: brightness alone tells the level, so that no colour vision is needed.
QList<QRgb> ramp()
{
    const QColor accent = Theme::coloursOf(true).accent;
    QList<QRgb> colours;
    for (int level = 0; level < 256; ++level) {
        // The lowest third is the noise of any recording.
        const double value = std::clamp((level / 255.0 - 0.25) / 0.75, 0.0, 1.0);
        const QColor colour = value < 0.6 ? mixed(QColor(10, 9, 8), accent, value / 0.6)
                                          : mixed(accent, QColor(255, 244, 230), (value - 0.6) / 0.4);
        colours.append(colour.rgb());
    }
    return colours;
}

} // namespace

SpectrogramView::SpectrogramView(SoundSession& session, TimeAxis& axis, QWidget* parent)
    : TimelineView(session, axis, parent)
{
    setObjectName(QStringLiteral("spectrogram"));
    setAccessibleName(tr("Spectrogram"));
    setToolTip(tr("Pitch from low to high, brighter is louder. Click to go there, drag to mark a stretch"));
    setFocusPolicy(Qt::TabFocus);
    setMinimumHeight(60);
}

/// Takes in the columns that came since the last time.
void SpectrogramView::takeIn()
{
    const SoundTake* const take = session().now();
    const Spectrogram& picture = take->spectrogram;
    const qint64 all = std::max(picture.columns(), picture.framesPerColumn > 0 && take->file
                                                       ? take->file->format().frames / picture.framesPerColumn + 1
                                                       : 0);
    if (m_of != take || picture.columns() < m_columns || m_levels.isEmpty() || m_levels.constFirst().width() < all) {
        m_of = take;
        m_columns = 0;
        m_levels.clear();
        for (qint64 width = all; width > 0 && (m_levels.isEmpty() || m_levels.constLast().width() > 512);
             width = (width + 3) / 4) {
            QImage level(int(width), Spectrogram::kBands, QImage::Format_Indexed8);
            static const QList<QRgb> colours = ramp();
            level.setColorTable(colours);
            level.fill(0);
            m_levels.append(level);
        }
    }
    int from = int(m_columns);
    int to = int(picture.columns());
    for (int level = 0; level < m_levels.size() && to > from; ++level) {
        fill(level, from, to, picture);
        from /= 4;
        to = (to + 3) / 4;
    }
    m_columns = picture.columns();
}

void SpectrogramView::fill(int level, int from, int to, const Spectrogram& picture)
{
    QImage& image = m_levels[level];
    constexpr int kRun =
        64; // columns at a time: what is read column by column and written row by row stays in the cache
    for (int begin = from; begin < to; begin += kRun) {
        const int end = std::min(to, begin + kRun);
        for (int band = 0; band < Spectrogram::kBands; ++band) {
            const int y = Spectrogram::kBands - 1 - band;
            uchar* const line = image.scanLine(y);
            if (level == 0) {
                for (int x = begin; x < end; ++x) {
                    line[x] = picture.column(x)[band];
                }
                continue;
            }
            const QImage& finer = m_levels.at(level - 1);
            const uchar* const source = finer.constScanLine(y);
            for (int x = begin; x < end; ++x) {
                line[x] = *std::max_element(source + 4 * x, source + std::min(finer.width(), 4 * x + 4));
            }
        }
    }
}

void SpectrogramView::paintSound(QImage& picture, bool /*played*/)
{
    const SoundTake* const take = session().now();
    if (take == nullptr) {
        return;
    }
    takeIn();
    if (m_levels.isEmpty()) {
        return;
    }
    const double scale = double(take->peaks.sampleRate()) / session().sampleRate();
    double perColumn = double(take->spectrogram.framesPerColumn) / scale;
    int level = 0;
    while (level + 1 < m_levels.size() && perColumn * 4 <= axis().framesPerPixel() / devicePixelRatioF()) {
        perColumn *= 4;
        ++level;
    }
    const QImage& image = m_levels.at(level);
    // Only the columns in sight: stretching all of a long sound for a few of them would be slow.
    const int first = std::clamp(int(axis().from() / perColumn) - 1, 0, image.width() - 1);
    const int end = std::clamp(int(std::ceil(axis().to() / perColumn)) + 1, first + 1, image.width());
    const QRectF target(axis().toX(first * perColumn), 0, (end - first) * perColumn / axis().framesPerPixel(),
                        height());
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(target, image, QRectF(first, 0, end - first, image.height()));
    paintPitches(painter, take->spectrogram);
}

void SpectrogramView::paintPitches(QPainter& painter, const Spectrogram& picture)
{
    painter.setFont(Theme::font(metrics::kFontSmall));
    painter.setPen(Theme::coloursOf(true).text2); // the picture is dark in either theme
    const QLocale locale;
    double above = height();
    for (const double hertz : {100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0, 10'000.0, 20'000.0, 50'000.0}) {
        const double y = (1.0 - (picture.bandAt(hertz) + 0.5) / Spectrogram::kBands) * height();
        if (y < kPitchesApart / 2 || above - y < kPitchesApart) {
            continue;
        }
        above = y;
        const QString text = hertz < 1000 ? tr("%1 Hz").arg(locale.toString(hertz, 'f', 0))
                                          : tr("%1 kHz").arg(locale.toString(hertz / 1000, 'f', 0));
        const QFontMetrics font = painter.fontMetrics();
        const QRectF plate(0, y - font.height() / 2.0, font.horizontalAdvance(text) + 12, font.height());
        painter.fillRect(plate, QColor(10, 9, 8, 150)); // legible over the loudest, too
        painter.drawText(plate.adjusted(8, 0, 0, 0), Qt::AlignVCenter, text);
        painter.drawLine(QPointF(0, y), QPointF(4, y));
    }
}

QString SpectrogramView::describe(QPointF at) const
{
    const SoundTake* const take = session().now();
    if (take == nullptr || take->spectrogram.columns() == 0) {
        return {};
    }
    const double scale = double(take->peaks.sampleRate()) / session().sampleRate();
    const double band = (1.0 - at.y() / height()) * Spectrogram::kBands - 0.5;
    const auto column =
        qint64((axis().from() + at.x() * axis().framesPerPixel()) * scale / double(take->spectrogram.framesPerColumn));
    if (column < 0 || column >= take->spectrogram.columns()) {
        return {};
    }
    const int whole = std::clamp(int(std::lround(band)), 0, Spectrogram::kBands - 1);
    const QLocale locale;
    return tr("%1 Hz  %2 dB")
        .arg(locale.toString(take->spectrogram.hertz(band), 'f', 0),
             locale.toString(double(take->spectrogram.decibels(column, whole)), 'f', 0));
}

} // namespace maquette
