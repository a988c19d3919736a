// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/JsonReader.h"

#include <QCoreApplication>

#include <cmath>

namespace maquette {

namespace {
// Above this, neighbouring whole numbers of a JSON file can no longer be told apart.
constexpr double kLargestWhole = 9007199254740992.0;
} // namespace

QString jsonKind(const QJsonValue& value)
{
    switch (value.type()) {
    case QJsonValue::Null:
        return QStringLiteral("null");
    case QJsonValue::Bool:
        return QStringLiteral("true or false");
    case QJsonValue::Double:
        return QStringLiteral("a number");
    case QJsonValue::String:
        return QStringLiteral("a text");
    case QJsonValue::Array:
        return QStringLiteral("a list");
    case QJsonValue::Object:
        return QStringLiteral("an object");
    case QJsonValue::Undefined:
        break;
    }
    return QStringLiteral("nothing");
}

QString JsonReader::placeKey()
{
    return QString(QChar(0xE000)) + QStringLiteral("place");
}

JsonReader::JsonReader(QJsonObject object, QString place, std::optional<SchemaProblem>* problem)
    : m_object(std::move(object))
    , m_place(std::move(place))
    , m_problem(problem)
{
    m_known.insert(placeKey());
}

QString JsonReader::placeOf(const QString& member) const
{
    return m_place.isEmpty() ? member : m_place + QLatin1Char('.') + member;
}

void JsonReader::fail(const QString& member, const QString& reason)
{
    failAt(placeOf(member), reason);
}

void JsonReader::failAt(const QString& place, const QString& reason)
{
    if (!failed()) {
        *m_problem = SchemaProblem{place, reason};
    }
}

void JsonReader::wrongType(const QString& member, const QString& expected, const QJsonValue& got)
{
    fail(member, QStringLiteral("must be %1, not %2").arg(expected, jsonKind(got)));
}

QJsonValue JsonReader::take(const QString& member, Need need)
{
    m_known.insert(member);
    QJsonValue value = m_object.value(member);
    if (value.isUndefined() && need == Need::Required) {
        fail(member, QStringLiteral("is missing"));
    }
    return value;
}

QString JsonReader::text(const QString& member, Need need)
{
    const QJsonValue value = take(member, need);
    if (!value.isUndefined() && !value.isString()) {
        wrongType(member, QStringLiteral("a text"), value);
    } else if (need == Need::Required && value.isString() && value.toString().trimmed().isEmpty()) {
        fail(member, QStringLiteral("must not be empty"));
    }
    return value.toString();
}

QString JsonReader::words(const QString& member, Need need)
{
    const QString written = text(member, need);
    return written.isEmpty() ? written : QCoreApplication::translate("Catalogue", written.toUtf8().constData());
}

QString JsonReader::word(const QString& member, const QStringList& allowed)
{
    QString value = text(member, Need::Required);
    if (!failed() && !allowed.contains(value)) {
        fail(member, QStringLiteral("“%1” is not one of %2").arg(value, allowed.join(QStringLiteral(", "))));
    }
    return value;
}

bool JsonReader::flag(const QString& member)
{
    const QJsonValue value = take(member);
    if (!value.isUndefined() && !value.isBool()) {
        wrongType(member, QStringLiteral("true or false"), value);
    }
    return value.toBool();
}

std::optional<double> JsonReader::number(const QString& member)
{
    const QJsonValue value = take(member);
    if (value.isUndefined()) {
        return std::nullopt;
    }
    if (!value.isDouble()) {
        wrongType(member, QStringLiteral("a number"), value);
        return std::nullopt;
    }
    if (!std::isfinite(value.toDouble()) || std::fabs(value.toDouble()) > kLargestWhole) {
        fail(member, QStringLiteral("is too large a number"));
        return std::nullopt;
    }
    return value.toDouble();
}

qint64 JsonReader::whole(const QString& member, qint64 least, qint64 otherwise)
{
    const std::optional<double> value = number(member);
    if (!value) {
        return otherwise;
    }
    if (std::trunc(*value) != *value) {
        fail(member, QStringLiteral("must be a whole number"));
        return otherwise;
    }
    const qint64 result = qint64(*value);
    if (result < least) {
        fail(member, QStringLiteral("must be at least %1").arg(least));
    }
    return result;
}

QStringList JsonReader::texts(const QString& member)
{
    QStringList result;
    const QJsonArray values = array(member);
    for (qsizetype at = 0; at < values.size(); ++at) {
        const QJsonValue value = values.at(at);
        if (!value.isString()) {
            wrongType(QStringLiteral("%1[%2]").arg(member).arg(at), QStringLiteral("a text"), value);
        }
        result.append(value.toString());
    }
    return result;
}

QJsonArray JsonReader::array(const QString& member, Need need)
{
    const QJsonValue value = take(member, need);
    if (!value.isUndefined() && !value.isArray()) {
        wrongType(member, QStringLiteral("a list"), value);
    }
    return value.toArray();
}

QJsonObject JsonReader::object(const QString& member, Need need)
{
    const QJsonValue value = take(member, need);
    if (!value.isUndefined() && !value.isObject()) {
        wrongType(member, QStringLiteral("an object"), value);
    }
    return value.toObject();
}

QJsonValue JsonReader::any(const QString& member)
{
    return take(member);
}

void JsonReader::refuseUnknown()
{
    QStringList known(m_known.cbegin(), m_known.cend());
    known.removeAll(placeKey());
    known.sort();
    const QStringList members = m_object.keys();
    for (const QString& member : members) {
        if (!m_known.contains(member)) {
            fail(member,
                 QStringLiteral("is not a known member; expected one of %1").arg(known.join(QStringLiteral(", "))));
        }
    }
}

} // namespace maquette
