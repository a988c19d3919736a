// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/PracticeMarks.h"

#include <QRegularExpression>

namespace maquette::sandbox {

PracticeMarks marksIn(const QString& prompt)
{
    const auto has = [&prompt](QLatin1String mark) { return prompt.contains(mark, Qt::CaseInsensitive); };
    return {has(QLatin1String("[moderate]")), has(QLatin1String("[filter]")), has(QLatin1String("[language]")),
            has(QLatin1String("[fail]")), has(QLatin1String("[slow]"))};
}

QString withoutMarks(const QString& prompt)
{
    static const QRegularExpression marks(QStringLiteral("\\s*\\[(moderate|filter|language|fail|slow)\\]"),
                                          QRegularExpression::CaseInsensitiveOption);
    return QString(prompt).remove(marks).trimmed();
}

bool isForeignScript(const QString& prompt)
{
    qsizetype letters = 0;
    qsizetype foreign = 0;
    for (const char32_t point : prompt.toUcs4()) {
        if (!QChar::isLetter(point)) {
            continue;
        }
        ++letters;
        if (QChar::script(point) != QChar::Script_Latin) {
            ++foreign;
        }
    }
    return letters > 0 && foreign * 2 > letters;
}

} // namespace maquette::sandbox
