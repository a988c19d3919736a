// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"

namespace maquette {

void failOnAnyWarning()
{
    QTest::failOnWarning(QRegularExpression(QStringLiteral(".*")));
}

} // namespace maquette
