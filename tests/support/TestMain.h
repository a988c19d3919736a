// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QRegularExpression>
#include <QTest>

namespace maquette {

/// Call in init(): from here on any unexpected log warning fails the running test.
void failOnAnyWarning();

} // namespace maquette
