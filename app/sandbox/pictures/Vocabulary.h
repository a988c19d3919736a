// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Colour.h"

#include <QString>

#include <optional>

namespace maquette::sandbox {

enum class Topic { Place, Form, Time, Weather, Season, Mood, Thing, Colour, Count, Not };

/// What one word means to the painter.
struct Meaning
{
    Topic topic;
    int value; ///< the topic's enumerator; for Colour 0xRRGGBB; for Count a number
    bool plural = false;
};

/// Looks up a lower-case word or phrase (parts joined by '_'), also in its plural and adjective forms.
[[nodiscard]] std::optional<Meaning> meaningOf(const QString& word);

} // namespace maquette::sandbox
