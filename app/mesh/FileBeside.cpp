// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/mesh/FileBeside.h"

#include "app/mesh/GltfWords.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

namespace maquette {

Result<QString> fileBeside(const QString& folder, const QString& name)
{
    const QString shown = name.left(200);
    static const QRegularExpression scheme(QStringLiteral("^[A-Za-z][A-Za-z0-9+.-]*:"));
    if (scheme.match(name).hasMatch() || name.startsWith(QLatin1String("//"))) {
        return failure(ErrorKind::InvalidInput,
                       meshText("The mesh refers to \"%1\". Nothing is fetched from elsewhere.").arg(shown));
    }
    const QString missing = meshText("The mesh refers to \"%1\", which is missing.").arg(shown);
    if (folder.isEmpty() || name.isEmpty() || name.contains(QChar(0))) {
        return failure(ErrorKind::InvalidInput, missing);
    }
    const QString home = QFileInfo(folder).canonicalFilePath() + QLatin1Char('/');
    const QFileInfo target(QDir(home), name);
    const QString real = target.canonicalFilePath();
    const QString place = real.isEmpty() ? QDir::cleanPath(target.absoluteFilePath()) : real;
    if (QDir::isAbsolutePath(name) || !place.startsWith(home)) {
        return failure(ErrorKind::InvalidInput,
                       meshText("The mesh refers to \"%1\", outside its folder. It is not read.").arg(shown));
    }
    if (real.isEmpty() || !QFileInfo(real).isFile()) {
        return failure(ErrorKind::InvalidInput, missing);
    }
    return real;
}

} // namespace maquette
