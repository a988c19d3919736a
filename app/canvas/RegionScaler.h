// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QImage>

#include <vector>

namespace maquette {

/// Which pixels of the source make one of the target, along one direction.
struct ScaleTaps
{
    int first = 0; ///< source pixel
    int count = 0;
    int weights = 0; ///< index of the first weight
};

/// Where the pixels of the target lie on the source, along one direction: the middle of pixel i at (i + 1/2) * ratio +
/// start, in source pixels from the edge.
struct ScaleMap
{
    double ratio = 1;
    double start = 0;
};

/// The resampling of one direction: Catmull-Rom (Keys 1981, a = -1/2), stretched when it reduces so that nothing
/// aliases. At scale 1 every pixel is itself.
class ScaleAxis
{
public:
    ScaleAxis(int source, int target, const ScaleMap& map);
    [[nodiscard]] const ScaleTaps& taps(int target) const { return m_taps[std::size_t(target)]; }
    [[nodiscard]] const float* weights(const ScaleTaps& taps) const { return m_weights.data() + taps.weights; }

private:
    std::vector<ScaleTaps> m_taps;
    std::vector<float> m_weights;
};

/// Rows of a picture scaled to another size, of which only the part asked for is worked out: no library scales a
/// region of the target at exactly the places scaling the whole would. Values are premultiplied, four channels in the
/// order of the source, in the source's units, and may overshoot its range.
class RegionScaler
{
public:
    /// \a source is ARGB32_Premultiplied or RGBA64_Premultiplied (RGB32 and RGBX64 are the same without alpha).
    RegionScaler(const QImage& source, QSize target);
    /// The same, with the target lying on the source in another way than edge on edge.
    RegionScaler(const QImage& source, QSize target, const ScaleMap& across, const ScaleMap& down);

    /// The part \a area of the target, row by row without gaps; area.width() * area.height() * 4 values. Any thread.
    void scale(const QRect& area, std::vector<float>& to) const;

private:
    template <typename Channel>
    void scaleRowAcross(int sourceRow, int firstColumn, int columns, std::vector<float>& row, float* to) const;

    QImage m_source;
    bool m_wide;
    bool m_same; ///< scale 1
    ScaleAxis m_across;
    ScaleAxis m_down;
};

} // namespace maquette
