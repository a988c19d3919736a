// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/Asset.h"
#include "app/base/Result.h"

#include <QJsonObject>
#include <QList>
#include <QMetaType>
#include <QString>

#include <optional>

namespace maquette {

/// A file given to an operation.
struct InputRef
{
    QString role;
    AssetId asset;
    bool operator==(const InputRef&) const = default;
};

/// The neutral order. Only what the user set is in \a values; what is absent is left to the service.
struct Request
{
    static constexpr int kVersion = 1;

    QString operation;
    QString provider;   ///< "stability", "practice"
    QJsonObject values; ///< without the seed
    QList<InputRef> inputs;
    int count = 1;               ///< 1 to 10 results, each its own job and call
    std::optional<quint32> seed; ///< of the first result; the next ones count up. Empty: the service chooses

    [[nodiscard]] QJsonObject toJson() const;
    /// Errors: InvalidInput for a newer version or a missing or wrongly typed member.
    [[nodiscard]] static Result<Request> fromJson(const QJsonObject& json);
    [[nodiscard]] AssetId input(const QString& role) const;
    bool operator==(const Request&) const = default;
};

} // namespace maquette

Q_DECLARE_METATYPE(maquette::Request)
