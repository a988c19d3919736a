// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/FieldWording.h"

#include <QLocale>

namespace maquette::sandbox {

namespace {

QString grouped(qint64 number)
{
    return QLocale(QLocale::English).toString(number);
}

QString conditionText(const std::optional<Condition>& condition)
{
    if (!condition || condition->name.isEmpty()) {
        return QStringLiteral("not allowed");
    }
    if (condition->absent) {
        return QStringLiteral("not allowed together with %1").arg(condition->name);
    }
    if (condition->values.isEmpty()) {
        return QStringLiteral("only allowed together with %1").arg(condition->name);
    }
    return QStringLiteral("only allowed when %1 is %2")
        .arg(condition->name, condition->values.join(QStringLiteral(" or ")));
}

/// What is wrong with a file's dimensions, from its own size rather than from the problem's texts.
QString dimensionText(FieldProblem::Code code, const InputSpec& input, const MediaInfo& info)
{
    using Code = FieldProblem::Code;
    const QString got = QStringLiteral("%1x%2").arg(info.width).arg(info.height);
    const qint64 pixels = qint64(info.width) * info.height;
    QString rule;
    switch (code) {
    case Code::TooManyPixels:
        rule = QStringLiteral("must be at most %1 pixels, received %2 pixels")
                   .arg(grouped(input.maxPixels), grouped(pixels));
        break;
    case Code::TooFewPixels:
        rule = QStringLiteral("must be at least %1 pixels, received %2 pixels")
                   .arg(grouped(input.minPixels), grouped(pixels));
        break;
    case Code::SideTooSmall:
        rule =
            QStringLiteral("width and height must be at least %1 pixels, received %2").arg(grouped(input.minSide), got);
        break;
    case Code::SideTooLarge:
        rule =
            QStringLiteral("width and height must be at most %1 pixels, received %2").arg(grouped(input.maxSide), got);
        break;
    default:
        rule = QStringLiteral("aspect ratio must be between 1:2.5 and 2.5:1, received %1").arg(got);
    }
    return QStringLiteral("unsupported dimensions - %1").arg(rule);
}

QString fileText(const FieldProblem& problem, const InputSpec& input, const Asset& file)
{
    using Code = FieldProblem::Code;
    switch (problem.code) {
    case Code::FileUnknown:
        return QStringLiteral("required");
    case Code::FileType:
        return QStringLiteral("unsupported media type - must be one of %1")
            .arg(input.accepts.join(QStringLiteral(", ")));
    case Code::FileTooLarge:
        return QStringLiteral("must be at most %1 bytes, received %2 bytes")
            .arg(grouped(input.maxBytes), grouped(file.info.bytes));
    case Code::Animated:
        return QStringLiteral("animated images are not supported");
    case Code::TooShortAudio:
        return QStringLiteral("must be at least %1 seconds long").arg(input.minSeconds);
    case Code::TooLongAudio:
        return QStringLiteral("must be at most %1 seconds long").arg(input.maxSeconds);
    default:
        return dimensionText(problem.code, input, file.info);
    }
}

QString valueText(const Operation& operation, const FieldProblem& problem)
{
    using Code = FieldProblem::Code;
    const ParamSpec* param = operation.param(problem.field);
    switch (problem.code) {
    case Code::TooShort:
        return QStringLiteral("must be at least %1 characters").arg(grouped(problem.limit.toLongLong()));
    case Code::TooLong:
        return QStringLiteral("must be at most %1 characters").arg(grouped(problem.limit.toLongLong()));
    case Code::NotANumber:
        return QStringLiteral("must be a number");
    case Code::NotAnInteger:
        return QStringLiteral("must be an integer");
    case Code::NotText:
        return QStringLiteral("must be a string");
    case Code::BelowMin:
        return QStringLiteral("must be greater than or equal to %1").arg(problem.limit);
    case Code::AboveMax:
        return QStringLiteral("must be less than or equal to %1").arg(problem.limit);
    case Code::NotAChoice: {
        QStringList choices;
        for (const Choice& choice : param ? param->choices : QList<Choice>()) {
            choices.append(choice.value);
        }
        return QStringLiteral("must be one of %1").arg(choices.join(QStringLiteral(", ")));
    }
    default:
        return QStringLiteral("invalid value");
    }
}

QString ruleText(FieldProblem::Code code)
{
    using Code = FieldProblem::Code;
    switch (code) {
    case Code::RuleAtLeastOne:
        return QStringLiteral("at least one is required");
    case Code::RuleAtMostOne:
        return QStringLiteral("only one may be given");
    case Code::RuleNonZero:
        return QStringLiteral("at least one must be greater than 0");
    default:
        return QStringLiteral("must be in ascending order");
    }
}

} // namespace

QString contractWording(const Operation& operation, const FieldProblem& problem,
                        const QHash<QString, Asset>& filesByRole)
{
    using Code = FieldProblem::Code;
    const InputSpec* input = operation.input(problem.field);
    const ParamSpec* param = operation.param(problem.field);
    QString field = problem.field.isEmpty() ? QStringLiteral("body") : problem.field;
    QString text;
    switch (problem.code) {
    case Code::Required:
        text = QStringLiteral("required");
        break;
    case Code::NotAllowed:
        text = conditionText(param ? param->allowedWhen : input ? input->allowedWhen : std::nullopt);
        break;
    case Code::Unknown:
        text = QStringLiteral("unknown field");
        break;
    case Code::RuleAtLeastOne:
    case Code::RuleAtMostOne:
    case Code::RuleNonZero:
    case Code::RuleAscending:
        field = problem.names.isEmpty() ? field : problem.names.join(QStringLiteral(", "));
        text = ruleText(problem.code);
        break;
    default:
        text = input ? fileText(problem, *input, filesByRole.value(problem.field)) : valueText(operation, problem);
    }
    return field + QStringLiteral(": ") + text;
}

} // namespace maquette::sandbox
