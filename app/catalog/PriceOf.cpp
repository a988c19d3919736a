// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/Check.h"

#include <cmath>

namespace maquette {

namespace {

/// The amount for \a name units. A value the operation would refuse has no price: what cannot be ordered must not look
/// cheap.
Result<Credits> amountFor(const Operation& operation, const QJsonObject& values, const QString& name, Credits perUnit)
{
    const ParamSpec* param = operation.param(name);
    const QJsonValue value = effectiveValue(operation, values, name);
    if (param == nullptr || !value.isDouble() || !std::isfinite(value.toDouble())) {
        return failure(ErrorKind::InvalidInput,
                       QStringLiteral("the price depends on %1, which is not a number").arg(name), name);
    }
    const double units = value.toDouble();
    const Bounds bounds = effectiveBounds(operation, *param, values);
    if ((bounds.min && units < *bounds.min) || (bounds.max && units > *bounds.max)) {
        return failure(ErrorKind::InvalidInput,
                       QStringLiteral("the price depends on %1, which is out of range").arg(name), name);
    }
    return Credits::fromMilli(std::llround(double(perUnit.milli) * units));
}

} // namespace

Result<Credits> priceOf(const Operation& operation, const QJsonObject& values)
{
    const Price& price = operation.price;
    const QString variant =
        price.variantBy.isEmpty() ? QString() : effectiveValue(operation, values, price.variantBy).toString();
    const auto formula = price.formulas.constFind(variant);
    if (formula == price.formulas.cend()) {
        return failure(ErrorKind::InvalidInput,
                       QStringLiteral("there is no price for %1 \"%2\"").arg(price.variantBy, variant),
                       price.variantBy);
    }
    Credits total = formula->base;
    for (auto it = formula->perUnit.cbegin(); it != formula->perUnit.cend(); ++it) {
        auto amount = amountFor(operation, values, it.key(), it.value());
        if (!amount) {
            return amount;
        }
        total += *amount;
    }
    return total;
}

} // namespace maquette
