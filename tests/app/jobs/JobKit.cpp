// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/jobs/JobKit.h"

#include <QBuffer>
#include <QFile>
#include <QImage>

namespace maquette {

NotingHost::NotingHost(Database& database, const Catalogue& catalogue, QStringList& log, QString inputFile)
    : m_inputFile(std::move(inputFile))
    , m_database(database)
    , m_catalogue(catalogue)
    , m_log(log)
    , m_providers(makeProviders(1))
{
}

const Provider* NotingHost::provider(const QString& id) const
{
    for (const auto& provider : m_providers) {
        if (provider->id() == id) {
            return provider.get();
        }
    }
    return nullptr;
}

Result<ProviderAccess> NotingHost::access(const QString&) const
{
    if (keyMissing) {
        return failure(ErrorKind::KeyMissing, QStringLiteral("no key"));
    }
    return ProviderAccess{QUrl(QStringLiteral("https://provider.example")), QStringLiteral("sk-test")};
}

Result<CheckedRequest> NotingHost::checked(const Request& request) const
{
    QHash<QString, Asset> files;
    for (const InputRef& input : request.inputs) {
        files.insert(input.role, Asset{input.asset, {QStringLiteral("image/png"), MediaKind::Image, 1000, 512, 512}});
    }
    const CheckOutcome outcome = checkRequest(*m_catalogue.find(request.operation), request, files);
    if (!outcome.checked) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("not acceptable"));
    }
    return *outcome.checked;
}

QHash<QString, QString> NotingHost::inputFiles(const Request& request) const
{
    QHash<QString, QString> files;
    for (const InputRef& input : request.inputs) {
        files.insert(input.role, m_inputFile);
    }
    return files;
}

QString NotingHost::answerFile(const QString& jobId) const
{
    return m_inputFile + QLatin1Char('.') + jobId;
}

Result<void> NotingHost::roomFor(const Job&) const
{
    return noRoom ? Result<void>(failure(ErrorKind::Storage, QStringLiteral("no room"))) : Result<void>();
}

Result<void> NotingHost::atomically(const std::function<Result<void>()>& work)
{
    return m_database.transaction([&]() -> Result<void> {
        auto done = work();
        refused += journalBroken ? 1 : 0;
        return done && journalBroken ? Result<void>(failure(ErrorKind::Storage, QStringLiteral("disk full"))) : done;
    });
}

Result<void> NotingHost::hold(const Job& job)
{
    Credits sum;
    for (const Credits amount : std::as_const(held)) {
        sum += amount;
    }
    if (available - sum < job.quote) {
        return failure(ErrorKind::OutOfCredits, QStringLiteral("not enough"));
    }
    held.insert(job.id, job.quote);
    m_log.append(QStringLiteral("hold ") + job.quote.toPlain());
    return {};
}

Result<void> NotingHost::release(const Job& job)
{
    if (held.remove(job.id) > 0) {
        m_log.append(QStringLiteral("release"));
    }
    return {};
}

Result<void> NotingHost::charge(const Job& job, Credits amount)
{
    if (held.remove(job.id) > 0) {
        spent += amount;
        available -= amount;
        m_log.append(QStringLiteral("charge ") + amount.toPlain());
    }
    return {};
}

Result<JobHost::Kept> NotingHost::keep(const Job& job)
{
    if (storageFull) {
        m_log.append(QStringLiteral("keep fails"));
        return failure(ErrorKind::Storage, QStringLiteral("disk full"), job.keptFile);
    }
    QFile file(job.keptFile);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(ErrorKind::BadReply, QStringLiteral("gone"), job.keptFile);
    }
    keptBytes = file.readAll();
    m_log.append(QStringLiteral("keep"));
    return Kept{QStringLiteral("item-") + job.id, AssetId{QString(64, QLatin1Char('a'))}};
}

JobKit::JobKit()
{
    QList<CatalogueProblem> problems;
    QFile input(folder.filePath(QStringLiteral("input.png")));
    if (input.open(QIODevice::WriteOnly)) {
        input.write(pictureAnswer().body);
    }
    catalogue = Catalogue::load({}, &problems).value();
    options.runningLimit = 1;
    options.retry.firstMs = 1;
    options.retry.capMs = 2;
    options.retry.rateLimitedMs = 30;
    reopen();
}

void JobKit::reopen()
{
    queue.reset();
    journal.reset();
    QHash<QString, Credits> held = host ? host->held : QHash<QString, Credits>();
    host.reset();
    database.reset();
    database = std::move(Database::open(folder.filePath(QStringLiteral("jobs.db"))).value());
    journal = std::move(JobJournal::open(*database, clock).value());
    host = std::make_unique<NotingHost>(*database, catalogue, log, folder.filePath(QStringLiteral("input.png")));
    host->held = held;
    if (!client) {
        client = std::make_unique<ScriptedHttpClient>();
    }
    client->onCall = [this](const QString& line) {
        // What the disk says at the moment the call leaves.
        const auto jobs = journal->recent(1);
        log.append(QStringLiteral("%1 [journal %2]").arg(line, jobStateName(jobs->first().state)));
    };
    queue = std::make_unique<JobQueue>(*host, *journal, *client, clock, options);
    QObject::connect(queue.get(), &JobQueue::storageFailed, queue.get(),
                     [this] { log.append(QStringLiteral("storage failed")); });
}

Job JobKit::newJob(const QString& operation)
{
    Job job;
    job.id = QStringLiteral("job-%1").arg(++m_made);
    job.group = QStringLiteral("group");
    job.request.operation = operation;
    job.request.provider = QStringLiteral("practice");
    job.request.values.insert(QStringLiteral("prompt"), QStringLiteral("a lighthouse"));
    if (operation.contains(QLatin1String("upscale"))) {
        job.request.inputs.append({QStringLiteral("image"), AssetId{QString(64, QLatin1Char('b'))}});
    }
    job.quote = Credits::whole(3);
    return job;
}

QStringList JobKit::events(const QString& id) const
{
    QStringList names;
    const QList<JobEvent> seen = journal->events(id).value();
    for (const JobEvent& event : seen) {
        names.append(event.what);
    }
    return names;
}

JobState JobKit::state(const QString& id) const
{
    return queue->job(id).value_or(Job{}).state;
}

ScriptedAnswer pictureAnswer()
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QImage image(8, 8, QImage::Format_RGB888);
    image.fill(Qt::red);
    image.save(&buffer, "PNG");
    ScriptedAnswer answer;
    answer.headers = {
        {"content-type", "image/png"}, {"seed", "42"}, {"finish-reason", "SUCCESS"}, {"x-request-id", "req-1"}};
    answer.body = bytes;
    return answer;
}

ScriptedAnswer wrappedAnswer()
{
    ScriptedAnswer answer;
    answer.headers = {{"content-type", "application/json"}};
    answer.body = R"({"image":")" + pictureAnswer().body.toBase64() + R"(","finish_reason":"SUCCESS","seed":42})";
    return answer;
}

ScriptedAnswer errorAnswer(int status, const QByteArray& name, HttpHeaders headers)
{
    ScriptedAnswer answer;
    answer.status = status;
    answer.headers = std::move(headers);
    answer.headers.append(qMakePair(QByteArray("content-type"), QByteArray("application/json")));
    answer.body = R"({"id":"x","name":")" + name + R"(","errors":["no"]})";
    return answer;
}

ScriptedAnswer ticketAnswer(int status)
{
    ScriptedAnswer answer;
    answer.status = status;
    answer.headers = {{"content-type", "application/json"}};
    answer.body = R"({"id":")" + QByteArray(64, 'c') + R"("})";
    return answer;
}

ScriptedAnswer pendingAnswer()
{
    ScriptedAnswer answer;
    answer.status = 202;
    answer.headers = {{"content-type", "application/json"}};
    answer.body = R"({"id":")" + QByteArray(64, 'c') + R"(","status":"in-progress"})";
    return answer;
}

} // namespace maquette
