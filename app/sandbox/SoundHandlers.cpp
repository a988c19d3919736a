// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/OperationHandlers.h"
#include "app/sandbox/PracticeMarks.h"
#include "app/sandbox/sounds/Dsp.h"
#include "app/sandbox/sounds/Sound.h"

#include <algorithm>
#include <cmath>

namespace maquette::sandbox {

namespace {

constexpr double kDefaultSeconds = 190;

qint64 framesOf(double seconds)
{
    return std::llround(seconds * kSoundRate);
}

qint64 wantedFrames(const WorkOrder& order)
{
    return framesOf(order.number(QStringLiteral("duration"), kDefaultSeconds));
}

SoundPlan planOf(const WorkOrder& order)
{
    SoundPlan plan = readSoundPrompt(withoutMarks(order.text(QStringLiteral("prompt"))), order.seed);
    // A model with more steps, or one held closer to the prompt, is heard as a little more polish.
    const double guidance = order.number(QStringLiteral("cfg_scale"), 1.0);
    const double steps = order.number(QStringLiteral("steps"), 8.0);
    plan.energy = std::clamp(plan.energy + 0.004 * (guidance - 1.0), 0.0, 1.0);
    plan.brightness = std::clamp(plan.brightness + 0.0008 * (steps - 8.0), 0.0, 1.0);
    return plan;
}

Result<WorkResult> finish(const Sound& sound, const WorkOrder& order)
{
    const QString format = order.text(QStringLiteral("output_format"));
    auto bytes = encodeSound(sound, format);
    if (!bytes) {
        return tl::unexpected(bytes.error());
    }
    return WorkResult{std::move(*bytes), format == QLatin1String("wav") ? "audio/wav" : "audio/mpeg"};
}

Result<WorkResult> textToAudio(const WorkOrder& order)
{
    return finish(playSound(planOf(order), wantedFrames(order), order.seed), order);
}

Result<WorkResult> audioToAudio(const WorkOrder& order)
{
    const auto source = readSound(order.files.value(QStringLiteral("audio")));
    if (!source) {
        return tl::unexpected(source.error());
    }
    return finish(remakeSound(*source, planOf(order), order.number(QStringLiteral("strength"), 1.0),
                              wantedFrames(order), order.seed),
                  order);
}

/// The contract says neither what lies beyond the span of a recording shorter than the duration nor what a span does
/// that begins behind it. Here a span may prolong the recording, and what would be silence is left out.
Result<WorkResult> inpaint(const WorkOrder& order)
{
    auto source = readSound(order.files.value(QStringLiteral("audio")));
    if (!source) {
        return tl::unexpected(source.error());
    }
    const qint64 most = wantedFrames(order);
    if (source->frames() > most) {
        source->resize(most);
    }
    const qint64 from = std::min(framesOf(order.number(QStringLiteral("mask_start"), 30)), source->frames());
    const qint64 to = std::clamp(framesOf(order.number(QStringLiteral("mask_end"), kDefaultSeconds)), from, most);
    if (to - from < kSoundRate / 100) {
        return finish(*source, order);
    }
    return finish(repaintSound(*source, planOf(order), from, to, order.seed), order);
}

} // namespace

void addSoundHandlers(OperationHandlers& handlers)
{
    for (const char* family : {"audio.stable-audio-2.", "audio.stable-audio-3."}) {
        const QString name = QLatin1String(family);
        handlers.add(name + QStringLiteral("text-to-audio"), textToAudio);
        handlers.add(name + QStringLiteral("audio-to-audio"), audioToAudio);
        handlers.add(name + QStringLiteral("inpaint"), inpaint);
    }
}

} // namespace maquette::sandbox
