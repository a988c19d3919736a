// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <cmath>

namespace maquette::sandbox {

/// Mixes the bits of a 64-bit value (the finaliser of splitmix64), the same on every machine.
[[nodiscard]] constexpr quint64 mixBits(quint64 v)
{
    v += 0x9e3779b97f4a7c15ULL;
    v = (v ^ (v >> 30)) * 0xbf58476d1ce4e5b9ULL;
    v = (v ^ (v >> 27)) * 0x94d049bb133111ebULL;
    return v ^ (v >> 31);
}

/// The painter's own source of chance: splitmix64, so that a seed means the same picture everywhere.
class Rng
{
public:
    explicit Rng(quint64 seed)
        : m_state(mixBits(seed))
    {
    }

    quint64 next()
    {
        m_state += 0x9e3779b97f4a7c15ULL;
        return mixBits(m_state);
    }
    /// In [0, 1).
    double unit() { return double(next() >> 11) * (1.0 / 9007199254740992.0); }
    /// In [low, high).
    double range(double low, double high) { return low + (high - low) * unit(); }
    /// In [0, count).
    int below(int count) { return int(next() % quint64(count)); }
    bool chance(double probability) { return unit() < probability; }
    /// About normal with mean 0 and deviation 1, within +-3.5.
    double bell() { return (unit() + unit() + unit() + unit() - 2.0) * 1.7320508; }
    /// A generator for a part of the picture: parts do not disturb each other.
    [[nodiscard]] Rng fork(quint64 part) const { return Rng(m_state ^ mixBits(part * 0x51ed27ULL + 77)); }

private:
    quint64 m_state;
};

[[nodiscard]] inline double clamp01(double v)
{
    return v < 0.0 ? 0.0 : (v > 1.0 ? 1.0 : v);
}
[[nodiscard]] inline double lerp(double a, double b, double t)
{
    return a + (b - a) * t;
}
[[nodiscard]] inline double smoothStep(double from, double to, double v)
{
    const double t = clamp01((v - from) / (to - from));
    return t * t * (3.0 - 2.0 * t);
}

[[nodiscard]] inline quint32 hashCell(int x, int y, quint32 seed)
{
    quint32 h = quint32(x) * 374761393U + quint32(y) * 668265263U + seed * 2246822519U;
    h = (h ^ (h >> 13)) * 1274126177U;
    h = (h ^ (h >> 15)) * 2654435761U;
    return h ^ (h >> 16);
}
/// A value of the cell in [0, 1).
[[nodiscard]] inline float hashUnit(int x, int y, quint32 seed)
{
    return float(hashCell(x, y, seed) >> 8) * (1.0F / 16777216.0F);
}

/// Gradient noise (Perlin 2002) in about [-1, 1]; one feature per unit.
[[nodiscard]] float gradientNoise(float x, float y, quint32 seed);
/// Sum of octaves of gradientNoise, about [-1, 1]; \a octaves may be fractional to fade the last one in.
[[nodiscard]] float fractalNoise(float x, float y, float octaves, quint32 seed, float gain = 0.5F);
/// Sharp crests: Musgrave's ridged multifractal, about [0, 1].
[[nodiscard]] float ridgedNoise(float x, float y, float octaves, quint32 seed);

} // namespace maquette::sandbox
