// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace maquette {

/// One replacement in a prompt: \a length characters from \a start become \a text; afterwards \a selectLength
/// characters from \a selectStart are what the weight belongs to.
struct WeightEdit
{
    int start = 0;
    int length = 0;
    QString text;
    int selectStart = 0;
    int selectLength = 0;
    bool operator==(const WeightEdit&) const = default;
};

/// Raises (\a steps > 0) or lowers the weight of the selected words, or of the word at \a from when nothing is
/// selected, by 0.1 a step: "lake" becomes "(lake:0.9)". The provider takes weights from 0 to 1, so it stays in there;
/// at 1 the brackets go. Nothing when there is no word or the weight is at its end already.
[[nodiscard]] std::optional<WeightEdit> changedWeight(const QString& prompt, int from, int to, int steps);

} // namespace maquette
