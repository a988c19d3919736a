// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/GenerateState.h"

#include <QCoreApplication>
#include <QLocale>

namespace maquette {

namespace {

QString words(const char* text)
{
    return QCoreApplication::translate("GenerateState", text);
}

/// Why it cannot be pressed, the most basic reason first.
QString obstacle(const GenerateFacts& facts)
{
    if (!facts.isOpen) {
        return words("Opening the library…");
    }
    if (!facts.unavailable.isEmpty()) {
        return facts.unavailable;
    }
    if (facts.needsKey) {
        return words("No key for this provider");
    }
    if (!facts.problem.isEmpty()) {
        return facts.problem;
    }
    if (!facts.price) {
        return words("No price is known for this");
    }
    if (facts.balanceKnown && facts.available < *facts.price) {
        return words("%1 missing").arg(creditsText(*facts.price - facts.available));
    }
    if (facts.preparing) {
        return words("Preparing the picture…");
    }
    return facts.sending ? words("Queueing…") : QString();
}

QString moreText(const GenerateFacts& facts)
{
    if (!facts.price || facts.price->milli <= 0) {
        return {};
    }
    if (!facts.balanceKnown) {
        return words("Balance not read yet");
    }
    const qint64 times = qMax<qint64>(0, facts.available.milli) / facts.price->milli;
    return words("about %1 more at these settings").arg(QLocale().toString(times));
}

} // namespace

QString creditsText(Credits amount)
{
    return amount == Credits::whole(1) ? words("1 credit") : words("%1 credits").arg(amount.toDisplay());
}

GenerateState generateState(const GenerateFacts& facts)
{
    GenerateState state;
    state.right = facts.price ? creditsText(*facts.price) : QString();
    const QString why = obstacle(facts);
    state.enabled = why.isEmpty();
    state.left = state.enabled
                     ? (facts.count > 1 ? words("%1 %2").arg(facts.toolLabel).arg(facts.count) : facts.toolLabel)
                     : why;
    state.note = facts.isOpen && facts.unavailable.isEmpty() ? moreText(facts) : QString();
    if (facts.isOpen && facts.needsKey && facts.unavailable.isEmpty()) {
        state.action = GenerateState::Action::AddKey;
        state.actionLabel = words("Add a key…");
        state.note.clear();
    } else if (!state.enabled && why == facts.problem && !facts.mending.isEmpty()) {
        state.action = GenerateState::Action::Mend;
        state.actionLabel = facts.mending;
    } else if (facts.queuePaused && state.enabled) {
        state.note = words("The queue is paused: it waits until you resume it");
        state.noteWarns = true;
    }
    return state;
}

} // namespace maquette
