// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/prompt/PromptWeight.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

constexpr int kOne = 100; // weights are counted in hundredths
constexpr int kStep = 10;

/// A run of words and the weight it has.
struct Span
{
    int start = 0; ///< of all that is replaced, brackets included
    int end = 0;
    int wordsStart = 0;
    int wordsEnd = 0;
    int weight = kOne;
};

/// "(words:0.8)" when the text from \a open to the bracket that closes it has that form.
std::optional<Span> weightedAt(const QString& prompt, int open)
{
    int depth = 0;
    for (int i = open; i < prompt.size(); ++i) {
        if (prompt.at(i) == QLatin1Char('(')) {
            ++depth;
        } else if (prompt.at(i) == QLatin1Char(')') && --depth == 0) {
            static const QRegularExpression form(QStringLiteral(R"(^\((.+):\s*(\d{0,3}(?:\.\d{1,6})?)\s*\)$)"),
                                                 QRegularExpression::DotMatchesEverythingOption);
            const QRegularExpressionMatch match = form.match(prompt.mid(open, i + 1 - open));
            bool isNumber = false;
            const double weight = match.captured(2).toDouble(&isNumber);
            if (!match.hasMatch() || !isNumber) {
                return std::nullopt;
            }
            return Span{open, i + 1, open + 1, open + 1 + int(match.capturedLength(1)),
                        int(std::lround(weight * kOne))};
        }
    }
    return std::nullopt;
}

/// The innermost weighted brackets that hold all from \a from to \a to.
std::optional<Span> enclosing(const QString& prompt, int from, int to)
{
    for (int i = std::min(from, int(prompt.size()) - 1); i >= 0; --i) {
        if (prompt.at(i) != QLatin1Char('(')) {
            continue;
        }
        const std::optional<Span> span = weightedAt(prompt, i);
        if (span && span->end >= to && span->end >= from) {
            return span;
        }
    }
    return std::nullopt;
}

bool isWordPart(QChar c)
{
    return c.isLetterOrNumber() || c.isMark() || c == QLatin1Char('-') || c == QLatin1Char('\'') ||
           c == QLatin1Char('_');
}

Span plain(const QString& prompt, int from, int to)
{
    if (from == to) {
        while (from > 0 && isWordPart(prompt.at(from - 1))) {
            --from;
        }
        while (to < prompt.size() && isWordPart(prompt.at(to))) {
            ++to;
        }
    } else {
        while (from < to && prompt.at(from).isSpace()) {
            ++from;
        }
        while (to > from && prompt.at(to - 1).isSpace()) {
            --to;
        }
    }
    return {from, to, from, to, kOne};
}

} // namespace

std::optional<WeightEdit> changedWeight(const QString& prompt, int from, int to, int steps)
{
    from = std::clamp(from, 0, int(prompt.size()));
    to = std::clamp(to, from, int(prompt.size()));
    const Span span = enclosing(prompt, from, to).value_or(plain(prompt, from, to));
    const QString words = prompt.mid(span.wordsStart, span.wordsEnd - span.wordsStart);
    const int weight = std::clamp(span.weight + steps * kStep, 0, kOne);
    if (words.trimmed().isEmpty() || weight == span.weight) {
        return std::nullopt;
    }
    if (weight == kOne) {
        return WeightEdit{span.start, span.end - span.start, words, span.start, int(words.size())};
    }
    const QString number = QString::number(weight / double(kOne), 'g', 3);
    const QString text = QStringLiteral("(%1:%2)").arg(words, number);
    return WeightEdit{span.start, span.end - span.start, text, span.start + 1, int(words.size())};
}

} // namespace maquette
