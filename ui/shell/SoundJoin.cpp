// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/SoundJoin.h"

#include "app/catalog/Check.h"
#include "app/studio/Studio.h"
#include "ui/audio/SoundBench.h"
#include "ui/prompt/PromptPanel.h"

#include <QScopedValueRollback>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

const ParamSpec* spanEdge(const Operation& operation, bool from)
{
    return operation.paramByRole(from ? QStringLiteral("span-from") : QStringLiteral("span-to"));
}

const InputSpec* recording(const Operation& operation)
{
    const auto found = std::find_if(operation.inputs.begin(), operation.inputs.end(),
                                    [](const InputSpec& input) { return input.kind == MediaKind::Audio; });
    return found == operation.inputs.end() ? nullptr : &*found;
}

/// Hundredths of a second: what the form shows.
double rounded(double seconds)
{
    return std::round(seconds * 100) / 100;
}

} // namespace

SoundJoin::SoundJoin(Studio& studio, PromptPanel& prompt, SoundBench& bench, QObject* parent)
    : QObject(parent)
    , m_studio(studio)
    , m_prompt(prompt)
    , m_bench(bench)
{
    connect(&bench, &SoundBench::spanChanged, this, &SoundJoin::takeSpan);
    connect(&bench, &SoundBench::itemShown, this, [this] { follow(false); });
    connect(&bench.session(), &SoundSession::analysed, this, [this] { follow(false); });
    connect(&prompt, &PromptPanel::operationChanged, this, &SoundJoin::enter);
    connect(&prompt, &PromptPanel::formChanged, this, [this] { follow(false); });
}

const Operation* SoundJoin::operation() const
{
    return m_studio.catalogue().find(m_prompt.operation());
}

void SoundJoin::takeSpan(double from, double to)
{
    const Operation* const wanted = operation();
    if (m_telling || !wanted || to <= from || !spanEdge(*wanted, true) || !spanEdge(*wanted, false)) {
        return;
    }
    const QScopedValueRollback telling(m_telling, true);
    // What is marked is a stretch of what is heard: another recording in the well would be changed in its place.
    QHash<QString, AssetId> inputs;
    if (const InputSpec* const input = recording(*wanted); input != nullptr && m_bench.session().now() != nullptr) {
        inputs.insert(input->role, m_bench.session().now()->item.asset.id);
    }
    m_prompt.fillIn({{spanEdge(*wanted, true)->name, rounded(from)}, {spanEdge(*wanted, false)->name, rounded(to)}},
                    inputs);
}

void SoundJoin::enter()
{
    follow(m_bench.session().span().has_value());
}

void SoundJoin::follow(bool markedWins)
{
    const Operation* const wanted = operation();
    SoundSession& session = m_bench.session();
    const SoundTake* const heard = session.now();
    if (m_telling || !wanted || heard == nullptr || m_bench.isHidden()) {
        return;
    }
    const QScopedValueRollback telling(m_telling, true);
    const InputSpec* const input = recording(*wanted);
    const ParamSpec* const from = spanEdge(*wanted, true);
    const ParamSpec* const to = spanEdge(*wanted, false);
    const AssetId chosen = input != nullptr ? m_prompt.chosenInput(input->role) : AssetId();
    // A stretch is repaired in the take that is heard, not in the one that was heard before.
    const bool otherTake = from && to && session.indexOf(chosen) >= 0;
    if (input != nullptr && (chosen.isEmpty() || otherTake) && chosen != heard->item.asset.id) {
        m_prompt.fillIn({}, {{input->role, heard->item.asset.id}});
    }
    if (input == nullptr || !heard->file || m_prompt.chosenInput(input->role) != heard->item.asset.id) {
        return;
    }
    followLength(*wanted, *heard);
    if (!from || !to) {
        return;
    }
    const double rate = session.sampleRate();
    if (markedWins) {
        m_prompt.fillIn({{from->name, rounded(double(session.span()->from) / rate)},
                         {to->name, rounded(double(session.span()->to) / rate)}});
        return;
    }
    const QJsonObject values = m_prompt.currentRequest().values;
    if (!values.contains(from->name) && !values.contains(to->name)) {
        return;
    }
    const double start = effectiveValue(*wanted, values, from->name).toDouble();
    const double end = effectiveValue(*wanted, values, to->name).toDouble();
    const auto span = session.span();
    const bool same = span && rounded(double(span->from) / rate) == rounded(start) &&
                      rounded(double(span->to) / rate) == rounded(std::min(end, double(session.frames()) / rate));
    if (!same && end > start) {
        session.setSpan(LoopSpan{qint64(start * rate), qint64(end * rate)});
    }
}

/// Once for each recording, so that a length can be chosen and be reset.
void SoundJoin::followLength(const Operation& operation, const SoundTake& recording)
{
    const ParamSpec* const length = operation.param(QStringLiteral("duration"));
    const QString now = operation.id + QLatin1Char(' ') + recording.item.asset.id.sha256;
    const double seconds = recording.file->format().seconds();
    if (!length || now == m_lengthOf || seconds <= 0) {
        return;
    }
    m_lengthOf = now;
    const QJsonValue given = m_prompt.currentRequest().values.value(length->name);
    if (given.isUndefined() || given.toDouble() == m_length) {
        const Bounds bounds = length->bounds;
        m_length = std::clamp(rounded(seconds), bounds.min.value_or(0), bounds.max.value_or(seconds));
        m_prompt.fillIn({{length->name, m_length}});
    }
}

} // namespace maquette
