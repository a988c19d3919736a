// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/edits/SearchWords.h"

#include "app/sandbox/pictures/PromptTokens.h"
#include "app/sandbox/pictures/Scene.h"

#include <QHash>

#include <algorithm>

namespace maquette::sandbox::edits {

namespace {

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

} // namespace

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
        } else if (known.meaning.topic == Topic::Count) {
            search.several = search.several || known.meaning.value > 1;
        } else if (known.meaning.topic == Topic::Thing && !zoneWords().contains(known.text)) {
            search.thing = true;
            search.several = search.several || known.meaning.plural;
            if (!search.usual) {
                search.usual = usualColourOf(Thing(known.meaning.value));
            }
        }
    }
    return search;
}

} // namespace maquette::sandbox::edits
