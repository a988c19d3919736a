// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/canvas/TiledImage.h"

#include <functional>
#include <random>
#include <vector>

namespace maquette {

/// A picture as a plain array: what brute force works on.
template <typename Pixel>
struct Plain
{
    QSize size;
    std::vector<Pixel> pixels;

    explicit Plain(QSize extent, Pixel fill = {})
        : size(extent)
        , pixels(size_t(extent.width()) * size_t(extent.height()), fill)
    {
    }
    explicit Plain(const TiledImage<Pixel>& image)
        : Plain(image.size())
    {
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x) {
                at(x, y) = image.pixel({x, y});
            }
        }
    }

    [[nodiscard]] bool contains(int x, int y) const
    {
        return x >= 0 && y >= 0 && x < size.width() && y < size.height();
    }
    Pixel& at(int x, int y) { return pixels[size_t(y) * size_t(size.width()) + size_t(x)]; }
    const Pixel& at(int x, int y) const { return pixels[size_t(y) * size_t(size.width()) + size_t(x)]; }
    [[nodiscard]] TiledImage<Pixel> tiled() const
    {
        TiledImage<Pixel> image(size);
        image.write(image.rect(), pixels.data(), size.width());
        return image;
    }
    void fill(std::function<Pixel(int, int)> value)
    {
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x) {
                at(x, y) = value(x, y);
            }
        }
    }
};

/// The largest difference of two masks of one size.
inline int largestDifference(const Plain<quint8>& a, const Plain<quint8>& b)
{
    int most = 0;
    for (size_t at = 0; at < a.pixels.size(); ++at) {
        most = std::max(most, std::abs(int(a.pixels[at]) - int(b.pixels[at])));
    }
    return most;
}

/// Random numbers that are the same in every run.
class Dice
{
public:
    explicit Dice(quint32 seed)
        : m_engine(seed)
    {
    }
    int roll(int low, int high) { return low + int(m_engine() % quint32(high - low + 1)); }
    double real(double low, double high) { return low + (high - low) * double(m_engine()) / 4294967295.0; }

private:
    std::mt19937 m_engine;
};

} // namespace maquette
