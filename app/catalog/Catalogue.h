// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/catalog/Operation.h"

#include <QByteArray>
#include <QList>

namespace maquette {

/// Why a catalogue file was refused: always whole.
struct CatalogueProblem
{
    QString file;
    QString place; ///< "line 12, column 3" or "operations[4].params[1].max"
    QString reason;
    bool operator==(const CatalogueProblem&) const = default;
};

/// Every operation that can be asked for. A value: cheap to copy.
class Catalogue
{
public:
    /// Reads one file's text. Errors: InvalidInput, with the place "FILE: PLACE" and the reason as detail.
    [[nodiscard]] static Result<QList<Operation>> parse(const QByteArray& json, const QString& fileName);

    /// The built-in files (":/maquette/operations/*.json"), then the user's *.json in \a userFolder, in name order: an
    /// operation with a known id has the members the file gives replaced (objects merged; params and inputs matched by
    /// name or role), a new id is added. A bad user file is left out whole and reported in \a problems.
    [[nodiscard]] static Result<Catalogue> load(const QString& userFolder, QList<CatalogueProblem>* problems);

    [[nodiscard]] const QList<Operation>& operations() const { return m_operations; }
    [[nodiscard]] const Operation* find(const QString& id) const;
    [[nodiscard]] QList<Operation> bySection(const QString& section) const;

private:
    QList<Operation> m_operations;
};

} // namespace maquette
