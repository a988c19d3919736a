// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/Catalogue.h"
#include "app/sandbox/Answer.h"

#include <QByteArray>
#include <QHash>
#include <QString>

namespace maquette::sandbox {

/// Where a call goes.
struct Route
{
    enum class Kind {
        Order, ///< a paid operation of the catalogue
        Account,
        Balance,
        Engines,
        Result,           ///< of an asynchronous job
        LegacyGeneration, ///< v1 SDXL: known, not done here
        Unknown,
        WrongMethod
    };
    Kind kind = Kind::Unknown;
    const Operation* operation = nullptr; ///< for Order; belongs to the Catalogue
    QString parameter;                    ///< for Result the id, for LegacyGeneration the engine
    QByteArray allowed;                   ///< for WrongMethod
    ErrorShape shape = ErrorShape::V2Beta;
};

/// The one engine v1 still lists.
[[nodiscard]] QString legacyEngine();

/// Every address the contract knows, taken from the catalogue, with the old v2alpha names of v2beta.
class Routes
{
public:
    /// \a catalogue must outlive this.
    explicit Routes(const Catalogue& catalogue);

    [[nodiscard]] Route find(const QByteArray& method, const QString& path) const;

private:
    struct Entry
    {
        QByteArray method;
        Route route;
    };
    QHash<QString, Entry> m_exact;
};

} // namespace maquette::sandbox
