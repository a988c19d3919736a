// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/ColourMatch.h"

#include <opencv2/core.hpp>
#include <vector>

namespace maquette {

/// What a ColourMatch leaves over, place by place: results drift more at one side than at the other. Learnt in the ring
/// and spread smoothly over what is masked, so that the seam closes all around (the idea of Perez, Gangnet, Blake 2003,
/// on a coarse grid). A value; reading it is safe from any thread.
class SeamField
{
public:
    /// No correction at all.
    SeamField() = default;
    /// Only small differences (12 of 255) are taken for drift: larger ones are something else that was drawn there.
    /// Where most are larger, there is no field.
    SeamField(const RingSamples& ring, const ColourMatch& match);

    [[nodiscard]] bool isNone() const { return m_cells.empty(); }
    /// What to add to the pixels of one row of the picture, four values each, red, green and blue at \a places, times
    /// \a unit; the fourth is 0.
    void row(int y, int firstColumn, int columns, const std::array<int, 3>& places, float unit,
             std::vector<float>& to) const;

private:
    QRect m_area;
    int m_step = 1;
    cv::Mat4f m_cells; ///< red, green, blue of encoded sRGB, 0 to 1
};

} // namespace maquette
