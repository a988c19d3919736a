// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/SpecReader.h"

#include <cmath>

namespace maquette {

namespace {

using Need = JsonReader::Need;

/// Beyond this a price is a slip of the keyboard.
constexpr double kDearest = 1'000'000.0;

Credits readAmount(JsonReader* reader, const QString& place, const QJsonValue& value)
{
    if (!value.isDouble()) {
        reader->failAt(place, QStringLiteral("must be a number, not %1").arg(jsonKind(value)));
        return {};
    }
    const double amount = value.toDouble();
    if (!(amount >= 0.0 && amount <= kDearest)) {
        reader->failAt(place, QStringLiteral("must be between 0 and %1 credits").arg(kDearest, 0, 'f', 0));
        return {};
    }
    // Money is kept in thousandths: a finer price would be rounded behind the user's back.
    if (std::fabs(amount * 1000.0 - std::round(amount * 1000.0)) > 1e-6) {
        reader->failAt(place, QStringLiteral("must not have more than three decimals"));
        return {};
    }
    const auto credits = Credits::fromNumber(amount);
    return credits ? *credits : Credits{};
}

/// A number, or {"base": 17, "perUnit": {"steps": 0.06}}.
PriceFormula readFormula(JsonReader* parent, const QString& place, const QJsonValue& value)
{
    PriceFormula formula;
    if (!value.isObject()) {
        formula.base = readAmount(parent, place, value);
        return formula;
    }
    JsonReader reader(value.toObject(), place, parent->problem());
    const QString base = QStringLiteral("base");
    formula.base = readAmount(&reader, reader.placeOf(base), reader.any(base));
    const QString perUnit = QStringLiteral("perUnit");
    const QJsonObject units = reader.object(perUnit);
    for (auto it = units.constBegin(); it != units.constEnd(); ++it) {
        const QString unitPlace = reader.placeOf(perUnit) + QLatin1Char('.') + it.key();
        formula.perUnit.insert(it.key(), readAmount(&reader, unitPlace, it.value()));
    }
    reader.refuseUnknown();
    return formula;
}

} // namespace

Price readPrice(const QJsonObject& json, const QString& place, std::optional<SchemaProblem>* problem)
{
    JsonReader reader(json, place, problem);
    const QString creditsMember = QStringLiteral("credits");
    const QString dateMember = QStringLiteral("asOf");
    Price price;
    price.variantBy = reader.text(QStringLiteral("variantBy"));
    if (!reader.has(creditsMember)) {
        reader.fail(creditsMember, QStringLiteral("is missing"));
    } else if (price.variantBy.isEmpty()) {
        price.formulas.insert(QString(),
                              readFormula(&reader, reader.placeOf(creditsMember), reader.any(creditsMember)));
    } else {
        const QJsonObject variants = reader.object(creditsMember);
        for (auto it = variants.constBegin(); it != variants.constEnd(); ++it) {
            const QString variantPlace = QStringLiteral("%1[\"%2\"]").arg(reader.placeOf(creditsMember), it.key());
            price.formulas.insert(it.key(), readFormula(&reader, variantPlace, it.value()));
        }
    }
    if (!reader.has(dateMember)) {
        reader.fail(dateMember,
                    QStringLiteral(
                        "is missing: a price needs the date of its price list, here or as priceListDate of the file"));
    }
    const QString date = reader.text(dateMember);
    price.asOf = QDate::fromString(date, QStringLiteral("yyyy-MM-dd"));
    if (!price.asOf.isValid()) {
        reader.fail(dateMember, QStringLiteral("“%1” is not a date like 2025-08-01").arg(date));
    }
    reader.refuseUnknown();
    return price;
}

} // namespace maquette
