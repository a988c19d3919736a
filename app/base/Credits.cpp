// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Credits.h"

#include <QRegularExpression>

#include <cmath>

namespace maquette {

Result<Credits> Credits::fromNumber(double value)
{
    if (!std::isfinite(value) || std::fabs(value) > 1e12) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("not an amount of credits"));
    }
    return Credits{std::llround(value * 1000.0)};
}

Result<Credits> Credits::parse(const QString& text)
{
    static const QRegularExpression form(QStringLiteral("^(-?)([0-9]{1,12})(?:\\.([0-9]{1,3})0*)?$"));
    const auto match = form.match(text.trimmed());
    if (!match.hasMatch()) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("not an amount of credits: %1").arg(text));
    }
    qint64 milli = match.captured(2).toLongLong() * 1000;
    milli += match.captured(3).leftJustified(3, QLatin1Char('0')).toLongLong();
    return Credits{match.captured(1).isEmpty() ? milli : -milli};
}

namespace {
QString fraction(qint64 milli)
{
    const qint64 rest = std::llabs(milli) % 1000;
    if (rest == 0) {
        return {};
    }
    QString digits = QString::number(rest).rightJustified(3, QLatin1Char('0'));
    while (digits.endsWith(QLatin1Char('0'))) {
        digits.chop(1);
    }
    return QLatin1Char('.') + digits;
}
} // namespace

QString Credits::toPlain() const
{
    const QString sign = milli < 0 ? QStringLiteral("-") : QString();
    return sign + QString::number(std::llabs(milli) / 1000) + fraction(milli);
}

QString Credits::toDisplay() const
{
    QString whole = QString::number(std::llabs(milli) / 1000);
    for (qsizetype at = whole.size() - 3; at > 0; at -= 3) {
        whole.insert(at, QChar(0x202F));
    }
    const QString sign = milli < 0 ? QString(QChar(0x2212)) : QString();
    return sign + whole + fraction(milli);
}

} // namespace maquette
