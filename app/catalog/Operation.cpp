// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/Operation.h"

#include <algorithm>

namespace maquette {

namespace {
template <typename List, typename Test>
const typename List::value_type* firstWhere(const List& list, Test test)
{
    const auto found = std::find_if(list.cbegin(), list.cend(), test);
    return found == list.cend() ? nullptr : &*found;
}
} // namespace

Bounds ParamSpec::boundsForVariant(const QString& variant) const
{
    Bounds result = bounds;
    const auto special = boundsFor.constFind(variant);
    if (boundsBy.isEmpty() || special == boundsFor.cend()) {
        return result;
    }
    if (special->min) {
        result.min = special->min;
    }
    if (special->max) {
        result.max = special->max;
    }
    if (!special->defaultValue.isUndefined()) {
        result.defaultValue = special->defaultValue;
    }
    return result;
}

const ParamSpec* Operation::param(const QString& name) const
{
    return firstWhere(params, [&](const ParamSpec& spec) { return spec.name == name; });
}

const ParamSpec* Operation::paramByRole(const QString& role) const
{
    return firstWhere(params, [&](const ParamSpec& spec) { return !role.isEmpty() && spec.role == role; });
}

const InputSpec* Operation::input(const QString& role) const
{
    return firstWhere(inputs, [&](const InputSpec& spec) { return spec.role == role; });
}

} // namespace maquette
