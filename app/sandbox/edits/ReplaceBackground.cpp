// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/edits/ReplaceBackground.h"

#include "app/sandbox/edits/Insert.h"
#include "app/sandbox/edits/Masks.h"
#include "app/sandbox/edits/Pixels.h"
#include "app/sandbox/edits/Relight.h"
#include "app/sandbox/edits/Subject.h"
#include "app/sandbox/pictures/ImageToImage.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox::edits {

namespace {

cv::Mat blurredBy(const cv::Mat& rgb, double sigma)
{
    if (sigma < 0.5) {
        return rgb;
    }
    // Wide blurs are done small: nobody sees the difference.
    const double scale = std::min(1.0, 4.0 / sigma);
    cv::Mat small;
    cv::resize(rgb, small, cv::Size(), scale, scale, cv::INTER_AREA);
    cv::GaussianBlur(small, small, cv::Size(), sigma * scale);
    cv::resize(small, small, rgb.size(), 0, 0, cv::INTER_LINEAR);
    return small;
}

/// The old background with the subject's place smoothed over.
cv::Mat behindSubject(const cv::Mat& rgb, const cv::Mat& subject)
{
    cv::Mat values;
    rgb.convertTo(values, CV_32FC3);
    cv::Mat seen;
    cv::Mat(subject < 0.05F).convertTo(seen, CV_32F, 1.0 / 255.0);
    cv::erode(seen, seen, cv::Mat(), cv::Point(-1, -1), 3);
    cv::Mat smooth;
    spread(values, seen).convertTo(smooth, CV_8UC3);
    return smooth;
}

/// Light and haze of \a old on \a fresh, and its depth: far things lose focus as they did there.
cv::Mat inDepthOf(const cv::Mat& fresh, const cv::Mat& old, double amount)
{
    if (amount <= 0) {
        return fresh;
    }
    const double wide = 0.06 * std::max(fresh.cols, fresh.rows);
    cv::Mat lab = labOf(fresh);
    const cv::Mat oldLow = labOf(blurredBy(old, wide));
    const cv::Mat freshLow = labOf(blurredBy(fresh, wide));
    const double oldMean = cv::mean(oldLow)[0];
    const double freshMean = cv::mean(freshLow)[0];
    for (int y = 0; y < lab.rows; ++y) {
        for (int x = 0; x < lab.cols; ++x) {
            const double wanted = double(oldLow.at<cv::Vec3f>(y, x)[0]) - oldMean;
            const double there = double(freshLow.at<cv::Vec3f>(y, x)[0]) - freshMean;
            lab.at<cv::Vec3f>(y, x)[0] += float(0.55 * amount * (wanted - 0.35 * there));
        }
    }
    const cv::Mat shaped = rgbOf(lab);
    const cv::Mat soft = blurredBy(shaped, 0.004 * std::max(fresh.cols, fresh.rows));
    cv::Mat far(fresh.size(), CV_32F);
    for (int y = 0; y < far.rows; ++y) {
        far.row(y).setTo(amount * (1.0 - smoothStep(0.45, 0.9, double(y) / far.rows)));
    }
    return mixed(shaped, soft, far);
}

cv::Mat freshBackground(const Staging& staging, const cv::Mat& old)
{
    const QSize size(old.cols, old.rows);
    const Wording wording{staging.backgroundPrompt, staging.negativePrompt, {}};
    if (!staging.background) {
        return paintedScene(wording, old, 0, staging.seed);
    }
    const QImage fitted = fittedStart(*staging.background, size);
    cv::Mat look = pixelsOf(fitted).rgb;
    if (!staging.backgroundPrompt.isEmpty()) {
        // Both given: the words' scene in the reference's light and colours.
        const QImage painted = imageOf(paintedScene(wording, old, 0, staging.seed));
        look = pixelsOf(blendWithStart(fitted, painted, 0.55)).rgb;
    }
    // Another part of the reference for another seed, and never sharper than the subject before it.
    Rng rng(staging.seed);
    const double zoom = rng.range(1.02, 1.14);
    const cv::Size wide(int(look.cols * zoom) + 1, int(look.rows * zoom) + 1);
    cv::Mat larger;
    cv::resize(look, larger, wide, 0, 0, cv::INTER_CUBIC);
    const cv::Rect part(rng.below(wide.width - look.cols + 1), rng.below(wide.height - look.rows + 1), look.cols,
                        look.rows);
    return blurredBy(larger(part).clone(), 0.0015 * std::max(look.cols, look.rows));
}

Light lightOf(const Staging& staging, const cv::Mat& background)
{
    if (staging.lightReference) {
        return lightIn(pixelsOf(*staging.lightReference).rgb, staging.lightStrength);
    }
    if (!staging.lightDirection.isEmpty()) {
        return lightFrom(staging.lightDirection, staging.lightStrength);
    }
    return lightIn(background, 0.3);
}

/// The subject's colours drawn towards the ambience of its new place.
cv::Mat inAmbience(const cv::Mat& rgb, const cv::Mat& subject, const cv::Mat& background, double amount)
{
    cv::Mat lab = labOf(rgb);
    cv::Scalar shift = (cv::mean(labOf(background)) - cv::mean(lab, subject > 0.5F)) * amount;
    shift[0] *= 0.6;
    lab += shift;
    return rgbOf(lab);
}

} // namespace

QImage replaceBackground(const Staging& staging)
{
    const Pixels pixels = pixelsOf(staging.subject);
    const cv::Mat subject = subjectIn(pixels, staging.subjectPrompt, staging.seed);
    const cv::Mat own = subjectColours(pixels.rgb, subject);
    const cv::Mat old = behindSubject(pixels.rgb, subject);
    cv::Mat background =
        staging.keepBackground ? pixels.rgb : inDepthOf(freshBackground(staging, old), old, staging.originalDepth);
    const Light light = lightOf(staging, background);
    const bool ownLight = staging.lightReference || !staging.lightDirection.isEmpty();
    if (ownLight) {
        background = litBackground(background, light);
    }
    const double freedom = std::pow(1.0 - staging.preserveSubject, 0.6);
    const double ambience = staging.keepBackground ? 0.0 : staging.subjectPrompt.isEmpty() ? 0.3 : 0.18;
    const cv::Mat lit = litSubject(inAmbience(own, subject, background, ambience), subject, light);
    const cv::Mat shown = mixed(own, lit, cv::Mat(subject.size(), CV_32F, cv::Scalar(freedom)));
    if (!staging.keepBackground) {
        cv::Mat shadow;
        cv::merge(std::vector<cv::Mat>(3, shadowOf(subject, light)), shadow);
        cv::Mat deep;
        background.convertTo(deep, CV_32FC3);
        cv::Mat(deep.mul(shadow)).convertTo(background, CV_8UC3);
    }
    return imageOf(mixed(background, shown, subject));
}

} // namespace maquette::sandbox::edits
