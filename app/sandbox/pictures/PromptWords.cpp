// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/PromptWords.h"

#include "app/sandbox/pictures/PlaceChoice.h"
#include "app/sandbox/pictures/PromptTokens.h"

#include <algorithm>

namespace maquette::sandbox {

namespace {

bool isColourable(const Meaning& m)
{
    return m.topic == Topic::Thing;
}

/// A place word after a colour colours that part of it ("green sea", "pink sky", "white sand").
Thing partOf(const Meaning& m, const QString& text)
{
    if (m.topic == Topic::Weather && m.value == int(Weather::Clouds))
        return Thing::CloudPart;
    if (m.topic != Topic::Place)
        return Thing::None;
    switch (Place(m.value)) {
    case Place::Sky:
        return Thing::SkyPart;
    case Place::Sea:
    case Place::Lake:
    case Place::River:
        return Thing::WaterPart;
    case Place::Beach:
    case Place::Meadow:
    case Place::Hills:
    case Place::Mountains:
    case Place::Desert:
    case Place::Forest:
        return Thing::GroundPart;
    default:
        return text == QLatin1String("wall") ? Thing::Wall : Thing::None;
    }
}

class Reader
{
public:
    Reader(Scene& scene, const std::vector<Understood>& words)
        : m_scene(scene)
        , m_words(words)
    {
    }

    void read()
    {
        for (m_i = 0; m_i < m_words.size(); ++m_i)
            one(m_words[m_i]);
        releaseColours();
    }
    void ban(const Understood& w)
    {
        switch (w.meaning.topic) {
        case Topic::Thing:
            banThing(Thing(w.meaning.value));
            break;
        case Topic::Weather:
            m_scene.weather[size_t(w.meaning.value)] = -1;
            break;
        case Topic::Mood:
            m_scene.mood[size_t(w.meaning.value)] = -1;
            break;
        case Topic::Place:
            m_scene.places.reset(size_t(w.meaning.value));
            m_bannedPlaces.set(size_t(w.meaning.value));
            break;
        case Topic::Colour:
            m_scene.bannedColours.push_back(hex(quint32(w.meaning.value)));
            break;
        default:
            break;
        }
    }
    /// Applied last, so that a ban wins whatever the order of words was.
    void settleBans()
    {
        m_scene.places &= ~m_bannedPlaces;
        std::erase_if(m_scene.subjects, [this](const Subject& s) { return m_scene.banned.contains(int(s.thing)); });
        const auto near = [](Rgb a, Rgb b) {
            return std::abs(a.r - b.r) + std::abs(a.g - b.g) + std::abs(a.b - b.b) < 0.5F;
        };
        std::erase_if(m_scene.tints, [&](const Tint& t) {
            return std::any_of(m_scene.bannedColours.begin(), m_scene.bannedColours.end(),
                               [&](Rgb b) { return near(b, t.colour); });
        });
    }

private:
    void banThing(Thing t)
    {
        m_scene.banned.insert(int(t));
        if (t == Thing::Man || t == Thing::Woman)
            for (Thing p : {Thing::Man, Thing::Woman, Thing::Child, Thing::Couple})
                m_scene.banned.insert(int(p));
        if (t == Thing::Tree)
            for (Thing p : {Thing::Conifer, Thing::Palm, Thing::Birch, Thing::Blossom})
                m_scene.banned.insert(int(p));
    }
    void one(const Understood& w)
    {
        if (w.meaning.topic == Topic::Not || w.weight <= 0.05) {
            const size_t target = w.meaning.topic == Topic::Not ? ++m_i : m_i;
            if (target < m_words.size())
                ban(m_words[target]);
            return;
        }
        if (w.meaning.topic == Topic::Colour) {
            m_colours.push_back({hex(quint32(w.meaning.value)), w.weight});
        } else if (w.meaning.topic == Topic::Count) {
            m_count = w.meaning.value;
        } else {
            place(w);
        }
        if (w.endsClause)
            releaseColours();
    }
    void place(const Understood& w)
    {
        const Thing part = partOf(w.meaning, w.text);
        const bool colourable = isColourable(w.meaning) || part != Thing::None;
        std::optional<Rgb> colour;
        std::optional<Rgb> second;
        if (colourable && !m_colours.empty()) {
            colour = m_colours.front().colour;
            if (m_colours.size() > 1)
                second = m_colours[1].colour;
            m_colours.clear();
        }
        note(w);
        if (w.meaning.topic == Topic::Thing)
            add({Thing(w.meaning.value), colour, w.weight, 1, second}, w);
        else if (colour && part != Thing::None)
            add({part, colour, w.weight, 1, second}, w);
        if (w.meaning.topic == Topic::Place || w.meaning.topic == Topic::Thing || w.meaning.topic == Topic::Form)
            m_scene.understood = true;
    }
    void note(const Understood& w)
    {
        const auto index = size_t(w.meaning.value);
        switch (w.meaning.topic) {
        case Topic::Place:
            m_scene.places.set(index);
            break;
        case Topic::Form:
            m_scene.form = Form(w.meaning.value);
            break;
        case Topic::Time:
            if (!m_scene.timeGiven) // the first word decides: "at dusk, long light" is dusk
                m_scene.time = DayTime(w.meaning.value);
            else if (DayTime(w.meaning.value) == DayTime::Golden)
                m_scene.mood[size_t(Mood::Warm)] += 0.6;
            m_scene.timeGiven = true;
            break;
        case Topic::Weather:
            m_scene.weather[index] += w.weight;
            break;
        case Topic::Season:
            m_scene.season = Season(w.meaning.value);
            break;
        case Topic::Mood:
            m_scene.mood[index] += w.weight;
            break;
        default:
            break;
        }
    }
    void add(Subject found, const Understood& w)
    {
        found.count = m_count > 0 ? m_count : (w.meaning.plural ? 4 : 1);
        m_count = 0;
        for (Subject& s : m_scene.subjects) {
            if (s.thing == found.thing) {
                s.count = std::max(s.count, found.count);
                if (found.colour && !s.colour) {
                    s.colour = found.colour;
                    s.second = found.second;
                }
                return;
            }
        }
        m_scene.subjects.push_back(found);
    }
    void releaseColours()
    {
        for (const Tint& t : m_colours)
            m_scene.tints.push_back(t);
        m_colours.clear();
        m_count = 0;
    }

    Scene& m_scene;
    const std::vector<Understood>& m_words;
    size_t m_i = 0;
    std::vector<Tint> m_colours;
    int m_count = 0;
    std::bitset<size_t(Place::Count)> m_bannedPlaces;
};

} // namespace

Scene readPrompt(const QString& prompt, const QString& negative)
{
    Scene scene;
    const std::vector<Word> tokens = wordsOf(prompt);
    quint64 hash = 1469598103934665603ULL;
    for (const Word& w : tokens)
        if (!isFiller(w.text))
            for (QChar c : w.text)
                hash = (hash ^ c.unicode()) * 1099511628211ULL;
    scene.wordHash = mixBits(hash);
    const std::vector<Understood> words = understand(tokens);
    Reader reader(scene, words);
    reader.read();
    for (const Understood& w : understand(wordsOf(negative)))
        if (w.meaning.topic != Topic::Not)
            reader.ban(w);
    reader.settleBans();
    choosePlace(scene);
    chooseTime(scene);
    return scene;
}

} // namespace maquette::sandbox
