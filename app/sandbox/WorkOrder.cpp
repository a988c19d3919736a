// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/WorkOrder.h"

namespace maquette::sandbox {

QJsonObject WorkOrder::toJson() const
{
    return {{QStringLiteral("operation"), operation},
            {QStringLiteral("values"), values},
            {QStringLiteral("seed"), double(seed)},
            {QStringLiteral("filtered"), filtered},
            {QStringLiteral("fails"), fails}};
}

WorkOrder WorkOrder::fromJson(const QJsonObject& json)
{
    WorkOrder order;
    order.operation = json.value(QLatin1String("operation")).toString();
    order.values = json.value(QLatin1String("values")).toObject();
    order.seed = quint32(json.value(QLatin1String("seed")).toDouble());
    order.filtered = json.value(QLatin1String("filtered")).toBool();
    order.fails = json.value(QLatin1String("fails")).toBool();
    return order;
}

} // namespace maquette::sandbox
