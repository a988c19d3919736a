// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace maquette {

/// How well \a typed fits \a text, higher is better; nothing when its letters do not all occur in order, or only far
/// apart. Every word typed (separated by blanks) must fit; letters at the beginnings of words and side by side count
/// more. Case and accents do not matter. An empty \a typed fits everything equally.
[[nodiscard]] std::optional<int> fuzzyScore(const QString& typed, const QString& text);

/// Whether every word typed stands somewhere in \a text.
[[nodiscard]] bool containsWords(const QString& typed, const QString& text);

} // namespace maquette
