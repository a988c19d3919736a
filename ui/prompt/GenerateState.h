// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Credits.h"
#include "app/catalog/Check.h"

#include <QString>

#include <optional>

namespace maquette {

/// What decides whether the button can be pressed.
struct GenerateFacts
{
    bool isOpen = false;
    QString toolLabel;            ///< "Generate", "Upscale"
    QString unavailable;          ///< why the operation cannot be used here, empty when it can
    QString problem;              ///< the first thing to mend, as a sentence; empty when the form is complete
    QString mending;              ///< what mending it is called, for a link that leads there; may be empty
    std::optional<Credits> price; ///< of all results; nothing when unknown
    bool balanceKnown = false;
    Credits available;
    bool needsKey = false;
    bool preparing = false; ///< the order waits for what the canvas sends
    bool sending = false;   ///< the last order is still being taken
    bool queuePaused = false;
    int count = 1;
};

/// The words on the button and below it.
struct GenerateState
{
    enum class Action { None, AddKey, Mend };

    bool enabled = false;
    QString left;  ///< on the button: what it does, or why it cannot
    QString right; ///< on the button: the price of all results
    QString note;  ///< below it
    bool noteWarns = false;
    Action action = Action::None;
    QString actionLabel;
    bool operator==(const GenerateState&) const = default;
};

[[nodiscard]] GenerateState generateState(const GenerateFacts& facts);

/// "12 credits", "1 credit", "6.5 credits".
[[nodiscard]] QString creditsText(Credits amount);

} // namespace maquette
