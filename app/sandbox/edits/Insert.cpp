// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/edits/Insert.h"

#include "app/sandbox/edits/FindRegion.h"
#include "app/sandbox/edits/HoleFill.h"
#include "app/sandbox/edits/Masks.h"
#include "app/sandbox/edits/Pixels.h"
#include "app/sandbox/pictures/Picture.h"
#include "app/sandbox/pictures/PromptWords.h"
#include "app/sandbox/pictures/Scenes.h"
#include "app/sandbox/pictures/TableThings.h"

#include <QRegularExpression>

#include <opencv2/imgproc.hpp>

#include <algorithm>

namespace maquette::sandbox::edits {

namespace {

/// Carries a colour but is no body of its own.
bool isPart(Thing thing)
{
    return thing >= Thing::Hair && thing < Thing::Count;
}

bool stands(Thing thing)
{
    return thing != Thing::None && thing != Thing::Sun && thing != Thing::Moon && thing != Thing::Table &&
           thing != Thing::Window && !isPart(thing);
}

bool floats(Thing thing)
{
    return thing == Thing::Balloon || thing == Thing::Bird || thing == Thing::Plane || thing == Thing::Rocket ||
           thing == Thing::Dragon || thing == Thing::Butterfly || thing == Thing::Fish || thing == Thing::Lantern;
}

/// A word for taking away rather than putting in.
bool wantsNothing(const QString& prompt)
{
    static const QRegularExpression words(
        QStringLiteral("^\\W*(nothing|empty|background|clean|plain|remove|erase|delete|blank|clear)\\b"),
        QRegularExpression::CaseInsensitiveOption);
    return words.match(prompt).hasMatch();
}

/// The room for a thing where another of the size \a box was: a bus is longer and taller than the car before it.
cv::Rect roomFor(Thing thing, const cv::Rect& box, cv::Size picture)
{
    if (thing != Thing::Bus && thing != Thing::Truck) {
        return box;
    }
    const int aside = box.width / 5;
    const int above = box.height / 8;
    return cv::Rect(box.x - aside, box.y - above, box.width + 2 * aside, box.height + above) &
           cv::Rect(cv::Point(), picture);
}

/// None of the words names anything the painter knows.
bool isUnknown(const Scene& scene)
{
    const bool weather = std::any_of(scene.weather.begin(), scene.weather.end(), [](double w) { return w > 0; });
    return !scene.understood && scene.subjects.empty() && scene.form == Form::None && !scene.timeGiven && !weather &&
           scene.season == Season::None;
}

struct Surroundings
{
    Rgb light{1, 1, 1};
    double lightX = 0.7;
    bool night = false;
};

Surroundings lightAround(const cv::Mat& rgb, const cv::Rect& where)
{
    const cv::Rect whole(0, 0, rgb.cols, rgb.rows);
    const int wide = std::max(8, std::max(where.width, where.height) / 2);
    const cv::Rect around =
        cv::Rect(where.x - wide, where.y - wide, where.width + 2 * wide, where.height + 2 * wide) & whole;
    const cv::Scalar mean = cv::mean(rgb(around)) / 255.0;
    const Rgb colour{float(mean[0]), float(mean[1]), float(mean[2])};
    const double bright = double(luma(colour));
    Surroundings out;
    const Rgb tint = colour * (1.0 / std::max(bright, 0.05));
    out.light = mix({1, 1, 1}, clamped(tint * 0.8), 0.35) * std::clamp(0.5 + 0.95 * bright, 0.45, 1.05);
    out.night = bright < 0.2;
    const cv::Rect left(around.x, around.y, std::max(1, around.width / 2), around.height);
    const cv::Rect right =
        cv::Rect(around.x + around.width / 2, around.y, std::max(1, around.width / 2), around.height) & whole;
    const double turn = cv::mean(cv::mean(rgb(right)) - cv::mean(rgb(left)))[0];
    out.lightX = turn < 0 ? -0.7 : 0.7;
    return out;
}

/// One thing on a clear sheet.
QImage sheetWith(const Scene& scene, const Subject& subject, const Stand& stand, const QSize& size, Rng rng)
{
    QImage sheet(size, QImage::Format_ARGB32_Premultiplied);
    sheet.fill(Qt::transparent);
    const Palette palette = makePalette(scene, rng.fork(1), 5.0);
    QPainter painter(&sheet);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    Rng hand = rng.fork(2);
    if (!paintSubject(painter, subject, stand, palette, scene, hand)) {
        QRadialGradient shadow(0, 0, 1);
        shadow.setColorAt(0, QColor(14, 12, 26, 120));
        shadow.setColorAt(1, QColor(14, 12, 26, 0));
        painter.save();
        painter.translate(stand.foot + QPointF(-stand.lightX * stand.size * 0.1, 0));
        painter.scale(stand.size * 0.5, stand.size * 0.08);
        painter.setBrush(shadow);
        painter.drawEllipse(QPointF(0, 0), 1, 1);
        painter.restore();
        ThingPainter table(painter, stand, hand);
        paintTableThing(table, subject.thing, subject.colour);
    }
    return sheet;
}

/// Where the solid part of a sheet is.
QRectF solidBox(const QImage& sheet)
{
    const Pixels pixels = pixelsOf(sheet);
    const cv::Rect box = cv::boundingRect(pixels.alpha > 150);
    return {double(box.x), double(box.y), double(box.width), double(box.height)};
}

void layOne(QImage& sheet, const Scene& scene, const Subject& subject, const QRectF& where, const Surroundings& light,
            Rng rng)
{
    Stand stand;
    stand.light = light.light;
    stand.lightX = light.lightX;
    stand.night = light.night;
    stand.mirrored = rng.fork(5).chance(0.5);
    // Drawn once to learn how much room it takes, and again to fit.
    constexpr double kTrial = 260;
    stand.size = kTrial;
    stand.foot = {500, 560};
    const QRectF trial = solidBox(sheetWith(scene, subject, stand, QSize(1000, 800), rng));
    if (trial.isEmpty()) {
        return;
    }
    const double scale = std::min(where.width() / trial.width(), where.height() / trial.height());
    const double top = floats(subject.thing) ? where.center().y() - trial.height() * scale / 2
                                             : where.bottom() - trial.height() * scale;
    stand.size = kTrial * scale;
    stand.foot =
        QPointF(where.center().x(), top) + (QPointF(500, 560) - QPointF(trial.center().x(), trial.top())) * scale;
    const QImage drawn = sheetWith(scene, subject, stand, sheet.size(), rng);
    QPainter painter(&sheet);
    painter.drawImage(0, 0, drawn);
}

cv::Mat resized(const cv::Mat& rgb, cv::Size size)
{
    cv::Mat out;
    cv::resize(rgb, out, size, 0, 0, size.width < rgb.cols ? cv::INTER_AREA : cv::INTER_CUBIC);
    return out;
}

/// The continued surroundings, with what the prompt names in them.
cv::Mat answered(const cv::Mat& original, const cv::Mat& filled, const cv::Mat& weight, const Wording& wording,
                 const Scene& scene, quint32 seed)
{
    const cv::Rect box = boxOf(weight > 0.4F);
    if (box.empty() || wantsNothing(wording.prompt)) {
        return filled;
    }
    if (const Subject* thing = standingThing(scene)) {
        return laidOver(filled, paintedThing(scene, *thing, box, filled, seed));
    }
    for (const Subject& part : scene.subjects) {
        if (isPart(part.thing) && part.colour) {
            return inColour(original, weight, wantedColour(wording, seed));
        }
    }
    if (isUnknown(scene)) {
        // Something stands there that could be anything, in the colour asked for.
        const Subject something{Thing::Boulder, wantedColour(wording, seed), 1, 1};
        return laidOver(filled, paintedThing(scene, something, box, filled, seed));
    }
    const cv::Rect wide = boxOf(weight);
    cv::Mat out = filled.clone();
    if (scene.main == Place::Sky || scene.has(Place::Sky)) {
        // A painted sky stands over its land, which is not asked for.
        const cv::Mat tall(int(wide.height * 1.9), wide.width, CV_8UC3, cv::mean(filled(wide)));
        const cv::Mat painted = paintedScene(wording, tall, 0.2, seed);
        painted(cv::Rect(0, 0, wide.width, wide.height)).copyTo(out(wide));
    } else {
        paintedScene(wording, filled(wide), 0.25, seed).copyTo(out(wide));
    }
    return out;
}

} // namespace

const Subject* standingThing(const Scene& scene)
{
    for (const Subject& subject : scene.subjects) {
        if (stands(subject.thing) && scene.allows(subject.thing)) {
            return &subject;
        }
    }
    return nullptr;
}

Overlay paintedThing(const Scene& scene, const Subject& subject, const cv::Rect& where, const cv::Mat& surroundings,
                     quint32 seed)
{
    QImage sheet(surroundings.cols, surroundings.rows, QImage::Format_ARGB32_Premultiplied);
    sheet.fill(Qt::transparent);
    const Rng rng(mixBits(seed) ^ scene.wordHash);
    const Surroundings light = lightAround(surroundings, where);
    const int count = std::clamp(subject.count, 1, 5);
    for (int i = count - 1; i >= 0; --i) {
        Rng own = rng.fork(quint64(i) + 11);
        const double part = 1.0 / (1.0 + 0.55 * (count - 1));
        const double size = (count == 1 ? own.range(0.86, 0.95) : own.range(0.8, 1.0)) * (i == 0 ? 1.0 : 0.85);
        const double width = where.width * part * size;
        const double height = where.height * (count == 1 ? 1.0 : 0.55 + 0.45 * part) * size;
        const double x = count == 1 ? (where.width - width) * own.range(0.4, 0.6)
                                    : (where.width - width) * (i + own.range(-0.15, 0.15)) / (count - 1);
        const double y = (where.height - height) * (count == 1 ? 0.6 : own.range(0.55, 1.0));
        Subject one = subject;
        one.count = 1;
        layOne(sheet, scene, one, QRectF(where.x + std::max(0.0, x), where.y + y, width, height), light, own);
    }
    const Pixels pixels = pixelsOf(sheet);
    Overlay overlay{pixels.rgb, {}};
    pixels.alpha.convertTo(overlay.alpha, CV_32F, 1.0 / 255.0);
    return overlay;
}

cv::Mat laidOver(const cv::Mat& rgb, const Overlay& overlay)
{
    return mixed(rgb, overlay.rgb, overlay.alpha);
}

cv::Mat paintedScene(const Wording& wording, const cv::Mat& like, double pull, quint32 seed)
{
    constexpr double kMostPainted = 1.2e6;
    PictureRequest request;
    request.prompt = wording.prompt;
    request.negativePrompt = wording.negative;
    request.stylePreset = wording.style;
    request.model = QStringLiteral("core");
    request.seed = seed;
    const double scale = std::min(1.0, std::sqrt(kMostPainted / double(like.total())));
    request.size = QSize(std::max(64, int(like.cols * scale)), std::max(64, int(like.rows * scale)));
    cv::Mat painted = resized(pixelsOf(paintPicture(request)).rgb, like.size());
    if (pull <= 0) {
        return painted;
    }
    cv::Mat lab = labOf(painted);
    lab += (cv::mean(labOf(like)) - cv::mean(lab)) * pull;
    return rgbOf(lab);
}

QImage repaintRegion(const MaskedPicture& work, const Wording& wording)
{
    const Pixels pixels = pixelsOf(work.picture);
    const cv::Mat weight = grownMask(work.mask, work.grow);
    const cv::Mat filled = fillHole(pixels.rgb, weight > 0, work.seed);
    const Scene scene = readPrompt(wording.prompt, wording.negative);
    cv::Mat answer = answered(pixels.rgb, filled, weight, wording, scene, work.seed);
    answer = inStyle(answer, weight, wording.style, work.seed);
    return imageOf(mixed(pixels.rgb, answer, weight), alphaAfter(pixels.alpha, weight));
}

QImage searchAndReplace(const QImage& picture, const QString& search, const Wording& wording, double grow, quint32 seed)
{
    const Pixels pixels = pixelsOf(picture);
    const cv::Mat found = findRegion(pixels.rgb, search, seed, Extent::Whole);
    const cv::Mat weight = grownMask(found, grow);
    const Scene scene = readPrompt(wording.prompt, wording.negative);
    if (isUnknown(scene) && !wantsNothing(wording.prompt)) {
        // A thing nobody can draw is most like what it takes the place of.
        const cv::Mat coloured = inColour(pixels.rgb, weight, wantedColour(wording, seed));
        return imageOf(inStyle(coloured, weight, wording.style, seed), pixels.alpha);
    }
    const Subject* thing = standingThing(scene);
    const cv::Rect box = boxOf(weight > 0.5F);
    const double part = double(box.area()) / double(weight.total());
    if (!thing || box.empty() || part > 0.85) {
        return repaintRegion({picture, found, grow, seed}, wording);
    }
    // The new thing has a shape of its own, so it may leave the old one's outline, of which no soft edge may be left.
    const cv::Mat wider = grownMask(found > 32, grow + 0.018 * std::max(weight.cols, weight.rows));
    const cv::Mat filled = fillHole(pixels.rgb, wider > 0, seed);
    const Overlay overlay = paintedThing(scene, *thing, roomFor(thing->thing, box, weight.size()), filled, seed);
    const cv::Mat both = cv::max(wider, overlay.alpha);
    const cv::Mat answer = inStyle(laidOver(filled, overlay), both, wording.style, seed);
    return imageOf(mixed(pixels.rgb, answer, both), alphaAfter(pixels.alpha, both));
}

} // namespace maquette::sandbox::edits
