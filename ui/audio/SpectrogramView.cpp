// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audio/TimelineView.h"
#include "ui/widgets/Theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

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

void SpectrogramView::rebuild()
{
    const SoundTake* const take = session().now();
    const Spectrogram& picture = take->spectrogram;
    if (m_of == take && m_columns == picture.columns()) {
        return;
    }
    m_of = take;
    m_columns = picture.columns();
    m_levels.clear();
    const auto columns = int(picture.columns());
    if (columns == 0) {
        return;
    }
    static const QList<QRgb> colours = ramp();
    QImage finest(columns, Spectrogram::kBands, QImage::Format_Indexed8);
    finest.setColorTable(colours);
    for (int band = 0; band < Spectrogram::kBands; ++band) {
        uchar* const line = finest.scanLine(Spectrogram::kBands - 1 - band);
        for (int column = 0; column < columns; ++column) {
            line[column] = uchar(picture.levels.at(qint64(column) * Spectrogram::kBands + band));
        }
    }
    m_levels.append(finest);
    while (m_levels.constLast().width() > 512) {
        const QImage& last = m_levels.constLast();
        QImage next((last.width() + 3) / 4, last.height(), QImage::Format_Indexed8);
        next.setColorTable(colours);
        for (int y = 0; y < last.height(); ++y) {
            const uchar* const from = last.constScanLine(y);
            uchar* const to = next.scanLine(y);
            for (int x = 0; x < next.width(); ++x) {
                to[x] = *std::max_element(from + 4 * x, from + std::min(last.width(), 4 * x + 4));
            }
        }
        m_levels.append(next);
    }
}

void SpectrogramView::paintSound(QPainter& painter)
{
    const SoundTake* const take = session().now();
    if (take == nullptr) {
        return;
    }
    rebuild();
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
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(target, image, QRectF(first, 0, end - first, image.height()));
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
