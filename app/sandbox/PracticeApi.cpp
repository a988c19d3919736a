// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/PracticeApi.h"

#include "app/base/Files.h"
#include "app/sandbox/ResultAnswer.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMutexLocker>

namespace maquette::sandbox {

namespace {

/// A job whose work nobody has finished after this long is done by whoever is asked for it: its process may have died.
constexpr qint64 kOrphanMs = 5'000;

/// What follows "Bearer " in the Authorization header, which may be written in any case; empty without it.
QByteArray bearerKey(const QByteArray& authorization)
{
    const qsizetype space = authorization.indexOf(' ');
    if (space < 0 || authorization.left(space).toLower() != "bearer") {
        return {};
    }
    return authorization.mid(space + 1).trimmed();
}

QByteArray hashOf(const QByteArray& key)
{
    return QCryptographicHash::hash(key, QCryptographicHash::Sha256);
}

Answer engineList()
{
    const QJsonObject engine{{QStringLiteral("id"), legacyEngine()},
                             {QStringLiteral("name"), QStringLiteral("Stable Diffusion XL v1.0")},
                             {QStringLiteral("description"), QStringLiteral("Stability-AI Stable Diffusion XL v1.0")},
                             {QStringLiteral("type"), QStringLiteral("PICTURE")}};
    return {200, "application/json", QJsonDocument(QJsonArray{engine}).toJson(QJsonDocument::Compact), {}};
}

Answer accountDetails(const QString& user, const QString& organisation)
{
    const QJsonObject org{{QStringLiteral("id"), organisation},
                          {QStringLiteral("name"), QStringLiteral("Practice")},
                          {QStringLiteral("role"), QStringLiteral("MEMBER")},
                          {QStringLiteral("is_default"), true}};
    return jsonAnswer(200, {{QStringLiteral("id"), user},
                            {QStringLiteral("email"), QStringLiteral("practice@maquette.invalid")},
                            {QStringLiteral("organizations"), QJsonArray{org}}});
}

} // namespace

PracticeApi::PracticeApi(Catalogue catalogue, PracticeOptions options, const Clock& clock, Later later)
    : m_catalogue(std::move(catalogue))
    , m_options(std::move(options))
    , m_clock(clock)
    , m_later(std::move(later))
    , m_owner(QString::fromLatin1(randomHex(16)))
    , m_routes(m_catalogue)
    , m_handlers(OperationHandlers::all())
    , m_reader(m_options.folder + QStringLiteral("/incoming"), m_options.demand640For3d)
    , m_jobs(m_options.folder + QStringLiteral("/jobs"))
    , m_limiter(m_options.rateRequests, m_options.rateWindowMs, m_options.penaltyMs)
{
    m_intake.setMaxThreadCount(4);
    m_workers.setMaxThreadCount(std::max(2, QThread::idealThreadCount()));
    m_workers.setThreadPriority(QThread::LowPriority);
}

Result<void> PracticeApi::open()
{
    for (const QString& folder : {m_options.folder, m_options.folder + QStringLiteral("/incoming"),
                                  m_options.folder + QStringLiteral("/jobs")}) {
        if (auto made = ensureFolder(folder); !made) {
            return made;
        }
    }
    if (auto opened = m_desk.open(m_options.folder, m_options.openingBalance, m_clock); !opened) {
        return opened;
    }
    if (auto swept = forgetExpired(); !swept) {
        return swept;
    }
    const auto unfinished = m_desk.ask([](PracticeAccount& account) { return account.unfinished(); });
    if (!unfinished) {
        return tl::unexpected(unfinished.error());
    }
    JobFolder(m_options.folder + QStringLiteral("/incoming")).removeStrays({});
    for (const PracticeJob& job : *unfinished) {
        if (nowMs() - job.acceptedAt >= kOrphanMs) {
            takeUp(job);
        }
    }
    return {};
}

Result<void> PracticeApi::forgetExpired()
{
    const auto expired = m_desk.ask([](PracticeAccount& account) { return account.forgetExpired(); });
    if (!expired) {
        return tl::unexpected(expired.error());
    }
    for (const QString& id : *expired) {
        m_jobs.remove(id);
    }
    return {};
}

Result<Credits> PracticeApi::refill()
{
    return m_desk.ask([this](PracticeAccount& account) { return account.refill(m_options.openingBalance); });
}

void PracticeApi::close()
{
    m_closing = true;
    m_intake.waitForDone();
    m_workers.clear();
    m_workers.waitForDone();
    if (m_desk.isOpen()) {
        static_cast<void>(m_desk.ask([this](PracticeAccount& account) { return account.releaseAllOf(m_owner); }));
    }
    m_desk.close();
}

void PracticeApi::serve(ApiCall call, const Deliver& deliver)
{
    auto exchange = std::make_shared<Exchange>();
    exchange->since.start();
    exchange->route = m_routes.find(call.method, call.path);
    exchange->key = bearerKey(call.header("authorization"));
    exchange->authorized = exchange->key.startsWith("sk-");
    exchange->deliver = deliver;
    exchange->call = std::move(call);
    const qint64 now = nowMs();
    if (!m_limiter.admit(now)) {
        Answer refused =
            rateLimited(exchange->route.shape, m_options.rateRequests, m_options.rateWindowMs, m_options.penaltyMs);
        if (m_options.sendRetryAfter) {
            refused.headers.append({"retry-after", QByteArray::number((m_limiter.blockedForMs(now) + 999) / 1000)});
        }
        deliver(refused);
    } else if (!m_closing) {
        m_intake.start([this, exchange]() { handle(exchange); });
    }
}

void PracticeApi::handle(const ExchangePtr& exchange)
{
    const Route& route = exchange->route;
    switch (route.kind) {
    case Route::Kind::Order:
        handleOrder(exchange);
        return;
    case Route::Kind::Unknown:
        exchange->deliver(notFound(route.shape, QStringLiteral("path: no such resource")));
        return;
    case Route::Kind::WrongMethod:
        exchange->deliver(methodNotAllowed(route.shape, route.allowed));
        return;
    default:
        exchange->deliver(accountAnswer(*exchange));
    }
}

Answer PracticeApi::accountAnswer(const Exchange& exchange)
{
    const Route& route = exchange.route;
    if (route.kind == Route::Kind::Result) {
        return resultAnswer(exchange);
    }
    if (!exchange.authorized) {
        return unauthorized(route.shape, exchange.key);
    }
    if (route.kind == Route::Kind::LegacyGeneration) {
        return route.parameter == legacyEngine()
                   ? notImplemented(route.shape, QStringLiteral("v1 generation"))
                   : notFound(route.shape,
                              QStringLiteral("The specified engine (ID %1) was not found").arg(route.parameter));
    }
    if (route.kind == Route::Kind::Engines) {
        return engineList();
    }
    if (route.kind == Route::Kind::Account) {
        return m_desk.ask(
            [](PracticeAccount& account) { return accountDetails(account.userId(), account.organisationId()); });
    }
    const auto balance = m_desk.ask([](PracticeAccount& account) { return account.balance(); });
    if (!balance) {
        return internalError(route.shape);
    }
    return jsonAnswer(200, {{QStringLiteral("credits"), double(balance->milli) / 1000.0}});
}

void PracticeApi::handleOrder(const ExchangePtr& exchange)
{
    const Operation& operation = *exchange->route.operation;
    auto read = m_reader.read(operation, exchange->call);
    exchange->call.body.clear();
    if (const auto* refused = std::get_if<Answer>(&read)) {
        exchange->deliver(*refused);
        return;
    }
    const ReadOrder ready = std::get<ReadOrder>(std::move(read));
    const OperationHandler* handler = m_handlers.find(operation.id);
    if (!exchange->authorized) {
        exchange->deliver(unauthorized(ErrorShape::V2Beta, exchange->key));
    } else if (ready.marks.moderate) {
        exchange->deliver(contentModeration());
    } else if (ready.marks.language) {
        exchange->deliver(invalidLanguage());
    } else if (!handler) {
        exchange->deliver(notImplemented(ErrorShape::V2Beta, operation.id));
    } else if (operation.asynchronous) {
        exchange->deliver(acceptJob(*exchange, ready));
    } else {
        workNow(exchange, ready, *handler);
    }
}

void PracticeApi::workNow(const ExchangePtr& exchange, const ReadOrder& ready, const OperationHandler& handler)
{
    const auto admission = m_desk.ask([&](PracticeAccount& account) { return account.reserve(ready.price, m_owner); });
    if (!admission || !admission->granted) {
        exchange->deliver(admission ? paymentRequired(ready.price, admission->available) : internalError());
        return;
    }
    m_workers.start([this, exchange, ready, &handler, reservation = admission->reservation]() {
        Result<WorkResult> result = failure(ErrorKind::Internal, QStringLiteral("asked to fail"));
        if (!ready.order.fails) {
            result = handler(ready.order);
        }
        const qint64 wait = m_options.thinkMs + (ready.marks.slow ? kSlowMs : 0) - exchange->since.elapsed();
        m_later(std::max<qint64>(0, wait), [this, exchange, ready, result, reservation]() {
            if (!m_closing) {
                m_intake.start(
                    [this, exchange, ready, result, reservation]() { settle(exchange, ready, result, reservation); });
            }
        });
    });
}

void PracticeApi::settle(const ExchangePtr& exchange, const ReadOrder& ready, const Result<WorkResult>& result,
                         const QString& reservation)
{
    if (!result) {
        static_cast<void>(m_desk.ask([&](PracticeAccount& account) { return account.release(reservation); }));
        const bool file = result.error().kind == ErrorKind::InvalidInput;
        const QList<InputSpec>& inputs = exchange->route.operation->inputs;
        const QString role = inputs.isEmpty() ? QStringLiteral("image") : inputs.first().role;
        exchange->deliver(file ? badRequest({role + QStringLiteral(": invalid or corrupt file")}) : internalError());
        return;
    }
    const auto charged = m_desk.ask(
        [&](PracticeAccount& account) { return account.charge(reservation, ready.price, ready.order.operation); });
    if (!charged || !*charged) {
        exchange->deliver(charged ? paymentRequired(ready.price, {}) : internalError());
        return;
    }
    const QJsonArray keys = exchange->route.operation->wire.value(QLatin1String("jsonKeys")).toArray();
    Answer answer = finishedAnswer(*result, ready.order, ready.form,
                                   keys.isEmpty() ? QStringLiteral("image") : keys.first().toString());
    if (!ready.ignored.isEmpty()) {
        answer.headers.append(
            {"x-practice-ignored-fields", QUrl::toPercentEncoding(ready.ignored.join(QLatin1Char(',')), ",")});
    }
    exchange->deliver(answer);
}

Answer PracticeApi::acceptJob(const Exchange& exchange, ReadOrder ready)
{
    PracticeJob job;
    job.id = QString::fromLatin1(randomHex(32));
    job.keyHash = hashOf(exchange.key);
    job.order = ready.order.toJson();
    job.price = ready.price;
    job.acceptedAt = nowMs();
    job.dueAt = job.acceptedAt + m_options.asyncMs + (ready.marks.slow ? kSlowMs : 0);
    if (!forgetExpired() || !m_jobs.adopt(job.id, ready.order)) {
        return internalError();
    }
    const auto admission = m_desk.ask([&job](PracticeAccount& account) { return account.addJob(job); });
    if (!admission || !admission->granted) {
        m_jobs.remove(job.id);
        return admission ? paymentRequired(job.price, admission->available) : internalError();
    }
    {
        const QMutexLocker lock(&m_jobMutex);
        m_working.insert(job.id);
    }
    workOnJob(job.id, ready.order);
    const int usual = exchange.route.operation->wire.value(QLatin1String("startStatuses")).toArray().at(0).toInt(200);
    return jsonAnswer(m_options.startWith202 ? 202 : usual, {{QStringLiteral("id"), job.id}});
}

void PracticeApi::workOnJob(const QString& id, const WorkOrder& order)
{
    m_workers.start([this, id, order]() {
        const OperationHandler* handler = m_handlers.find(order.operation);
        Result<WorkResult> result = failure(ErrorKind::Internal, QStringLiteral("asked to fail"));
        if (handler && !order.fails) {
            result = (*handler)(order);
        }
        bool stored = result && m_jobs.storeResult(id, result->bytes);
        if (stored) {
            stored = m_desk.ask([&](PracticeAccount& account) { return account.markComputed(id, result->mediaType); })
                         .has_value();
        } else {
            static_cast<void>(m_desk.ask([&](PracticeAccount& account) { return account.markFailed(id); }));
        }
        const QMutexLocker lock(&m_jobMutex);
        m_working.remove(id);
        if (!stored) {
            m_lost.insert(id);
        }
    });
}

void PracticeApi::takeUp(const PracticeJob& job)
{
    {
        const QMutexLocker lock(&m_jobMutex);
        if (m_closing || m_working.contains(job.id)) {
            return;
        }
        m_working.insert(job.id);
    }
    WorkOrder order = WorkOrder::fromJson(job.order);
    m_jobs.attach(job.id, order);
    workOnJob(job.id, order);
}

Answer PracticeApi::resultAnswer(const Exchange& exchange)
{
    const QStringList documented{QStringLiteral("image/*"), QStringLiteral("audio/*"),
                                 QStringLiteral("application/json")};
    const auto form = wantedForm(documented, exchange.call.header("accept"));
    if (!form) {
        return badRequest(
            {QStringLiteral("accept: must be one of */*, %1").arg(documented.join(QStringLiteral(", ")))});
    }
    if (!exchange.authorized) {
        return unauthorized(ErrorShape::V2Beta, exchange.key);
    }
    const QString id = exchange.route.parameter;
    const auto found = m_desk.ask([&id](PracticeAccount& account) { return account.job(id); });
    if (!found) {
        return internalError();
    }
    const std::optional<PracticeJob>& job = *found;
    if (!job || job->keyHash != hashOf(exchange.key)) {
        return generationNotFound();
    }
    Answer inProgress =
        jsonAnswer(202, {{QStringLiteral("id"), id}, {QStringLiteral("status"), QStringLiteral("in-progress")}});
    switch (job->state) {
    case PracticeJob::State::Done:
        return finishedJob(*job, *form);
    case PracticeJob::State::Failed:
        return nowMs() < job->dueAt ? inProgress : internalError();
    case PracticeJob::State::Running:
        if (nowMs() - job->acceptedAt >= kOrphanMs) {
            takeUp(*job);
        }
        return inProgress;
    default:
        return inProgress;
    }
}

Answer PracticeApi::finishedJob(const PracticeJob& job, AnswerForm form)
{
    const auto bytes = m_jobs.readResult(job.id);
    if (bytes) {
        return finishedAnswer({*bytes, job.mediaType}, WorkOrder::fromJson(job.order), form,
                              m_options.resultKeyIsResult          ? QStringLiteral("result")
                              : job.mediaType.startsWith("audio/") ? QStringLiteral("audio")
                                                                   : QStringLiteral("image"));
    }
    {
        const QMutexLocker lock(&m_jobMutex);
        if (m_lost.contains(job.id)) {
            return internalError();
        }
    }
    takeUp(job);
    return jsonAnswer(202, {{QStringLiteral("id"), job.id}, {QStringLiteral("status"), QStringLiteral("in-progress")}});
}

} // namespace maquette::sandbox
