// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/Spectrogram.h"

#include <fftw3.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <mutex>
#include <vector>

namespace maquette {

namespace {

constexpr int kWindow = 2048; // frames; 46 ms at 44.1 kHz
constexpr qint64 kMostColumns = 65'536;
constexpr double kLowest = 20.0; // Hz

double mel(double hertz)
{
    return 1127.0 * std::log1p(hertz / 700.0);
}

/// FFTW's planner is not safe to call from two threads.
std::mutex& planner()
{
    static std::mutex mutex;
    return mutex;
}

} // namespace

double Spectrogram::hertz(double band) const
{
    const double low = mel(kLowest);
    const double high = mel(sampleRate / 2.0);
    return 700.0 * std::expm1((low + (high - low) * (band + 0.5) / kBands) / 1127.0);
}

double Spectrogram::bandAt(double hertz) const
{
    const double low = mel(kLowest);
    return (mel(hertz) - low) / (mel(sampleRate / 2.0) - low) * kBands - 0.5;
}

void Spectrogram::append(const quint8* levels)
{
    if (m_blocks.isEmpty() || m_blocks.constLast().size() == kBlock * kBands) {
        m_blocks.append(QByteArray());
        m_blocks.last().reserve(kBlock * kBands);
    }
    m_blocks.last().append(reinterpret_cast<const char*>(levels), kBands);
}

struct SpectrogramMaker::State
{
    Spectrogram out;
    int channels = 0;
    std::vector<float> ring = std::vector<float>(kWindow, 0.0F); ///< the newest frames, mixed
    size_t at = 0;
    qint64 untilColumn = 0;
    qint64 pending = 0; ///< frames since the last column
    std::vector<float> window;
    float* in = nullptr;
    fftwf_complex* spectrum = nullptr;
    fftwf_plan plan = nullptr;
    std::vector<std::pair<int, float>> bandOf; ///< by bin: lower band and the share that goes to it
};

SpectrogramMaker::SpectrogramMaker(int channels, int sampleRate, qint64 frames)
    : d(std::make_unique<State>())
{
    d->channels = channels;
    d->out.sampleRate = sampleRate;
    d->out.framesPerColumn = std::max<qint64>(512, (frames + kMostColumns - 1) / kMostColumns);
    d->untilColumn = d->out.framesPerColumn;
    d->window.resize(kWindow);
    for (int i = 0; i < kWindow; ++i) {
        d->window[size_t(i)] = float(0.5 - 0.5 * std::cos(2 * M_PI * i / kWindow));
    }
    {
        const std::lock_guard lock(planner());
        d->in = fftwf_alloc_real(kWindow);
        d->spectrum = fftwf_alloc_complex(kWindow / 2 + 1);
        d->plan = fftwf_plan_dft_r2c_1d(kWindow, d->in, d->spectrum, FFTW_ESTIMATE);
    }
    for (int bin = 0; bin <= kWindow / 2; ++bin) {
        const double place =
            std::clamp(d->out.bandAt(bin * double(sampleRate) / kWindow), 0.0, double(Spectrogram::kBands - 1));
        d->bandOf.emplace_back(int(place), float(1.0 - (place - std::floor(place))));
    }
}

SpectrogramMaker::~SpectrogramMaker()
{
    const std::lock_guard lock(planner());
    fftwf_destroy_plan(d->plan);
    fftwf_free(d->in);
    fftwf_free(d->spectrum);
}

void SpectrogramMaker::add(const float* interleaved, qint64 frames)
{
    const float share = 1.0F / float(d->channels);
    for (qint64 i = 0; i < frames; ++i) {
        float mixed = 0;
        for (int channel = 0; channel < d->channels; ++channel) {
            mixed += interleaved[i * d->channels + channel];
        }
        d->ring[d->at] = mixed * share;
        d->at = d->at + 1 == d->ring.size() ? 0 : d->at + 1;
        ++d->pending;
        if (--d->untilColumn == 0) {
            transform();
            d->untilColumn = d->out.framesPerColumn;
            d->pending = 0;
        }
    }
}

void SpectrogramMaker::transform()
{
    for (size_t i = 0; i < kWindow; ++i) {
        d->in[i] = d->ring[(d->at + i) % kWindow] * d->window[i];
    }
    fftwf_execute(d->plan);
    std::array<float, Spectrogram::kBands> power{};
    for (size_t bin = 1; bin <= kWindow / 2; ++bin) {
        const float re = d->spectrum[bin][0];
        const float im = d->spectrum[bin][1];
        const float level = (re * re + im * im) * (16.0F / (float(kWindow) * float(kWindow)));
        const auto& [band, part] = d->bandOf[bin];
        // The strongest bin of a band is what is seen, however many there are in it.
        float& lower = power[size_t(band)];
        lower = std::max(lower, level * part);
        if (band + 1 < Spectrogram::kBands) {
            float& upper = power[size_t(band) + 1];
            upper = std::max(upper, level * (1.0F - part));
        }
    }
    // Low bands are narrower than a bin: those that got none take their neighbour's.
    for (size_t band = 1; band < power.size(); ++band) {
        if (power[band] == 0.0F) {
            power[band] = power[band - 1];
        }
    }
    std::array<quint8, Spectrogram::kBands> column{};
    for (size_t band = 0; band < power.size(); ++band) {
        const float decibels = 10.0F * std::log10(power[band] + 1e-12F);
        const float level = (decibels - Spectrogram::kFloor) / -Spectrogram::kFloor;
        column[band] = quint8(std::lround(std::clamp(level, 0.0F, 1.0F) * 255.0F));
    }
    d->out.append(column.data());
}

const Spectrogram& SpectrogramMaker::result() const
{
    return d->out;
}

void SpectrogramMaker::finish()
{
    if (d->pending > 0) {
        transform();
        d->pending = 0;
    }
}

} // namespace maquette
