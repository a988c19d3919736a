// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/CatalogueFile.h"
#include "app/catalog/SpecReader.h"

#include <QRegularExpression>

namespace maquette {

namespace {

using Need = JsonReader::Need;

QString readName(JsonReader* reader, const QString& member)
{
    static const QRegularExpression form(QStringLiteral("^[A-Za-z0-9][A-Za-z0-9._\\-]{0,127}$"));
    QString name = reader->text(member, Need::Required);
    if (!reader->failed() && !form.match(name).hasMatch()) {
        reader->fail(member,
                     QStringLiteral("“%1” may hold only letters, digits, . _ - and at most 128 of them").arg(name));
    }
    return name;
}

/// A list of params, inputs or rules, each read by \a read.
template <typename Spec, typename Read>
QList<Spec> readAll(JsonReader* reader, const QString& member, const QString& key, Places* places, Read read)
{
    QList<Spec> specs;
    const QJsonArray written = reader->array(member);
    for (qsizetype at = 0; at < written.size() && !reader->failed(); ++at) {
        const QString indexPlace = QStringLiteral("%1[%2]").arg(reader->placeOf(member)).arg(at);
        if (!written.at(at).isObject()) {
            reader->failAt(indexPlace, QStringLiteral("must be an object, not %1").arg(jsonKind(written.at(at))));
            break;
        }
        const QJsonObject element = written.at(at).toObject();
        // An element that came from another file has no place of its own here; its name tells which one it is.
        const QString name = element.value(key).toString();
        const QString place = key.isEmpty()
                                  ? indexPlace
                                  : placeFrom(element, QStringLiteral("%1[%2]").arg(reader->placeOf(member), name));
        if (!key.isEmpty() && places->fields.contains(name)) {
            reader->failAt(place + QLatin1Char('.') + key,
                           QStringLiteral("“%1” is already used at %2").arg(name, places->fields.value(name)));
        }
        if (!key.isEmpty()) {
            places->fields.insert(name, place);
        }
        specs.append(read(element, place, reader->problem()));
    }
    return specs;
}

/// The path is put behind the provider's address, with the key in the header: nothing in it may lead to another host.
void checkPath(JsonReader* reader, const QString& member)
{
    static const QRegularExpression form(QStringLiteral("^(/[A-Za-z0-9_{}\\-][A-Za-z0-9_.{}\\-]*)+$"));
    if (reader->has(member)) {
        const QString path = reader->text(member);
        if (!reader->failed() && !form.match(path).hasMatch()) {
            reader->fail(member, QStringLiteral("“%1” is not a path like /v1/user/balance").arg(path));
        }
    }
}

/// Only what every vendor's calls have in common is checked; the rest is that vendor's own.
QJsonObject readWire(JsonReader* parent)
{
    const QString member = QStringLiteral("wire");
    QJsonObject wire = parent->object(member, Need::Required);
    JsonReader reader(wire, parent->placeOf(member), parent->problem());
    reader.word(QStringLiteral("method"), {QStringLiteral("GET"), QStringLiteral("POST"), QStringLiteral("PUT")});
    reader.text(QStringLiteral("path"), Need::Required);
    checkPath(&reader, QStringLiteral("path"));
    checkPath(&reader, QStringLiteral("resultPath"));
    for (const QString& list : {QStringLiteral("accept"), QStringLiteral("resultAccept"), QStringLiteral("jsonKeys"),
                                QStringLiteral("answerTypes"), QStringLiteral("pathParams")}) {
        reader.texts(list);
    }
    const QString statusesMember = QStringLiteral("startStatuses");
    const QJsonArray statuses = reader.array(statusesMember);
    for (const auto& status : statuses) {
        if (!status.isDouble() || status.toInt() < 200 || status.toInt() > 299) {
            reader.fail(statusesMember, QStringLiteral("must hold numbers from 200 to 299"));
        }
    }
    return wire;
}

void readHowItRuns(JsonReader* reader, Operation* operation)
{
    const QString pollMember = QStringLiteral("pollSeconds");
    operation->asynchronous = reader->flag(QStringLiteral("asynchronous"));
    const qint64 poll = reader->whole(pollMember, operation->asynchronous ? 1 : 0);
    if (poll > 3600) {
        reader->fail(pollMember, QStringLiteral("must be at most 3600"));
    }
    if (operation->asynchronous && !reader->has(pollMember)) {
        reader->fail(pollMember,
                     QStringLiteral("is missing: an asynchronous operation needs the least seconds between two polls"));
    }
    operation->pollSeconds = int(poll);
    operation->maxBodyBytes = reader->whole(QStringLiteral("maxBodyBytes"), 0);
}

} // namespace

Operation readOperation(const QJsonObject& json, std::optional<SchemaProblem>* problem)
{
    JsonReader reader(
        json, placeFrom(json, QStringLiteral("operations[%1]").arg(json.value(QStringLiteral("id")).toString())),
        problem);
    Places places{reader.place(), {}};
    Operation operation;
    operation.id = readName(&reader, QStringLiteral("id"));
    operation.provider = readName(&reader, QStringLiteral("provider"));
    operation.label = reader.words(QStringLiteral("label"), Need::Required);
    const QString shortLabel = reader.words(QStringLiteral("shortLabel"));
    operation.shortLabel = shortLabel.isEmpty() ? operation.label : shortLabel;
    operation.hint = reader.words(QStringLiteral("hint"));
    operation.section = reader.word(QStringLiteral("section"), {QStringLiteral("image"), QStringLiteral("sound"),
                                                                QStringLiteral("mesh"), QStringLiteral("service")});
    operation.group = readName(&reader, QStringLiteral("group"));
    operation.output =
        mediaKindFromName(reader.word(QStringLiteral("output"), {QStringLiteral("image"), QStringLiteral("audio"),
                                                                 QStringLiteral("mesh"), QStringLiteral("unknown")}));
    operation.outputNote = reader.words(QStringLiteral("outputNote"));
    readHowItRuns(&reader, &operation);
    operation.params =
        readAll<ParamSpec>(&reader, QStringLiteral("params"), QStringLiteral("name"), &places, readParam);
    operation.inputs =
        readAll<InputSpec>(&reader, QStringLiteral("inputs"), QStringLiteral("role"), &places, readInput);
    operation.rules = readAll<Rule>(&reader, QStringLiteral("rules"), QString(), &places, readRule);
    const QString priceMember = QStringLiteral("price");
    const QJsonObject price = reader.object(priceMember, Need::Required);
    operation.price = readPrice(price, reader.placeOf(priceMember), problem);
    operation.wire = readWire(&reader);
    reader.refuseUnknown();
    checkReferences(operation, places, problem);
    return operation;
}

} // namespace maquette
