// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStringList>
#include <QVariantList>

#include <functional>
#include <memory>

namespace maquette {

/// One SQLite connection, used from the thread that opened it. WAL, synchronous FULL, foreign keys on, and
/// a busy timeout. Every failure is ErrorKind::Storage with SQLite's own words and the file's name.
class Database
{
public:
    enum class Mode { ReadWrite, ReadOnly };

    static constexpr int kBusyTimeoutMs = 5000;

    /// Opens or makes the file. Checks that it is a sound database (quick_check) before anything writes to it, so that
    /// a damaged file, or one that is no database at all, stays as it is. \a busyTimeoutMs: how long any later
    /// statement waits for another connection's lock. Errors: Storage, when it is damaged, locked or not writable.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(const QString& path, Mode mode = Mode::ReadWrite,
                                                                int busyTimeoutMs = kBusyTimeoutMs);

    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;
    ~Database();

    /// Brings the tables of one part of the program up to date: \a steps[i], statements separated by semicolons
    /// (triggers too), takes version i to i + 1 in a transaction of its own. The version is kept per \a part. Safe when
    /// two processes do it at once. Errors: Storage, also when the file's version is newer than this program.
    [[nodiscard]] Result<void> migrate(const QString& part, const QStringList& steps);

    /// Runs one statement with bound values. A QString is always text, also a null one; NULL is QVariant().
    [[nodiscard]] Result<void> run(const QString& sql, const QVariantList& values = {});
    /// Runs a query and calls \a row for each row.
    [[nodiscard]] Result<void> each(const QString& sql, const QVariantList& values,
                                    const std::function<void(const QSqlQuery&)>& row) const;
    /// The first column of the first row, an invalid QVariant when there is no row.
    [[nodiscard]] Result<QVariant> value(const QString& sql, const QVariantList& values = {}) const;
    [[nodiscard]] qint64 lastRowId() const { return m_lastRowId; }

    /// Runs \a work inside BEGIN IMMEDIATE; commits when it succeeds, rolls back when it fails. A nested call joins the
    /// outer one, and undoes only its own part when it fails.
    [[nodiscard]] Result<void> transaction(const std::function<Result<void>()>& work);

    [[nodiscard]] QString path() const { return m_path; }

private:
    Database(QString connection, QString path);
    [[nodiscard]] static Result<std::unique_ptr<Database>> connect(const QString& path, Mode mode, int busyTimeoutMs);
    [[nodiscard]] Result<void> checkSound() const;
    [[nodiscard]] Result<int> version(const QString& part) const;
    [[nodiscard]] Result<void> migrateOne(const QString& part, const QStringList& steps, bool& done);
    [[nodiscard]] Error lastError(const QSqlQuery& query) const;
    [[nodiscard]] Result<QSqlQuery> execute(const QString& sql, const QVariantList& values) const;

    QString m_connection;
    QString m_path;
    int m_depth = 0;
    qint64 m_lastRowId = 0;
};

} // namespace maquette
