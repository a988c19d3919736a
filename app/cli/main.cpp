// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Language.h"
#include "app/cli/CommandLine.h"

#include <QCoreApplication>

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("Maquette"));
    QCoreApplication::setApplicationVersion(QStringLiteral(MAQUETTE_VERSION));
    maquette::installLanguage(QLocale());
    return maquette::cli::runCommandLine(argc, argv);
}
