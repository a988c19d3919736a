// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/LookCommands.h"

#include "app/cli/Await.h"
#include "app/cli/CommandLine.h"
#include "app/cli/CommandOutput.h"
#include "app/cli/Session.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <climits>

namespace maquette::cli {

namespace {

constexpr int kJobsShown = 200;

QString text(const char* source)
{
    return QCoreApplication::translate("Cli", source);
}

QString typeName(ParamType type)
{
    switch (type) {
    case ParamType::Text:
        return QStringLiteral("text");
    case ParamType::Integer:
        return QStringLiteral("integer");
    case ParamType::Number:
        return QStringLiteral("number");
    case ParamType::Choice:
        return QStringLiteral("choice");
    }
    return {};
}

QJsonObject paramJson(const ParamSpec& param)
{
    QJsonObject json{{QStringLiteral("name"), param.name},
                     {QStringLiteral("type"), typeName(param.type)},
                     {QStringLiteral("required"), param.required}};
    if (param.bounds.min) {
        json.insert(QStringLiteral("min"), *param.bounds.min);
    }
    if (param.bounds.max) {
        json.insert(QStringLiteral("max"), *param.bounds.max);
    }
    if (!param.bounds.defaultValue.isUndefined() && !param.bounds.defaultValue.isNull()) {
        json.insert(QStringLiteral("default"), param.bounds.defaultValue);
    }
    QJsonArray choices;
    for (const Choice& choice : param.choices) {
        choices.append(choice.value);
    }
    if (!choices.isEmpty()) {
        json.insert(QStringLiteral("choices"), choices);
    }
    return json;
}

QJsonObject operationJson(const Operation& operation)
{
    QJsonArray params;
    for (const ParamSpec& param : operation.params) {
        params.append(paramJson(param));
    }
    QJsonArray inputs;
    for (const InputSpec& input : operation.inputs) {
        inputs.append(QJsonObject{{QStringLiteral("role"), input.role},
                                  {QStringLiteral("required"), input.required},
                                  {QStringLiteral("accepts"), QJsonArray::fromStringList(input.accepts)}});
    }
    QJsonObject json{{QStringLiteral("operation"), operation.id},
                     {QStringLiteral("label"), operation.label},
                     {QStringLiteral("section"), operation.section},
                     {QStringLiteral("asynchronous"), operation.asynchronous},
                     {QStringLiteral("params"), params},
                     {QStringLiteral("inputs"), inputs},
                     {QStringLiteral("pricesAsOf"), operation.price.asOf.toString(Qt::ISODate)}};
    if (const auto price = priceOf(operation, {})) {
        json.insert(QStringLiteral("price"), price->toPlain());
    }
    return json;
}

QString csvField(QString value)
{
    if (value.contains(QLatin1Char(',')) || value.contains(QLatin1Char('"')) || value.contains(QLatin1Char('\n'))) {
        value.replace(QLatin1Char('"'), QStringLiteral("\"\""));
        return QLatin1Char('"') + value + QLatin1Char('"');
    }
    return value;
}

/// Waits until the reading that open() began is over.
BalanceView settledBalance(Studio& studio)
{
    QEventLoop loop;
    const auto settled = [&studio] {
        return !studio.balance().reading && (studio.balance().readAt.isValid() || studio.balance().readError);
    };
    QObject::connect(&studio, &Studio::balanceChanged, &loop, [&] {
        if (settled()) {
            loop.quit();
        }
    });
    if (!settled()) {
        loop.exec();
    }
    return studio.balance();
}

} // namespace

int listOperations(bool json)
{
    StudioOptions options;
    const Studio studio(options);
    for (const CatalogueProblem& problem : studio.catalogueProblems()) {
        tell(text("%1 is left out: %2: %3").arg(problem.file, problem.place, problem.reason));
    }
    for (const Operation& operation : studio.catalogue().operations()) {
        if (json) {
            sayJson(operationJson(operation));
            continue;
        }
        const auto price = priceOf(operation, {});
        say(QStringLiteral("%1  %2  %3")
                .arg(operation.id, -48)
                .arg(price ? price->toPlain() : QStringLiteral("?"), 6)
                .arg(operation.label));
    }
    return kDone;
}

int showBalance(bool json)
{
    auto session = Session::open(Session::Need::Look, true);
    if (!session) {
        return report(session.error(), ErrorCost::Nothing, json);
    }
    const BalanceView view = settledBalance((*session)->studio());
    if (view.readError && (*session)->isShared() && (*session)->studio().provider().practice) {
        // Its server lives in the process at work, which keeps the ledger up to date with it.
        tell(text("Another process is at work on the library; this is what its ledger says."));
    } else if (view.readError) {
        return report(*view.readError, ErrorCost::Nothing, json);
    }
    if (json) {
        sayJson({{QStringLiteral("provider"), view.provider},
                 {QStringLiteral("balance"), view.ledger.balance.toPlain()},
                 {QStringLiteral("held"), view.ledger.held.toPlain()},
                 {QStringLiteral("available"), view.ledger.available().toPlain()},
                 {QStringLiteral("spentToday"), view.spentToday.toPlain()},
                 {QStringLiteral("spentThisMonth"), view.spentThisMonth.toPlain()}});
    } else {
        say(text("%1 credits, %2 held").arg(view.ledger.balance.toPlain(), view.ledger.held.toPlain()));
    }
    return kDone;
}

int showLedger(bool csv, bool json)
{
    auto session = Session::open(Session::Need::Look, false);
    if (!session) {
        return report(session.error(), ErrorCost::Nothing, json);
    }
    const auto entries = await((*session)->studio().ledgerEntries({}, INT_MAX));
    if (!entries) {
        return report(entries.error(), ErrorCost::Nothing, json);
    }
    if (csv) {
        say(QStringLiteral("number,time,account,kind,amount,balance,held,job,what"));
    }
    for (const LedgerEntry& entry : *entries) {
        const QString time = entry.time.toUTC().toString(Qt::ISODateWithMs);
        if (json) {
            sayJson(toJson(entry));
        } else if (csv) {
            const QStringList fields{QString::number(entry.number),
                                     time,
                                     entry.account,
                                     ledgerKindName(entry.kind),
                                     entry.amount.toPlain(),
                                     entry.balanceAfter.toPlain(),
                                     entry.heldAfter.toPlain(),
                                     entry.job,
                                     entry.what};
            QStringList safe;
            for (const QString& field : fields) {
                safe.append(csvField(field));
            }
            say(safe.join(QLatin1Char(',')));
        } else {
            say(QStringLiteral("%1  %2  %3 %4  balance %5  held %6  %7")
                    .arg(time, entry.account, ledgerKindName(entry.kind).leftJustified(10),
                         entry.amount.toPlain().rightJustified(8), entry.balanceAfter.toPlain(),
                         entry.heldAfter.toPlain(), entry.what));
        }
    }
    return kDone;
}

int listJobs(bool json)
{
    auto session = Session::open(Session::Need::Look, false);
    if (!session) {
        return report(session.error(), ErrorCost::Nothing, json);
    }
    Studio& studio = (*session)->studio();
    const auto recent = await(studio.recentJobs(kJobsShown));
    if (!recent) {
        return report(recent.error(), ErrorCost::Nothing, json);
    }
    QHash<QString, Job> live; // knows more than the journal: which ones are paused
    for (const Job& job : studio.jobs()) {
        live.insert(job.id, job);
    }
    for (const Job& written : *recent) {
        const Job job = live.value(written.id, written);
        if (json) {
            sayJson(toJson(job));
        } else {
            say(QStringLiteral("%1  %2  %3  %4%5")
                    .arg(job.id, jobStateName(job.state).leftJustified(9), job.request.operation, job.quote.toPlain(),
                         job.paused ? text(" (paused)") : QString()));
        }
    }
    return kDone;
}

int verifyLibrary(bool json)
{
    auto session = Session::open(Session::Need::Look, false);
    if (!session) {
        return report(session.error(), ErrorCost::Nothing, json);
    }
    const auto wrong = await((*session)->studio().verifyLibrary());
    if (!wrong) {
        return report(wrong.error(), ErrorCost::Nothing, json);
    }
    for (const QString& line : *wrong) {
        tell(line);
    }
    if (json) {
        sayJson({{QStringLiteral("sound"), wrong->isEmpty()},
                 {QStringLiteral("problems"), QJsonArray::fromStringList(*wrong)}});
    } else if (wrong->isEmpty()) {
        say(text("The library is sound."));
    }
    return wrong->isEmpty() ? kDone : kStorage;
}

} // namespace maquette::cli
