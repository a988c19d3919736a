// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/catalog/Catalogue.h"
#include "app/catalog/Check.h"

namespace maquette::samples {

/// A request with the files it names.
struct Order
{
    Request request;
    QHash<QString, Asset> files;

    void give(const QString& role, const MediaInfo& info);
    void drop(const QString& role);
};

[[nodiscard]] MediaInfo picture(int width, int height, const QString& mediaType = QStringLiteral("image/png"));
[[nodiscard]] MediaInfo sound(double seconds, const QString& mediaType = QStringLiteral("audio/mpeg"));

/// A small order that \a operation accepts, written from the published rules.
[[nodiscard]] Order acceptable(const QString& operation);

/// Adds what \a field needs beside it to be allowed at all.
void allow(Order* order, const QString& field);

/// The codes of the problems with \a field.
[[nodiscard]] QList<FieldProblem::Code> codes(const Operation& operation, const Order& order, const QString& field,
                                              CheckSide side = CheckSide::Client);

} // namespace maquette::samples
