// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/FloodFill.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <vector>

namespace maquette {

namespace {

constexpr int kBandRows = 64;
constexpr int kCheckEvery = 4096; ///< spans between two looks at the cancel flag

/// Whether a pixel's colour is near enough to the seed's.
class Likeness
{
public:
    Likeness(QRgb seed, int tolerance)
        : m_seed(plain(seed))
        , m_tolerance(std::clamp(tolerance, 0, 255))
    {
    }

    [[nodiscard]] bool operator()(QRgb pixel) const
    {
        const QRgb colour = plain(pixel);
        return near(qRed(colour), qRed(m_seed)) && near(qGreen(colour), qGreen(m_seed)) &&
               near(qBlue(colour), qBlue(m_seed)) && near(qAlpha(colour), qAlpha(m_seed));
    }

private:
    static QRgb plain(QRgb pixel) { return qAlpha(pixel) == 0 ? 0 : pixel; }
    [[nodiscard]] bool near(int a, int b) const { return std::abs(a - b) <= m_tolerance; }

    QRgb m_seed;
    int m_tolerance;
};

const QRgb* rowOf(const QImage& picture, int y)
{
    return reinterpret_cast<const QRgb*>(picture.constScanLine(y));
}

/// Opaque pictures have anything in the unused byte of a pixel.
QRgb opaqueBits(const QImage& picture)
{
    return picture.hasAlphaChannel() ? 0 : 0xff000000U;
}

/// Fills spans of rows from a seed on. The bytes it marks are zero pages until they are touched, so a small area of a
/// large picture costs little.
class SpanFill
{
public:
    SpanFill(const QImage& picture, const Likeness& like)
        : m_picture(picture)
        , m_like(like)
        , m_opaque(opaqueBits(picture))
        , m_marks(static_cast<quint8*>(std::calloc(size_t(picture.width()) * size_t(picture.height()), 1)), &std::free)
    {
    }

    [[nodiscard]] bool hasMemory() const { return m_marks != nullptr; }
    /// False when \a cancelled became true.
    bool run(QPoint seed, const std::atomic_bool* cancelled);
    [[nodiscard]] TiledMask mask() const
    {
        TiledMask mask(m_picture.size());
        const qsizetype stride = m_picture.width();
        mask.write(m_box, m_marks.get() + m_box.top() * stride + m_box.left(), stride);
        return mask;
    }

private:
    [[nodiscard]] quint8* marks(int y) const { return m_marks.get() + qsizetype(y) * m_picture.width(); }
    [[nodiscard]] bool isOpen(const QRgb* row, const quint8* marked, int x) const
    {
        return marked[x] == 0 && m_like(row[x] | m_opaque);
    }
    void fillSpan(QPoint at);
    void findSpans(int left, int right, int y);

    const QImage& m_picture;
    Likeness m_like;
    QRgb m_opaque;
    std::unique_ptr<quint8, decltype(&std::free)> m_marks;
    std::vector<QPoint> m_open;
    QRect m_box;
};

bool SpanFill::run(QPoint seed, const std::atomic_bool* cancelled)
{
    m_open.push_back(seed);
    for (int steps = 0; !m_open.empty(); ++steps) {
        if (steps % kCheckEvery == 0 && cancelled && cancelled->load()) {
            return false;
        }
        const QPoint at = m_open.back();
        m_open.pop_back();
        if (isOpen(rowOf(m_picture, at.y()), marks(at.y()), at.x())) {
            fillSpan(at);
        }
    }
    return true;
}

void SpanFill::fillSpan(QPoint at)
{
    const QRgb* row = rowOf(m_picture, at.y());
    quint8* marked = marks(at.y());
    int left = at.x();
    int right = at.x();
    while (left > 0 && isOpen(row, marked, left - 1)) {
        --left;
    }
    while (right + 1 < m_picture.width() && isOpen(row, marked, right + 1)) {
        ++right;
    }
    std::fill(marked + left, marked + right + 1, quint8(255));
    m_box |= QRect(QPoint(left, at.y()), QPoint(right, at.y()));
    findSpans(left, right, at.y() - 1);
    findSpans(left, right, at.y() + 1);
}

/// Notes one pixel of every open span that touches \a left to \a right of the row.
void SpanFill::findSpans(int left, int right, int y)
{
    if (y < 0 || y >= m_picture.height()) {
        return;
    }
    const QRgb* row = rowOf(m_picture, y);
    const quint8* marked = marks(y);
    bool within = false;
    for (int x = left; x <= right; ++x) {
        const bool open = isOpen(row, marked, x);
        if (open && !within) {
            m_open.emplace_back(x, y);
        }
        within = open;
    }
}

TiledMask everywhere(const QImage& picture, const Likeness& like, const std::atomic_bool* cancelled)
{
    TiledMask mask(picture.size());
    const QRgb opaque = opaqueBits(picture);
    std::vector<quint8> rows(size_t(picture.width()) * kBandRows);
    for (int top = 0; top < picture.height(); top += kBandRows) {
        if (cancelled && cancelled->load()) {
            return {};
        }
        const QRect band = QRect(0, top, picture.width(), kBandRows) & picture.rect();
        quint8* to = rows.data();
        for (int y = band.top(); y <= band.bottom(); ++y) {
            const QRgb* row = rowOf(picture, y);
            to = std::transform(row, row + picture.width(), to,
                                [&](QRgb pixel) { return like(pixel | opaque) ? quint8(255) : quint8(0); });
        }
        mask.write(band, rows.data(), picture.width());
    }
    return mask;
}

} // namespace

TiledMask selectByColour(const QImage& picture, QPoint seed, const FillOptions& options,
                         const std::atomic_bool* cancelled)
{
    if (!picture.rect().contains(seed)) {
        return TiledMask(picture.size());
    }
    const bool direct = picture.format() == QImage::Format_ARGB32 || picture.format() == QImage::Format_RGB32;
    const QImage pixels =
        direct ? picture
               : picture.convertToFormat(picture.hasAlphaChannel() ? QImage::Format_ARGB32 : QImage::Format_RGB32);
    if (pixels.isNull()) {
        return {};
    }
    const Likeness like(rowOf(pixels, seed.y())[seed.x()] | opaqueBits(pixels), options.tolerance);
    if (!options.contiguous) {
        return everywhere(pixels, like, cancelled);
    }
    SpanFill fill(pixels, like);
    return fill.hasMemory() && fill.run(seed, cancelled) ? fill.mask() : TiledMask();
}

} // namespace maquette
