// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/SpecReader.h"

#include <algorithm>

namespace maquette {

namespace {

class ReferenceCheck
{
public:
    ReferenceCheck(const Operation& operation, const Places& places, std::optional<SchemaProblem>* problem)
        : m_operation(operation)
        , m_places(places)
        , m_problem(problem)
    {
    }

    void run()
    {
        for (const ParamSpec& param : m_operation.params) {
            const QString place = m_places.fields.value(param.name);
            conditions(param.name, param.requiredWhen, param.allowedWhen, place);
            variantBounds(param, place);
        }
        for (const InputSpec& input : m_operation.inputs) {
            conditions(input.role, input.requiredWhen, input.allowedWhen, m_places.fields.value(input.role));
        }
        for (qsizetype at = 0; at < m_operation.rules.size(); ++at) {
            rule(m_operation.rules.at(at), QStringLiteral("%1.rules[%2].names").arg(m_places.operation).arg(at));
        }
        price(m_places.operation + QStringLiteral(".price"));
    }

private:
    void fail(const QString& place, const QString& reason)
    {
        if (!m_problem->has_value()) {
            *m_problem = SchemaProblem{place, reason};
        }
    }

    static bool hasChoice(const ParamSpec& param, const QString& value)
    {
        return std::any_of(param.choices.cbegin(), param.choices.cend(),
                           [&](const Choice& choice) { return choice.value == value; });
    }

    void known(const QString& name, const QString& place)
    {
        if (m_operation.param(name) == nullptr && m_operation.input(name) == nullptr) {
            fail(place, QStringLiteral("the operation has no parameter or input “%1”").arg(name));
        }
    }

    /// The named parameter, after a problem when it does not exist or is not a choice.
    const ParamSpec* choiceParam(const QString& name, const QString& place)
    {
        const ParamSpec* param = m_operation.param(name);
        if (param == nullptr) {
            fail(place, QStringLiteral("the operation has no parameter “%1”").arg(name));
        } else if (param->type != ParamType::Choice) {
            fail(place, QStringLiteral("“%1” is not a choice").arg(name));
            return nullptr;
        }
        return param;
    }

    const ParamSpec* numericParam(const QString& name, const QString& place)
    {
        const ParamSpec* param = m_operation.param(name);
        if (param == nullptr) {
            fail(place, QStringLiteral("the operation has no parameter “%1”").arg(name));
        } else if (param->type != ParamType::Integer && param->type != ParamType::Number) {
            fail(place, QStringLiteral("“%1” is not a number").arg(name));
            return nullptr;
        }
        return param;
    }

    void conditions(const QString& owner, const std::optional<Condition>& required,
                    const std::optional<Condition>& allowed, const QString& place)
    {
        if (required) {
            condition(owner, *required, place + QStringLiteral(".requiredWhen"));
        }
        if (allowed) {
            condition(owner, *allowed, place + QStringLiteral(".allowedWhen"));
        }
    }

    void condition(const QString& owner, const Condition& condition, const QString& place)
    {
        conditionName(owner, condition.name, condition.values, place + QStringLiteral(".name"), place);
        for (qsizetype at = 0; at < condition.alternatives.size(); ++at) {
            conditionName(owner, condition.alternatives.at(at), condition.values,
                          QStringLiteral("%1.alternatives[%2]").arg(place).arg(at), place);
        }
    }

    void conditionName(const QString& owner, const QString& name, const QStringList& values, const QString& namePlace,
                       const QString& place)
    {
        known(name, namePlace);
        if (name == owner) {
            fail(namePlace, QStringLiteral("a field cannot depend on itself"));
        }
        if (values.isEmpty()) {
            return;
        }
        const ParamSpec* param = choiceParam(name, namePlace);
        for (qsizetype at = 0; param != nullptr && at < values.size(); ++at) {
            if (!hasChoice(*param, values.at(at))) {
                fail(QStringLiteral("%1.values[%2]").arg(place).arg(at),
                     QStringLiteral("“%1” is not a choice of “%2”").arg(values.at(at), name));
            }
        }
    }

    void variantBounds(const ParamSpec& param, const QString& place)
    {
        if (param.boundsBy.isEmpty()) {
            return;
        }
        const ParamSpec* by = choiceParam(param.boundsBy, place + QStringLiteral(".boundsBy"));
        const QStringList variants = param.boundsFor.keys();
        for (const QString& variant : variants) {
            if (by != nullptr && !hasChoice(*by, variant)) {
                fail(QStringLiteral("%1.boundsFor[\"%2\"]").arg(place, variant),
                     QStringLiteral("“%1” is not a choice of “%2”").arg(variant, by->name));
            }
        }
    }

    void rule(const Rule& rule, const QString& place)
    {
        for (qsizetype at = 0; at < rule.names.size(); ++at) {
            const QString& name = rule.names.at(at);
            const QString namePlace = QStringLiteral("%1[%2]").arg(place).arg(at);
            switch (rule.kind) {
            case Rule::Kind::AtLeastOne:
            case Rule::Kind::AtMostOne:
                known(name, namePlace);
                break;
            case Rule::Kind::AtLeastOneNonZero:
            case Rule::Kind::Ascending:
                static_cast<void>(numericParam(name, namePlace));
                break;
            case Rule::Kind::MaskOrAlpha:
                maskOrAlpha(name, at, namePlace);
                break;
            }
        }
        if (rule.kind == Rule::Kind::MaskOrAlpha && rule.names.size() != 2) {
            fail(place, QStringLiteral("must name a picture and its mask"));
        }
    }

    void maskOrAlpha(const QString& name, qsizetype at, const QString& place)
    {
        const InputSpec* input = m_operation.input(name);
        if (input == nullptr || input->kind != MediaKind::Image) {
            fail(place, QStringLiteral("the operation has no picture “%1”").arg(name));
        } else if (input->isMask != (at == 1)) {
            fail(place, QStringLiteral("the picture is named first, the mask second"));
        }
    }

    void price(const QString& place)
    {
        const Price& price = m_operation.price;
        const QString creditsPlace = place + QStringLiteral(".credits");
        if (!price.variantBy.isEmpty()) {
            const ParamSpec* by = choiceParam(price.variantBy, place + QStringLiteral(".variantBy"));
            if (by == nullptr) {
                return;
            }
            if (!by->required && by->bounds.defaultValue.isUndefined()) {
                fail(place + QStringLiteral(".variantBy"),
                     QStringLiteral("“%1” needs a default or must be required: else the price is not known")
                         .arg(by->name));
            }
            variantPrices(*by, creditsPlace);
        }
        for (auto it = price.formulas.cbegin(); it != price.formulas.cend(); ++it) {
            const QString formulaPlace =
                price.variantBy.isEmpty() ? creditsPlace : QStringLiteral("%1[\"%2\"]").arg(creditsPlace, it.key());
            formula(it.value(), it.key(), formulaPlace + QStringLiteral(".perUnit."));
        }
    }

    void variantPrices(const ParamSpec& by, const QString& place)
    {
        const QMap<QString, PriceFormula>& formulas = m_operation.price.formulas;
        for (const Choice& choice : by.choices) {
            if (!formulas.contains(choice.value)) {
                fail(place, QStringLiteral("has no price for “%1” of “%2”").arg(choice.value, by.name));
            }
        }
        const QStringList variants = formulas.keys();
        for (const QString& variant : variants) {
            if (!hasChoice(by, variant)) {
                fail(QStringLiteral("%1[\"%2\"]").arg(place, variant),
                     QStringLiteral("“%1” is not a choice of “%2”").arg(variant, by.name));
            }
        }
    }

    void formula(const PriceFormula& formula, const QString& variant, const QString& place)
    {
        const QStringList names = formula.perUnit.keys();
        for (const QString& name : names) {
            const ParamSpec* param = numericParam(name, place + name);
            if (param == nullptr) {
                return;
            }
            const Bounds bounds =
                param->boundsForVariant(param->boundsBy == m_operation.price.variantBy ? variant : QString());
            if (!param->required && bounds.defaultValue.isUndefined()) {
                fail(place + name,
                     QStringLiteral("“%1” needs a default or must be required: else the price is not known").arg(name));
            }
            if (!bounds.min || *bounds.min < 0 || !bounds.max) {
                fail(place + name,
                     QStringLiteral("“%1” needs a max and a min that is not negative: else the price has no limits")
                         .arg(name));
            }
        }
    }

    const Operation& m_operation;
    const Places& m_places;
    std::optional<SchemaProblem>* m_problem;
};

} // namespace

void checkReferences(const Operation& operation, const Places& places, std::optional<SchemaProblem>* problem)
{
    if (!problem->has_value()) {
        ReferenceCheck(operation, places, problem).run();
    }
}

} // namespace maquette
