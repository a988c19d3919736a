// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/OrderReader.h"

#include "app/assets/MediaProbe.h"
#include "app/catalog/Check.h"
#include "app/sandbox/FieldWording.h"
#include "app/sandbox/MultipartParser.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonArray>
#include <QLocale>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QUtf8StringView>

#include <cmath>

namespace maquette::sandbox {

namespace {

constexpr qint64 kDefaultBodyLimit = 10LL * 1024 * 1024;
constexpr qint64 kMostDecodedPixels = 64LL * 1024 * 1024; ///< practice mode's own bound where the contract has none
constexpr quint32 kHighestSeed = 4'294'967'294U;

/// Everything that is gathered while one form is read.
struct Draft
{
    Request request;
    WorkOrder order;
    QHash<QString, Asset> files;
    QStringList problems;
    QStringList brokenFields; ///< whose problem is already told
    QStringList ignored;
    bool storageFailed = false;
};

std::optional<QString> utf8Text(const QByteArray& bytes)
{
    const QUtf8StringView text(bytes);
    return text.isValidUtf8() ? std::optional(text.toString()) : std::nullopt;
}

/// A number as the contract writes it: decimal dot, no grouping. What is no number stays text, for the check to refuse.
QJsonValue typedValue(const ParamSpec& param, const QString& text)
{
    static const QRegularExpression number(
        QStringLiteral("^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?$"));
    const bool numeric = param.type == ParamType::Integer || param.type == ParamType::Number;
    if (!numeric || !number.match(text.trimmed()).hasMatch()) {
        return text;
    }
    const double value = QLocale::c().toDouble(text.trimmed());
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue(text);
}

/// The seed is not among a request's values, so its rules are applied here, from the same specification.
void takeSeed(const Operation& operation, const ParamSpec& param, const QString& text, Draft& draft)
{
    const QJsonValue value = typedValue(param, text);
    const double number = value.toDouble();
    FieldProblem problem;
    problem.field = param.name;
    if (!value.isDouble()) {
        problem.code = FieldProblem::Code::NotANumber;
    } else if (number != std::floor(number)) {
        problem.code = FieldProblem::Code::NotAnInteger;
    } else if (number < param.bounds.min.value_or(0.0)) {
        problem.code = FieldProblem::Code::BelowMin;
        problem.limit = QString::number(qint64(param.bounds.min.value_or(0.0)));
    } else if (number > param.bounds.max.value_or(double(kHighestSeed))) {
        problem.code = FieldProblem::Code::AboveMax;
        problem.limit = QString::number(qint64(param.bounds.max.value_or(double(kHighestSeed))));
    } else {
        if (number > 0) {
            draft.request.seed = quint32(number);
        }
        return;
    }
    draft.problems.append(contractWording(operation, problem, {}));
}

void takeText(const Operation& operation, const ParamSpec& param, const QByteArray& content, Draft& draft)
{
    const auto text = utf8Text(content);
    if (!text) {
        draft.brokenFields.append(param.name);
        draft.problems.append(param.name + QStringLiteral(": must be valid UTF-8"));
    } else if (param.role == QLatin1String("seed") || param.name == QLatin1String("seed")) {
        takeSeed(operation, param, *text, draft);
    } else {
        draft.request.values.insert(param.name, typedValue(param, *text));
    }
}

void takeFile(const InputSpec& input, const QByteArray& content, Draft& draft)
{
    const QString path = draft.order.scratch->filePath(QString::number(draft.order.files.size()));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.flush()) {
        draft.storageFailed = true;
        return;
    }
    file.close();
    draft.order.files.insert(input.role, path);
    Asset asset;
    asset.id.sha256 = QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex());
    asset.info.mediaType = sniffMediaType(content.left(4096));
    if (auto info = probeMedia(path, false)) {
        asset.info = *info;
    } else if (input.accepts.contains(asset.info.mediaType)) {
        draft.brokenFields.append(input.role);
        draft.problems.append(QStringLiteral("%1: invalid or corrupt file").arg(input.role));
    } else {
        draft.brokenFields.append(input.role);
        FieldProblem problem;
        problem.field = input.role;
        problem.code = FieldProblem::Code::FileType;
        Operation only;
        only.inputs.append(input);
        draft.problems.append(contractWording(only, problem, {}));
    }
    draft.files.insert(input.role, asset);
    draft.request.inputs.append(InputRef{input.role, asset.id});
}

void takePart(const Operation& operation, const FormPart& part, Draft& draft)
{
    const QString name = QString::fromUtf8(part.name);
    if (const InputSpec* input = operation.input(name)) {
        takeFile(*input, part.content, draft);
    } else if (const ParamSpec* param = operation.param(name)) {
        takeText(operation, *param, part.content, draft);
    } else if (name != QLatin1String("none")) {
        // Whether the service refuses or drops a field it does not know is not certain; "none" it surely drops.
        draft.ignored.append(name);
    }
}

/// The header rules every operation shares.
QStringList headerProblems(const ApiCall& call)
{
    QStringList problems;
    for (const char* name : {"stability-client-id", "stability-client-user-id", "stability-client-version"}) {
        if (call.header(name).size() > 256) {
            problems.append(QStringLiteral("%1: must be at most 256 characters").arg(QLatin1String(name)));
        }
    }
    return problems;
}

/// What the catalogue's own check finds. Fields already known to be broken are not complained about twice.
std::optional<CheckedRequest> checkFields(const Operation& operation, Draft& draft)
{
    CheckOutcome outcome = checkRequest(operation, draft.request, draft.files, CheckSide::Server);
    QStringList found;
    for (const FieldProblem& problem : outcome.problems) {
        if (!draft.brokenFields.contains(problem.field)) {
            found.append(contractWording(operation, problem, draft.files));
        }
    }
    draft.problems = found + draft.problems;
    return outcome.checked;
}

/// What the contract does not say and the service may well refuse: nothing tells which part to repaint.
QStringList maskProblems(const Operation& operation, const Draft& draft)
{
    QStringList problems;
    for (const Rule& rule : operation.rules) {
        if (rule.kind != Rule::Kind::MaskOrAlpha) {
            continue;
        }
        const QString picture = rule.names.value(0);
        const QString mask = rule.names.value(1);
        if (draft.files.contains(picture) && !draft.files.contains(mask) && !draft.files.value(picture).info.hasAlpha) {
            problems.append(QStringLiteral("%1: required when %2 has no alpha channel").arg(mask, picture));
        }
    }
    return problems;
}

/// Reads every picture and sound to its last byte, once its size is known to be allowed.
void decodeFiles(const Operation& operation, Draft& draft)
{
    for (const InputSpec& input : operation.inputs) {
        const QString path = draft.order.files.value(input.role);
        if (path.isEmpty()) {
            continue;
        }
        const MediaInfo& info = draft.files.value(input.role).info;
        const qint64 pixels = qint64(info.width) * info.height;
        if (pixels > kMostDecodedPixels) {
            const QLocale grouped(QLocale::English);
            draft.problems.append(
                QStringLiteral("%1: unsupported dimensions - must be at most %2 pixels, received %3 pixels")
                    .arg(input.role, grouped.toString(kMostDecodedPixels), grouped.toString(pixels)));
        } else if (!probeMedia(path, true)) {
            draft.problems.append(QStringLiteral("%1: invalid or corrupt file").arg(input.role));
        }
    }
}

void fillOrder(const Operation& operation, const CheckedRequest& checked, Draft& draft)
{
    draft.order.operation = operation.id;
    draft.order.seed = draft.request.seed.value_or(0);
    if (draft.order.seed == 0) {
        draft.order.seed = 1 + QRandomGenerator::system()->bounded(kHighestSeed);
    }
    draft.order.values = draft.request.values;
    for (const ParamSpec& param : operation.params) {
        // The default shape gives way to the shape of a start picture, so only a shape that was asked for is passed on.
        const bool silent = param.role == QLatin1String("seed") || param.role == QLatin1String("aspect");
        const QJsonValue value = silent ? QJsonValue(QJsonValue::Undefined) : checked.resolved(param.name);
        if (!value.isUndefined() && !value.isNull()) {
            draft.order.values.insert(param.name, value);
        }
    }
}

/// The content type and size rules; an empty result means the parts can be read.
std::optional<Answer> refusedTransport(const Operation& operation, const ApiCall& call)
{
    const QByteArray type = call.header("content-type");
    if (type.isEmpty()) {
        return badRequest({QStringLiteral("content-type: required")});
    }
    if (!MultipartParser::isMultipart(type)) {
        return badRequest({QStringLiteral("content-type: must be multipart/form-data")});
    }
    const qint64 limit = operation.maxBodyBytes > 0 ? operation.maxBodyBytes : kDefaultBodyLimit;
    if (call.body.size() > limit) {
        return payloadTooLarge(limit, call.body.size());
    }
    return std::nullopt;
}

} // namespace

std::optional<AnswerForm> wantedForm(const QStringList& documented, const QByteArray& accept)
{
    if (accept.isEmpty() || documented.isEmpty()) {
        return AnswerForm::Bytes;
    }
    for (const QByteArray& item : accept.split(',')) {
        const QString type = QString::fromLatin1(item.split(';').first().trimmed().toLower());
        if (type == QLatin1String("application/json") && documented.contains(type)) {
            return AnswerForm::Json;
        }
        if (type == QLatin1String("*/*") || documented.contains(type)) {
            return AnswerForm::Bytes;
        }
    }
    return std::nullopt;
}

OrderReader::OrderReader(QString scratchFolder, bool demand640For3d)
    : m_scratchFolder(std::move(scratchFolder))
    , m_demand640For3d(demand640For3d)
{
}

std::variant<ReadOrder, Answer> OrderReader::read(const Operation& published, const ApiCall& call) const
{
    Operation operation = published;
    for (InputSpec& input : operation.inputs) {
        if (m_demand640For3d && input.adviseMinSide > 0) {
            input.minSide = input.adviseMinSide;
        }
    }
    if (auto refused = refusedTransport(operation, call)) {
        return *refused;
    }
    const auto boundary = MultipartParser::boundaryOf(call.header("content-type"));
    if (!boundary) {
        return badRequest({QStringLiteral("content-type: ") + boundary.error().detail});
    }
    const auto parts = MultipartParser::parse(call.body, *boundary);
    if (!parts) {
        return badRequest({QStringLiteral("body: malformed multipart/form-data - %1 (%2)")
                               .arg(parts.error().detail, parts.error().place)});
    }
    Draft draft;
    draft.request.operation = operation.id;
    draft.request.provider = operation.provider;
    draft.order.scratch = std::make_shared<QTemporaryDir>(m_scratchFolder + QStringLiteral("/order-XXXXXX"));
    if (!draft.order.scratch->isValid()) {
        return internalError();
    }
    draft.problems = headerProblems(call);
    QStringList documented;
    for (const auto type : operation.wire.value(QLatin1String("accept")).toArray()) {
        documented.append(type.toString());
    }
    const auto form = wantedForm(documented, call.header("accept"));
    if (!form) {
        draft.problems.append(QStringLiteral("accept: must be one of %1").arg(documented.join(QStringLiteral(", "))));
    }
    QList<QByteArray> seen;
    for (const FormPart& part : *parts) {
        if (seen.contains(part.name)) {
            draft.problems.append(QStringLiteral("%1: must not be repeated").arg(QString::fromUtf8(part.name)));
            continue;
        }
        seen.append(part.name);
        takePart(operation, part, draft);
    }
    if (draft.storageFailed) {
        return internalError();
    }
    const auto checked = checkFields(operation, draft);
    if (draft.problems.isEmpty()) {
        draft.problems = maskProblems(operation, draft);
    }
    if (draft.problems.isEmpty()) {
        decodeFiles(operation, draft);
    }
    if (!draft.problems.isEmpty()) {
        return badRequest(draft.problems);
    }
    const auto price = priceOf(operation, draft.request.values);
    if (!checked || !price) {
        return internalError();
    }
    fillOrder(operation, *checked, draft);
    const ParamSpec* prompt = operation.paramByRole(QStringLiteral("prompt"));
    const QString words = prompt ? draft.order.text(prompt->name) : QString();
    PracticeMarks marks = marksIn(words);
    marks.language = marks.language || isForeignScript(words);
    // Of sound the contract says that it is always a success.
    draft.order.filtered = marks.filter && operation.output == MediaKind::Image;
    draft.order.fails = marks.fail;
    return ReadOrder{draft.order, *price, marks, *form, draft.ignored};
}

} // namespace maquette::sandbox
