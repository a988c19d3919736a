// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/OutputSize.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace maquette::sandbox {

namespace {

struct SizeRow
{
    const char* ratio;
    QSize core;
    QSize other;
};

constexpr std::array<SizeRow, 9> kSizes{{
    {"21:9", {1920, 832}, {1536, 640}},
    {"16:9", {1600, 896}, {1344, 768}},
    {"3:2", {1536, 1024}, {1216, 832}},
    {"5:4", {1344, 1088}, {1088, 896}},
    {"1:1", {1536, 1536}, {1024, 1024}},
    {"4:5", {1088, 1344}, {896, 1088}},
    {"2:3", {1024, 1536}, {832, 1216}},
    {"9:16", {896, 1600}, {768, 1344}},
    {"9:21", {832, 1920}, {640, 1536}},
}};

} // namespace

QSize textToImageSize(bool core, const QString& aspectRatio)
{
    for (const SizeRow& row : kSizes) {
        if (aspectRatio == QLatin1String(row.ratio)) {
            return core ? row.core : row.other;
        }
    }
    return textToImageSize(core, QStringLiteral("1:1"));
}

QSize imageToImageSize(const QSize& start)
{
    constexpr double kMegapixel = 1024.0 * 1024.0;
    const double pixels = double(start.width()) * start.height();
    const int longest = std::max(start.width(), start.height());
    if (pixels >= 0.85 * kMegapixel && pixels <= 1.2 * kMegapixel && longest <= 4096) {
        return start;
    }
    const double scale = std::sqrt(kMegapixel / pixels);
    const auto side = [scale](int length) { return std::clamp(int(std::lround(length * scale / 8.0)) * 8, 64, 4096); };
    return {side(start.width()), side(start.height())};
}

} // namespace maquette::sandbox
