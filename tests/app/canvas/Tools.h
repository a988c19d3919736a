// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>

namespace maquette {

/// What an independent program writes to its output; a text starting with "failed" when it could not.
inline QString outputOf(const QString& program, const QStringList& arguments)
{
    QProcess process;
    process.start(program, arguments);
    if (!process.waitForFinished() || process.exitCode() != 0) {
        return QStringLiteral("failed: %1 %2")
            .arg(process.errorString(), QString::fromLocal8Bit(process.readAllStandardError()));
    }
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

/// ImageMagick.
inline QString convert(const QStringList& arguments)
{
    return outputOf(QStringLiteral("convert"), arguments);
}
inline QString identify(const QString& format, const QString& path)
{
    return outputOf(QStringLiteral("identify"), {QStringLiteral("-format"), format, path});
}

} // namespace maquette
