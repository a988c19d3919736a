// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/audio/Mixer.h"

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

/// A value between four neighbours (Catmull and Rom's cubic).
float between(float a, float b, float c, float d, float t)
{
    return b + 0.5F * t * (c - a + t * (2.0F * a - 5.0F * b + 4.0F * c - d + t * (3.0F * (b - c) + d - a)));
}

/// Stereo out of any number of channels: one is heard from both sides, of more the even ones left, the odd ones right.
void toStereo(const float* in, int channels, qint64 frames, float* out, float gain)
{
    for (qint64 i = 0; i < frames; ++i) {
        if (channels == 1) {
            out[2 * i] = out[2 * i + 1] = in[i] * gain;
        } else if (channels == 2) {
            out[2 * i] = in[2 * i] * gain;
            out[2 * i + 1] = in[2 * i + 1] * gain;
        } else {
            float side[2] = {0, 0};
            for (int channel = 0; channel < channels; ++channel) {
                side[channel % 2] += in[i * channels + channel];
            }
            out[2 * i] = side[0] * gain * 2.0F / float(channels);
            out[2 * i + 1] = side[1] * gain * 2.0F / float(channels);
        }
    }
}

} // namespace

Mixer::Mixer(int sampleRate)
    : m_rate(sampleRate)
    , m_stretch(sampleRate)
{
}

void Mixer::setTakes(const QList<Take>& takes)
{
    const std::lock_guard lock(m_mutex);
    m_takes = takes;
    m_take = std::clamp(m_take, 0, std::max(0, int(takes.size()) - 1));
    m_before = -1;
    m_position = std::clamp<qint64>(m_position, 0, length());
}

void Mixer::setTake(int index)
{
    const std::lock_guard lock(m_mutex);
    if (index == m_take || index < 0 || index >= m_takes.size()) {
        return;
    }
    m_before = m_take;
    m_take = index;
    m_fadeLeft = kFade;
}

int Mixer::take() const
{
    const std::lock_guard lock(m_mutex);
    return m_take;
}

void Mixer::setGain(int index, double gain)
{
    const std::lock_guard lock(m_mutex);
    if (index >= 0 && index < m_takes.size()) {
        m_takes[index].gain = gain;
    }
}

void Mixer::play()
{
    const std::lock_guard lock(m_mutex);
    const bool atItsEnd = m_loop && m_position >= m_loop->to && m_position <= m_loop->to + m_rate / 20;
    if (m_loop && (atItsEnd || m_position >= length())) {
        jump(m_loop->from); // else what is to be repeated would not be heard at all
    } else if (m_position >= length() && !m_loop) {
        m_position = 0;
        m_stretch.reset();
    }
    m_playing = length() > 0;
    m_scrubLeft = 0;
}

void Mixer::pause()
{
    const std::lock_guard lock(m_mutex);
    m_playing = false;
}

bool Mixer::isPlaying() const
{
    const std::lock_guard lock(m_mutex);
    return m_playing;
}

void Mixer::seek(qint64 frame)
{
    const std::lock_guard lock(m_mutex);
    jump(frame);
}

void Mixer::jump(qint64 frame)
{
    m_position = std::clamp<qint64>(frame, 0, length());
    m_stretch.reset();
    m_level = 0; // rises again over a few milliseconds: no click
    m_fadeLeft = 0;
}

void Mixer::scrub(qint64 frame)
{
    seek(frame);
    const std::lock_guard lock(m_mutex);
    if (!m_playing) {
        m_scrubAt = m_position;
        m_scrubLeft = m_rate / 12;
    }
}

qint64 Mixer::position() const
{
    const std::lock_guard lock(m_mutex);
    const auto late = m_speed == 1.0 ? qint64(0) : qint64(m_stretch.pending());
    qint64 at = m_position - late;
    if (m_loop && at < m_loop->from && m_position >= m_loop->from && late > 0) {
        at += m_loop->to - m_loop->from;
    }
    return std::max<qint64>(0, at);
}

qint64 Mixer::frames() const
{
    const std::lock_guard lock(m_mutex);
    return length();
}

qint64 Mixer::length() const
{
    qint64 longest = 0;
    for (const Take& take : m_takes) {
        const AudioFormat format = take.file->format();
        longest =
            std::max(longest, format.sampleRate == m_rate ? format.frames
                                                          : qint64(double(format.frames) * m_rate / format.sampleRate));
    }
    return longest;
}

void Mixer::setLoop(std::optional<LoopSpan> loop)
{
    const std::lock_guard lock(m_mutex);
    if (loop && loop->to - loop->from < 1) {
        loop.reset();
    }
    // One that ends before the playhead takes it back, unless it was beyond the end before.
    const bool caught = !m_loop || m_position < m_loop->to;
    m_loop = loop;
    if (m_playing && m_loop && caught && m_position >= m_loop->to) {
        jump(m_loop->from);
    }
}

std::optional<LoopSpan> Mixer::loop() const
{
    const std::lock_guard lock(m_mutex);
    return m_loop;
}

void Mixer::setSpeed(double speed)
{
    const std::lock_guard lock(m_mutex);
    m_speed = std::clamp(speed, TimeStretch::kSlowest, TimeStretch::kFastest);
    m_stretch.setSpeed(m_speed);
    m_stretch.reset();
}

double Mixer::speed() const
{
    const std::lock_guard lock(m_mutex);
    return m_speed;
}

void Mixer::setVolume(double volume)
{
    const std::lock_guard lock(m_mutex);
    m_volume = std::clamp(volume, 0.0, 1.0);
    if (!m_playing) {
        m_volumeNow = m_volume; // nothing to be heard that could click
    }
}

void Mixer::readTake(int index, qint64 from, float* out, qint64 frames)
{
    const Take& take = m_takes.at(index);
    const AudioFormat format = take.file->format();
    const auto gain = float(take.gain);
    if (format.sampleRate == m_rate) {
        m_scratch.resize(size_t(frames * format.channels));
        take.file->read(from, m_scratch.data(), frames);
        toStereo(m_scratch.data(), format.channels, frames, out, gain);
        return;
    }
    const double step = double(format.sampleRate) / m_rate;
    const auto first = qint64(double(from) * step) - 1;
    const qint64 count = qint64(double(frames) * step) + 5;
    m_scratch.resize(size_t(count * format.channels));
    std::vector<float> stereo(size_t(2 * count));
    take.file->read(first, m_scratch.data(), count);
    toStereo(m_scratch.data(), format.channels, count, stereo.data(), gain);
    for (qint64 i = 0; i < frames; ++i) {
        const double at = double(from + i) * step - double(first);
        const auto whole = std::clamp<qint64>(qint64(at), 1, count - 3);
        const auto part = float(at - double(whole));
        for (int side = 0; side < 2; ++side) {
            const auto value = [&](qint64 k) { return stereo[size_t(2 * k + side)]; };
            out[2 * i + side] = between(value(whole - 1), value(whole), value(whole + 1), value(whole + 2), part);
        }
    }
}

/// The next frames of the timeline at normal speed, round the loop as often as they reach its end.
void Mixer::pull(float* out, qint64 frames)
{
    const qint64 end = length();
    while (frames > 0) {
        const bool looping = m_loop && m_position < m_loop->to;
        const qint64 border = looping ? std::min(m_loop->to, end) : end;
        if (looping && m_position >= border) {
            m_position = m_loop->from;
            continue;
        }
        const qint64 left = border - m_position;
        if (left <= 0) {
            std::fill_n(out, size_t(2 * frames), 0.0F);
            return;
        }
        const qint64 run = std::min({frames, left, m_fadeLeft > 0 ? qint64(m_fadeLeft) : frames});
        readTake(m_take, m_position, out, run);
        if (m_fadeLeft > 0 && m_before >= 0) {
            m_other.resize(size_t(2 * run));
            readTake(m_before, m_position, m_other.data(), run);
            for (qint64 i = 0; i < run; ++i) {
                const float share = float(kFade - m_fadeLeft + i) / float(kFade);
                for (int side = 0; side < 2; ++side) {
                    const auto at = size_t(2 * i + side);
                    out[at] = out[at] * share + m_other[at] * (1.0F - share);
                }
            }
            m_fadeLeft -= int(run);
        }
        m_position += run;
        out += 2 * run;
        frames -= run;
        if (looping && m_position >= border) {
            m_position = m_loop->from;
        }
    }
}

void Mixer::render(float* out, qint64 frames)
{
    const std::lock_guard lock(m_mutex);
    const qint64 scrubbing = m_playing ? 0 : m_scrubLeft;
    if (m_takes.isEmpty() || (!m_playing && m_level <= 0.0F && scrubbing <= 0)) {
        std::fill_n(out, size_t(2 * frames), 0.0F);
        m_level = 0;
        return;
    }
    // What rings while it fades after a pause, or is heard while scrubbing, does not move the position.
    const qint64 stay = m_position;
    if (scrubbing > 0) {
        m_position = m_scrubAt;
    }
    if (m_speed == 1.0) {
        pull(out, frames);
    } else {
        m_stretch.render(out, frames, [this](float* to, qint64 count) { pull(to, count); });
    }
    const float step = 1.0F / float(kFade);
    for (qint64 i = 0; i < frames; ++i) {
        const bool rises = m_playing || i + kFade < scrubbing;
        m_level = std::clamp(m_level + (rises ? step : -step), 0.0F, 1.0F);
        m_volumeNow += (m_volume - m_volumeNow) * 0.002;
        const float gain = m_level * float(m_volumeNow);
        out[2 * i] *= gain;
        out[2 * i + 1] *= gain;
    }
    if (scrubbing > frames) {
        m_scrubAt = std::exchange(m_position, stay);
        m_scrubLeft -= frames;
    } else if (!m_playing) {
        m_position = stay;
        m_scrubLeft = 0;
        m_level = 0;
    } else if (!m_loop && m_position >= length()) {
        bool decoding = false;
        for (const Take& take : std::as_const(m_takes)) {
            decoding = decoding || (!take.file->isComplete() && take.file->readyFrames() < take.file->format().frames);
        }
        if (!decoding) {
            m_playing = false;
            m_level = 0;
        }
    }
    measure(out, frames);
}

void Mixer::measure(const float* out, qint64 frames)
{
    for (qint64 i = 0; i < frames; ++i) {
        for (size_t side = 0; side < 2; ++side) {
            const float value = std::abs(out[2 * size_t(i) + side]);
            m_meter.peak[side] = std::max(m_meter.peak[side], value);
            m_power[side] += double(value) * double(value);
        }
    }
    m_metered += frames;
}

MeterReading Mixer::takeMeter()
{
    const std::lock_guard lock(m_mutex);
    MeterReading reading = m_meter;
    for (size_t side = 0; side < 2; ++side) {
        reading.rms[side] = m_metered > 0 ? float(std::sqrt(m_power[side] / double(m_metered))) : 0.0F;
    }
    m_meter = {};
    m_power = {};
    m_metered = 0;
    return reading;
}

} // namespace maquette
