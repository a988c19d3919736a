// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/Check.h"

#include "app/catalog/FileCheck.h"
#include "app/catalog/ValueCheck.h"

#include <QJsonDocument>
#include <QSet>

#include <limits>

namespace maquette {

namespace {

using Code = FieldProblem::Code;

class Checker
{
public:
    Checker(const Operation& operation, const Request& request, const QHash<QString, Asset>& files, CheckSide side)
        : m_operation(operation)
        , m_request(request)
        , m_files(files)
        , m_side(side)
        , m_values(request.values)
    {
        const ParamSpec* seed = operation.paramByRole(QStringLiteral("seed"));
        if (isServer()) {
            dropUnknownValues();
        }
        if (seed != nullptr && request.seed) {
            m_values.insert(seed->name, qint64(*request.seed));
        }
        for (const InputRef& input : request.inputs) {
            m_roles.append(input.role);
        }
    }

    CheckOutcome run()
    {
        for (const ParamSpec& param : m_operation.params) {
            checkParam(param);
        }
        for (const InputSpec& input : m_operation.inputs) {
            checkInput(input);
        }
        for (const Rule& rule : m_operation.rules) {
            checkRule(rule);
        }
        checkUnknown();
        checkCount();
        checkBody();
        CheckOutcome outcome{m_problems, {}};
        if (m_problems.isEmpty()) {
            outcome.checked = checkedRequest();
        }
        return outcome;
    }

private:
    [[nodiscard]] bool isServer() const { return m_side == CheckSide::Server; }
    [[nodiscard]] bool holds(bool clientOnly) const { return !(clientOnly && isServer()); }

    void dropUnknownValues()
    {
        const QStringList names = m_values.keys();
        for (const QString& name : names) {
            if (m_operation.param(name) == nullptr) {
                m_values.remove(name);
            }
        }
    }

    void add(const QString& field, Code code, const QString& got = {}, const QString& limit = {},
             const QStringList& names = {})
    {
        m_problems.append(FieldProblem{field, code, got, limit, names});
    }

    /// Whether the field is given, after noting that it is missing or not allowed now.
    bool checkPresence(const QString& field, bool given, bool required, const std::optional<Condition>& requiredWhen,
                       const std::optional<Condition>& allowedWhen)
    {
        if (!given) {
            const bool demanded =
                requiredWhen && holds(requiredWhen->clientOnly) && isMet(*requiredWhen, m_operation, m_values, m_roles);
            if (required || demanded) {
                add(field, Code::Required);
            }
            return false;
        }
        if (allowedWhen && holds(allowedWhen->clientOnly) && !isMet(*allowedWhen, m_operation, m_values, m_roles)) {
            add(field, Code::NotAllowed, {}, allowedWhen->values.join(QStringLiteral(", ")),
                QStringList{allowedWhen->name} + allowedWhen->alternatives);
        }
        return true;
    }

    void checkParam(const ParamSpec& param)
    {
        const QJsonValue value = m_values.value(param.name);
        const bool seedInValues =
            param.role == QLatin1String("seed") && m_request.values.contains(param.name) && !isServer();
        // A prompt of blanks is a slip that would be paid for; to a server it is text like any other.
        const bool needed = param.required || param.minLength > 0;
        const bool blank = !isServer() && needed && param.type == ParamType::Text && value.isString() &&
                           value.toString().trimmed().isEmpty();
        const bool given = !value.isUndefined() && !blank && !seedInValues;
        if (!checkPresence(param.name, given, param.required, param.requiredWhen, param.allowedWhen)) {
            return;
        }
        if (const auto problem = valueProblem(param, effectiveBounds(m_operation, param, m_values), value)) {
            m_problems.append(*problem);
        } else if (param.role == QLatin1String("seed") && m_request.seed) {
            checkLastSeed(param);
        }
    }

    /// Several results take the seeds that follow; the last one must still be a seed.
    void checkLastSeed(const ParamSpec& param)
    {
        const qint64 last = qint64(*m_request.seed) + qMax(0, m_request.count - 1);
        if (const auto problem = valueProblem(param, effectiveBounds(m_operation, param, m_values), QJsonValue(last))) {
            m_problems.append(*problem);
        }
    }

    void checkInput(const InputSpec& input)
    {
        const qsizetype times = m_roles.count(input.role);
        if (!checkPresence(input.role, times > 0, input.required, input.requiredWhen, input.allowedWhen)) {
            return;
        }
        if (times > 1) {
            add(input.role, Code::Repeated);
            return;
        }
        const auto file = m_files.constFind(input.role);
        if (file == m_files.cend() || file->id != m_request.input(input.role)) {
            add(input.role, Code::FileUnknown);
            return;
        }
        m_problems.append(fileProblems(input, file->info, m_side));
    }

    [[nodiscard]] bool isGiven(const QString& name) const
    {
        const QJsonValue value = m_values.value(name);
        const bool empty = value.isString() && value.toString().trimmed().isEmpty();
        return (!value.isUndefined() && !empty) || m_roles.contains(name);
    }

    void checkRule(const Rule& rule)
    {
        if (!holds(rule.clientOnly)) {
            return;
        }
        const auto given = std::count_if(rule.names.cbegin(), rule.names.cend(),
                                         [this](const QString& name) { return isGiven(name); });
        switch (rule.kind) {
        case Rule::Kind::AtLeastOne:
            if (given == 0) {
                add({}, Code::RuleAtLeastOne, {}, {}, rule.names);
            }
            break;
        case Rule::Kind::AtMostOne:
            if (given > 1) {
                add({}, Code::RuleAtMostOne, {}, {}, rule.names);
            }
            break;
        case Rule::Kind::AtLeastOneNonZero:
            checkNonZero(rule);
            break;
        case Rule::Kind::Ascending:
            checkAscending(rule);
            break;
        case Rule::Kind::MaskOrAlpha:
            checkMask(rule);
            break;
        }
    }

    void checkNonZero(const Rule& rule)
    {
        const bool allZero = std::all_of(rule.names.cbegin(), rule.names.cend(), [this](const QString& name) {
            const QJsonValue value = effectiveValue(m_operation, m_values, name);
            return value.isUndefined() || (value.isDouble() && value.toDouble() == 0.0);
        });
        if (allZero) {
            add({}, Code::RuleNonZero, {}, {}, rule.names);
        }
    }

    void checkAscending(const Rule& rule)
    {
        double before = -std::numeric_limits<double>::infinity();
        for (const QString& name : rule.names) {
            const QJsonValue value = effectiveValue(m_operation, m_values, name);
            if (!value.isDouble()) {
                continue;
            }
            if (value.toDouble() <= before) {
                add({}, Code::RuleAscending, {}, {}, rule.names);
                return;
            }
            before = value.toDouble();
        }
    }

    void checkMask(const Rule& rule)
    {
        const QString& picture = rule.names.first();
        const QString& mask = rule.names.last();
        const bool known = m_files.contains(picture) && m_roles.contains(picture);
        if (known && !isGiven(mask)) {
            const MediaInfo& info = m_files.constFind(picture)->info;
            if (!info.hasAlpha) {
                add({}, Code::MaskMissing, {}, {}, rule.names);
            } else if (info.allOpaque) {
                add(mask, Code::MaskEmpty, {}, {}, {picture});
            }
        }
        if (m_files.contains(mask) && m_roles.contains(mask)) {
            if (m_files.constFind(mask)->info.allBlack) {
                add(mask, Code::MaskEmpty);
            }
            if (known) {
                checkMaskSize(picture, mask);
            }
        }
    }

    /// The service would stretch it to the picture, unasked, and the result would be paid for.
    void checkMaskSize(const QString& picture, const QString& mask)
    {
        const MediaInfo& large = m_files.constFind(picture)->info;
        const MediaInfo& given = m_files.constFind(mask)->info;
        if (given.width != large.width || given.height != large.height) {
            const auto size = [](const MediaInfo& info) {
                return QStringLiteral("%1 x %2").arg(info.width).arg(info.height);
            };
            add(mask, Code::MaskSize, size(given), size(large), {picture});
        }
    }

    void checkUnknown()
    {
        if (isServer()) {
            return;
        }
        const ParamSpec* seed = m_operation.paramByRole(QStringLiteral("seed"));
        const QStringList names = m_request.values.keys();
        for (const QString& name : names) {
            // The seed has its own place in a request; in two places it could contradict itself.
            if (m_operation.param(name) == nullptr || (seed != nullptr && seed->name == name)) {
                add(name, Code::Unknown);
            }
        }
        if (seed == nullptr && m_request.seed) {
            add(QStringLiteral("seed"), Code::Unknown);
        }
        const QSet<QString> roles(m_roles.cbegin(), m_roles.cend());
        QStringList sorted(roles.cbegin(), roles.cend());
        sorted.sort();
        for (const QString& role : sorted) {
            if (m_operation.input(role) == nullptr) {
                add(role, Code::Unknown);
            }
        }
    }

    void checkCount()
    {
        if (m_request.count < 1 || m_request.count > 10) {
            add({}, Code::CountRange, QString::number(m_request.count), QStringLiteral("10"));
        }
    }

    void checkBody()
    {
        if (m_operation.maxBodyBytes <= 0) {
            return;
        }
        qint64 bytes = 0;
        for (const InputSpec& input : m_operation.inputs) {
            if (m_roles.contains(input.role)) {
                bytes += m_files.value(input.role).info.bytes;
            }
        }
        for (auto it = m_values.constBegin(); it != m_values.constEnd(); ++it) {
            bytes += textOf(it.value()).toUtf8().size();
        }
        if (bytes > m_operation.maxBodyBytes) {
            add({}, Code::BodyTooLarge, QString::number(bytes), QString::number(m_operation.maxBodyBytes));
        }
    }

    [[nodiscard]] CheckedRequest checkedRequest() const
    {
        CheckedRequest checked{m_operation, m_request, {}};
        checked.request.values = m_values;
        if (const ParamSpec* seed = m_operation.paramByRole(QStringLiteral("seed"))) {
            const QJsonValue value = checked.request.values.take(seed->name);
            if (value.isDouble()) {
                checked.request.seed = quint32(value.toDouble());
            }
        }
        checked.request.inputs.clear();
        for (const InputRef& input : m_request.inputs) {
            if (m_operation.input(input.role) != nullptr) {
                checked.request.inputs.append(input);
                checked.files.insert(input.role, m_files.value(input.role));
            }
        }
        return checked;
    }

    const Operation& m_operation;
    const Request& m_request;
    const QHash<QString, Asset>& m_files;
    CheckSide m_side;
    QJsonObject m_values; // the request's, with the seed among them
    QStringList m_roles;
    QList<FieldProblem> m_problems;
};

} // namespace

CheckOutcome checkRequest(const Operation& operation, const Request& request, const QHash<QString, Asset>& filesByRole,
                          CheckSide side)
{
    return Checker(operation, request, filesByRole, side).run();
}

} // namespace maquette
