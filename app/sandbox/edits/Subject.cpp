// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/edits/Subject.h"

#include "app/sandbox/edits/FindRegion.h"
#include "app/sandbox/edits/Saliency.h"
#include "app/sandbox/edits/Segment.h"
#include "app/sandbox/edits/WholeThing.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox::edits {

namespace {

constexpr int kSide = 320;
constexpr double kCutOutAlready = 0.02; ///< of the picture is transparent

} // namespace

cv::Mat subjectIn(const Pixels& pixels, const QString& words, quint32 seed)
{
    if (!pixels.alpha.empty()) {
        const int clear = cv::countNonZero(pixels.alpha < 128);
        if (clear > int(kCutOutAlready * double(pixels.alpha.total()))) {
            cv::Mat own;
            pixels.alpha.convertTo(own, CV_32F, 1.0 / 255.0);
            return own;
        }
    }
    if (!words.isEmpty()) {
        cv::Mat named;
        findRegion(pixels.rgb, words, seed, Extent::Whole).convertTo(named, CV_32F, 1.0 / 255.0);
        return named;
    }
    const cv::Mat small = reduced(pixels.rgb, kSide);
    const cv::Mat likelihood = saliencyOf(labOf(small));
    return refinedCut(pixels.rgb, withItsParts(small, cutOut(small, likelihood, seed)), seed);
}

cv::Mat subjectColours(const cv::Mat& rgb, const cv::Mat& subject)
{
    cv::Mat sure;
    cv::Mat(subject > 0.94).convertTo(sure, CV_32F, 1.0 / 255.0);
    cv::erode(sure, sure, cv::Mat());
    if (cv::countNonZero(sure) == 0) {
        return rgb.clone();
    }
    cv::Mat values;
    rgb.convertTo(values, CV_32FC3);
    cv::Mat inner;
    spread(values, sure).convertTo(inner, CV_8UC3);
    cv::Mat edge = 1.0 - cv::min(cv::max((subject - 0.75) / 0.22, 0.0), 1.0);
    return mixed(rgb, inner, edge);
}

QImage removeBackground(const QImage& picture)
{
    const Pixels pixels = pixelsOf(picture);
    const cv::Mat subject = subjectIn(pixels, {}, 1);
    cv::Mat alpha;
    subject.convertTo(alpha, CV_8U, 255.0);
    return imageOf(subjectColours(pixels.rgb, subject), alpha);
}

} // namespace maquette::sandbox::edits
