// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/Asset.h"
#include "app/base/Result.h"

#include <QHash>
#include <QJsonObject>
#include <QMap>
#include <QString>

namespace maquette {

/// What a person has filled in for one operation. Only what was set is in \a values; a number that cannot be read is
/// kept as the text that was typed, so that nothing typed is ever lost.
struct FormValues
{
    QJsonObject values;            ///< by parameter name, without the seed
    QMap<QString, AssetId> inputs; ///< by role
    QString seed;                  ///< as typed; empty = random
    int count = 1;                 ///< 1 to 10
    bool operator==(const FormValues&) const = default;
};

/// All of the panel that outlives a restart.
struct FormState
{
    static constexpr int kVersion = 1;

    QString operation;                     ///< the one on show
    QHash<QString, FormValues> forms;      ///< by operation id
    QHash<QString, QString> lastOfTool;    ///< by tool id: the operation used last
    QHash<QString, QString> lastOfSection; ///< by section: the tool used last
    QString draft;                         ///< the prompt that was being written when an older one was looked at
    QString lastSeed;                      ///< the seed of the newest result, empty when there was none
    bool moreOpen = false;

    [[nodiscard]] QJsonObject toJson() const;
    /// Never fails: what is missing or wrong has its default.
    [[nodiscard]] static FormState fromJson(const QJsonObject& json);
    bool operator==(const FormState&) const = default;
};

} // namespace maquette
