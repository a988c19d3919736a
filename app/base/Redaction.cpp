// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Redaction.h"

#include <QRegularExpression>

#include <algorithm>
#include <utility>

namespace maquette {

QString redacted(const QString& text, const QStringList& secrets)
{
    QString clean = text;
    // The longest first: a secret that begins like another must not leave its end behind.
    QStringList ordered = secrets;
    std::sort(ordered.begin(), ordered.end(), [](const QString& a, const QString& b) { return a.size() > b.size(); });
    for (const QString& secret : std::as_const(ordered)) {
        if (secret.size() >= 4) {
            clean.replace(secret, QStringLiteral("[key]"), Qt::CaseInsensitive);
        }
    }
    // At the beginning of a word a few characters are enough; behind a letter ("\\nsk-", "%20sk-") only a long run is a
    // key, for "task-list" is none. Stars, dots and the ellipsis are how services shorten a key they repeat.
    static const QRegularExpression keyLike(
        QStringLiteral("(?:\\bsk-(?=[A-Za-z0-9_*\\-.\\x{2026}]{3})|sk-(?=[A-Za-z0-9_\\-]{16}))"
                       "(?:[A-Za-z0-9_*\\-\\x{2026}]|\\.+(?=[A-Za-z0-9_*\\-]))+"),
        QRegularExpression::CaseInsensitiveOption);
    clean.replace(keyLike, QStringLiteral("[key]"));
    return clean;
}

} // namespace maquette
