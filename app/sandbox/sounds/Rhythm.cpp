// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/sounds/Rhythm.h"

namespace maquette::sandbox {

namespace {

/// A line of a pattern: one letter per sixteenth, 'X' strong, 'x' normal, 'o' soft, '.' none.
struct Line
{
    Drum drum;
    const char* steps;
};

const std::vector<Line>& linesOf(Groove groove)
{
    using D = Drum;
    static const std::vector<Line> none;
    static const std::vector<Line> fourOnFloor{{D::Kick, "X...X...X...X..."},
                                               {D::Clap, "....x.......x..."},
                                               {D::OpenHat, "..x...x...x...x."},
                                               {D::ClosedHat, "o.oxo.oxo.oxo.ox"}};
    static const std::vector<Line> backbeat{
        {D::Kick, "X.....x.X......."}, {D::Snare, "....X.......X..."}, {D::ClosedHat, "x.o.x.o.x.o.x.o."}};
    static const std::vector<Line> boomBap{
        {D::Kick, "X......x..x....."}, {D::Snare, "....X.......X..o"}, {D::ClosedHat, "x.x.x.x.x.x.x.x."}};
    static const std::vector<Line> trap{
        {D::Kick, "X.....x...x....."}, {D::Clap, "........X......."}, {D::ClosedHat, "x.x.x.x.x.xxx.xx"}};
    static const std::vector<Line> breakbeat{
        {D::Kick, "X.x.......x....."}, {D::Snare, "....X..o.o..X..o"}, {D::ClosedHat, "x.x.x.x.x.x.x.x."}};
    static const std::vector<Line> rock{
        {D::Kick, "X.....x.X.x....."}, {D::Snare, "....X.......X..."}, {D::ClosedHat, "X.x.X.x.X.x.X.x."}};
    static const std::vector<Line> swing{{D::Kick, "o...o...o...o..."},
                                         {D::Shaker, "x...x.o.x...x.o."},
                                         {D::ClosedHat, "....x.......x..."},
                                         {D::Rim, "..........o....."}};
    static const std::vector<Line> bossa{
        {D::Kick, "x..ox..ox..ox..o"}, {D::Rim, "x..x..x...x..x.."}, {D::Shaker, "xoxoxoxoxoxoxoxo"}};
    static const std::vector<Line> reggae{
        {D::Kick, "........X......."}, {D::Rim, "........X......."}, {D::ClosedHat, "x.o.x.o.x.o.x.o."}};
    static const std::vector<Line> waltz{{D::Kick, "x..........."}, {D::Rim, "....o...o..."}};
    static const std::vector<Line> march{
        {D::Kick, "X.......X......."}, {D::Snare, "....x.oo....xoxo"}, {D::Tom, "X.........x....."}};
    switch (groove) {
    case Groove::FourOnFloor:
        return fourOnFloor;
    case Groove::Backbeat:
        return backbeat;
    case Groove::BoomBap:
        return boomBap;
    case Groove::Trap:
        return trap;
    case Groove::Breakbeat:
        return breakbeat;
    case Groove::Rock:
        return rock;
    case Groove::Swing:
        return swing;
    case Groove::Bossa:
        return bossa;
    case Groove::Reggae:
        return reggae;
    case Groove::Waltz:
        return waltz;
    case Groove::March:
        return march;
    case Groove::None:
        break;
    }
    return none;
}

} // namespace

std::vector<Hit> barOf(Groove groove, int bar, double energy, Rng& chance)
{
    std::vector<Hit> hits;
    for (const Line& line : linesOf(groove)) {
        for (int step = 0; line.steps[step] != 0; ++step) {
            const char mark = line.steps[step];
            if (mark == '.') {
                continue;
            }
            const float velocity = mark == 'X' ? 1.0F : mark == 'x' ? 0.72F : 0.38F;
            if (mark == 'o' && !chance.chance(0.35 + 0.65 * energy)) {
                continue;
            }
            hits.push_back({line.drum, double(step), velocity * float(chance.range(0.9, 1.0))});
        }
    }
    if (groove == Groove::Trap && bar % 2 == 1) {
        for (int i = 0; i < 6; ++i) {
            hits.push_back({Drum::ClosedHat, 12.0 + i * 2.0 / 3.0, 0.45F});
        }
    }
    if (bar % 4 == 1 && groove != Groove::None && groove != Groove::Waltz && chance.chance(energy * 0.8)) {
        hits.push_back({Drum::Kick, 14.0, 0.6F});
    }
    return hits;
}

std::vector<BassStep> bassOf(Groove groove, int bar, int steps, double energy, Rng& chance)
{
    using Kind = BassStep::Kind;
    std::vector<BassStep> line;
    switch (groove) {
    case Groove::FourOnFloor:
        for (int step = 0; step < steps; step += 4) {
            line.push_back({double(step + 2), 1.7, chance.chance(0.2) ? Kind::Octave : Kind::Root});
            if (energy > 0.8) {
                line.push_back({double(step + 3), 0.9, Kind::Root});
            }
        }
        break;
    case Groove::Rock:
        for (int step = 0; step < steps; step += 2) {
            line.push_back({double(step), 1.8, Kind::Root});
        }
        break;
    case Groove::Swing:
        for (int step = 0; step < steps; step += 4) {
            line.push_back({double(step), 3.6, step == 0 ? Kind::Root : step == 8 ? Kind::Fifth : Kind::Walk});
        }
        break;
    case Groove::Bossa:
        line = {{0, 5.5, Kind::Root}, {6, 1.8, Kind::Fifth}, {8, 5.5, Kind::Fifth}, {14, 1.8, Kind::Root}};
        break;
    case Groove::Waltz:
        line = {{0, 3.6, bar % 2 == 0 ? Kind::Root : Kind::Fifth}};
        break;
    case Groove::None:
        line = {{0, steps - 0.5, Kind::Root}};
        break;
    case Groove::Trap:
        line = {{0, 5.5, Kind::Root}, {6, 3.5, Kind::Root}, {10, 5.0, Kind::Octave}};
        break;
    default:
        line = {{0, 2.6, Kind::Root}, {3, 1.6, Kind::Root}, {6, 1.8, Kind::Octave}, {8, 2.6, Kind::Root}};
        if (energy > 0.45) {
            line.push_back({11, 1.6, Kind::Fifth});
            line.push_back({14, 1.6, chance.chance(0.5) ? Kind::Octave : Kind::Fifth});
        }
        break;
    }
    return line;
}

std::vector<ChordStep> chordsOf(Groove groove, Instrument instrument, int steps, double energy, Rng& chance)
{
    std::vector<ChordStep> line;
    switch (groove) {
    case Groove::FourOnFloor:
        return {{2, 1.5, 0.8F}, {6, 1.5, 0.7F}, {9, 1.2, 0.6F}, {14, 1.5, 0.7F}};
    case Groove::Reggae:
        return {{4, 1.2, 0.9F}, {12, 1.2, 0.9F}};
    case Groove::Waltz:
        return {{4, 2.5, 0.7F}, {8, 2.5, 0.65F}};
    case Groove::Swing:
    case Groove::Bossa:
        return {{0, 2.5, 0.7F}, {6, 1.8, 0.6F}, {chance.chance(0.5) ? 10.0 : 12.0, 3.0, 0.65F}};
    case Groove::Rock:
        if (instrument == Instrument::Guitar) {
            for (int step = 0; step < steps; step += 2) {
                line.push_back({double(step), step % 8 == 6 ? 1.0 : 1.9, step % 4 == 0 ? 0.9F : 0.7F});
            }
            return line;
        }
        return {{0, 7.5, 0.8F}, {8, 7.5, 0.75F}};
    default:
        break;
    }
    if (instrument == Instrument::Guitar) {
        for (const int step : {0, 3, 6, 8, 11, 14}) {
            if (step < steps && (step % 8 == 0 || chance.chance(0.5 + 0.4 * energy))) {
                line.push_back({double(step), 3.0, step % 8 == 0 ? 0.85F : 0.6F});
            }
        }
        return line;
    }
    return {{0, steps * 0.45, 0.8F}, {steps * 0.5 + (energy > 0.5 ? 2 : 0), steps * 0.35, 0.65F}};
}

} // namespace maquette::sandbox
