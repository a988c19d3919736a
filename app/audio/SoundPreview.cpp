// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/SoundPreview.h"

#include "app/audio/AudioFile.h"
#include "app/audio/Peaks.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace maquette {

namespace {

constexpr double kLongestDecoded = 30 * 60; // seconds
constexpr QRgb kGround = 0xff2f2f2f;        // dark in both themes, as most pictures are
constexpr QRgb kWave = 0xffc9c9c9;
constexpr QRgb kBody = 0xff8f8f8f;
constexpr double kRoom = 0.3;    // of the side, either way from the middle: a tile cuts off above and below
constexpr double kMargin = 0.06; // of the side, left and right

/// Both limits of a column, all channels together.
struct Column
{
    double low = 0;
    double high = 0;
    double rms = 0;
};

QList<Column> columnsOf(const Peaks& peaks, int count)
{
    QList<Column> columns(count);
    for (int channel = 0; channel < peaks.channels(); ++channel) {
        const QList<Peak> range = peaks.range(channel, 0, double(peaks.frames()), count);
        for (int i = 0; i < count; ++i) {
            columns[i].low = std::min(columns[i].low, double(range[i].low));
            columns[i].high = std::max(columns[i].high, double(range[i].high));
            columns[i].rms = std::max(columns[i].rms, double(range[i].rms));
        }
    }
    return columns;
}

QImage painted(const Peaks& peaks, int side)
{
    QImage picture(side, side, QImage::Format_RGB32);
    picture.fill(kGround);
    QPainter painter(&picture);
    const int left = int(side * kMargin);
    const QList<Column> columns = columnsOf(peaks, side - 2 * left);
    // Quiet sounds are seen as well; the bench shows how loud they are.
    const double scale = side * kRoom / std::max(0.05, double(peaks.highest()));
    const double middle = side / 2.0;
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const auto bar = [&](double low, double high, QRgb colour) {
            const double top = std::min(middle - high * scale, middle - 0.5);
            const double bottom = std::max(middle - low * scale, middle + 0.5);
            painter.fillRect(QRectF(left + double(i), top, 1, bottom - top), QColor::fromRgb(colour));
        };
        bar(columns[i].low, columns[i].high, kBody);
        bar(std::max(-columns[i].rms, columns[i].low), std::min(columns[i].rms, columns[i].high), kWave);
    }
    return picture;
}

} // namespace

Result<QImage> soundPreview(const QString& path, int side, const std::atomic_bool& cancelled)
{
    const auto file = AudioFile::open(path);
    if (!file) {
        return tl::unexpected(file.error());
    }
    const AudioFormat format = (*file)->format();
    if (!(*file)->isComplete() && format.seconds() > kLongestDecoded) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("too long for a small picture"), path);
    }
    Peaks peaks(format.channels, format.sampleRate);
    const auto scanned =
        (*file)->scan([&peaks](const float* interleaved, qint64 frames) { peaks.add(interleaved, frames); }, cancelled);
    if (!scanned) {
        return tl::unexpected(scanned.error());
    }
    peaks.finish();
    return painted(peaks, side);
}

} // namespace maquette
