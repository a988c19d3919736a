// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/edits/Recolour.h"

#include "app/sandbox/edits/FindRegion.h"
#include "app/sandbox/edits/Masks.h"
#include "app/sandbox/edits/Pixels.h"
#include "app/sandbox/pictures/Finish.h"
#include "app/sandbox/pictures/PromptTokens.h"
#include "app/sandbox/pictures/PromptWords.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace maquette::sandbox::edits {

namespace {

std::vector<Rgb> coloursIn(const QString& words)
{
    std::vector<Rgb> colours;
    for (const Understood& word : understand(wordsOf(words))) {
        if (word.meaning.topic == Topic::Colour) {
            colours.push_back(hex(quint32(word.meaning.value)));
        }
    }
    return colours;
}

bool alike(Rgb a, Rgb b)
{
    return std::abs(a.r - b.r) + std::abs(a.g - b.g) + std::abs(a.b - b.b) < 0.35F;
}

/// L of the region: mean and its darkest and brightest parts.
struct LightRange
{
    float low = 0;
    float mean = 50;
    float high = 100;
};

LightRange lightOf(const cv::Mat& lab, const cv::Mat& weight)
{
    std::vector<float> lights;
    for (int y = 0; y < lab.rows; ++y) {
        for (int x = 0; x < lab.cols; ++x) {
            if (weight.at<float>(y, x) > 0.5F) {
                lights.push_back(lab.at<cv::Vec3f>(y, x)[0]);
            }
        }
    }
    if (lights.empty()) {
        return {};
    }
    std::sort(lights.begin(), lights.end());
    double sum = 0;
    for (const float light : lights) {
        sum += double(light);
    }
    return {lights[lights.size() / 40], float(sum / double(lights.size())),
            lights[lights.size() - 1 - lights.size() / 40]};
}

} // namespace

Rgb wantedColour(const Wording& wording, quint32 seed)
{
    Rng rng(seed);
    const std::vector<Rgb> banned = coloursIn(wording.negative);
    const auto allowed = [&banned](Rgb colour) {
        return std::none_of(banned.begin(), banned.end(), [colour](Rgb other) { return alike(colour, other); });
    };
    Rgb colour;
    const std::vector<Rgb> asked = coloursIn(wording.prompt);
    if (!asked.empty()) {
        colour = asked.front();
    } else {
        const Scene scene = readPrompt(wording.prompt, wording.negative);
        const Palette palette = makePalette(scene, Rng(scene.wordHash ^ mixBits(seed)), 5.0);
        colour = palette.accents[size_t(rng.below(int(palette.accents.size())))];
    }
    for (int turn = 0; turn < 5 && !allowed(colour); ++turn) {
        colour = hueTurned(colour, 60);
    }
    // No two dyers mix the same shade.
    return clamped(hueTurned(colour, rng.range(-5.0, 5.0)) * rng.range(0.94, 1.06));
}

cv::Mat inColour(const cv::Mat& rgb, const cv::Mat& weight, Rgb colour)
{
    const cv::Rect box = boxOf(weight);
    if (box.empty()) {
        return rgb.clone();
    }
    const cv::Mat part = rgb(box);
    const cv::Mat partWeight = weight(box);
    cv::Mat lab = labOf(part);
    cv::Mat wantedPixel(1, 1, CV_32FC3, cv::Scalar(double(colour.r), double(colour.g), double(colour.b)));
    cv::cvtColor(wantedPixel, wantedPixel, cv::COLOR_RGB2Lab);
    const cv::Vec3f wanted = wantedPixel.at<cv::Vec3f>(0, 0);
    const LightRange light = lightOf(lab, partWeight);
    const float neutral = std::hypot(wanted[1], wanted[2]) < 14 ? 1.0F : 0.0F;
    const float base = light.mean + (0.72F + 0.18F * neutral) * (wanted[0] - light.mean);
    const float upward = (97.0F - base) / std::max(light.high - light.mean, 1.0F);
    const float downward = (base - 3.0F) / std::max(light.mean - light.low, 1.0F);
    const float up = std::clamp(upward, 0.3F, 1.1F);
    const float down = std::clamp(downward, 0.3F, 1.1F);
    const cv::Scalar mean = cv::mean(lab, partWeight > 0.5F);
    for (int y = 0; y < lab.rows; ++y) {
        for (int x = 0; x < lab.cols; ++x) {
            cv::Vec3f& pixel = lab.at<cv::Vec3f>(y, x);
            const float away = pixel[0] - light.mean;
            const float lit = base + away * (away > 0 ? up : down);
            // A highlight shows the lamp's colour, not the thing's.
            const auto gloss = float(smoothStep(0.75, 1.15, double(away / std::max(light.high - light.mean, 4.0F))) *
                                     smoothStep(70, 95, double(pixel[0])) * 0.7);
            const float dim = float(smoothStep(2.0, 20.0, double(lit)));
            for (int c = 1; c < 3; ++c) {
                pixel[c] = wanted[c] * dim * (1.0F - gloss) + 0.22F * (pixel[c] - float(mean[c]));
            }
            pixel[0] = std::clamp(lit, 0.0F, 100.0F);
        }
    }
    cv::Mat out = rgb.clone();
    mixed(part, rgbOf(lab), partWeight).copyTo(out(box));
    return out;
}

cv::Mat inStyle(const cv::Mat& rgb, const cv::Mat& weight, const QString& style, quint32 seed)
{
    const cv::Rect box = boxOf(weight, 16);
    if (style.isEmpty() || box.empty()) {
        return rgb;
    }
    Canvas canvas(QSize(box.width, box.height));
    canvas.image = imageOf(rgb(box)).convertToFormat(QImage::Format_RGB32);
    applyStyle(canvas, style, Rng(seed));
    cv::Mat out = rgb.clone();
    mixed(rgb(box), pixelsOf(canvas.image).rgb, weight(box)).copyTo(out(box));
    return out;
}

QImage searchAndRecolour(const QImage& picture, const QString& select, const Wording& wording, double grow,
                         quint32 seed)
{
    const Pixels pixels = pixelsOf(picture);
    const cv::Mat weight = grownMask(findRegion(pixels.rgb, select, seed), grow);
    const cv::Mat coloured = inColour(pixels.rgb, weight, wantedColour(wording, seed));
    return imageOf(inStyle(coloured, weight, wording.style, seed), pixels.alpha);
}

} // namespace maquette::sandbox::edits
