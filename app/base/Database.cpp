// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Database.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
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

Result<std::unique_ptr<Database>> Database::connect(const QString& path, Mode mode, int busyTimeoutMs)
{
    const QString connection = QUuid::createUuid().toString(QUuid::WithoutBraces);
    std::unique_ptr<Database> database(new Database(connection, path));
    // The handle must be gone before the connection is removed, also when opening fails.
    QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), connection);
    db.setDatabaseName(path);
    QString options = QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(busyTimeoutMs);
    if (mode == Mode::ReadOnly) {
        options += QStringLiteral(";QSQLITE_OPEN_READONLY");
    }
    db.setConnectOptions(options);
    const bool opened = db.open();
    const QString reason = db.lastError().text();
    db = QSqlDatabase();
    if (!opened) {
        return failure(ErrorKind::Storage, reason, path);
    }
    return database;
}

Result<void> Database::checkSound() const
{
    const auto sound = value(QStringLiteral("PRAGMA quick_check(1)"));
    if (!sound) {
        return tl::unexpected(sound.error());
    }
    if (sound->toString() != QLatin1String("ok")) {
        return failure(ErrorKind::Storage, QStringLiteral("the database is damaged: %1").arg(sound->toString()),
                       m_path);
    }
    return {};
}

namespace {

/// SQLite takes any file shorter than a page for an empty database and would write over it.
bool hasDatabaseHeader(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.read(16) == QByteArray("SQLite format 3", 16);
}

} // namespace

Result<std::unique_ptr<Database>> Database::open(const QString& path, Mode mode, int busyTimeoutMs)
{
    const QFileInfo info(path);
    if (info.exists() && !info.isFile()) {
        return failure(ErrorKind::Storage, QStringLiteral("not a file"), path);
    }
    const bool filled = info.exists() && info.size() > 0;
    if (filled && QFile(path).open(QIODevice::ReadOnly) && !hasDatabaseHeader(path)) {
        return failure(ErrorKind::Storage, QStringLiteral("the file is damaged or is not a database"), path);
    }
    // A connection that may write would roll its write-ahead log into a damaged file when it closes: look read-only
    // first. A fault here that is not damage (a journal left by a crash needs writing to be read) is left to the real
    // connection to find or to cure.
    bool checked = false;
    if (filled && mode == Mode::ReadWrite) {
        const auto reader = connect(path, Mode::ReadOnly, busyTimeoutMs);
        const auto sound = reader ? (*reader)->checkSound() : Result<void>();
        checked = reader && sound;
        if (reader && !sound && !sound.error().detail.contains(QLatin1String("readonly"))) {
            return tl::unexpected(sound.error());
        }
    }
    auto database = connect(path, mode, busyTimeoutMs);
    if (!database) {
        return database;
    }
    if (!checked) {
        if (const auto sound = (*database)->checkSound(); !sound) {
            return tl::unexpected(sound.error());
        }
    }
    if (mode == Mode::ReadWrite) {
        for (const char* pragma : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON"}) {
            if (auto set = (*database)->run(QString::fromLatin1(pragma)); !set) {
                return tl::unexpected(set.error());
            }
        }
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
        // The driver would store a null string as NULL; it means the empty text here. NULL is an invalid QVariant.
        const bool text = value.typeId() == QMetaType::QString;
        query.addBindValue(text && value.toString().isEmpty() ? QVariant(QStringLiteral("")) : value);
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
    const bool outermost = m_depth == 0;
    const QString name = QStringLiteral("nested_%1").arg(m_depth);
    if (auto begun = run(outermost ? QStringLiteral("BEGIN IMMEDIATE") : QStringLiteral("SAVEPOINT ") + name); !begun) {
        return begun;
    }
    ++m_depth;
    auto outcome = work();
    --m_depth;
    if (outcome) {
        outcome = run(outermost ? QStringLiteral("COMMIT") : QStringLiteral("RELEASE ") + name);
    }
    if (!outcome) {
        // SQLite may have rolled back by itself (disk full); then these find nothing to do.
        if (outermost) {
            static_cast<void>(run(QStringLiteral("ROLLBACK")));
        } else {
            static_cast<void>(run(QStringLiteral("ROLLBACK TO ") + name));
            static_cast<void>(run(QStringLiteral("RELEASE ") + name));
        }
    }
    return outcome;
}

namespace {

/// The statements of \a script. A semicolon inside quotes, a comment or a trigger's body does not end one.
QStringList statementsOf(const QString& script)
{
    static const QRegularExpression token(
        QStringLiteral("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\\n]*|/\\*.*?\\*/|\\w+|;"),
        QRegularExpression::DotMatchesEverythingOption);
    QStringList statements;
    QStringList words; // of the statement at hand
    qsizetype start = 0;
    int depth = 0;
    const auto finish = [&](qsizetype end) {
        if (!words.isEmpty()) {
            statements.append(script.mid(start, end - start).trimmed());
        }
        words.clear();
        start = end + 1;
    };
    for (auto matches = token.globalMatch(script); matches.hasNext();) {
        const auto match = matches.next();
        const QString word = match.captured().toUpper();
        const bool comment = word.startsWith(QLatin1String("--")) || word.startsWith(QLatin1String("/*"));
        const bool inTrigger =
            words.value(0) == QLatin1String("CREATE") && words.mid(1, 2).contains(QLatin1String("TRIGGER"));
        if (inTrigger && (word == QLatin1String("BEGIN") || word == QLatin1String("CASE"))) {
            ++depth;
        } else if (depth > 0 && word == QLatin1String("END")) {
            --depth;
        }
        if (word == QLatin1String(";")) {
            if (depth == 0) {
                finish(match.capturedStart());
            }
        } else if (!comment) {
            words.append(word);
        }
    }
    finish(script.size());
    return statements;
}

} // namespace

Result<int> Database::version(const QString& part) const
{
    const auto found = value(QStringLiteral("SELECT version FROM schema_version WHERE part = ?"), {part});
    if (!found) {
        return tl::unexpected(found.error());
    }
    return found->toInt();
}

Result<void> Database::migrateOne(const QString& part, const QStringList& steps, bool& done)
{
    return transaction([&]() -> Result<void> {
        // Asked again under the lock: another process may have done this step meanwhile.
        const auto current = version(part);
        if (!current) {
            return tl::unexpected(current.error());
        }
        done = *current >= steps.size();
        if (done) {
            return {};
        }
        for (const QString& statement : statementsOf(steps[*current])) {
            if (auto made = run(statement); !made) {
                return made;
            }
        }
        return run(QStringLiteral("INSERT INTO schema_version (part, version) VALUES (?, ?) "
                                  "ON CONFLICT(part) DO UPDATE SET version = excluded.version"),
                   {part, *current + 1});
    });
}

Result<void> Database::migrate(const QString& part, const QStringList& steps)
{
    if (auto made = run(QStringLiteral("CREATE TABLE IF NOT EXISTS schema_version "
                                       "(part TEXT PRIMARY KEY, version INTEGER NOT NULL)"));
        !made) {
        return made;
    }
    const auto current = version(part);
    if (!current) {
        return tl::unexpected(current.error());
    }
    if (*current > steps.size()) {
        return failure(ErrorKind::Storage,
                       QStringLiteral("%1 has version %2, this program knows %3: it was written by a newer one")
                           .arg(part)
                           .arg(*current)
                           .arg(steps.size()),
                       m_path);
    }
    for (bool done = *current == steps.size(); !done;) {
        if (auto moved = migrateOne(part, steps, done); !moved) {
            return moved;
        }
    }
    return {};
}

} // namespace maquette
