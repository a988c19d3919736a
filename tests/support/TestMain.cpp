// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"

namespace maquette {

void failOnAnyWarning()
{
    // The offscreen platform says of every window what it cannot do with it.
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support )")));
}

} // namespace maquette
