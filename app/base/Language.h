// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QString>

namespace maquette {

/// Lets the application speak the first language of \a locale that Maquette has been translated into (a file
/// "maquette_XX.qm" in \a folder), Qt's own words included. English when there is none: never a window half in one
/// language and half in another. Once, after the application object is made. The value is the language in use.
QLocale installLanguage(const QLocale& locale, const QString& folder = QStringLiteral(":/maquette/translations"));

} // namespace maquette
