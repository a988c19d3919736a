// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/RoughFill.h"

#include "app/canvas/Bands.h"
#include "app/canvas/PatchFill.h"

#include <QRgba64>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace maquette {

namespace {

constexpr double kWorkingPixels = 150'000; ///< of what is looked at
constexpr double kWorkingHole = 25'000;    ///< of these, in the hole
constexpr double kSmoothing = 1.5;         ///< working pixels; what is finer is taken from the full size

/// A pixel as four values of 0 to 255, not premultiplied.
cv::Vec4f pixelAt(const QImage& image, int x, int y)
{
    const uchar* row = image.constScanLine(y);
    if (image.depth() == 64) {
        const QRgba64 pixel = reinterpret_cast<const QRgba64*>(row)[x];
        return cv::Vec4f(pixel.red(), pixel.green(), pixel.blue(), pixel.alpha()) * (1 / 257.0F);
    }
    const QRgb pixel = reinterpret_cast<const QRgb*>(row)[x];
    return cv::Vec4f(float(qRed(pixel)), float(qGreen(pixel)), float(qBlue(pixel)), float(qAlpha(pixel)));
}

void setPixel(uchar* row, bool wide, int x, const cv::Vec4f& value)
{
    const auto in = [&](int c, float unit) { return quint16(std::lrint(std::clamp(value[c], 0.0F, 255.0F) * unit)); };
    if (wide) {
        reinterpret_cast<QRgba64*>(row)[x] = QRgba64::fromRgba64(in(0, 257), in(1, 257), in(2, 257), in(3, 257));
    } else {
        reinterpret_cast<QRgb*>(row)[x] = qRgba(in(0, 1), in(1, 1), in(2, 1), in(3, 1));
    }
}

/// The part that is looked at, at the size it is looked at.
struct Window
{
    QRect area; ///< of the picture
    cv::Mat4f colours;
    cv::Mat1b hole;

    [[nodiscard]] double scaleX() const { return double(area.width()) / colours.cols; }
    [[nodiscard]] double scaleY() const { return double(area.height()) / colours.rows; }
};

QRect windowArea(const QImage& picture, const QRect& content)
{
    const int around = std::max(32, std::max(content.width(), content.height()) / 2);
    return content.adjusted(-around, -around, around, around) & picture.rect();
}

/// Means over the known pixels of each working pixel; the hole is where any pixel is masked.
Window windowOf(const QImage& picture, const TiledMask& mask, const QRect& area)
{
    const QRect content = mask.contentRect();
    const double all = double(area.width()) * area.height();
    const double holes = double(content.width()) * content.height();
    const double scale = std::min({1.0, std::sqrt(kWorkingPixels / all), std::sqrt(kWorkingHole / holes)});
    const int columns = std::max(1, int(area.width() * scale));
    const int rows = std::max(1, int(area.height() * scale));
    Window window{area, cv::Mat4f(rows, columns), cv::Mat1b(rows, columns)};
    const auto edge = [](int index, int count, int length) { return int(qint64(index) * length / count); };
    forBands(
        rows,
        [&](int first, int last) {
            std::vector<quint8> masked;
            for (int row = first; row < last; ++row) {
                const int top = edge(row, rows, area.height());
                const int height = edge(row + 1, rows, area.height()) - top;
                masked.resize(std::size_t(area.width()) * std::size_t(height));
                mask.read(QRect(area.left(), area.top() + top, area.width(), height), masked.data(), area.width());
                for (int column = 0; column < columns; ++column) {
                    const int left = edge(column, columns, area.width());
                    const int right = edge(column + 1, columns, area.width());
                    cv::Vec4f sum;
                    int known = 0;
                    for (int y = 0; y < height; ++y) {
                        for (int x = left; x < right; ++x) {
                            if (masked[std::size_t(y) * std::size_t(area.width()) + std::size_t(x)] == 0) {
                                sum += pixelAt(picture, area.left() + x, area.top() + top + y);
                                ++known;
                            }
                        }
                    }
                    window.colours(row, column) = known > 0 ? sum * (1.0F / float(known)) : cv::Vec4f();
                    window.hole(row, column) = known < (right - left) * height ? 255 : 0;
                }
            }
        },
        4);
    return window;
}

/// The value between working pixels, at a place of the full size (relative to the window).
cv::Vec4f smoothAt(const cv::Mat4f& smooth, double x, double y)
{
    const double cx = std::clamp(x, 0.0, double(smooth.cols - 1));
    const double cy = std::clamp(y, 0.0, double(smooth.rows - 1));
    const int left = int(cx);
    const int top = int(cy);
    const int right = std::min(left + 1, smooth.cols - 1);
    const int bottom = std::min(top + 1, smooth.rows - 1);
    const auto fx = float(cx - left);
    const auto fy = float(cy - top);
    const cv::Vec4f* upper = smooth[top];
    const cv::Vec4f* lower = smooth[bottom];
    return (upper[left] * (1 - fx) + upper[right] * fx) * (1 - fy) + (lower[left] * (1 - fx) + lower[right] * fx) * fy;
}

/// Draws at full size: the smooth colours of the fill, and on them the fine detail of the place each pixel looks like.
class Drawing
{
public:
    Drawing(const QImage& picture, const TiledMask& mask, const Window& window, const PatchFill& fill)
        : m_picture(picture)
        , m_mask(mask)
        , m_window(window)
        , m_fill(fill)
    {
        cv::GaussianBlur(fill.colours, m_smooth, cv::Size(), kSmoothing);
    }

    [[nodiscard]] cv::Vec4f at(int x, int y) const
    {
        const double scaleX = m_window.scaleX();
        const double scaleY = m_window.scaleY();
        const cv::Vec4f base = smoothAt(m_smooth, (x + 0.5) / scaleX - 0.5, (y + 0.5) / scaleY - 0.5);
        const cv::Point cell(std::min(int(x / scaleX), m_fill.from.cols - 1),
                             std::min(int(y / scaleY), m_fill.from.rows - 1));
        const cv::Vec2i from = m_fill.from(cell);
        if (from[0] < 0) {
            return base;
        }
        const int sx = x + int(std::lround((from[0] - cell.x) * scaleX));
        const int sy = y + int(std::lround((from[1] - cell.y) * scaleY));
        const QPoint source = m_window.area.topLeft() + QPoint(sx, sy);
        if (!m_window.area.contains(source) || m_mask.pixel(source) != 0) {
            return base;
        }
        return base + pixelAt(m_picture, source.x(), source.y()) -
               smoothAt(m_smooth, (sx + 0.5) / scaleX - 0.5, (sy + 0.5) / scaleY - 0.5);
    }

private:
    const QImage& m_picture;
    const TiledMask& m_mask;
    const Window& m_window;
    const PatchFill& m_fill;
    cv::Mat4f m_smooth;
};

void draw(QImage& out, const QRect& content, const TiledMask& mask, const Window& window, const Drawing& drawing,
          const std::atomic_bool* cancelled)
{
    uchar* bits = out.bits();
    const qsizetype stride = out.bytesPerLine();
    const bool wide = out.depth() == 64;
    forBands(
        content.height(),
        [&](int first, int last) {
            std::vector<quint8> row(std::size_t(content.width()));
            for (int y = content.top() + first; y < content.top() + last && !(cancelled && *cancelled); ++y) {
                mask.read(QRect(content.left(), y, content.width(), 1), row.data(), content.width());
                for (int x = content.left(); x <= content.right(); ++x) {
                    const auto weight = float(row[std::size_t(x - content.left())]) / 255;
                    if (weight > 0) {
                        const cv::Vec4f filled = drawing.at(x - window.area.left(), y - window.area.top());
                        const cv::Vec4f before = pixelAt(out, x, y);
                        setPixel(bits + y * stride, wide, x, before + (filled - before) * weight);
                    }
                }
            }
        },
        16);
}

} // namespace

QImage roughFill(const QImage& picture, const TiledMask& mask, const std::atomic_bool* cancelled)
{
    if (picture.isNull() || mask.size() != picture.size()) {
        return {};
    }
    const bool wide = picture.pixelFormat().redSize() > 8 || picture.format() == QImage::Format_Grayscale16;
    const bool alpha = picture.hasAlphaChannel();
    QImage out = picture.convertToFormat(wide ? (alpha ? QImage::Format_RGBA64 : QImage::Format_RGBX64)
                                              : (alpha ? QImage::Format_ARGB32 : QImage::Format_RGB32));
    const QRect content = mask.contentRect();
    if (content.isEmpty() || out.isNull()) {
        return picture;
    }
    const QImage before = out;
    const Window window = windowOf(before, mask, windowArea(before, content));
    const PatchFill fill = fillByPatches(window.colours, window.hole, cancelled);
    if (fill.colours.empty()) {
        return {};
    }
    draw(out, content, mask, window, Drawing(before, mask, window, fill), cancelled);
    return cancelled && *cancelled ? QImage() : out.convertToFormat(picture.format());
}

} // namespace maquette
