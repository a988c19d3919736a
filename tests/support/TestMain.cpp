// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/TestMain.h"

namespace maquette {

void failOnAnyWarning()
{
    // The offscreen platform says that of every window with a fixed or least size.
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support propagateSizeHints)")));
}

} // namespace maquette
