// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CommandOutput.h"

#include "app/catalog/Check.h"
#include "app/cli/CommandLine.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cstdio>

namespace maquette::cli {

namespace {

void writeLine(std::FILE* file, const QString& line)
{
    const QByteArray bytes = line.toUtf8() + '\n';
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), file);
    std::fflush(file);
}

QString isoTime(const QDateTime& time)
{
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}

} // namespace

void say(const QString& line)
{
    writeLine(stdout, line);
}

void tell(const QString& line)
{
    writeLine(stderr, line);
}

void sayJson(const QJsonObject& object)
{
    say(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
}

int report(const Error& error, ErrorCost cost, bool json)
{
    return report(error, errorText(error, cost), json);
}

int report(const Error& error, const ErrorText& text, bool json)
{
    tell(text.sentence());
    if (!text.details.isEmpty()) {
        tell(text.details);
    }
    if (json) {
        sayJson({{QStringLiteral("error"), toJson(error)}});
    }
    return exitCodeFor(error);
}

int report(const Operation* operation, const Refusal& refusal, bool json)
{
    if (refusal.error) {
        return report(*refusal.error, ErrorCost::Nothing, json);
    }
    QJsonArray problems;
    for (const FieldProblem& problem : refusal.problems) {
        const QString sentence = operation != nullptr ? describe(*operation, problem) : problem.field;
        tell(sentence);
        problems.append(QJsonObject{{QStringLiteral("field"), problem.field}, {QStringLiteral("problem"), sentence}});
    }
    if (json) {
        sayJson({{QStringLiteral("error"), QJsonObject{{QStringLiteral("kind"), errorKindName(ErrorKind::InvalidInput)},
                                                       {QStringLiteral("problems"), problems}}}});
    }
    return kBadInput;
}

int badArgument(const QString& sentence, bool json)
{
    tell(sentence);
    if (json) {
        sayJson({{QStringLiteral("error"), toJson(Error{ErrorKind::InvalidInput, sentence, {}, 0, -1, {}})}});
    }
    return kBadInput;
}

QJsonObject toJson(const Error& error)
{
    QJsonObject json{{QStringLiteral("kind"), errorKindName(error.kind)}, {QStringLiteral("detail"), error.detail}};
    if (!error.place.isEmpty()) {
        json.insert(QStringLiteral("place"), error.place);
    }
    if (error.httpStatus != 0) {
        json.insert(QStringLiteral("httpStatus"), error.httpStatus);
    }
    if (!error.requestId.isEmpty()) {
        json.insert(QStringLiteral("requestId"), error.requestId);
    }
    return json;
}

QJsonObject toJson(const Job& job)
{
    QJsonObject json{{QStringLiteral("job"), job.id},
                     {QStringLiteral("state"), jobStateName(job.state)},
                     {QStringLiteral("operation"), job.request.operation},
                     {QStringLiteral("provider"), job.request.provider},
                     {QStringLiteral("quote"), job.quote.toPlain()},
                     {QStringLiteral("created"), isoTime(job.created)}};
    if (job.state == JobState::Done) {
        json.insert(QStringLiteral("asset"), job.asset.sha256);
        json.insert(QStringLiteral("item"), job.item);
        json.insert(QStringLiteral("filtered"), job.filtered);
    }
    if (job.state == JobState::Done || job.state == JobState::Failed) {
        json.insert(QStringLiteral("charged"), job.charged.toPlain());
    }
    if (job.usedSeed) {
        json.insert(QStringLiteral("seed"), qint64(*job.usedSeed));
    }
    if (!job.ticket.isEmpty()) {
        json.insert(QStringLiteral("ticket"), job.ticket);
    }
    if (job.paused) {
        json.insert(QStringLiteral("paused"), true);
    }
    if (job.error) {
        json.insert(QStringLiteral("error"), toJson(*job.error));
    }
    return json;
}

QJsonObject toJson(const LedgerEntry& entry)
{
    return {{QStringLiteral("number"), entry.number},
            {QStringLiteral("time"), isoTime(entry.time)},
            {QStringLiteral("kind"), ledgerKindName(entry.kind)},
            {QStringLiteral("account"), entry.account},
            {QStringLiteral("job"), entry.job},
            {QStringLiteral("amount"), entry.amount.toPlain()},
            {QStringLiteral("balance"), entry.balanceAfter.toPlain()},
            {QStringLiteral("held"), entry.heldAfter.toPlain()},
            {QStringLiteral("what"), entry.what}};
}

} // namespace maquette::cli
