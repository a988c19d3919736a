// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/CoreJobHost.h"

#include "app/studio/Core.h"

#include <QFile>
#include <QUuid>

#include <filesystem>

namespace maquette {

namespace {
constexpr int kTitleLength = 80;
}

CoreJobHost::CoreJobHost(Core& core)
    : m_core(core)
{
}

const Provider* CoreJobHost::provider(const QString& id) const
{
    return m_core.provider(id);
}

Result<ProviderAccess> CoreJobHost::access(const QString& providerId) const
{
    return m_core.access(providerId);
}

Result<CheckedRequest> CoreJobHost::checked(const Request& request) const
{
    const CheckOutcome outcome = m_core.check(request);
    if (outcome.checked) {
        return *outcome.checked;
    }
    const Operation* operation = m_core.catalogue().find(request.operation);
    QStringList reasons;
    for (const FieldProblem& problem : outcome.problems) {
        reasons.append(operation ? describe(*operation, problem) : problem.field);
    }
    return failure(ErrorKind::InvalidInput, reasons.join(QLatin1Char('\n')), request.operation);
}

QHash<QString, QString> CoreJobHost::inputFiles(const Request& request) const
{
    QHash<QString, QString> files;
    for (const InputRef& input : request.inputs) {
        files.insert(input.role, m_core.blobs().path(input.asset));
    }
    return files;
}

QString CoreJobHost::answerFile(const QString& jobId) const
{
    return m_core.blobs().scratchFolder() + QLatin1Char('/') + jobId + QStringLiteral(".answer");
}

Result<void> CoreJobHost::roomFor(const Job& job) const
{
    return m_core.checkRoomFor({job}, false);
}

Result<void> CoreJobHost::atomically(const std::function<Result<void>()>& work)
{
    return m_core.m_database->transaction(work);
}

Result<void> CoreJobHost::hold(const Job& job)
{
    auto entry = m_core.ledger().hold(job.request.provider, job.id, job.quote, job.request.operation);
    return entry ? Result<void>() : tl::unexpected(entry.error());
}

Result<void> CoreJobHost::release(const Job& job)
{
    const auto open = m_core.ledger().openHold(job.id);
    if (!open) {
        return tl::unexpected(open.error());
    }
    if (!*open) {
        return {};
    }
    auto entry = m_core.ledger().release(job.id);
    return entry ? Result<void>() : tl::unexpected(entry.error());
}

Result<void> CoreJobHost::charge(const Job& job, Credits amount)
{
    auto entry = m_core.ledger().charge(job.id, amount);
    return entry ? Result<void>() : tl::unexpected(entry.error());
}

Result<JobHost::Kept> CoreJobHost::keep(const Job& job)
{
    const auto before = m_core.gallery().findByJob(job.id);
    if (!before) {
        return tl::unexpected(before.error());
    }
    if (*before) {
        return Kept{(*before)->id, (*before)->asset.id};
    }
    if (!QFile::exists(job.keptFile)) {
        return failure(ErrorKind::BadReply, QStringLiteral("the received file is no longer there"), job.keptFile);
    }
    // A second name for the same bytes goes into the store; the first stays until the job is Done, so that a crash in
    // between loses nothing.
    const QString second = job.keptFile + QStringLiteral(".in");
    std::error_code code;
    std::filesystem::remove(second.toStdString(), code);
    std::filesystem::create_hard_link(job.keptFile.toStdString(), second.toStdString(), code);
    if (code && !QFile::copy(job.keptFile, second)) {
        return failure(ErrorKind::Storage, QString::fromStdString(code.message()), second);
    }
    const auto asset = m_core.blobs().putByMoving(second);
    if (!asset) {
        QFile::remove(second);
        return tl::unexpected(asset.error());
    }
    const auto item = m_core.gallery().add(describeResult(job, *asset));
    if (!item) {
        return tl::unexpected(item.error());
    }
    Q_EMIT m_core.itemAdded(*item);
    return Kept{item->id, item->asset.id};
}

GalleryItem CoreJobHost::describeResult(const Job& job, const Asset& asset) const
{
    GalleryItem item;
    item.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    item.asset = asset;
    item.job = job.id;
    item.operation = job.request.operation;
    item.provider = job.request.provider;
    const Provider* maker = provider(job.request.provider);
    item.practice = maker != nullptr && maker->isPractice();
    item.filtered = job.filtered;
    item.requestId = job.requestId;
    item.request = job.request;
    item.seed = job.usedSeed ? job.usedSeed : job.request.seed;
    item.cost = job.providerCharge.value_or(job.quote);
    item.created = m_core.m_clock.now();
    item.tookMs = job.sentAt.isValid() ? job.sentAt.msecsTo(item.created) : 0;
    if (const Operation* operation = m_core.catalogue().find(job.request.operation)) {
        for (const ParamSpec& param : operation->params) {
            const QJsonValue value = effectiveValue(*operation, job.request.values, param.name);
            if (!value.isUndefined() && !value.isNull() && param.role != QLatin1String("seed")) {
                item.resolved.insert(param.name, value);
            }
        }
        if (const ParamSpec* prompt = operation->paramByRole(QStringLiteral("prompt"))) {
            item.title = job.request.values.value(prompt->name).toString().simplified().left(kTitleLength);
        }
        if (item.title.isEmpty()) {
            item.title = operation->label;
        }
    }
    for (const InputRef& input : job.request.inputs) {
        item.parents.append(input.asset);
    }
    return item;
}

} // namespace maquette
