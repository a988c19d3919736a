// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/Request.h"

#include "app/catalog/JsonReader.h"

#include <limits>

namespace maquette {

namespace {

Result<QList<InputRef>> inputsFromJson(const QJsonArray& array)
{
    QList<InputRef> inputs;
    for (qsizetype at = 0; at < array.size(); ++at) {
        const QString place = QStringLiteral("inputs[%1]").arg(at);
        if (!array.at(at).isObject()) {
            return failure(ErrorKind::InvalidInput,
                           QStringLiteral("must be an object, not %1").arg(jsonKind(array.at(at))), place);
        }
        std::optional<SchemaProblem> problem;
        JsonReader reader(array.at(at).toObject(), place, &problem);
        InputRef input{reader.text(QStringLiteral("role"), JsonReader::Need::Required),
                       AssetId{reader.text(QStringLiteral("asset"), JsonReader::Need::Required)}};
        if (!problem && !input.asset.isValid()) {
            reader.fail(QStringLiteral("asset"), QStringLiteral("is not the name of a stored file"));
        }
        if (problem) {
            return failure(ErrorKind::InvalidInput, problem->reason, problem->place);
        }
        inputs.append(input);
    }
    return inputs;
}

} // namespace

QJsonObject Request::toJson() const
{
    QJsonArray files;
    for (const InputRef& file : inputs) {
        files.append(QJsonObject{{QStringLiteral("role"), file.role}, {QStringLiteral("asset"), file.asset.sha256}});
    }
    QJsonObject json{{QStringLiteral("version"), kVersion},  {QStringLiteral("operation"), operation},
                     {QStringLiteral("provider"), provider}, {QStringLiteral("values"), values},
                     {QStringLiteral("inputs"), files},      {QStringLiteral("count"), count}};
    if (seed) {
        json.insert(QStringLiteral("seed"), qint64(*seed));
    }
    return json;
}

Result<Request> Request::fromJson(const QJsonObject& json)
{
    std::optional<SchemaProblem> problem;
    JsonReader reader(json, QStringLiteral("request"), &problem);
    const QString versionMember = QStringLiteral("version");
    if (!reader.has(versionMember)) {
        reader.fail(versionMember, QStringLiteral("is missing"));
    }
    const qint64 version = reader.whole(versionMember, 1);
    if (version > kVersion) {
        reader.fail(versionMember, QStringLiteral("was written by a newer version of this program"));
    }
    Request request;
    request.operation = reader.text(QStringLiteral("operation"), JsonReader::Need::Required);
    request.provider = reader.text(QStringLiteral("provider"), JsonReader::Need::Required);
    request.values = reader.object(QStringLiteral("values"), JsonReader::Need::Required);
    const QJsonArray files = reader.array(QStringLiteral("inputs"));
    const qint64 count = reader.whole(QStringLiteral("count"), 1, 1);
    if (count > 10) {
        reader.fail(QStringLiteral("count"), QStringLiteral("must be at most 10"));
    }
    request.count = int(count);
    if (reader.has(QStringLiteral("seed"))) {
        const qint64 seed = reader.whole(QStringLiteral("seed"), 0);
        if (seed > qint64(std::numeric_limits<quint32>::max())) {
            reader.fail(QStringLiteral("seed"), QStringLiteral("is too large a number"));
        }
        request.seed = quint32(seed);
    }
    if (problem) {
        return failure(ErrorKind::InvalidInput, problem->reason, problem->place);
    }
    auto inputs = inputsFromJson(files);
    if (!inputs) {
        return tl::unexpected(inputs.error());
    }
    request.inputs = *inputs;
    return request;
}

AssetId Request::input(const QString& role) const
{
    for (const InputRef& file : inputs) {
        if (file.role == role) {
            return file.asset;
        }
    }
    return {};
}

} // namespace maquette
