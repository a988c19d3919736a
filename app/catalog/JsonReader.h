// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonArray>
#include <QJsonObject>
#include <QSet>
#include <QString>
#include <QStringList>

#include <optional>

namespace maquette {

/// What is wrong in a catalogue file, and where: "operations[4].params[1].max".
struct SchemaProblem
{
    QString place;
    QString reason;
};

/// "a text", "a number" ...: what \a value is, for a message.
[[nodiscard]] QString jsonKind(const QJsonValue& value);

/// Reads one object of a catalogue file member by member, with the types it expects. Only the first problem of a file
/// is kept, in the place all readers of that file share; after one, the values read are of no use.
class JsonReader
{
public:
    /// The member under which CatalogueFile notes where an object stands in its file.
    static QString placeKey();

    JsonReader(QJsonObject object, QString place, std::optional<SchemaProblem>* problem);

    [[nodiscard]] QString place() const { return m_place; }
    /// The place of \a member; of an outermost object that is its name alone.
    [[nodiscard]] QString placeOf(const QString& member) const;
    [[nodiscard]] std::optional<SchemaProblem>* problem() const { return m_problem; }
    [[nodiscard]] bool failed() const { return m_problem->has_value(); }
    [[nodiscard]] bool has(const QString& member) const { return m_object.contains(member); }

    /// Notes a problem with \a member, unless there was one before.
    void fail(const QString& member, const QString& reason);
    /// Notes a problem at \a place, unless there was one before.
    void failAt(const QString& place, const QString& reason);

    enum class Need { Required, Optional };
    /// A text; a required one may not be empty.
    QString text(const QString& member, Need need = Need::Optional);
    /// A text that people read, in their language when there is a translation of it (context "Catalogue").
    QString words(const QString& member, Need need = Need::Optional);
    /// One of \a allowed.
    QString word(const QString& member, const QStringList& allowed);
    bool flag(const QString& member);
    std::optional<double> number(const QString& member);
    /// A whole number of at least \a least; \a otherwise when absent.
    qint64 whole(const QString& member, qint64 least, qint64 otherwise = 0);
    QStringList texts(const QString& member);
    QJsonArray array(const QString& member, Need need = Need::Optional);
    QJsonObject object(const QString& member, Need need = Need::Optional);
    /// Any value, Undefined when absent.
    QJsonValue any(const QString& member);

    /// Members nobody asked for are spelling mistakes: the first of them is a problem.
    void refuseUnknown();

private:
    void wrongType(const QString& member, const QString& expected, const QJsonValue& got);
    QJsonValue take(const QString& member, Need need = Need::Optional);

    QJsonObject m_object;
    QString m_place;
    std::optional<SchemaProblem>* m_problem;
    QSet<QString> m_known;
};

} // namespace maquette
