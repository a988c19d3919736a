// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/Loudness.h"

#include <ebur128.h>

#include <algorithm>
#include <cmath>

namespace maquette {

struct LoudnessMeter::State
{
    ebur128_state* meter = nullptr;
    int channels = 0;
    qint64 step = 0;  ///< frames of 100 ms
    qint64 until = 0; ///< frames to the next short-term value
    QList<float> shortTerm;
};

LoudnessMeter::LoudnessMeter(int channels, int sampleRate)
    : d(std::make_unique<State>())
{
    d->channels = channels;
    d->step = std::max(1, sampleRate / 10);
    d->until = d->step;
    d->meter = ebur128_init(unsigned(channels), static_cast<unsigned long>(sampleRate),
                            EBUR128_MODE_I | EBUR128_MODE_S | EBUR128_MODE_LRA | EBUR128_MODE_TRUE_PEAK);
    if (channels == 1 && d->meter != nullptr) {
        // One channel is heard from both sides.
        ebur128_set_channel(d->meter, 0, EBUR128_DUAL_MONO);
    }
}

LoudnessMeter::~LoudnessMeter()
{
    if (d->meter != nullptr) {
        ebur128_destroy(&d->meter);
    }
}

void LoudnessMeter::add(const float* interleaved, qint64 frames)
{
    while (frames > 0 && d->meter != nullptr) {
        const qint64 run = std::min(frames, d->until);
        ebur128_add_frames_float(d->meter, interleaved, size_t(run));
        interleaved += run * d->channels;
        frames -= run;
        d->until -= run;
        if (d->until == 0) {
            d->until = d->step;
            double level = 0;
            const bool known = ebur128_loudness_shortterm(d->meter, &level) == EBUR128_SUCCESS && std::isfinite(level);
            d->shortTerm.append(known ? float(std::max(level, -120.0)) : -120.0F);
        }
    }
}

Loudness LoudnessMeter::result() const
{
    Loudness loudness;
    if (d->meter == nullptr) {
        return loudness;
    }
    const auto known = [](int status, double value) {
        return status == EBUR128_SUCCESS && std::isfinite(value) && value > -120.0 ? std::optional(value)
                                                                                   : std::nullopt;
    };
    double value = 0;
    int status = ebur128_loudness_global(d->meter, &value);
    loudness.integrated = known(status, value);
    status = ebur128_loudness_range(d->meter, &value);
    loudness.range = known(status, value);
    double truePeak = 0;
    double samplePeak = 0;
    for (int channel = 0; channel < d->channels; ++channel) {
        if (ebur128_true_peak(d->meter, unsigned(channel), &value) == EBUR128_SUCCESS) {
            truePeak = std::max(truePeak, value);
        }
        if (ebur128_sample_peak(d->meter, unsigned(channel), &value) == EBUR128_SUCCESS) {
            samplePeak = std::max(samplePeak, value);
        }
    }
    loudness.truePeak = known(EBUR128_SUCCESS, 20 * std::log10(truePeak));
    loudness.samplePeak = known(EBUR128_SUCCESS, 20 * std::log10(samplePeak));
    loudness.shortTerm = d->shortTerm;
    return loudness;
}

double gainTo(const Loudness& loudness, double target, double ceiling)
{
    if (!loudness.integrated) {
        return 0.0;
    }
    const double gain = target - *loudness.integrated;
    return loudness.truePeak ? std::min(gain, ceiling - *loudness.truePeak) : gain;
}

} // namespace maquette
