// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/Upscale.h"

#include "app/sandbox/pictures/Canvas.h"
#include "app/sandbox/pictures/Finish.h"
#include "app/sandbox/pictures/PromptWords.h"

#include <opencv2/imgproc.hpp>

namespace maquette::sandbox {

namespace {

cv::Mat view(QImage& image)
{
    return {image.height(), image.width(), image.depth() == 32 ? CV_8UC4 : CV_8UC3, image.bits(),
            size_t(image.bytesPerLine())};
}

/// Colours of a source with alpha are weighted by it, so that hidden pixels do not bleed into the edges.
QImage prepared(const QImage& source)
{
    return source.convertToFormat(source.hasAlphaChannel() ? QImage::Format_RGBA8888_Premultiplied
                                                           : QImage::Format_RGB888);
}

/// Lanczos, sharpened by \a amount; every pixel stays within the range of its neighbours in the source, so edges get
/// crisp without halos or ringing.
QImage enlarged(QImage source, QSize size, double amount)
{
    const cv::Mat from = view(source);
    QImage out(size, source.format());
    cv::Mat to = view(out);
    cv::resize(from, to, to.size(), 0, 0, cv::INTER_LANCZOS4);
    const double factor = double(size.width()) / source.width();
    if (amount > 0 && factor > 1.05) {
        cv::Mat soft;
        cv::GaussianBlur(to, soft, cv::Size(), std::max(0.7, factor * 0.55), 0, cv::BORDER_REPLICATE);
        cv::addWeighted(to, 1.0 + amount, soft, -amount, 0, to);
    }
    const cv::Mat kernel = cv::getStructuringElement(cv::MORPH_RECT, {3, 3});
    cv::Mat low;
    cv::Mat high;
    cv::erode(from, low, kernel);
    cv::dilate(from, high, kernel);
    cv::Mat bound;
    cv::resize(low, bound, to.size(), 0, 0, cv::INTER_LINEAR);
    cv::max(to, bound, to);
    cv::resize(high, bound, to.size(), 0, 0, cv::INTER_LINEAR);
    cv::min(to, bound, to);
    if (to.channels() == 4) { // premultiplied: no colour above its alpha
        to.forEach<cv::Vec4b>([](cv::Vec4b& p, const int*) {
            for (int i = 0; i < 3; ++i)
                p[i] = std::min(p[i], p[3]);
        });
    }
    return out.depth() == 32 ? out.convertToFormat(QImage::Format_RGBA8888) : out;
}

QSize grown(QSize size, double pixels, int longest)
{
    double k = std::max(1.0, std::sqrt(pixels / (double(size.width()) * size.height())));
    k = std::min(k, std::max(1.0, double(longest) / std::max(size.width(), size.height())));
    return {std::max(1, int(std::lround(size.width() * k))), std::max(1, int(std::lround(size.height() * k)))};
}

/// How lively the picture is at each place, 0 to 1: new detail goes where there is some already, not into clear skies.
cv::Mat liveliness(QImage& image)
{
    cv::Mat grey;
    cv::cvtColor(view(image), grey, image.depth() == 32 ? cv::COLOR_RGBA2GRAY : cv::COLOR_RGB2GRAY);
    const double k = std::min(1.0, 1024.0 / std::max(grey.cols, grey.rows));
    cv::resize(grey, grey, cv::Size(), k, k, cv::INTER_AREA);
    cv::Mat sobelX;
    cv::Mat sobelY;
    cv::Sobel(grey, sobelX, CV_32F, 1, 0);
    cv::Sobel(grey, sobelY, CV_32F, 0, 1);
    cv::Mat live = cv::abs(sobelX) + cv::abs(sobelY);
    live = blurred(live, 4) * (1.0 / 90.0);
    cv::min(live, 1.0, live);
    return live;
}

/// Adds noise of about \a grain pixels where the picture is lively, up to \a amount (of 255).
void addDetail(QImage& image, double amount, double grain, quint32 seed)
{
    const cv::Mat live = liveliness(image);
    const int channels = image.depth() / 8;
    const double toLive = double(live.cols) / image.width();
    const auto step = float(1.0 / grain);
    for (int y = 0; y < image.height(); ++y) {
        uchar* line = image.scanLine(y);
        const float* weight = live.ptr<float>(std::min(live.rows - 1, int(y * toLive)));
        for (int x = 0; x < image.width(); ++x) {
            const float w = 0.12F + 0.88F * weight[std::min(live.cols - 1, int(x * toLive))];
            const float n =
                0.7F * gradientNoise(float(x) * step, float(y) * step, seed) + 0.5F * (hashUnit(x, y, seed + 9) - 0.5F);
            const int add = int(std::lround(double(n * w) * amount));
            uchar* p = line + qsizetype(x) * channels;
            for (int i = 0; i < 3; ++i)
                p[i] = uchar(std::clamp(int(p[i]) + add, 0, 255));
        }
    }
}

/// Colour words of the prompt as a breath of tint.
void addTint(QImage& image, const Scene& scene, double amount)
{
    if (scene.tints.empty() || amount <= 0)
        return;
    const Rgb t = scene.tints.front().colour;
    const float mean = luma(t);
    const int add[3] = {int((t.r - mean) * 255.0F * float(amount)), int((t.g - mean) * 255.0F * float(amount)),
                        int((t.b - mean) * 255.0F * float(amount))};
    const int channels = image.depth() / 8;
    for (int y = 0; y < image.height(); ++y) {
        uchar* p = image.scanLine(y);
        for (int x = 0; x < image.width(); ++x, p += channels)
            for (int i = 0; i < 3; ++i)
                p[i] = uchar(std::clamp(int(p[i]) + add[i], 0, 255));
    }
}

/// What the style's finish does to the colours, as a soft layer: the drawing stays.
void addStyle(QImage& image, const QString& style, double amount, quint32 seed)
{
    if (style.isEmpty())
        return;
    const double k = std::min(1.0, 768.0 / std::max(image.width(), image.height()));
    const QSize small(std::max(16, int(image.width() * k)), std::max(16, int(image.height() * k)));
    Canvas canvas(small);
    canvas.image =
        image.scaled(small, Qt::IgnoreAspectRatio, Qt::SmoothTransformation).convertToFormat(QImage::Format_RGB32);
    const QImage before = canvas.image.convertToFormat(QImage::Format_RGB888);
    applyStyle(canvas, style, Rng(seed));
    QImage after = canvas.image.convertToFormat(QImage::Format_RGB888);
    QImage plain = before;
    cv::Mat difference;
    cv::subtract(view(after), view(plain), difference, cv::noArray(), CV_32FC3);
    difference = blurred(difference, 3) * amount;
    cv::resize(difference, difference, cv::Size(image.width(), image.height()), 0, 0, cv::INTER_LINEAR);
    const int channels = image.depth() / 8;
    for (int y = 0; y < image.height(); ++y) {
        uchar* p = image.scanLine(y);
        const float* d = difference.ptr<float>(y);
        for (int x = 0; x < image.width(); ++x, p += channels, d += 3)
            for (int i = 0; i < 3; ++i)
                p[i] = uchar(std::clamp(int(p[i]) + int(d[i]), 0, 255));
    }
}

/// Local contrast: what differs from its wide surroundings differs more.
void addClarity(QImage& image, double amount)
{
    cv::Mat m = view(image);
    cv::Mat alpha;
    if (m.channels() == 4)
        cv::extractChannel(m, alpha, 3);
    const cv::Mat wide = blurred(m, 0.012 * std::max(m.cols, m.rows) + 11);
    cv::addWeighted(m, 1.0 + amount, wide, -amount, 0, m);
    if (!alpha.empty())
        cv::insertChannel(alpha, m, 3);
}

QImage denoised(QImage image)
{
    if (image.depth() != 24)
        return image;
    QImage out(image.size(), image.format());
    cv::Mat to = view(out);
    cv::bilateralFilter(view(image), to, 5, 14, 3);
    return out;
}

} // namespace

QImage upscaleFast(const QImage& source)
{
    return enlarged(prepared(source), source.size() * 4, 0.55);
}

QImage upscaleConservative(const QImage& source, const QString& prompt, const QString& negativePrompt,
                           double creativity, quint32 seed)
{
    const Scene scene = readPrompt(prompt, negativePrompt);
    const double c = std::clamp(creativity, 0.2, 0.5);
    QImage out = enlarged(denoised(prepared(source)), grown(source.size(), 4.0e6, 1 << 14),
                          scene.of(Mood::Calm) > 0 ? 0.4 : 0.65);
    addDetail(out, 5.0 + 22.0 * c, 1.9, seed * 7919U + 3U);
    addTint(out, scene, 0.05 * c);
    return out;
}

QImage upscaleCreative(const QImage& source, const QString& prompt, const QString& negativePrompt,
                       const QString& stylePreset, double creativity, quint32 seed)
{
    const Scene scene = readPrompt(prompt, negativePrompt);
    const double c = std::clamp(creativity, 0.1, 0.5);
    QImage out = enlarged(denoised(prepared(source)), grown(source.size(), 8.8e6, 4096), 0.8);
    addClarity(out, 0.12 + 0.5 * c);
    addStyle(out, stylePreset, 0.25 + 0.9 * c, seed);
    addDetail(out, 8.0 + 56.0 * c, 3.1, seed * 7919U + 5U);
    addTint(out, scene, 0.12 * c);
    return out;
}

} // namespace maquette::sandbox
