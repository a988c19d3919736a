// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Redaction.h"

#include <QRegularExpression>

namespace maquette {

QString redacted(const QString& text, const QStringList& secrets)
{
    QString clean = text;
    for (const QString& secret : secrets) {
        if (secret.size() >= 4) {
            clean.replace(secret, QStringLiteral("[key]"));
        }
    }
    static const QRegularExpression keyLike(QStringLiteral("\\bsk-[A-Za-z0-9_\\-]{3,}"));
    clean.replace(keyLike, QStringLiteral("[key]"));
    return clean;
}

} // namespace maquette
