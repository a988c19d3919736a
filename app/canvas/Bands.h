// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core/utility.hpp>

namespace maquette {

/// Calls work(first, last) for bands of at most \a height of \a rows rows, on all cores; \a work must not throw. Bands
/// are as high as a tile, so that each reads the tiles of a mask once.
template <typename Work>
void forBands(int rows, const Work& work, int height = 64)
{
    const int bands = (rows + height - 1) / height;
    cv::parallel_for_(cv::Range(0, bands), [&](const cv::Range& range) {
        for (int band = range.start; band < range.end; ++band) {
            work(band * height, std::min(rows, (band + 1) * height));
        }
    });
}

} // namespace maquette
