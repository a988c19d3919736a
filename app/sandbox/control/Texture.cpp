// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/control/Texture.h"

#include "app/sandbox/control/ColourTransfer.h"
#include "app/sandbox/control/Planes.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox {

namespace {

/// Bands from fine to coarse; the last is what remains.
std::vector<cv::Mat> bandsOf(const cv::Mat& values, int count)
{
    std::vector<cv::Mat> bands;
    cv::Mat level = values;
    for (int i = 0; i < count && std::min(level.cols, level.rows) >= 8; ++i) {
        cv::Mat smaller;
        cv::Mat back;
        cv::pyrDown(level, smaller);
        cv::pyrUp(smaller, back, level.size());
        bands.push_back(level - back);
        level = smaller;
    }
    bands.push_back(level);
    return bands;
}

double energy(const cv::Mat& band)
{
    return std::sqrt(cv::norm(band, cv::NORM_L2SQR) / double(band.total()));
}

/// Colour without strokes, and which way the strokes or contours run, on a quarter of the size: what stamps are chosen
/// by.
struct Overview
{
    cv::Mat colour;    ///< Lab
    cv::Mat direction; ///< (cos 2a, sin 2a) times how clear it is, 0 to 1

    Overview(const cv::Mat& lab, double sigma)
    {
        cv::Mat small;
        cv::resize(lab, small, cv::Size(std::max(4, lab.cols / 4), std::max(4, lab.rows / 4)), 0, 0, cv::INTER_AREA);
        colour = blurred(small, sigma / 4.0);
        cv::Mat dx;
        cv::Mat dy;
        cv::Sobel(plane(small, 0), dx, CV_32F, 1, 0);
        cv::Sobel(plane(small, 0), dy, CV_32F, 0, 1);
        const cv::Mat along = blurred(cv::Mat(dx.mul(dx) - dy.mul(dy)), sigma / 4.0);
        const cv::Mat across = blurred(cv::Mat(2.0 * dx.mul(dy)), sigma / 4.0);
        const cv::Mat all = blurred(cv::Mat(dx.mul(dx) + dy.mul(dy)), sigma / 4.0) + 4.0;
        cv::merge(std::vector<cv::Mat>{along / all, across / all}, direction);
    }
};

/// A place in the style, and one of the eight ways to turn and mirror what is there.
struct Stamp
{
    cv::Point corner; ///< in the overview
    int turn = 0;     ///< bit 0 mirrors x, bit 1 mirrors y, bit 2 swaps them
    double cost = 0;
};

cv::Mat turned(const cv::Mat& patch, int turn)
{
    // Never in place: the patch is a view of the style.
    cv::Mat swapped;
    if ((turn & 4) != 0) {
        cv::transpose(patch, swapped);
    } else {
        swapped = patch;
    }
    if ((turn & 3) == 0) {
        return swapped;
    }
    cv::Mat out;
    cv::flip(swapped, out, (turn & 3) == 3 ? -1 : (turn & 1) != 0 ? 1 : 0);
    return out;
}

/// Where a point of a turned stamp, in parts of its side, lies in the style.
cv::Point2d source(cv::Point2d at, int turn)
{
    if ((turn & 1) != 0) {
        at.x = 1 - at.x;
    }
    if ((turn & 2) != 0) {
        at.y = 1 - at.y;
    }
    return (turn & 4) != 0 ? cv::Point2d(at.y, at.x) : at;
}

cv::Vec2f turnedDirection(cv::Vec2f d, int turn)
{
    if ((turn & 4) != 0) {
        d[0] = -d[0]; // a becomes 90 degrees - a
    }
    const bool mirrored = (turn & 1) != ((turn >> 1) & 1);
    return {d[0], mirrored ? -d[1] : d[1]};
}

/// Covers a picture with stamps of a style's surface.
class Quilt
{
public:
    Quilt(const cv::Mat& picture, const cv::Mat& style, int side, quint32 seed)
        : m_side(side)
        , m_overlap(std::max(3, side / 4))
        , m_picture(picture, side / 3.0)
        , m_style(style, side / 3.0)
        , m_surface(style - blurred(style, side / 3.0))
        , m_out(picture.size(), CV_32FC3, cv::Scalar::all(0))
        , m_rng(seed)
    {
    }

    cv::Mat made()
    {
        const int step = m_side - m_overlap;
        for (int y = 0; y < m_out.rows; y += step) {
            for (int x = 0; x < m_out.cols; x += step) {
                lay({x, y});
            }
        }
        return m_out;
    }

private:
    static constexpr int kTried = 96;
    static constexpr size_t kCompared = 8;

    void lay(cv::Point corner)
    {
        std::vector<Stamp> stamps;
        stamps.reserve(kTried);
        const cv::Size room(std::max(1, m_style.colour.cols - m_side / 4),
                            std::max(1, m_style.colour.rows - m_side / 4));
        for (int i = 0; i < kTried; ++i) {
            Stamp stamp{{m_rng.below(room.width), m_rng.below(room.height)}, m_rng.below(8), 0};
            stamp.cost = difference(corner, stamp);
            stamps.push_back(stamp);
        }
        std::stable_sort(stamps.begin(), stamps.end(), [](const Stamp& a, const Stamp& b) { return a.cost < b.cost; });
        const cv::Rect place = cv::Rect(corner, cv::Size(m_side, m_side)) & cv::Rect({0, 0}, m_out.size());
        cv::Mat best;
        double least = 1e30;
        for (size_t i = 0; i < kCompared; ++i) {
            const cv::Mat patch = patchOf(stamps[i])(cv::Rect({0, 0}, place.size()));
            const double cost = stamps[i].cost + 0.5 * seam(place, patch);
            if (cost < least) {
                least = cost;
                best = patch;
            }
        }
        blend(place, best);
    }

    /// In colour and direction, at nine points.
    [[nodiscard]] double difference(cv::Point corner, const Stamp& stamp) const
    {
        double sum = 0;
        for (int i = 0; i < 9; ++i) {
            const cv::Point2d at((i % 3) * 0.4 + 0.1, (i / 3) * 0.4 + 0.1); // NOLINT(bugprone-integer-division)
            const cv::Point2d from = source(at, stamp.turn);
            const int x = std::clamp(int((corner.x + at.x * m_side) / 4), 0, m_picture.colour.cols - 1);
            const int y = std::clamp(int((corner.y + at.y * m_side) / 4), 0, m_picture.colour.rows - 1);
            const int u = std::clamp(stamp.corner.x + int(from.x * m_side / 4), 0, m_style.colour.cols - 1);
            const int v = std::clamp(stamp.corner.y + int(from.y * m_side / 4), 0, m_style.colour.rows - 1);
            const cv::Vec3f d = m_picture.colour.at<cv::Vec3f>(y, x) - m_style.colour.at<cv::Vec3f>(v, u);
            const cv::Vec2f wanted = m_picture.direction.at<cv::Vec2f>(y, x);
            const cv::Vec2f runs = turnedDirection(m_style.direction.at<cv::Vec2f>(v, u), stamp.turn);
            sum += std::sqrt(double(d.dot(d))) - 14.0 * double(wanted.dot(runs));
        }
        return sum / 9.0;
    }

    [[nodiscard]] cv::Mat patchOf(const Stamp& stamp) const
    {
        const int x = std::clamp(stamp.corner.x * 4, 0, std::max(0, m_surface.cols - m_side));
        const int y = std::clamp(stamp.corner.y * 4, 0, std::max(0, m_surface.rows - m_side));
        cv::Mat patch = m_surface(cv::Rect(x, y, m_side, m_side) & cv::Rect({0, 0}, m_surface.size()));
        if (patch.cols < m_side || patch.rows < m_side) {
            cv::copyMakeBorder(patch, patch, 0, m_side - patch.rows, 0, m_side - patch.cols, cv::BORDER_REFLECT);
        }
        return turned(patch, stamp.turn);
    }

    /// How badly a patch fits what is already there, per pixel of the overlap.
    [[nodiscard]] double seam(const cv::Rect& place, const cv::Mat& patch) const
    {
        double sum = 0;
        int n = 1;
        for (int y = 0; y < place.height; y += 2) {
            for (int x = 0; x < place.width; x += 2) {
                if ((x < m_overlap && place.x > 0) || (y < m_overlap && place.y > 0)) {
                    sum += std::abs(
                        double(m_out.at<cv::Vec3f>(place.y + y, place.x + x)[0] - patch.at<cv::Vec3f>(y, x)[0]));
                    ++n;
                }
            }
        }
        return sum / n;
    }

    void blend(const cv::Rect& place, const cv::Mat& patch)
    {
        for (int y = 0; y < place.height; ++y) {
            const double fadeY = place.y > 0 ? smoothStep(0, m_overlap, y + 0.5) : 1.0;
            auto* to = m_out.ptr<cv::Vec3f>(place.y + y) + place.x;
            for (int x = 0; x < place.width; ++x) {
                const double fadeX = place.x > 0 ? smoothStep(0, m_overlap, x + 0.5) : 1.0;
                to[x] += (patch.at<cv::Vec3f>(y, x) - to[x]) * float(fadeX * fadeY);
            }
        }
    }

    int m_side;
    int m_overlap;
    Overview m_picture;
    Overview m_style;
    cv::Mat m_surface;
    cv::Mat m_out;
    Rng m_rng;
};

} // namespace

cv::Mat bandsMatched(const cv::Mat& values, const cv::Mat& like, double amount)
{
    constexpr int kBands = 4;
    std::vector<cv::Mat> bands = bandsOf(values, kBands);
    const std::vector<cv::Mat> goal = bandsOf(like, kBands);
    for (size_t i = 0; i + 1 < std::min(bands.size(), goal.size()); ++i) {
        const double gain = std::clamp(energy(goal[i]) / std::max(energy(bands[i]), 0.05), 0.35, 2.4);
        bands[i] *= 1.0 + (gain - 1.0) * amount;
    }
    cv::Mat level = bands.back();
    for (size_t i = bands.size() - 1; i-- > 0;) {
        cv::Mat larger;
        cv::pyrUp(level, larger, bands[i].size());
        level = larger + bands[i];
    }
    return level;
}

cv::Mat withSurfaceOf(const cv::Mat& picture, const cv::Mat& style, double amount, int stamp, quint32 seed)
{
    if (amount <= 0) {
        return picture.clone();
    }
    const int side = std::max(8, stamp);
    const cv::Mat strokes = Quilt(picture, style, side, seed).made();
    // The picture's own fine surface gives way; what the filter takes for an edge is left, and strokes fade on it.
    const cv::Mat guide = plane(picture, 0) * 0.01;
    const cv::Mat base = guidedSmooth(guide, picture, std::max(2, side / 4), 0.0025);
    const cv::Mat own = picture - base;
    cv::Mat edge = blurred(cv::Mat(cv::abs(plane(picture, 0) - blurred(plane(picture, 0), side / 6.0))), 1.5);
    edge *= 1.0 / 11.0;
    cv::min(edge, 1.0, edge);
    cv::Mat lay;
    cv::Mat keep;
    cv::merge(std::vector<cv::Mat>(3, (1.0 - 0.8 * edge) * amount), lay);
    cv::merge(std::vector<cv::Mat>(3, 1.0 - amount * (1.0 - edge)), keep);
    return base + own.mul(keep) + strokes.mul(lay);
}

} // namespace maquette::sandbox
