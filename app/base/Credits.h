// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QMetaType>
#include <QString>

#include <compare>

namespace maquette {

/// An amount of the provider's unit, in whole thousandths. Never a floating point number.
struct Credits
{
    qint64 milli = 0;

    [[nodiscard]] static constexpr Credits fromMilli(qint64 value) { return Credits{value}; }
    [[nodiscard]] static constexpr Credits whole(qint64 value) { return Credits{value * 1000}; }
    /// A number from JSON. Errors: InvalidInput when it is not finite or exceeds 1e12. Digits past the
    /// thousandth are rounded half away from zero.
    [[nodiscard]] static Result<Credits> fromNumber(double value);
    /// A decimal with a dot, such as "6.5". Errors: InvalidInput.
    [[nodiscard]] static Result<Credits> parse(const QString& text);

    /// "6.5", "1234.5", "-0.25": a dot, no grouping, no trailing zeros. For JSON, CSV and logs.
    [[nodiscard]] QString toPlain() const;
    /// "1 234.5" grouped by narrow no-break spaces. For windows.
    [[nodiscard]] QString toDisplay() const;

    constexpr auto operator<=>(const Credits&) const = default;
    constexpr Credits operator-() const { return {-milli}; }
    constexpr Credits& operator+=(Credits other)
    {
        milli += other.milli;
        return *this;
    }
    constexpr Credits& operator-=(Credits other)
    {
        milli -= other.milli;
        return *this;
    }
    friend constexpr Credits operator+(Credits a, Credits b) { return {a.milli + b.milli}; }
    friend constexpr Credits operator-(Credits a, Credits b) { return {a.milli - b.milli}; }
    friend constexpr Credits operator*(Credits a, qint64 n) { return {a.milli * n}; }
};

} // namespace maquette

Q_DECLARE_METATYPE(maquette::Credits)
