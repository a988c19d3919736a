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
    if (!from || !to || !heard->file || m_prompt.chosenInput(input->role) != heard->item.asset.id) {
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

} // namespace maquette
