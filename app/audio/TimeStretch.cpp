// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/TimeStretch.h"

#include <rubberband/RubberBandStretcher.h>

#include <algorithm>
#include <array>
#include <vector>

namespace maquette {

namespace {

using RubberBand::RubberBandStretcher;
constexpr int kOptions = RubberBandStretcher::OptionProcessRealTime | RubberBandStretcher::OptionThreadingNever |
                         RubberBandStretcher::OptionChannelsTogether;

} // namespace

struct TimeStretch::State
{
    explicit State(int sampleRate)
        : band(size_t(sampleRate), 2, kOptions)
    {
    }
    RubberBandStretcher band;
    double speed = 1.0;
    size_t toDrop = 0; ///< frames of start-up silence still to come out
    double fed = 0;
    double heard = 0;
    std::vector<float> in;
    std::array<std::vector<float>, 2> side;
};

TimeStretch::TimeStretch(int sampleRate)
    : d(std::make_unique<State>(sampleRate))
{
    d->toDrop = d->band.getStartDelay();
}

TimeStretch::~TimeStretch() = default;

void TimeStretch::setSpeed(double speed)
{
    d->speed = std::clamp(speed, kSlowest, kFastest);
    d->band.setTimeRatio(1.0 / d->speed);
}

void TimeStretch::reset()
{
    d->band.reset();
    d->band.setTimeRatio(1.0 / d->speed);
    d->toDrop = d->band.getStartDelay();
    d->fed = 0;
    d->heard = 0;
}

void TimeStretch::render(float* out, qint64 frames, const Pull& pull)
{
    for (qint64 done = 0; done < frames;) {
        const int ready = d->band.available();
        if (ready > 0) {
            const size_t count =
                d->toDrop > 0 ? std::min(size_t(ready), d->toDrop) : size_t(std::min<qint64>(ready, frames - done));
            for (auto& side : d->side) {
                side.resize(count);
            }
            std::array<float*, 2> to{d->side[0].data(), d->side[1].data()};
            d->band.retrieve(to.data(), count);
            if (d->toDrop > 0) {
                d->toDrop -= count;
                continue;
            }
            for (size_t i = 0; i < count; ++i) {
                out[2 * (size_t(done) + i)] = d->side[0][i];
                out[2 * (size_t(done) + i) + 1] = d->side[1][i];
            }
            done += qint64(count);
            d->heard += double(count) * d->speed;
            continue;
        }
        const size_t wanted = std::max<size_t>(64, d->band.getSamplesRequired());
        d->in.resize(2 * wanted);
        pull(d->in.data(), qint64(wanted));
        for (size_t channel = 0; channel < 2; ++channel) {
            d->side[channel].resize(wanted);
            for (size_t i = 0; i < wanted; ++i) {
                d->side[channel][i] = d->in[2 * i + channel];
            }
        }
        const std::array<const float*, 2> from{d->side[0].data(), d->side[1].data()};
        d->band.process(from.data(), wanted, false);
        d->fed += double(wanted);
    }
}

double TimeStretch::pending() const
{
    return std::max(0.0, d->fed - d->heard);
}

} // namespace maquette
