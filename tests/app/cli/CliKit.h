// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace maquette {

/// How one run of the program ended.
struct CliRun
{
    int code = -1; ///< -1: it crashed, or did not end in time and was killed
    QByteArray out;
    QByteArray err;

    /// The lines of standard output as JSON. Fails the test when one is not an object.
    [[nodiscard]] QList<QJsonObject> json() const;
    [[nodiscard]] QStringList lines() const;
    [[nodiscard]] bool tells(const char* words) const { return err.contains(words); }
};

/// A run that is under way; killed when this goes.
class CliProcess
{
public:
    CliProcess(const QStringList& arguments, const QStringList& environment);
    ~CliProcess();

    /// Waits until \a words are on standard output or error. False when the program ended without, or in vain.
    [[nodiscard]] bool waitFor(const QByteArray& words);
    /// Waits for its end.
    [[nodiscard]] CliRun finish();
    [[nodiscard]] QProcess& process() { return m_process; }

private:
    void collect();
    QProcess m_process;
    CliRun m_run;
};

/// A data folder, files to send, and the program run on them: no key, no desktop, nothing of the user's own settings.
class CliHome
{
public:
    CliHome();

    [[nodiscard]] QString path(const QString& name) const { return m_folder.filePath(name); }
    [[nodiscard]] QString data() const { return path(QStringLiteral("data")); }
    /// \a more: "NAME=value" for the environment.
    [[nodiscard]] CliRun run(const QStringList& arguments, const QStringList& more = {}) const;
    [[nodiscard]] std::unique_ptr<CliProcess> start(const QStringList& arguments, const QStringList& more = {}) const;

    /// A picture of \a side x \a side pixels; the file's path.
    [[nodiscard]] QString picture(int side = 64) const;
    /// Writes a file below the folder, with the folders it needs; its path.
    QString write(const QString& name, const QByteArray& bytes) const;
    /// A catalogue file of the user: the fast upscaler costs \a credits.
    void setFastPrice(int credits) const;

    /// Every ledger entry, newest first, as "kind amount".
    [[nodiscard]] QStringList ledger(const QStringList& more = {}) const;

    /// The cheapest order there is: a small picture enlarged.
    [[nodiscard]] QStringList smallOrder(const QStringList& more = {}) const;

private:
    QTemporaryDir m_folder;
};

/// Whole contents of a file, empty when it cannot be read.
[[nodiscard]] QByteArray slurp(const QString& path);

} // namespace maquette
