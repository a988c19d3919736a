// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/PromptWords.h"

#include "app/sandbox/pictures/Vocabulary.h"

#include <QStringList>

namespace maquette::sandbox {

namespace {

struct Word
{
    QString text;
    double weight = 1.0;
    bool endsClause = false;
};

/// Replaces "(blue:0.3)" by the plain word and remembers the weight of every word inside.
class Tokens
{
public:
    explicit Tokens(const QString& prompt)
    {
        for (qsizetype i = 0; i < prompt.size(); ++i)
            i = take(prompt, i);
        flush(false);
    }
    std::vector<Word> words;

private:
    qsizetype take(const QString& prompt, qsizetype i)
    {
        const QChar c = prompt.at(i);
        if (c == QLatin1Char('(') || c == QLatin1Char('[')) {
            flush(false);
            m_open.push_back({words.size(), c == QLatin1Char('(') ? 1.1 : 0.9});
        } else if (c == QLatin1Char(':') && !m_open.empty()) {
            qsizetype end = i + 1;
            while (end < prompt.size() && (prompt.at(end).isDigit() || prompt.at(end) == QLatin1Char('.') ||
                                           prompt.at(end) == QLatin1Char(' ')))
                ++end;
            bool ok = false;
            const double given = prompt.mid(i + 1, end - i - 1).trimmed().toDouble(&ok);
            if (ok)
                m_open.back().factor = given;
            return end - 1;
        } else if (c == QLatin1Char(')') || c == QLatin1Char(']')) {
            flush(false);
            close();
        } else if (c.isLetterOrNumber() || ((c == QLatin1Char('-') || c == QLatin1Char('\'')) && !m_text.isEmpty())) {
            m_text += c.toLower();
        } else {
            flush(c == QLatin1Char(',') || c == QLatin1Char('.') || c == QLatin1Char(';') || c == QLatin1Char('\n'));
        }
        return i;
    }
    void flush(bool endsClause)
    {
        if (!m_text.isEmpty())
            words.push_back({m_text, 1.0, false});
        m_text.clear();
        if (endsClause && !words.empty())
            words.back().endsClause = true;
    }
    void close()
    {
        if (m_open.empty())
            return;
        for (size_t k = m_open.back().first; k < words.size(); ++k)
            words[k].weight *= m_open.back().factor;
        m_open.pop_back();
    }
    struct Bracket
    {
        size_t first;
        double factor;
    };
    QString m_text;
    std::vector<Bracket> m_open;
};

struct Understood
{
    Meaning meaning;
    double weight;
    bool endsClause;
    QString text;
};

bool isFiller(const QString& w)
{
    static const QSet<QString> fillers{QStringLiteral("a"),   QStringLiteral("an"), QStringLiteral("the"),
                                       QStringLiteral("and"), QStringLiteral("of"), QStringLiteral("any")};
    return fillers.contains(w);
}

/// Words with a known meaning in order, the longest phrase first ("hot air balloon" before "hot").
std::vector<Understood> understand(const std::vector<Word>& words)
{
    std::vector<Understood> out;
    for (size_t i = 0; i < words.size();) {
        size_t used = 0;
        for (size_t n = std::min<size_t>(3, words.size() - i); n >= 1 && used == 0; --n) {
            QString phrase = words[i].text;
            for (size_t k = 1; k < n; ++k)
                phrase += QLatin1Char('_') + words[i + k].text;
            if (const auto m = meaningOf(phrase)) {
                out.push_back({*m, words[i].weight, words[i + n - 1].endsClause, phrase});
                used = n;
            }
        }
        if (used == 0) {
            const qsizetype dash = words[i].text.indexOf(QLatin1Char('-'));
            if (dash > 0) { // "blue-eyed", "sun-drenched"
                for (const QString& part : words[i].text.split(QLatin1Char('-'), Qt::SkipEmptyParts))
                    if (const auto m = meaningOf(part))
                        out.push_back({*m, words[i].weight, false, part});
            }
            if (words[i].endsClause && !out.empty())
                out.back().endsClause = true;
            used = 1;
        }
        i += used;
    }
    return out;
}

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
        if (colourable && !m_colours.empty()) {
            colour = m_colours.front().colour;
            m_colours.clear();
        }
        note(w);
        if (w.meaning.topic == Topic::Thing)
            add(Thing(w.meaning.value), colour, w);
        else if (colour && part != Thing::None)
            add(part, colour, w);
        if (w.meaning.topic == Topic::Place || w.meaning.topic == Topic::Thing)
            m_scene.understood = true;
    }
    void note(const Understood& w)
    {
        const auto index = size_t(w.meaning.value);
        switch (w.meaning.topic) {
        case Topic::Place:
            m_scene.places.set(index);
            break;
        case Topic::Time:
            if (!m_scene.timeGiven) // the first word decides: "at dusk, long light" is dusk
                m_scene.time = DayTime(w.meaning.value);
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
    void add(Thing thing, std::optional<Rgb> colour, const Understood& w)
    {
        const int count = m_count > 0 ? m_count : (w.meaning.plural ? 4 : 1);
        m_count = 0;
        for (Subject& s : m_scene.subjects) {
            if (s.thing == thing) {
                s.count = std::max(s.count, count);
                if (colour && !s.colour)
                    s.colour = colour;
                return;
            }
        }
        m_scene.subjects.push_back({thing, colour, w.weight, count});
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

/// Which kind of picture it is, the most particular first.
Place mainPlace(const Scene& s)
{
    for (Place p : {Place::Pattern, Place::Abstract, Place::Portrait, Place::Underwater, Place::Space, Place::Product,
                    Place::Interior, Place::StillLife})
        if (s.has(p))
            return p;
    for (Place p : {Place::Street, Place::City,      Place::Volcano, Place::Waterfall, Place::Canyon, Place::Islands,
                    Place::Cliff,  Place::Beach,     Place::Desert,  Place::Mountains, Place::Lake,   Place::River,
                    Place::Sea,    Place::Snowfield, Place::Forest,  Place::Meadow,    Place::Garden, Place::Village,
                    Place::Hills,  Place::Road,      Place::Sky})
        if (s.has(p))
            return p;
    return Place::Count;
}

bool anyOf(const Scene& s, std::initializer_list<Thing> things)
{
    return std::any_of(things.begin(), things.end(), [&s](Thing t) { return s.find(t) != nullptr; });
}

/// The natural setting of what was named, when no place was.
Place placeForSubjects(const Scene& s)
{
    if (s.of(Weather::Aurora) > 0 || s.of(Weather::Snow) > 0)
        return Place::Snowfield;
    if (anyOf(s, {Thing::Hair, Thing::Eyes, Thing::Hat, Thing::Woman, Thing::Man, Thing::Child}))
        return Place::Portrait;
    if (anyOf(s, {Thing::Vase, Thing::Bowl, Thing::Bottle, Thing::Cup, Thing::Teapot, Thing::Candle, Thing::Apple,
                  Thing::Orange, Thing::Lemon, Thing::Pear, Thing::Grapes, Thing::Bread, Thing::Book, Thing::Table}))
        return Place::StillLife;
    if (anyOf(s, {Thing::Chair, Thing::Lamp, Thing::Shoe, Thing::Watch, Thing::Perfume, Thing::Headphones, Thing::Bag}))
        return Place::Product;
    if (anyOf(s, {Thing::Window, Thing::Plant}))
        return Place::Interior;
    if (anyOf(s, {Thing::Fish}))
        return Place::Underwater;
    if (anyOf(s, {Thing::Rocket}))
        return Place::Space;
    if (anyOf(s, {Thing::Sailboat, Thing::Ship, Thing::Whale}))
        return Place::Sea;
    if (anyOf(s, {Thing::Lighthouse}))
        return Place::Cliff;
    if (anyOf(s, {Thing::Palm}))
        return Place::Beach;
    if (anyOf(s, {Thing::Cactus, Thing::Elephant, Thing::Lion}))
        return Place::Desert;
    if (anyOf(s, {Thing::Fox, Thing::Deer, Thing::Bear, Thing::Wolf, Thing::Mushroom, Thing::Conifer, Thing::Birch,
                  Thing::Campfire}))
        return Place::Forest;
    if (anyOf(s, {Thing::Balloon, Thing::Castle, Thing::Tent, Thing::Dragon, Thing::Train}))
        return Place::Mountains;
    if (anyOf(s, {Thing::Car, Thing::Bicycle}))
        return Place::Road;
    if (anyOf(s, {Thing::Plane}))
        return Place::Sky;
    if (anyOf(s, {Thing::Bridge}))
        return Place::River;
    if (anyOf(s, {Thing::Robot}))
        return Place::City;
    if (!s.subjects.empty() && !anyOf(s, {Thing::Sun, Thing::Moon, Thing::Lantern}))
        return Place::Meadow;
    return Place::Count;
}

void choosePlace(Scene& s)
{
    s.main = mainPlace(s);
    const Place natural = s.main == Place::Count ? placeForSubjects(s) : s.main;
    if (natural != Place::Count) {
        s.main = natural;
    } else {
        constexpr Place fallbacks[] = {Place::Mountains, Place::Lake,   Place::Sea,     Place::Forest,
                                       Place::Hills,     Place::Desert, Place::Islands, Place::Abstract};
        Place p = fallbacks[s.wordHash % 8];
        if (!s.tints.empty() && !s.timeGiven && s.subjects.empty())
            p = Place::Abstract;
        s.main = p;
    }
    s.places.set(size_t(s.main));
}

void chooseTime(Scene& s)
{
    if (s.timeGiven)
        return;
    if (s.of(Weather::Stars) > 0 || s.of(Weather::Aurora) > 0 || s.find(Thing::Moon) || s.of(Mood::Neon) > 0 ||
        s.main == Place::Street)
        s.time = DayTime::Night;
    else if (s.find(Thing::Lantern) || s.find(Thing::Campfire))
        s.time = DayTime::Dusk;
    else if (s.of(Weather::Storm) > 0 || s.of(Weather::Rain) > 0)
        s.time = DayTime::Day;
    else if (s.of(Mood::Dramatic) > 0)
        s.time = DayTime::Sunset;
    else if (s.of(Weather::Fog) > 0)
        s.time = DayTime::Dawn;
    else {
        constexpr DayTime choices[] = {DayTime::Day, DayTime::Day,    DayTime::Golden,
                                       DayTime::Day, DayTime::Golden, DayTime::Dawn};
        s.time = choices[(s.wordHash >> 8) % 6];
    }
}

} // namespace

Scene readPrompt(const QString& prompt, const QString& negative)
{
    Scene scene;
    const Tokens tokens(prompt);
    quint64 hash = 1469598103934665603ULL;
    for (const Word& w : tokens.words)
        if (!isFiller(w.text))
            for (QChar c : w.text)
                hash = (hash ^ c.unicode()) * 1099511628211ULL;
    scene.wordHash = mixBits(hash);
    const std::vector<Understood> words = understand(tokens.words);
    Reader reader(scene, words);
    reader.read();
    for (const Understood& w : understand(Tokens(negative).words))
        if (w.meaning.topic != Topic::Not)
            reader.ban(w);
    reader.settleBans();
    choosePlace(scene);
    chooseTime(scene);
    return scene;
}

} // namespace maquette::sandbox
