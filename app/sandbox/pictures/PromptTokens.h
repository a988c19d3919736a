// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sandbox/pictures/Vocabulary.h"

#include <vector>

namespace maquette::sandbox {

/// A word of a prompt with the weight its brackets give it.
struct Word
{
    QString text;
    double weight = 1.0;
    bool endsClause = false;
};

/// A word or phrase the painter knows.
struct Understood
{
    Meaning meaning;
    double weight;
    bool endsClause;
    QString text;
};

/// Splits a prompt; "(blue:0.3)", "((blue))" and "[blue]" become plain words with weights.
[[nodiscard]] std::vector<Word> wordsOf(const QString& prompt);
/// Words with a known meaning in order, the longest phrase first ("hot air balloon" before "hot").
[[nodiscard]] std::vector<Understood> understand(const std::vector<Word>& words);
/// Small words that carry no meaning of their own ("a", "the").
[[nodiscard]] bool isFiller(const QString& word);

} // namespace maquette::sandbox
