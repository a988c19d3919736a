// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Noise.h"

#include <opencv2/core.hpp>

#include <vector>

namespace maquette::sandbox::edits {

/// One resolution of the filling of a hole from the rest of the picture: every patch that touches the hole keeps the
/// most alike patch outside it, found by PatchMatch (Barnes 2009) and allowed a small shift of colour, and the hole's
/// pixels are voted by the patches over them (Wexler 2007, Newson 2014).
class PatchFill
{
public:
    static constexpr int kSide = 8; ///< of a patch, pixels

    /// \a guess (CV_8UC3) is the picture with a first idea inside \a hole (CV_8U). Nothing is copied from where \a
    /// blocked is not 0; it covers the hole.
    PatchFill(const cv::Mat& guess, const cv::Mat& hole, const cv::Mat& blocked, Rng rng);

    /// False when too little is left to copy from: nothing else may be called then.
    [[nodiscard]] bool possible() const { return m_sources.size() >= 16; }
    /// How many patches touch the hole: what the work costs.
    [[nodiscard]] int size() const { return int(m_targets.size()); }

    /// Begins anywhere.
    void start();
    /// Begins with what was found at half the resolution, and paints it.
    void start(const PatchFill& coarser);
    /// One sweep over all patches; \a search looks at random places too and not only at the neighbours' finds.
    void improve(bool search);
    /// Repaints the hole from the patches.
    void vote();
    /// Repaints it for good: crisp, and with its seams lifted to the surroundings. The picture, CV_8UC3.
    [[nodiscard]] cv::Mat finish();

private:
    struct Fit
    {
        float cost = 0;
        cv::Vec4s shift;
    };
    [[nodiscard]] Fit fitOf(int target, int source) const;
    void consider(int target, int source);
    void refresh();
    [[nodiscard]] cv::Mat votes(int from, int to, bool strict) const;
    [[nodiscard]] int randomSource() { return m_sources[size_t(m_rng.below(int(m_sources.size())))]; }

    int m_across;                ///< patches in a row
    int m_down;                  ///< rows of patches
    cv::Mat m_pixels;            ///< CV_16SC4, the fourth part 0
    cv::Mat m_hole;              ///< CV_8U
    cv::Mat m_trust;             ///< CV_32F by pixel: falls with the way to the hole's edge
    std::vector<int> m_targets;  ///< patches that touch the hole, in reading order
    std::vector<int> m_sources;  ///< patches that may be copied
    std::vector<uchar> m_usable; ///< by patch: it is one of m_sources
    std::vector<int> m_match;    ///< by patch: the source it looks most like, -1 outside m_targets
    std::vector<Fit> m_fit;      ///< by patch
    bool m_backward = false;
    Rng m_rng;
};

} // namespace maquette::sandbox::edits
