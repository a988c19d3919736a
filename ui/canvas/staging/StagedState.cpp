// SPDX-License-Identifier: GPL-3.0-or-later
// What CanvasStaging tells of the current result, and why it cannot be accepted.
#include "ui/canvas/staging/CanvasStaging.h"

namespace maquette {

StagingState CanvasStaging::state() const
{
    StagingState state;
    state.index = m_results.currentIndex();
    state.count = m_results.count();
    state.running = m_results.running();
    state.failed = m_results.failed();
    if (const auto current = m_results.current()) {
        state.filtered = current->filtered;
        state.kept = current->kept;
        const bool broken = m_pictures.error(keyOf(*current)).has_value();
        if (m_saving) {
            state.busy = tr("Keeping it in the library …");
        } else if (!placed() && !broken) {
            state.busy = tr("Putting it in place …");
        } else if (m_mixTask) {
            state.busy = tr("Comparing every pixel …");
        }
        state.proof = proof();
    }
    return state;
}

StagingProof CanvasStaging::proof() const
{
    const auto current = m_results.current();
    if (current) {
        if (const auto error = m_pictures.error(keyOf(*current))) {
            return {tr("It cannot be put in place"), problemText(*error).sentence(), StagingProof::Tone::Warn};
        }
    }
    const auto now = placed();
    if (!now) {
        return {};
    }
    if (!m_mix) {
        return proofOf(*now);
    }
    PlacedResult mixed = *now;
    mixed.inside = m_mix->inside;
    mixed.outside = m_mix->outside;
    return proofOf(mixed);
}

QString CanvasStaging::discardReason() const
{
    if (m_results.count() == 0 && m_results.failed() == 0) {
        return tr("No result is on the canvas.");
    }
    return m_saving ? tr("It is being kept at the moment.") : QString();
}

QString CanvasStaging::acceptReason() const
{
    const auto current = m_results.current();
    if (!current) {
        return tr("No result is on the canvas.");
    }
    if (m_saving) {
        return tr("It is being kept at the moment.");
    }
    if (const auto error = m_pictures.error(keyOf(*current))) {
        return problemText(*error).sentence();
    }
    const auto now = placed();
    if (!now) {
        return tr("It is still being put in place.");
    }
    if (m_mixTask) {
        return tr("What was brushed is still being compared.");
    }
    if (m_mix && m_mix->outside != 0) {
        PlacedResult mixed = *now;
        mixed.outside = m_mix->outside;
        return refusalOf(mixed);
    }
    return refusalOf(*now);
}

ErrorText CanvasStaging::problemText(const Error& error) const
{
    ErrorText text = errorText(error, ErrorCost::Nothing);
    if (error.kind == ErrorKind::InvalidInput && !error.detail.isEmpty()) {
        text.what = error.detail;
    }
    text.cost = tr("The result is safe in the library.");
    if (text.action != ErrorAction::FreeSpace) {
        text.action = ErrorAction::None; // the bar has its own buttons for doing it again
    }
    return text;
}

} // namespace maquette
