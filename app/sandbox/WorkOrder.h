// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QByteArray>
#include <QHash>
#include <QJsonObject>
#include <QString>
#include <QTemporaryDir>

#include <memory>

namespace maquette::sandbox {

/// A valid request on its way to a handler: plain values, so that it can be kept across a restart.
struct WorkOrder
{
    QString operation;                      ///< the catalogue's id
    QJsonObject values;                     ///< every parameter that has a value, defaults filled in; without the seed
    QHash<QString, QString> files;          ///< path of each input by role; checked and decodable
    quint32 seed = 1;                       ///< never 0
    bool filtered = false;                  ///< the result is to come back blurred and marked CONTENT_FILTERED
    bool fails = false;                     ///< the work is to end in an internal error
    std::shared_ptr<QTemporaryDir> scratch; ///< owns \a files until they are moved elsewhere

    /// The value of \a name as text, empty when it has none.
    [[nodiscard]] QString text(const QString& name) const { return values.value(name).toString(); }
    [[nodiscard]] double number(const QString& name, double fallback) const
    {
        return values.value(name).toDouble(fallback);
    }

    /// What must be known to do the work again; the files are kept beside it.
    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static WorkOrder fromJson(const QJsonObject& json);
};

/// A finished result.
struct WorkResult
{
    QByteArray bytes;
    QByteArray mediaType; ///< "image/png" ...
};

} // namespace maquette::sandbox
