// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/pictures/PromptTokens.h"

#include <QSet>
#include <QStringList>

namespace maquette::sandbox {

namespace {

/// Replaces "(blue:0.3)" by the plain word and remembers the weight of every word inside.
class Tokens
{
public:
    explicit Tokens(const QString& prompt)
    {
        for (qsizetype i = 0; i < prompt.size(); ++i)
            i = take(prompt, i);
        flush(false);
    }
    std::vector<Word> words;

private:
    qsizetype take(const QString& prompt, qsizetype i)
    {
        const QChar c = prompt.at(i);
        if (c == QLatin1Char('(') || c == QLatin1Char('[')) {
            flush(false);
            m_open.push_back({words.size(), c == QLatin1Char('(') ? 1.1 : 0.9});
        } else if (c == QLatin1Char(':') && !m_open.empty()) {
            qsizetype end = i + 1;
            while (end < prompt.size() && (prompt.at(end).isDigit() || prompt.at(end) == QLatin1Char('.') ||
                                           prompt.at(end) == QLatin1Char(' ')))
                ++end;
            bool ok = false;
            const double given = prompt.mid(i + 1, end - i - 1).trimmed().toDouble(&ok);
            if (ok)
                m_open.back().factor = given;
            return end - 1;
        } else if (c == QLatin1Char(')') || c == QLatin1Char(']')) {
            flush(false);
            close();
        } else if (c.isLetterOrNumber() || ((c == QLatin1Char('-') || c == QLatin1Char('\'')) && !m_text.isEmpty())) {
            m_text += c.toLower();
        } else {
            flush(c == QLatin1Char(',') || c == QLatin1Char('.') || c == QLatin1Char(';') || c == QLatin1Char('\n'));
        }
        return i;
    }
    void flush(bool endsClause)
    {
        if (!m_text.isEmpty())
            words.push_back({m_text, 1.0, false});
        m_text.clear();
        if (endsClause && !words.empty())
            words.back().endsClause = true;
    }
    void close()
    {
        if (m_open.empty())
            return;
        for (size_t k = m_open.back().first; k < words.size(); ++k)
            words[k].weight *= m_open.back().factor;
        m_open.pop_back();
    }
    struct Bracket
    {
        size_t first;
        double factor;
    };
    QString m_text;
    std::vector<Bracket> m_open;
};

} // namespace

std::vector<Word> wordsOf(const QString& prompt)
{
    return Tokens(prompt).words;
}

bool isFiller(const QString& w)
{
    static const QSet<QString> fillers{QStringLiteral("a"),   QStringLiteral("an"), QStringLiteral("the"),
                                       QStringLiteral("and"), QStringLiteral("of"), QStringLiteral("any")};
    return fillers.contains(w);
}

std::vector<Understood> understand(const std::vector<Word>& words)
{
    std::vector<Understood> out;
    for (size_t i = 0; i < words.size();) {
        size_t used = 0;
        for (size_t n = std::min<size_t>(3, words.size() - i); n >= 1 && used == 0; --n) {
            QString phrase = words[i].text;
            for (size_t k = 1; k < n; ++k)
                phrase += QLatin1Char('_') + words[i + k].text;
            if (const auto m = meaningOf(phrase)) {
                out.push_back({*m, words[i].weight, words[i + n - 1].endsClause, phrase});
                used = n;
            }
        }
        if (used == 0) {
            const qsizetype dash = words[i].text.indexOf(QLatin1Char('-'));
            if (dash > 0) { // "blue-eyed", "sun-drenched"
                for (const QString& part : words[i].text.split(QLatin1Char('-'), Qt::SkipEmptyParts))
                    if (const auto m = meaningOf(part))
                        out.push_back({*m, words[i].weight, false, part});
            }
            if (words[i].endsClause && !out.empty())
                out.back().endsClause = true;
            used = 1;
        }
        i += used;
    }
    return out;
}

} // namespace maquette::sandbox
