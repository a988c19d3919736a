// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/Catalogue.h"

#include "app/base/Files.h"
#include "app/catalog/CatalogueFile.h"
#include "app/catalog/SpecReader.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace maquette {

namespace {

constexpr qint64 kLargestFile = qint64(4) * 1024 * 1024;
const QString kBuiltIn = QStringLiteral(":/maquette/operations");

/// All that is known while files are laid over each other; a file is applied to a copy, so that a bad one changes
/// nothing.
struct Layers
{
    Templates templates;
    QList<RawOperation> raw; // without places
    QList<Operation> operations;
};

/// Errors are reported in the file that is being applied: its own places, or its operation and the name of a base
/// file's field.
void applyOperation(const RawOperation& change, Layers* layers, std::optional<SchemaProblem>* problem)
{
    const auto known = std::find_if(layers->raw.cbegin(), layers->raw.cend(),
                                    [&](const RawOperation& operation) { return operation.id == change.id; });
    const qsizetype at = known - layers->raw.cbegin();
    const bool isNew = known == layers->raw.cend();
    if (!isNew && change.object.value(QStringLiteral("removed")) == QJsonValue(true)) {
        layers->raw.removeAt(at);
        layers->operations.removeAt(at);
        return;
    }
    const QJsonObject price = change.object.value(QStringLiteral("price")).toObject();
    if (price.contains(QStringLiteral("credits")) && !price.contains(QStringLiteral("asOf"))) {
        *problem = SchemaProblem{placeFrom(change.object, change.id) + QStringLiteral(".price.asOf"),
                                 QStringLiteral("is missing: a price needs the date of its price list, here or as "
                                                "priceListDate of the file")};
        return;
    }
    const QJsonObject merged = mergedOperation(isNew ? QJsonObject() : known->object, change.object);
    const Operation operation = readOperation(merged, problem);
    const RawOperation raw{change.id, withoutPlaces(merged)};
    if (isNew) {
        layers->raw.append(raw);
        layers->operations.append(operation);
    } else {
        layers->raw.replace(at, raw);
        layers->operations.replace(at, operation);
    }
}

std::optional<SchemaProblem> applyText(const QByteArray& text, Layers* layers)
{
    std::optional<SchemaProblem> problem;
    const auto file = readJsonText(text, &problem);
    if (!file) {
        return problem;
    }
    Layers next = *layers;
    const QList<RawOperation> changes = expandOperations(*file, &next.templates, &problem);
    for (qsizetype at = 0; at < changes.size() && !problem; ++at) {
        applyOperation(changes.at(at), &next, &problem);
    }
    if (!problem) {
        *layers = std::move(next);
    }
    return problem;
}

Result<QByteArray> readCatalogueFile(const QFileInfo& info)
{
    const QString path = info.filePath();
    if (!info.exists()) {
        return failure(ErrorKind::Storage, QStringLiteral("the link leads nowhere"), path);
    }
    // A pipe or device would be waited for without end.
    if (!info.isFile()) {
        return failure(ErrorKind::Storage, QStringLiteral("it is not a regular file"), path);
    }
    return readFile(path, kLargestFile);
}

QFileInfoList catalogueFiles(const QString& folder)
{
    return QDir(folder).entryInfoList({QStringLiteral("*.json")}, QDir::Files | QDir::System | QDir::Hidden,
                                      QDir::Name);
}

/// Lays the file over \a layers, or says why it was left out.
std::optional<CatalogueProblem> applyFile(const QFileInfo& info, Layers* layers)
{
    const auto text = readCatalogueFile(info);
    if (!text) {
        return CatalogueProblem{info.filePath(), {}, text.error().detail};
    }
    if (const auto problem = applyText(*text, layers)) {
        return CatalogueProblem{info.filePath(), problem->place, problem->reason};
    }
    return std::nullopt;
}

QString placeInFile(const QString& file, const QString& place)
{
    return place.isEmpty() ? file : QStringLiteral("%1: %2").arg(file, place);
}

void applyUserFolder(const QString& folder, Layers* layers, QList<CatalogueProblem>* problems)
{
    const QFileInfo info(folder);
    if (folder.isEmpty() || !info.exists()) {
        return;
    }
    const auto report = [problems](const CatalogueProblem& problem) {
        if (problems != nullptr) {
            problems->append(problem);
        }
    };
    if (!info.isDir() || !info.isReadable()) {
        report(CatalogueProblem{folder,
                                {},
                                info.isDir() ? QStringLiteral("the folder cannot be read")
                                             : QStringLiteral("it is not a folder")});
        return;
    }
    const QFileInfoList files = catalogueFiles(folder);
    for (const QFileInfo& file : files) {
        if (const auto problem = applyFile(file, layers)) {
            report(*problem);
        }
    }
}

} // namespace

Result<QList<Operation>> Catalogue::parse(const QByteArray& json, const QString& fileName)
{
    if (json.size() > kLargestFile) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("the file is larger than 4 MiB"), fileName);
    }
    Layers layers;
    if (const auto problem = applyText(json, &layers)) {
        return failure(ErrorKind::InvalidInput, problem->reason, placeInFile(fileName, problem->place));
    }
    return layers.operations;
}

Result<Catalogue> Catalogue::load(const QString& userFolder, QList<CatalogueProblem>* problems)
{
    Layers layers;
    const QFileInfoList builtIn = catalogueFiles(kBuiltIn);
    for (const QFileInfo& file : builtIn) {
        if (const auto problem = applyFile(file, &layers)) {
            return failure(ErrorKind::Internal, problem->reason, placeInFile(problem->file, problem->place));
        }
    }
    if (layers.operations.isEmpty()) {
        return failure(ErrorKind::Internal, QStringLiteral("the built-in catalogue is missing"), kBuiltIn);
    }
    applyUserFolder(userFolder, &layers, problems);
    Catalogue catalogue;
    catalogue.m_operations = layers.operations;
    return catalogue;
}

const Operation* Catalogue::find(const QString& id) const
{
    const auto found = std::find_if(m_operations.cbegin(), m_operations.cend(),
                                    [&](const Operation& operation) { return operation.id == id; });
    return found == m_operations.cend() ? nullptr : &*found;
}

QList<Operation> Catalogue::bySection(const QString& section) const
{
    QList<Operation> result;
    std::copy_if(m_operations.cbegin(), m_operations.cend(), std::back_inserter(result),
                 [&](const Operation& operation) { return operation.section == section; });
    return result;
}

} // namespace maquette
