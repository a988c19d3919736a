// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/OutputPath.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace maquette {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("OutputPath", text);
}

} // namespace

QString outputProblem(const QString& path)
{
    const QFileInfo file(path);
    if (file.fileName().isEmpty() || path.endsWith(QLatin1Char('/'))) {
        return tr("The file needs a name.");
    }
    if (!QFileInfo(file.absolutePath()).isDir()) {
        return tr("There is no folder %1.").arg(QDir::toNativeSeparators(file.absolutePath()));
    }
    return file.isDir() ? tr("This is a folder.") : QString();
}

} // namespace maquette
