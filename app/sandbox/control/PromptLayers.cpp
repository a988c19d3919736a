// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/control/PromptLayers.h"

#include "app/sandbox/control/Planes.h"
#include "app/sandbox/pictures/LandscapePlan.h"
#include "app/sandbox/pictures/PromptWords.h"
#include "app/sandbox/pictures/Sky.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox {

namespace {

constexpr double kGuidance = 4.0;

bool isOutdoors(Place place)
{
    switch (place) {
    case Place::City:
    case Place::Street:
    case Place::Space:
    case Place::Planet:
    case Place::Underwater:
    case Place::Interior:
    case Place::StillLife:
    case Place::Product:
    case Place::Portrait:
    case Place::Abstract:
    case Place::Pattern:
        return false;
    default:
        return true;
    }
}

cv::Mat planesOf(const Canvas& canvas)
{
    return floatPicture(canvas.image, canvas.image.size());
}

} // namespace

// The generators are those of paintPicture(), so that with the same seed the scene is the same.
PromptLayers::PromptLayers(const Wish& wish, QSize size)
    : m_wish(wish)
    , m_size(size)
    , m_scene(readPrompt(wish.prompt, wish.negativePrompt))
    , m_rng(mixBits(wish.seed) ^ m_scene.wordHash)
    , m_palette(makePalette(m_scene, m_rng.fork(1), kGuidance))
    , m_outdoors(isOutdoors(m_scene.main))
{
}

cv::Mat PromptLayers::whole() const
{
    Canvas canvas(m_size);
    paintScene({canvas, m_scene, m_palette, m_rng.fork(2), kGuidance});
    return planesOf(canvas);
}

void PromptLayers::placeSun(QPointF centre, double radius, double horizon)
{
    m_palette.sunX = centre.x() / m_size.width();
    m_palette.sunHeight = (horizon - centre.y()) / m_size.height();
    m_palette.sunSize = radius / std::min(m_size.width(), m_size.height());
}

Scene PromptLayers::emptyScene(bool dry) const
{
    Scene empty = m_scene;
    empty.subjects.clear();
    if (dry) {
        for (const Place wet :
             {Place::Sea, Place::Beach, Place::Lake, Place::River, Place::Waterfall, Place::Islands}) {
            empty.places.reset(size_t(wet));
            if (empty.main == wet) {
                empty.main = Place::Meadow;
                empty.places.set(size_t(Place::Meadow));
            }
        }
    }
    return empty;
}

cv::Mat PromptLayers::backdrop(bool dry) const
{
    if (m_scene.main == Place::Portrait || m_scene.main == Place::Product || m_scene.main == Place::StillLife) {
        return studio();
    }
    const Scene empty = emptyScene(dry);
    Canvas canvas(m_size);
    canvas.detail = 0.75; // most of it is covered
    paintScene({canvas, empty, m_palette, m_rng.fork(2), kGuidance});
    return planesOf(canvas);
}

cv::Mat PromptLayers::studio() const
{
    Rng rng = m_rng.fork(41);
    const Rgb wall = mix(m_palette.accents[size_t(rng.below(3))], m_palette.sky[2], 0.55);
    const double lit = m_palette.sunX > 0.5 ? 0.68 : 0.32;
    const cv::Size size(m_size.width(), m_size.height());
    const cv::Mat cloth = noisePlane(size, 0.4 * std::min(size.width, size.height), 1.6, 4, quint32(rng.next()));
    cv::Mat out(size, CV_32FC3);
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const double dx = double(x) / size.width - lit;
            const double dy = double(y) / size.height - 0.34;
            const double light = std::exp(-2.2 * (dx * dx + dy * dy)) * (0.92 + 0.10 * double(cloth.at<float>(y, x)));
            const Rgb c = mix(mix(wall, m_palette.ambient, 0.5) * 0.55, mix(wall, {1, 1, 1}, 0.22), light);
            out.at<cv::Vec3f>(y, x) = {c.r, c.g, c.b};
        }
    }
    return out;
}

double PromptLayers::horizon(bool dry) const
{
    if (!m_outdoors) {
        return 0.62;
    }
    const Scene empty = emptyScene(dry);
    Canvas canvas(QSize(64, 64));
    const Sitting sitting{canvas, empty, m_palette, m_rng.fork(2), kGuidance};
    Rng rng = sitting.rng.fork(11); // as LandscapePainter takes it
    return makePlan(sitting, rng).horizon;
}

cv::Mat PromptLayers::sky(int bottom) const
{
    Canvas canvas(m_size);
    paintSky(canvas, emptyScene(false), m_palette, bottom, m_rng.fork(2).fork(12));
    return planesOf(canvas);
}

cv::Mat PromptLayers::ground(const cv::Mat& backdrop, int top, bool dry) const
{
    const double from = std::clamp(horizon(dry) + 0.03, 0.05, 0.9) * backdrop.rows;
    const double stretch = (backdrop.rows - 1 - from) / std::max(1.0, double(backdrop.rows - 1 - top));
    const cv::Matx23d shift(1, 0, 0, 0, stretch, from - stretch * top);
    cv::Mat out;
    cv::warpAffine(backdrop, out, shift, backdrop.size(), cv::INTER_LINEAR | cv::WARP_INVERSE_MAP,
                   cv::BORDER_REPLICATE);
    return out;
}

} // namespace maquette::sandbox
