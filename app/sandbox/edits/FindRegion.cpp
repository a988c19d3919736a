// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/edits/FindRegion.h"

#include "app/sandbox/edits/Pixels.h"
#include "app/sandbox/edits/Saliency.h"
#include "app/sandbox/edits/Segment.h"
#include "app/sandbox/pictures/PromptTokens.h"
#include "app/sandbox/pictures/Scene.h"

#include <QHash>
#include <QPointF>

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

namespace maquette::sandbox::edits {

namespace {

constexpr int kSide = 320;

enum class Zone { None, Sky, Water, Ground, Background, Hair, Skin, Clothes };

/// What the words of a search say.
struct Search
{
    std::vector<Rgb> colours;
    std::optional<Rgb> usual;     ///< the colour the named thing mostly has
    std::optional<QPointF> place; ///< 0 to 1
    Zone zone = Zone::None;
    bool thing = false;
};

const QHash<QString, Zone>& zoneWords()
{
    static const QHash<QString, Zone> words = [] {
        QHash<QString, Zone> table;
        const auto add = [&table](Zone zone, const char* list) {
            for (const QString& word : QString::fromLatin1(list).split(QLatin1Char(' '))) {
                table.insert(word, zone);
            }
        };
        add(Zone::Sky, "sky skies cloud clouds heaven");
        add(Zone::Water, "water sea ocean lake river pond pool waves");
        add(Zone::Ground, "ground floor grass lawn meadow field sand beach snow road street pavement earth soil");
        add(Zone::Background, "background backdrop wall surroundings scenery");
        add(Zone::Hair, "hair haircut hairstyle");
        add(Zone::Skin, "skin face head hands hand");
        add(Zone::Clothes,
            "clothes clothing dress coat shirt jacket sweater robe suit scarf cloak jumper blouse kimono "
            "t-shirt tshirt hoodie top uniform");
        return table;
    }();
    return words;
}

std::optional<QPointF> placeOf(const QString& word)
{
    static const QHash<QString, QPointF> places{
        {QStringLiteral("left"), {0.2, 0.5}},       {QStringLiteral("right"), {0.8, 0.5}},
        {QStringLiteral("top"), {0.5, 0.18}},       {QStringLiteral("upper"), {0.5, 0.2}},
        {QStringLiteral("above"), {0.5, 0.2}},      {QStringLiteral("bottom"), {0.5, 0.82}},
        {QStringLiteral("lower"), {0.5, 0.8}},      {QStringLiteral("below"), {0.5, 0.8}},
        {QStringLiteral("foreground"), {0.5, 0.8}}, {QStringLiteral("front"), {0.5, 0.75}},
        {QStringLiteral("center"), {0.5, 0.5}},     {QStringLiteral("centre"), {0.5, 0.5}},
        {QStringLiteral("middle"), {0.5, 0.5}},     {QStringLiteral("central"), {0.5, 0.5}}};
    const auto found = places.constFind(word);
    return found == places.cend() ? std::nullopt : std::optional(*found);
}

std::optional<Rgb> usualColourOf(Thing thing)
{
    switch (thing) {
    case Thing::Tree:
    case Thing::Conifer:
    case Thing::Palm:
    case Thing::Plant:
    case Thing::Cactus:
        return hex(0x47702f);
    case Thing::Apple:
    case Thing::Rose:
        return hex(0xc22a2f);
    case Thing::Orange:
        return hex(0xf08a1f);
    case Thing::Lemon:
    case Thing::Sunflower:
    case Thing::Sun:
        return hex(0xf4cf3a);
    case Thing::Pear:
        return hex(0xb5b84a);
    case Thing::Grapes:
    case Thing::Lavender:
        return hex(0x6a4a8c);
    case Thing::Bread:
        return hex(0xb98148);
    case Thing::Moon:
        return hex(0xf2f2ea);
    default:
        return std::nullopt;
    }
}

void takePlace(Search& search, QPointF place)
{
    if (!search.place) {
        search.place = place;
        return;
    }
    // "upper left": each word moves one of the two.
    if (place.x() != 0.5) {
        search.place->setX(place.x());
    }
    if (place.y() != 0.5) {
        search.place->setY(place.y());
    }
}

Search readSearch(const QString& words)
{
    Search search;
    const std::vector<Word> tokens = wordsOf(words);
    const std::vector<Understood> understood = understand(tokens);
    // A "beach ball" is no part of a beach.
    const auto belongsToAThing = [&understood](const QString& word) {
        return std::any_of(understood.begin(), understood.end(), [&word](const Understood& known) {
            return known.meaning.topic == Topic::Thing && known.text.startsWith(word + QLatin1Char('_'));
        });
    };
    for (const Word& word : tokens) {
        if (const auto place = placeOf(word.text)) {
            takePlace(search, *place);
        } else if (zoneWords().contains(word.text) && search.zone == Zone::None && !belongsToAThing(word.text)) {
            search.zone = zoneWords().value(word.text);
        } else if (!isFiller(word.text) && !meaningOf(word.text)) {
            search.thing = true;
        }
    }
    for (const Understood& known : understood) {
        if (known.meaning.topic == Topic::Colour) {
            search.colours.push_back(hex(quint32(known.meaning.value)));
        } else if (known.meaning.topic == Topic::Thing && !zoneWords().contains(known.text)) {
            search.thing = true;
            if (!search.usual) {
                search.usual = usualColourOf(Thing(known.meaning.value));
            }
        }
    }
    return search;
}

cv::Vec3f labOf(Rgb colour)
{
    cv::Mat one(1, 1, CV_32FC3, cv::Scalar(double(colour.r), double(colour.g), double(colour.b)));
    cv::cvtColor(one, one, cv::COLOR_RGB2Lab);
    return one.at<cv::Vec3f>(0, 0);
}

float likeness(const cv::Vec3f& pixel, const cv::Vec3f& wanted)
{
    const float chroma = std::hypot(pixel[1], pixel[2]);
    const float wantedChroma = std::hypot(wanted[1], wanted[2]);
    const float light = (pixel[0] - wanted[0]) / (wantedChroma < 12 ? 24.0F : 48.0F);
    if (wantedChroma < 12) {
        return std::exp(-light * light - chroma * chroma / 300.0F);
    }
    const float turn =
        std::atan2(pixel[1] * wanted[2] - pixel[2] * wanted[1], pixel[1] * wanted[1] + pixel[2] * wanted[2]) / 0.48F;
    const float strong = float(smoothStep(0.18, 0.55, double(chroma / wantedChroma)));
    return std::exp(-turn * turn - light * light) * strong;
}

cv::Mat mapOf(const cv::Mat& lab, const std::function<float(int, int, const cv::Vec3f&)>& of)
{
    cv::Mat map(lab.size(), CV_32F);
    for (int y = 0; y < lab.rows; ++y) {
        for (int x = 0; x < lab.cols; ++x) {
            map.at<float>(y, x) = of(x, y, lab.at<cv::Vec3f>(y, x));
        }
    }
    return map;
}

cv::Mat colourMap(const cv::Mat& lab, const std::vector<Rgb>& colours)
{
    std::vector<cv::Vec3f> wanted;
    wanted.reserve(colours.size());
    for (const Rgb& colour : colours) {
        wanted.push_back(labOf(colour));
    }
    const cv::Mat map = mapOf(lab, [&wanted](int, int, const cv::Vec3f& pixel) {
        float best = 0;
        for (const cv::Vec3f& one : wanted) {
            best = std::max(best, likeness(pixel, one));
        }
        return best;
    });
    cv::Mat even;
    cv::GaussianBlur(map, even, cv::Size(), 1.2);
    return even;
}

cv::Mat skyMap(const cv::Mat& lab)
{
    cv::Mat even;
    cv::GaussianBlur(lab, even, cv::Size(), 2.0);
    const cv::Mat barrier = barrierFrom(even, Edges::Top);
    return mapOf(lab, [&barrier, &lab](int x, int y, const cv::Vec3f&) {
        const double down = double(y) / lab.rows;
        return float(std::exp(-double(barrier.at<float>(y, x)) / 60.0) * (1.0 - smoothStep(0.55, 0.85, down)));
    });
}

/// Colours a person is told apart by: hair, face and clothes, sampled where they mostly are.
struct PersonColours
{
    cv::Vec3f hair;
    cv::Vec3f face;
    cv::Vec3f clothes;
};

PersonColours coloursOf(const cv::Mat& lab, const cv::Mat& subject)
{
    cv::Rect box = cv::boundingRect(subject > 0.33);
    if (box.empty()) {
        box = cv::Rect(0, 0, lab.cols, lab.rows);
    }
    const auto middle = [&](double from, double to, double width) {
        cv::Scalar sum;
        double weight = 0;
        const int half = std::max(1, int(box.width * width / 2));
        for (int y = box.y + int(box.height * from); y < box.y + int(box.height * to); ++y) {
            for (int x = box.x + box.width / 2 - half; x < box.x + box.width / 2 + half; ++x) {
                if (x < 0 || y < 0 || x >= lab.cols || y >= lab.rows) {
                    continue;
                }
                const double w = double(subject.at<float>(y, x)) + 1e-3;
                sum += cv::Scalar(lab.at<cv::Vec3f>(y, x)) * w;
                weight += w;
            }
        }
        sum = sum * (1.0 / std::max(weight, 1e-6));
        return cv::Vec3f(float(sum[0]), float(sum[1]), float(sum[2]));
    };
    return {middle(0.02, 0.1, 0.24), middle(0.2, 0.36, 0.2), middle(0.8, 0.97, 0.36)};
}

/// A part of a person: of the subject, by the colour it is nearest to and by height.
cv::Mat personMap(const cv::Mat& lab, Zone zone)
{
    const cv::Mat subject = saliencyOf(lab);
    const cv::Rect box = cv::boundingRect(subject > 0.33);
    const PersonColours colours = coloursOf(lab, subject);
    const cv::Vec3f wanted = zone == Zone::Hair ? colours.hair : zone == Zone::Skin ? colours.face : colours.clothes;
    const auto near = [](const cv::Vec3f& pixel, const cv::Vec3f& colour) {
        // Light differs within one cloth or face more than its hue does.
        const cv::Vec3f away((pixel[0] - colour[0]) * 0.55F, pixel[1] - colour[1], pixel[2] - colour[2]);
        return std::exp(-std::sqrt(double(away.dot(away))) / 7.0) + 1e-5;
    };
    return mapOf(lab, [&](int x, int y, const cv::Vec3f& pixel) {
        const double down = box.height > 0 ? double(y - box.y) / box.height : 0.5;
        const double all = near(pixel, colours.hair) + near(pixel, colours.face) + near(pixel, colours.clothes);
        const double share = near(pixel, wanted) / all;
        const auto here = double(subject.at<float>(y, x));
        const double height = zone == Zone::Clothes ? smoothStep(0.3, 0.5, down)
                              : zone == Zone::Hair  ? 1.0 - 0.5 * smoothStep(0.6, 0.9, down)
                                                    : 1.0 - smoothStep(0.6, 0.9, down);
        return float(std::max(here, 0.4 * near(pixel, wanted)) * share * share * height);
    });
}

cv::Mat lowerMap(const cv::Mat& lab, Zone zone)
{
    cv::Mat even;
    cv::GaussianBlur(lab, even, cv::Size(), 2.0);
    const cv::Mat barrier = barrierFrom(even, Edges::Bottom);
    const cv::Mat sky = skyMap(lab);
    return mapOf(lab, [&](int x, int y, const cv::Vec3f& pixel) {
        const double down = double(y) / lab.rows;
        const double near = std::exp(-double(barrier.at<float>(y, x)) / 80.0) * smoothStep(0.2, 0.55, down);
        const double cool = zone == Zone::Water ? 0.6 + 0.4 * smoothStep(8, -8, double(pixel[2])) : 1.0;
        return float(near * cool * (1.0 - 0.8 * double(sky.at<float>(y, x))));
    });
}

cv::Mat zoneMap(const cv::Mat& lab, Zone zone)
{
    switch (zone) {
    case Zone::Sky:
        return skyMap(lab);
    case Zone::Water:
    case Zone::Ground:
        return lowerMap(lab, zone);
    case Zone::Background:
        return cv::Mat(1.0 - saliencyOf(lab));
    default:
        return personMap(lab, zone);
    }
}

cv::Mat placeMap(const cv::Mat& lab, QPointF place)
{
    return mapOf(lab, [place, &lab](int x, int y, const cv::Vec3f&) {
        const double dx = place.x() == 0.5 && place.y() != 0.5 ? 0 : (x + 0.5) / lab.cols - place.x();
        const double dy = place.y() == 0.5 && place.x() != 0.5 ? 0 : (y + 0.5) / lab.rows - place.y();
        return float(std::exp(-(dx * dx + dy * dy) / 0.07));
    });
}

/// The thing round a find by colour: what lies between its parts, and what hangs below it.
cv::Mat wholeThing(const cv::Mat& small, const cv::Mat& cut)
{
    const cv::Rect box = cv::boundingRect(cut);
    if (box.empty()) {
        return cut;
    }
    const auto disc = [](int radius) {
        return cv::getStructuringElement(cv::MORPH_ELLIPSE, cv::Size(2 * radius + 1, 2 * radius + 1));
    };
    const int across = std::max(box.width, box.height);
    const int reach = std::max(2, across / 6);
    cv::Mat closed;
    cv::copyMakeBorder(cut, closed, reach, reach, reach, reach, cv::BORDER_CONSTANT, cv::Scalar(0));
    cv::morphologyEx(closed, closed, cv::MORPH_CLOSE, disc(reach));
    closed = closed(cv::Rect(reach, reach, cut.cols, cut.rows)).clone();
    // What hangs below it or carries it: unlike the picture to both its sides at the same height.
    const cv::Mat lab = edits::labOf(small);
    const int middle = box.x + box.width / 2;
    const int left = std::max(0, middle - box.width * 2 / 5);
    const int right = std::min(lab.cols - 1, middle + box.width * 2 / 5);
    const int bottom = std::min(lab.rows, box.br().y + box.width * 2 / 5);
    for (int y = box.y + box.height * 4 / 5; y < bottom; ++y) {
        for (int x = std::max(0, middle - box.width / 4); x < std::min(lab.cols, middle + box.width / 4); ++x) {
            const cv::Vec3f& pixel = lab.at<cv::Vec3f>(y, x);
            if (std::min(cv::norm(pixel - lab.at<cv::Vec3f>(y, left)), cv::norm(pixel - lab.at<cv::Vec3f>(y, right))) >
                18) {
                closed.at<uchar>(y, x) = 255;
            }
        }
    }
    // Ropes and stems are too thin to be seen: parts one above the other belong together.
    const cv::Mat upright(2 * std::max(2, across / 8) + 1, 1, CV_8U, cv::Scalar(1));
    cv::Mat lower = closed.rowRange(box.y + box.height * 3 / 5, closed.rows);
    cv::morphologyEx(lower, lower, cv::MORPH_CLOSE, upright);
    cv::Mat labels;
    const int count = cv::connectedComponents(closed, labels, 8, CV_32S);
    cv::Mat out(cut.size(), CV_8U, cv::Scalar(0));
    for (int i = 1; i < count; ++i) {
        if (cv::countNonZero((labels == i) & cut) > 0) {
            out.setTo(255, labels == i);
        }
    }
    return out;
}

double greatest(const cv::Mat& map)
{
    double most = 0;
    cv::minMaxLoc(map, nullptr, &most);
    return most;
}

} // namespace

cv::Mat likelihoodOf(const cv::Mat& small, const QString& words)
{
    const Search search = readSearch(words);
    const cv::Mat lab = edits::labOf(small);
    cv::Mat map;
    if (search.zone != Zone::None) {
        map = zoneMap(lab, search.zone);
    }
    if (!search.colours.empty()) {
        const cv::Mat colour = colourMap(lab, search.colours);
        // A colour nobody sees is a slip of the tongue rather than an order to find nothing.
        if (greatest(colour) > 0.25) {
            const double much = search.thing ? 0.75 : 0.45;
            if (map.empty()) {
                map = colour.mul(saliencyOf(lab) * much + (1.0 - much));
            } else if (search.zone == Zone::Hair || search.zone == Zone::Skin || search.zone == Zone::Clothes) {
                map = colour.mul(map * 0.35 + 0.65); // the colour is surer than the guess where the person is
            } else {
                map = map.mul(colour * 0.8 + 0.2);
            }
        }
    }
    if (map.empty()) {
        map = saliencyOf(lab);
        if (search.usual) {
            const cv::Mat colour = colourMap(lab, {*search.usual});
            if (greatest(colour) > 0.35) {
                map = colour.mul(map * 0.6 + 0.4);
            }
        }
    }
    if (search.place) {
        const cv::Mat there = placeMap(lab, *search.place);
        map = search.thing || search.zone != Zone::None || !search.colours.empty()
                  ? cv::Mat(map.mul(there))
                  : cv::Mat(there.mul(map * 0.6 + 0.4));
    }
    return stretched(map);
}

cv::Mat findRegion(const cv::Mat& rgb, const QString& words, quint32 seed, Extent extent)
{
    const cv::Mat small = reduced(rgb, kSide);
    cv::Mat cut = cutOut(small, likelihoodOf(small, words), seed);
    const Search search = readSearch(words);
    if (extent == Extent::Whole && search.zone == Zone::None && search.thing && !search.colours.empty()) {
        cut = wholeThing(small, cut);
    }
    cv::Mat mask;
    refinedCut(rgb, cut, seed).convertTo(mask, CV_8U, 255.0);
    if (cv::countNonZero(mask > 127) == 0) {
        // Everything looks the same: what a person would point at is the middle.
        cv::ellipse(mask, cv::Point(rgb.cols / 2, rgb.rows / 2), cv::Size(rgb.cols / 4, rgb.rows / 4), 0, 0, 360,
                    cv::Scalar(255), cv::FILLED, cv::LINE_AA);
    }
    return mask;
}

} // namespace maquette::sandbox::edits
