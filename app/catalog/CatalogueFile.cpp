// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/CatalogueFile.h"

#include <QJsonDocument>
#include <QJsonParseError>

#include <array>

namespace maquette {

namespace {

constexpr int kFormat = 1;
constexpr int kDeepestTemplate = 16;
const QString kLike = QStringLiteral("like");
const QString kRemoved = QStringLiteral("removed");

struct NamedList
{
    QString member; // "params"
    QString key;    // "name"
};

const std::array<NamedList, 2>& namedLists()
{
    static const std::array<NamedList, 2> lists{NamedList{QStringLiteral("params"), QStringLiteral("name")},
                                                NamedList{QStringLiteral("inputs"), QStringLiteral("role")}};
    return lists;
}

/// Where the parser stopped. After most errors it stands behind the character it could not use.
qsizetype errorOffset(const QByteArray& text, const QJsonParseError& error)
{
    const qsizetype offset = qBound(qsizetype(0), qsizetype(error.offset), text.size());
    switch (error.error) {
    case QJsonParseError::UnterminatedObject:
    case QJsonParseError::MissingNameSeparator:
    case QJsonParseError::UnterminatedArray:
    case QJsonParseError::MissingValueSeparator:
    case QJsonParseError::IllegalValue:
    case QJsonParseError::MissingObject:
        return offset > 0 && !QChar::isSpace(uchar(text.at(offset - 1))) ? offset - 1 : offset;
    default:
        return offset;
    }
}

QString lineAndColumn(const QByteArray& text, qsizetype offset)
{
    const QByteArray before = text.left(offset);
    const qsizetype lineStart = before.lastIndexOf('\n') + 1;
    return QStringLiteral("line %1, column %2")
        .arg(before.count('\n') + 1)
        .arg(QString::fromUtf8(before.mid(lineStart)).size() + 1);
}

/// Merge patch as in RFC 7386.
QJsonObject mergedObject(QJsonObject base, const QJsonObject& patch)
{
    for (auto it = patch.constBegin(); it != patch.constEnd(); ++it) {
        if (it.value().isNull()) {
            base.remove(it.key());
        } else if (it.value().isObject()) {
            base.insert(it.key(), mergedObject(base.value(it.key()).toObject(), it.value().toObject()));
        } else {
            base.insert(it.key(), it.value());
        }
    }
    return base;
}

/// Fills in what an object takes from templates and what the whole file says.
class Expander
{
public:
    Expander(Templates templates, std::optional<SchemaProblem>* problem)
        : m_templates(std::move(templates))
        , m_problem(problem)
    {
    }

    QJsonObject operation(const QJsonObject& written, const QString& place) const
    {
        QJsonObject result = withTemplates(written, QStringLiteral("operations"), place, 0);
        for (const NamedList& list : namedLists()) {
            if (result.value(list.member).isArray()) {
                result.insert(list.member, elements(result.value(list.member).toArray(), list, place));
            }
        }
        result.insert(JsonReader::placeKey(), place);
        return result;
    }

private:
    void fail(const QString& place, const QString& reason) const
    {
        if (!m_problem->has_value()) {
            *m_problem = SchemaProblem{place, reason};
        }
    }

    QJsonObject withTemplates(QJsonObject written, const QString& kind, const QString& place, int depth) const
    {
        const QJsonValue like = written.take(kLike);
        if (like.isUndefined()) {
            return depth == 0 ? written : mergedObject({}, written);
        }
        const QString likePlace = place + QStringLiteral(".like");
        if (!like.isString()) {
            fail(likePlace, QStringLiteral("must be a text, not %1").arg(jsonKind(like)));
            return written;
        }
        const QJsonValue found = m_templates.value(kind).toObject().value(like.toString());
        if (!found.isObject()) {
            fail(likePlace, QStringLiteral("there is no template “%1” among the %2").arg(like.toString(), kind));
            return written;
        }
        if (depth == kDeepestTemplate) {
            fail(likePlace, QStringLiteral("templates refer to each other in a circle"));
            return written;
        }
        return mergedObject(withTemplates(found.toObject(), kind, place, depth + 1), written);
    }

    QJsonArray elements(const QJsonArray& written, const NamedList& list, const QString& operationPlace) const
    {
        QJsonArray result;
        QHash<QString, QString> places;
        for (qsizetype at = 0; at < written.size(); ++at) {
            const QString place = QStringLiteral("%1.%2[%3]").arg(operationPlace, list.member).arg(at);
            if (!written.at(at).isObject()) {
                fail(place, QStringLiteral("must be an object, not %1").arg(jsonKind(written.at(at))));
                return result;
            }
            QJsonObject element = withTemplates(written.at(at).toObject(), list.member, place, 0);
            std::optional<SchemaProblem>* problem = m_problem;
            const QString name = JsonReader(element, place, problem).text(list.key, JsonReader::Need::Required);
            if (places.contains(name)) {
                fail(place + QLatin1Char('.') + list.key,
                     QStringLiteral("“%1” is already used at %2").arg(name, places.value(name)));
            }
            places.insert(name, place);
            element.insert(JsonReader::placeKey(), place);
            result.append(element);
        }
        return result;
    }

    Templates m_templates;
    std::optional<SchemaProblem>* m_problem;
};

QJsonArray mergedList(const QJsonArray& base, const QJsonArray& patch, const QString& key)
{
    QJsonArray result = base;
    for (const auto& value : patch) {
        const QJsonObject element = value.toObject();
        qsizetype at = 0;
        while (at < result.size() && result.at(at).toObject().value(key) != element.value(key)) {
            ++at;
        }
        if (at == result.size()) {
            result.append(mergedObject({}, element));
        } else if (element.value(kRemoved) == QJsonValue(true)) {
            result.removeAt(at);
        } else {
            result.replace(at, mergedObject(result.at(at).toObject(), element));
        }
    }
    return result;
}

/// Members that hold for the whole file.
struct FileDefaults
{
    QString provider;
    QString priceListDate;

    void fillIn(QJsonObject* operation) const
    {
        const QString providerMember = QStringLiteral("provider");
        const QString priceMember = QStringLiteral("price");
        const QString dateMember = QStringLiteral("asOf");
        if (!provider.isEmpty() && !operation->contains(providerMember)) {
            operation->insert(providerMember, provider);
        }
        QJsonObject price = operation->value(priceMember).toObject();
        if (!priceListDate.isEmpty() && !price.isEmpty() && !price.contains(dateMember)) {
            price.insert(dateMember, priceListDate);
            operation->insert(priceMember, price);
        }
    }
};

} // namespace

std::optional<QJsonObject> readJsonText(const QByteArray& text, std::optional<SchemaProblem>* problem)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(text, &error);
    if (error.error != QJsonParseError::NoError) {
        *problem = SchemaProblem{lineAndColumn(text, errorOffset(text, error)), error.errorString()};
        return std::nullopt;
    }
    if (!document.isObject()) {
        *problem = SchemaProblem{QStringLiteral("line 1, column 1"),
                                 QStringLiteral("the file must hold an object, not a list")};
        return std::nullopt;
    }
    return document.object();
}

QList<RawOperation> expandOperations(const QJsonObject& file, Templates* templates,
                                     std::optional<SchemaProblem>* problem)
{
    JsonReader reader(file, QString(), problem);
    if (reader.whole(QStringLiteral("format"), 1, kFormat) > kFormat) {
        reader.failAt(QStringLiteral("format"), QStringLiteral("was written for a newer version of this program"));
    }
    const FileDefaults defaults{reader.text(QStringLiteral("provider")), reader.text(QStringLiteral("priceListDate"))};
    *templates = mergedObject(*templates, reader.object(QStringLiteral("templates")));
    const QJsonArray written = reader.array(QStringLiteral("operations"), JsonReader::Need::Required);
    reader.refuseUnknown();

    const Expander expander(*templates, problem);
    QList<RawOperation> operations;
    QHash<QString, QString> places;
    for (qsizetype at = 0; at < written.size() && !problem->has_value(); ++at) {
        const QString place = QStringLiteral("operations[%1]").arg(at);
        if (!written.at(at).isObject()) {
            reader.failAt(place, QStringLiteral("must be an object, not %1").arg(jsonKind(written.at(at))));
            break;
        }
        RawOperation operation{{}, expander.operation(written.at(at).toObject(), place)};
        JsonReader header(operation.object, place, problem);
        operation.id = header.text(QStringLiteral("id"), JsonReader::Need::Required);
        if (places.contains(operation.id)) {
            header.fail(QStringLiteral("id"),
                        QStringLiteral("“%1” is already used at %2").arg(operation.id, places.value(operation.id)));
        }
        places.insert(operation.id, place);
        defaults.fillIn(&operation.object);
        operations.append(operation);
    }
    return operations;
}

QJsonObject mergedOperation(const QJsonObject& base, const QJsonObject& patch)
{
    QJsonObject rest = patch;
    QJsonObject result = base;
    for (const NamedList& list : namedLists()) {
        if (patch.value(list.member).isArray()) {
            const QJsonArray changes = rest.take(list.member).toArray();
            result.insert(list.member, mergedList(base.value(list.member).toArray(), changes, list.key));
        }
    }
    return mergedObject(result, rest);
}

QJsonObject withoutPlaces(QJsonObject operation)
{
    operation.remove(JsonReader::placeKey());
    for (const NamedList& list : namedLists()) {
        if (!operation.contains(list.member)) {
            continue;
        }
        QJsonArray elements;
        const QJsonArray marked = operation.value(list.member).toArray();
        for (const auto& value : marked) {
            QJsonObject element = value.toObject();
            element.remove(JsonReader::placeKey());
            elements.append(element);
        }
        operation.insert(list.member, elements);
    }
    return operation;
}

QString placeFrom(const QJsonObject& object, const QString& otherwise)
{
    return object.value(JsonReader::placeKey()).toString(otherwise);
}

} // namespace maquette
