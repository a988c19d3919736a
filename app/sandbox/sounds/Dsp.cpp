// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/sounds/Dsp.h"

#include <algorithm>

namespace maquette::sandbox {

namespace {

// In frames: lengths without common factors, so that the echoes do not gather.
constexpr std::array<int, 8> kCombs{1116, 1188, 1277, 1356, 1422, 1491, 1557, 1617};
constexpr std::array<int, 4> kPasses{556, 441, 341, 225};
constexpr int kSpread = 23; // the right side's lines are longer by this
constexpr float kDamping = 0.28F;

} // namespace

Reverb::Reverb(float seconds)
{
    for (size_t i = 0; i < m_combs.size(); ++i) {
        const int length = kCombs[i % 8] + (i >= 8 ? kSpread : 0);
        m_combs[i].buffer.assign(size_t(length), 0.0F);
        // Falls by 60 dB in the time asked for.
        m_feedback[i] = std::pow(10.0F, -3.0F * float(length) / (seconds * float(kSoundRate)));
    }
    for (size_t i = 0; i < m_passes.size(); ++i) {
        m_passes[i].buffer.assign(size_t(kPasses[i % 4]) + size_t(i >= 4 ? kSpread : 0), 0.0F);
    }
}

void Reverb::process(float inLeft, float inRight, float& left, float& right)
{
    const float in = 0.03F * (inLeft + inRight);
    float out[2] = {0, 0};
    for (size_t i = 0; i < m_combs.size(); ++i) {
        Line& line = m_combs[i];
        const float echo = line.buffer[line.at];
        line.low = echo * (1.0F - kDamping) + line.low * kDamping;
        line.buffer[line.at] = in + line.low * m_feedback[i];
        line.at = line.at + 1 == line.buffer.size() ? 0 : line.at + 1;
        out[i / 8] += echo;
    }
    for (size_t i = 0; i < m_passes.size(); ++i) {
        Line& line = m_passes[i];
        float& through = out[i / 4];
        const float echo = line.buffer[line.at];
        line.buffer[line.at] = through + echo * 0.5F;
        through = echo - through;
        line.at = line.at + 1 == line.buffer.size() ? 0 : line.at + 1;
    }
    left = out[0];
    right = out[1];
}

PingPong::PingPong(double seconds, float feedback)
    : m_left(std::max<size_t>(1, size_t(seconds * kSoundRate)), 0.0F)
    , m_right(m_left.size(), 0.0F)
    , m_feedback(feedback)
{
}

void PingPong::process(float in, float& left, float& right)
{
    left = m_left[m_at];
    right = m_right[m_at];
    m_left[m_at] = in + right * m_feedback;
    m_right[m_at] = left * m_feedback;
    m_at = m_at + 1 == m_left.size() ? 0 : m_at + 1;
}

void Limiter::process(float& left, float& right)
{
    constexpr float kCeiling = 0.95F;
    const float peak = std::max(std::fabs(left), std::fabs(right));
    m_hold = std::max(peak, m_hold * 0.9997F);
    const float wanted = m_hold > kCeiling ? kCeiling / m_hold : 1.0F;
    m_gain += (wanted - m_gain) * (wanted < m_gain ? 0.045F : 0.0006F);
    std::swap(left, m_left[m_at]);
    std::swap(right, m_right[m_at]);
    m_at = m_at + 1 == kAhead ? 0 : m_at + 1;
    left = std::clamp(left * m_gain, -0.97F, 0.97F);
    right = std::clamp(right * m_gain, -0.97F, 0.97F);
}

} // namespace maquette::sandbox
