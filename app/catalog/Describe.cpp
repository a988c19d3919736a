// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/catalog/Check.h"

#include <QCoreApplication>
#include <QLocale>

namespace maquette {

namespace {

using Code = FieldProblem::Code;

struct Sentence
{
    Q_DECLARE_TR_FUNCTIONS(Catalogue)
};

/// "9,437,184" in the user's locale; what is not a plain whole number stays as it is.
QString grouped(const QString& number)
{
    bool whole = false;
    const qint64 value = number.toLongLong(&whole);
    return whole ? QLocale().toString(value) : number;
}

QString size(const QString& bytes)
{
    return QLocale().formattedDataSize(bytes.toLongLong(), 1, QLocale::DataSizeTraditionalFormat);
}

QString ratio(const QString& aspect)
{
    const double value = aspect.toDouble();
    return value < 1.0 && value > 0.0 ? QStringLiteral("1:%1").arg(1.0 / value, 0, 'g', 4)
                                      : QStringLiteral("%1:1").arg(value, 0, 'g', 4);
}

QString labelOf(const Operation& operation, const QString& field)
{
    if (const ParamSpec* param = operation.param(field)) {
        return param->label;
    }
    if (const InputSpec* input = operation.input(field)) {
        return input->label;
    }
    return field;
}

QStringList labelsOf(const Operation& operation, const QStringList& fields)
{
    QStringList labels;
    for (const QString& field : fields) {
        labels.append(labelOf(operation, field));
    }
    return labels;
}

/// "PNG, JPEG, WebP" for media types.
QString typeNames(const QStringList& types)
{
    QStringList names;
    for (const QString& type : types) {
        const QString sub = type.section(QLatin1Char('/'), 1);
        names.append(type == QLatin1String("audio/mpeg")   ? QStringLiteral("MP3")
                     : sub == QLatin1String("webp")        ? QStringLiteral("WebP")
                     : sub == QLatin1String("gltf-binary") ? QStringLiteral("GLB")
                                                           : sub.toUpper());
    }
    return names.join(QStringLiteral(", "));
}

QString withUnit(const Operation& operation, const FieldProblem& problem, const QString& number)
{
    const ParamSpec* param = operation.param(problem.field);
    const bool hasUnit = param != nullptr && !param->unit.isEmpty();
    return hasUnit ? QStringLiteral("%1 %2").arg(grouped(number), param->unit) : grouped(number);
}

/// "Start from: Picture" for a value of a choice.
QString choiceLabels(const Operation& operation, const QString& field, const QString& values)
{
    const ParamSpec* param = operation.param(field);
    QStringList labels;
    const QStringList parts = values.split(QStringLiteral(", "));
    for (const QString& value : parts) {
        QString label = value;
        for (qsizetype at = 0; param != nullptr && at < param->choices.size(); ++at) {
            label = param->choices.at(at).value == value ? param->choices.at(at).label : label;
        }
        labels.append(QStringLiteral("“%1”").arg(label));
    }
    return labels.join(Sentence::tr(" or "));
}

QString notAllowed(const Operation& operation, const FieldProblem& problem)
{
    const QString label = labelOf(operation, problem.field);
    if (!problem.limit.isEmpty() && !problem.names.isEmpty()) {
        return Sentence::tr("%1 can only be used when %2 is %3.")
            .arg(label, labelOf(operation, problem.names.first()),
                 choiceLabels(operation, problem.names.first(), problem.limit));
    }
    return Sentence::tr("%1 can only be used together with %2.")
        .arg(label, labelsOf(operation, problem.names).join(Sentence::tr(" or ")));
}

/// "1,024 × 768" for "1024 x 768".
QString dimensions(const QString& size)
{
    QStringList sides = size.split(QStringLiteral(" x "));
    for (QString& side : sides) {
        side = grouped(side);
    }
    return sides.join(QStringLiteral(" × "));
}

QString describeText(const Operation& operation, const FieldProblem& problem)
{
    const QString label = labelOf(operation, problem.field);
    switch (problem.code) {
    case Code::TooShort:
        return Sentence::tr("%1 needs at least %2 characters, it has %3.")
            .arg(label, grouped(problem.limit), grouped(problem.got));
    case Code::TooLong:
        return Sentence::tr("%1 may have at most %2 characters, it has %3.")
            .arg(label, grouped(problem.limit), grouped(problem.got));
    case Code::NotANumber:
        return Sentence::tr("%1 must be a number.").arg(label);
    case Code::NotAnInteger:
        return Sentence::tr("%1 must be a whole number, not %2.").arg(label, problem.got);
    case Code::NotText:
        return Sentence::tr("%1 must be a text.").arg(label);
    case Code::BelowMin:
        return Sentence::tr("%1 must be at least %2, not %3.")
            .arg(label, withUnit(operation, problem, problem.limit), grouped(problem.got));
    case Code::AboveMax:
        return Sentence::tr("%1 must be at most %2, not %3.")
            .arg(label, withUnit(operation, problem, problem.limit), grouped(problem.got));
    case Code::NotAChoice:
        return Sentence::tr("%1 cannot be “%2”; choose one of %3.").arg(label, problem.got, problem.limit);
    default:
        return {};
    }
}

QString describeFile(const Operation& operation, const FieldProblem& problem)
{
    const QString label = labelOf(operation, problem.field);
    const QString got = grouped(problem.got);
    const QString limit = grouped(problem.limit);
    switch (problem.code) {
    case Code::FileUnknown:
        return Sentence::tr("%1: the file is not there any more.").arg(label);
    case Code::FileType:
        return Sentence::tr("%1 must be one of %2.").arg(label, typeNames(problem.names));
    case Code::FileTooLarge:
        return Sentence::tr("%1 may have at most %2, it has %3.").arg(label, size(problem.limit), size(problem.got));
    case Code::SideTooSmall:
        return Sentence::tr("%1 must be at least %2 px wide and high; its shorter side has %3 px.")
            .arg(label, limit, got);
    case Code::SideTooLarge:
        return Sentence::tr("%1 may be at most %2 px wide and high; its longer side has %3 px.").arg(label, limit, got);
    case Code::TooFewPixels:
        return Sentence::tr("%1 needs at least %2 pixels in all, it has %3.").arg(label, limit, got);
    case Code::TooManyPixels:
        return Sentence::tr("%1 may have at most %2 pixels in all, it has %3.").arg(label, limit, got);
    case Code::AspectTooNarrow:
        return Sentence::tr("%1 is too tall: %2 is the limit, it is %3.")
            .arg(label, ratio(problem.limit), ratio(problem.got));
    case Code::AspectTooWide:
        return Sentence::tr("%1 is too wide: %2 is the limit, it is %3.")
            .arg(label, ratio(problem.limit), ratio(problem.got));
    case Code::Animated:
        return Sentence::tr("%1 is an animation; use a still picture.").arg(label);
    case Code::ForPrint:
        return Sentence::tr("%1 is in print colours (CMYK), which are not taken; convert it to RGB, for example in "
                            "Krita, and use that.")
            .arg(label);
    case Code::TooShortAudio:
        return Sentence::tr("%1 must be at least %2 seconds long, it is %3.").arg(label, limit, got);
    case Code::TooLongAudio:
        return Sentence::tr("%1 may be at most %2 seconds long, it is %3.").arg(label, limit, got);
    case Code::MaskSize:
        return Sentence::tr("%1 must be as large as %2: %3 px, not %4 px.")
            .arg(label, labelsOf(operation, problem.names).value(0), dimensions(problem.limit),
                 dimensions(problem.got));
    case Code::MaskEmpty:
        return problem.names.isEmpty()
                   ? Sentence::tr("%1 is all black, so nothing would change; make white what shall change.").arg(label)
                   : Sentence::tr("Nothing of %1 is transparent, so nothing would change; add %2, or make transparent "
                                  "what shall change.")
                         .arg(labelsOf(operation, problem.names).value(0), label);
    case Code::Repeated:
        return Sentence::tr("%1 is given twice.").arg(label);
    default:
        return {};
    }
}

QString describeWhole(const Operation& operation, const FieldProblem& problem)
{
    const QStringList labels = labelsOf(operation, problem.names);
    switch (problem.code) {
    case Code::BodyTooLarge:
        return Sentence::tr("The files and texts together may have at most %1, they have %2.")
            .arg(size(problem.limit), size(problem.got));
    case Code::RuleAtLeastOne:
        return Sentence::tr("%1: give at least one of them.").arg(labels.join(QStringLiteral(", ")));
    case Code::RuleAtMostOne:
        return Sentence::tr("%1: give only one of them.").arg(labels.join(QStringLiteral(", ")));
    case Code::RuleNonZero:
        return Sentence::tr("%1: at least one of them must be more than 0.").arg(labels.join(QStringLiteral(", ")));
    case Code::RuleAscending:
        return Sentence::tr("%1 must come before %2.").arg(labels.value(0), labels.value(1));
    case Code::CountRange:
        return Sentence::tr("The number of results must be from 1 to 10, not %1.").arg(problem.got);
    case Code::MaskMissing:
        return Sentence::tr("%1 is missing: select what shall change, or use a picture with transparent parts.")
            .arg(labels.value(1));
    default:
        return {};
    }
}

} // namespace

QString describe(const Operation& operation, const FieldProblem& problem)
{
    switch (problem.code) {
    case Code::Required:
        return Sentence::tr("%1 is missing.").arg(labelOf(operation, problem.field));
    case Code::NotAllowed:
        return notAllowed(operation, problem);
    case Code::Unknown:
        return Sentence::tr("%1 is not something %2 takes.").arg(labelOf(operation, problem.field), operation.label);
    default:
        break;
    }
    for (const auto part : {describeText, describeFile, describeWhole}) {
        QString sentence = part(operation, problem);
        if (!sentence.isEmpty()) {
            return sentence;
        }
    }
    return {};
}

} // namespace maquette
