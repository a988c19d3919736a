// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Database.h"

#include <QFileInfo>
#include <QSqlError>
#include <QUuid>

namespace maquette {

Database::Database(QString connection, QString path)
    : m_connection(std::move(connection))
    , m_path(std::move(path))
{
}

Database::~Database()
{
    {
        QSqlDatabase db = QSqlDatabase::database(m_connection, false);
        db.close();
    }
    QSqlDatabase::removeDatabase(m_connection);
}

Result<std::unique_ptr<Database>> Database::open(const QString& path, Mode mode)
{
    const QString connection = QUuid::createUuid().toString(QUuid::WithoutBraces);
    QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
    db.setDatabaseName(path);
    QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000");
    if (mode == Mode::ReadOnly) {
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    }
    db.setConnectOptions(options);
    std::unique_ptr<Database> database(new Database(connection, path));
    if (!db.open()) {
        return failure(ErrorKind::Storage, db.lastError().text(), path);
    }
    db = QSqlDatabase();
    if (mode == Mode::ReadWrite) {
        for (const char* pragma : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON"}) {
            if (auto set = database->run(QString::fromLatin1(pragma)); !set) {
                return tl::unexpected(set.error());
            }
        }
    }
    const auto sound = database->value(QStringLiteral("PRAGMA quick_check(1)"));
    if (!sound) {
        return tl::unexpected(sound.error());
    }
    if (sound->toString() != QLatin1String("ok")) {
        return failure(ErrorKind::Storage, QStringLiteral("the database is damaged: %1").arg(sound->toString()), path);
    }
    return database;
}

Error Database::lastError(const QSqlQuery& query) const
{
    return Error{ErrorKind::Storage, query.lastError().text(), m_path, 0, -1, {}};
}

Result<QSqlQuery> Database::execute(const QString& sql, const QVariantList& values) const
{
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    query.setForwardOnly(true);
    if (!query.prepare(sql)) {
        return tl::unexpected(lastError(query));
    }
    for (const QVariant& value : values) {
        query.addBindValue(value);
    }
    if (!query.exec()) {
        return tl::unexpected(lastError(query));
    }
    return query;
}

Result<void> Database::run(const QString& sql, const QVariantList& values)
{
    auto query = execute(sql, values);
    if (!query) {
        return tl::unexpected(query.error());
    }
    m_lastRowId = query->lastInsertId().toLongLong();
    return {};
}

Result<void> Database::each(const QString& sql, const QVariantList& values,
                            const std::function<void(const QSqlQuery&)>& row) const
{
    auto query = execute(sql, values);
    if (!query) {
        return tl::unexpected(query.error());
    }
    while (query->next()) {
        row(*query);
    }
    if (query->lastError().isValid()) {
        return tl::unexpected(lastError(*query));
    }
    return {};
}

Result<QVariant> Database::value(const QString& sql, const QVariantList& values) const
{
    QVariant first;
    bool seen = false;
    auto done = each(sql, values, [&](const QSqlQuery& query) {
        if (!seen) {
            first = query.value(0);
            seen = true;
        }
    });
    if (!done) {
        return tl::unexpected(done.error());
    }
    return first;
}

Result<void> Database::transaction(const std::function<Result<void>()>& work)
{
    if (m_depth > 0) {
        return work();
    }
    if (auto begun = run(QStringLiteral("BEGIN IMMEDIATE")); !begun) {
        return begun;
    }
    ++m_depth;
    auto outcome = work();
    --m_depth;
    if (outcome) {
        outcome = run(QStringLiteral("COMMIT"));
    }
    if (!outcome) {
        const Error reason = outcome.error();
        static_cast<void>(run(QStringLiteral("ROLLBACK")));
        return tl::unexpected(reason);
    }
    return outcome;
}

Result<void> Database::migrate(const QString& part, const QStringList& steps)
{
    if (auto made = run(QStringLiteral("CREATE TABLE IF NOT EXISTS schema_version (part TEXT PRIMARY KEY, version INTEGER NOT NULL)")); !made) {
        return made;
    }
    const auto current = value(QStringLiteral("SELECT version FROM schema_version WHERE part = ?"), {part});
    if (!current) {
        return tl::unexpected(current.error());
    }
    const int version = current->toInt();
    if (version > steps.size()) {
        return failure(ErrorKind::Storage,
                       QStringLiteral("%1 has version %2, this program knows %3: it was written by a newer one")
                           .arg(part).arg(version).arg(steps.size()),
                       m_path);
    }
    for (qsizetype at = version; at < steps.size(); ++at) {
        auto moved = transaction([&]() -> Result<void> {
            for (const QString& statement : steps[at].split(QLatin1Char(';'), Qt::SkipEmptyParts)) {
                if (statement.trimmed().isEmpty()) {
                    continue;
                }
                if (auto done = run(statement); !done) {
                    return done;
                }
            }
            return run(QStringLiteral("INSERT INTO schema_version (part, version) VALUES (?, ?) "
                                      "ON CONFLICT(part) DO UPDATE SET version = excluded.version"),
                       {part, int(at + 1)});
        });
        if (!moved) {
            return moved;
        }
    }
    return {};
}

} // namespace maquette
