// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/FuzzyMatch.h"

#include <algorithm>

namespace maquette {

namespace {

constexpr int kPerLetter = 1;
constexpr int kWordStart = 8;
constexpr int kTogether = 5;
constexpr int kWhole = 20;     // the typed word stands in the text as it is
constexpr int kLeastApart = 3; // score per letter
constexpr int kMaxLate = 10;   // what a late beginning may cost
constexpr int kWordEnd = 12;   // a word that was typed to its end is meant, however late it stands

QString folded(const QString& text)
{
    QString out;
    const QString apart = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    for (const QChar letter : apart) {
        if (letter.category() != QChar::Mark_NonSpacing) {
            out += letter;
        }
    }
    return out;
}

bool startsWord(const QString& text, qsizetype at)
{
    return at == 0 || !text.at(at - 1).isLetterOrNumber();
}

std::optional<int> wordScore(const QString& word, const QString& text)
{
    if (const qsizetype at = text.indexOf(word); at >= 0) {
        const auto scoreAt = [&](qsizetype place) {
            const bool starts = startsWord(text, place);
            const qsizetype after = place + word.size();
            const bool ends = starts && (after == text.size() || !text.at(after).isLetterOrNumber());
            return (starts ? kWordStart : 0) + (ends ? kWordEnd : 0) - std::min(static_cast<int>(place), kMaxLate);
        };
        int best = scoreAt(at);
        for (qsizetype next = at; next >= 0; next = text.indexOf(word, next + 1)) {
            best = std::max(best, scoreAt(next));
        }
        return kWhole + static_cast<int>(word.size()) * (kPerLetter + kTogether) + best;
    }
    // Letters apart from each other: they have to begin words or stand together to mean anything.
    int score = 0;
    qsizetype from = 0;
    qsizetype last = -2;
    for (const QChar letter : word) {
        qsizetype at = text.indexOf(letter, from);
        if (at < 0) {
            return std::nullopt;
        }
        // The beginning of a later word is what is meant, when the rest still fits from there.
        for (qsizetype next = at; next >= 0 && last + 1 != at; next = text.indexOf(letter, next + 1)) {
            if (startsWord(text, next)) {
                at = next;
                break;
            }
        }
        score += kPerLetter + (at == last + 1 ? kTogether : 0) + (startsWord(text, at) ? kWordStart : 0);
        last = at;
        from = at + 1;
    }
    return score >= kLeastApart * word.size() ? std::optional<int>(score) : std::nullopt;
}

} // namespace

std::optional<int> fuzzyScore(const QString& typed, const QString& text)
{
    const QString where = folded(text);
    int score = 0;
    const QStringList words = folded(typed).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString& word : words) {
        const std::optional<int> part = wordScore(word, where);
        if (!part) {
            return std::nullopt;
        }
        score += *part;
    }
    return score;
}

bool containsWords(const QString& typed, const QString& text)
{
    const QString where = folded(text);
    const QStringList words = folded(typed).split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(), [&where](const QString& word) { return where.contains(word); });
}

} // namespace maquette
