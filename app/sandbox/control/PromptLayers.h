// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/control/Control.h"
#include "app/sandbox/pictures/Scenes.h"

#include <opencv2/core.hpp>

namespace maquette::sandbox {

/// What a prompt gives to paint the areas of a drawing with.
class PromptLayers
{
public:
    PromptLayers(const Wish& wish, QSize size);

    [[nodiscard]] const Scene& scene() const { return m_scene; }
    [[nodiscard]] const Palette& palette() const { return m_palette; }
    [[nodiscard]] bool outdoors() const { return m_outdoors; }
    [[nodiscard]] Rng rng(quint64 part) const { return m_rng.fork(part); }

    /// Puts sun or moon where it was drawn; all light follows. Lengths in pixels.
    void placeSun(QPointF centre, double radius, double horizon);
    /// The whole picture as it would be without a drawing, without its finish and style. RGB planes, as all below.
    [[nodiscard]] cv::Mat whole() const;
    /// The place without any of the things that were asked for: a drawing brings its own. \a dry: it brings water too.
    [[nodiscard]] cv::Mat backdrop(bool dry) const;
    /// The sky alone, down to row \a bottom.
    [[nodiscard]] cv::Mat sky(int bottom) const;
    /// The ground of \a backdrop stretched to begin at row \a top.
    [[nodiscard]] cv::Mat ground(const cv::Mat& backdrop, int top, bool dry) const;

private:
    [[nodiscard]] cv::Mat studio() const;
    [[nodiscard]] Scene emptyScene(bool dry) const;
    [[nodiscard]] double horizon(bool dry) const; ///< part of the height

    Wish m_wish;
    QSize m_size;
    Scene m_scene;
    Rng m_rng;
    Palette m_palette;
    bool m_outdoors;
};

} // namespace maquette::sandbox
