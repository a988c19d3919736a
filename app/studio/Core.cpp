// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/Core.h"

#include "app/net/QtHttpClient.h"
#include "app/providers/ProviderRegistry.h"
#include "app/sandbox/PracticeServer.h"
#include "app/studio/CoreJobHost.h"

#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace maquette {

namespace {

constexpr int kMaxUnfinishedShown = 500;
constexpr int kKeepScratchDays = 7;
constexpr qint64 kNothingLeft = qint64(64) * 1024; // bytes

/// How a job of an earlier run stands while nobody works on it: what restoring would make of it, written nowhere.
Job atRest(Job job)
{
    if (job.state == JobState::Queued) {
        job.paused = true;
    } else if (!isEnding(job.state) && job.ticket.isEmpty() && job.keptFile.isEmpty()) {
        job.state = JobState::Unknown;
    }
    return job;
}

} // namespace

Core::Core(CoreOptions options, const Clock& clock)
    : m_options(std::move(options))
    , m_clock(clock)
    , m_keys(m_options.keys)
{
    m_refreshSoon.setSingleShot(true);
    connect(&m_refreshSoon, &QTimer::timeout, this, &Core::refreshBalance);
}

Core::~Core()
{
    m_reader.reset(); // it waits at the queue's gates
    m_queue.reset();
    m_client.reset();
    m_practice.reset();
}

Result<std::unique_ptr<Core>> Core::open(CoreOptions options, const Clock& clock)
{
    std::unique_ptr<Core> core(new Core(std::move(options), clock));
    if (auto opened = core->openStores(); !opened) {
        // A file that cannot be made on a full disk says no more than that.
        const auto left = core->m_options.freeBytes(core->m_options.paths.root);
        if (!isLockedByOther(opened.error()) && left && *left < kNothingLeft) {
            if (auto room = checkRoom(core->m_options.freeBytes, core->m_options.paths, 0); !room) {
                return tl::unexpected(room.error());
            }
        }
        return tl::unexpected(opened.error());
    }
    if (core->m_options.readOnly) {
        return core;
    }
    if (core->m_options.provider == QLatin1String("practice")) {
        // Without it the library still opens: everything but new practice work is possible.
        if (auto started = core->startPractice(); !started) {
            core->m_view.readError = started.error();
        }
    }
    if (!core->m_options.restoreJobs) {
        return core;
    }
    if (auto restored = core->m_queue->restore(); !restored) {
        return tl::unexpected(restored.error());
    }
    core->sweepScratch();
    return core;
}

Result<void> Core::openStores()
{
    const Paths& paths = m_options.paths;
    if (!m_options.readOnly) {
        if (auto ready = paths.ensure(); !ready) {
            return ready;
        }
        auto lock = InstanceLock::take(paths.lockFile());
        if (!lock) {
            return tl::unexpected(lock.error());
        }
        m_lock = std::move(*lock);
    }
    auto database =
        Database::open(paths.databaseFile(), m_options.readOnly ? Database::Mode::ReadOnly : Database::Mode::ReadWrite);
    if (!database) {
        return tl::unexpected(database.error());
    }
    m_database = std::move(*database);
    auto blobs = BlobStore::open(paths.blobs());
    if (!blobs) {
        return tl::unexpected(blobs.error());
    }
    m_blobs = std::make_unique<BlobStore>(*blobs);
    auto ledger = Ledger::open(*m_database, m_clock);
    auto gallery = GalleryStore::open(*m_database);
    auto journal = JobJournal::open(*m_database, m_clock);
    if (!ledger || !gallery || !journal) {
        return tl::unexpected(!ledger ? ledger.error() : !gallery ? gallery.error() : journal.error());
    }
    m_ledger = std::move(*ledger);
    m_gallery = std::move(*gallery);
    m_journal = std::move(*journal);
    m_providers = makeProviders(m_options.practicePollMs);
    m_client = std::make_unique<QtHttpClient>(m_blobs->scratchFolder());
    m_host = std::make_unique<CoreJobHost>(*this);
    m_reader = std::make_unique<BalanceReader>(*m_client);
    JobQueueOptions queueOptions;
    queueOptions.runningLimit = m_options.runningLimit;
    m_queue = std::make_unique<JobQueue>(*m_host, *m_journal, *m_client, m_clock, queueOptions);
    connect(m_queue.get(), &JobQueue::jobChanged, this, &Core::jobChanged);
    connect(m_queue.get(), &JobQueue::jobEnded, this, &Core::jobSettled);
    connect(m_queue.get(), &JobQueue::storageFailed, this, [this](const Error& error) {
        Q_EMIT queuePausedChanged(true);
        Q_EMIT troubled(error);
    });
    m_view.provider = m_options.provider;
    return {};
}

Result<void> Core::startPractice()
{
    if (m_practice) {
        return {};
    }
    sandbox::PracticeOptions options;
    options.folder = m_options.paths.practice();
    if (m_options.practiceThinkMs >= 0) {
        options.thinkMs = m_options.practiceThinkMs;
    }
    if (m_options.practiceAsyncMs >= 0) {
        options.asyncMs = m_options.practiceAsyncMs;
    }
    auto server = std::make_unique<sandbox::PracticeServer>(m_options.catalogue, options, m_clock);
    auto url = server->start();
    if (!url) {
        m_practiceFault = url.error();
        return tl::unexpected(url.error());
    }
    m_practiceFault.reset();
    m_practice = std::move(server);
    Q_EMIT practiceStarted(*url);
    return {};
}

const Provider* Core::provider(const QString& id) const
{
    for (const auto& candidate : m_providers) {
        if (candidate->id() == id) {
            return candidate.get();
        }
    }
    return nullptr;
}

Result<ProviderAccess> Core::access(const QString& providerId)
{
    if (providerId == QLatin1String("practice")) {
        if (!m_practice && !m_practiceFault && !m_options.readOnly) {
            // Another provider is in use, but a job of practice mode goes on.
            static_cast<void>(startPractice());
        }
        if (!m_practice && m_practiceFault) {
            return tl::unexpected(*m_practiceFault);
        }
        if (!m_practice) {
            return failure(ErrorKind::Offline, QStringLiteral("the practice server is not running"), providerId);
        }
        return ProviderAccess{m_practice->url(), QStringLiteral("sk-practice")};
    }
    const QString key = m_keys.value(providerId);
    if (key.isEmpty()) {
        return failure(ErrorKind::KeyMissing, {}, providerId);
    }
    return ProviderAccess{m_options.baseUrls.value(providerId, defaultBaseUrl(providerId)), key};
}

void Core::setProvider(const QString& id)
{
    m_options.provider = id;
    m_view = BalanceView{};
    m_view.provider = id;
    if (id == QLatin1String("practice")) {
        if (auto started = startPractice(); !started) {
            m_view.readError = started.error();
        }
    }
    announceBalance();
    refreshBalance();
}

void Core::setKey(const QString& providerId, const QString& key)
{
    if (m_keys.value(providerId) == key) {
        return;
    }
    m_keys.insert(providerId, key);
    if (!key.isEmpty()) {
        m_queue->keyArrived(providerId);
    }
    if (providerId == m_options.provider) {
        refreshBalance();
    }
}

void Core::testKey(const QString& providerId, const QString& key, BalanceReader::Callback done)
{
    const Provider* tested = provider(providerId);
    auto asked = providerId == QLatin1String("practice")
                     ? access(providerId)
                     : Result<ProviderAccess>(
                           ProviderAccess{m_options.baseUrls.value(providerId, defaultBaseUrl(providerId)), key});
    if (tested == nullptr || !asked) {
        done(tl::unexpected(asked ? Error{ErrorKind::Internal, {}, providerId, 0, -1, {}} : asked.error()));
        return;
    }
    m_reader->read(*tested, *asked, m_queue->gate(providerId), std::move(done));
}

Result<Asset> Core::look(const AssetId& id)
{
    if (const auto known = m_looked.constFind(id); known != m_looked.constEnd() && m_blobs->contains(id)) {
        return *known;
    }
    auto found = m_blobs->find(id, true);
    if (found) {
        keepInMind(*found);
    }
    return found;
}

Result<std::optional<GalleryItem>> Core::itemOf(const AssetId& id)
{
    auto known = m_gallery->findByAsset(id);
    if (!known || *known) {
        return known;
    }
    const auto file = m_gallery->findImport(id);
    if (!file) {
        return tl::unexpected(file.error());
    }
    const auto asset = *file ? look(id) : Result<Asset>(failure(ErrorKind::Storage, {}));
    if (!asset) {
        return std::optional<GalleryItem>();
    }
    GalleryItem item;
    item.asset = *asset;
    item.title = (*file)->name;
    item.created = (*file)->created;
    return std::optional<GalleryItem>(item);
}

CheckOutcome Core::check(const Request& request)
{
    const Operation* operation = catalogue().find(request.operation);
    if (operation == nullptr) {
        return CheckOutcome{
            {FieldProblem{QStringLiteral("operation"), FieldProblem::Code::Unknown, request.operation, {}, {}}}, {}};
    }
    QHash<QString, Asset> files;
    for (const InputRef& input : request.inputs) {
        if (const auto asset = look(input.asset)) {
            files.insert(input.role, *asset);
        }
    }
    return checkRequest(*operation, request, files);
}

void Core::setQueuePaused(bool paused)
{
    m_queue->setPaused(paused);
    Q_EMIT queuePausedChanged(m_queue->isPaused());
}

QList<Job> Core::jobs() const
{
    if (!m_options.readOnly && m_options.restoreJobs) {
        return m_queue->jobs();
    }
    auto recent = m_journal->recent(kMaxUnfinishedShown).value_or(QList<Job>());
    if (!m_options.readOnly) {
        std::transform(recent.cbegin(), recent.cend(), recent.begin(), atRest);
    }
    return inQueueOrder(recent);
}

QUrl Core::practiceUrl() const
{
    return m_practice ? m_practice->url() : QUrl();
}

void Core::sweepScratch()
{
    // A crash leaves parts of answers behind. For a week they may still be of use to somebody who looks for a paid
    // result by hand; one that a job names stays for good.
    const QStringList old = m_blobs->scratchBefore(m_clock.now().addDays(-kKeepScratchDays));
    for (const QString& file : old) {
        // The base name: an answer that no row names is called after its job.
        const auto named = m_journal->mentions(QFileInfo(file).baseName());
        if (named && !*named) {
            QFile::remove(file);
        }
    }
}

Result<QStringList> Core::verifyLibrary()
{
    QStringList wrong;
    const auto named = m_gallery->assets();
    if (!named) {
        return tl::unexpected(named.error());
    }
    const QList<AssetId> stored = m_blobs->all();
    for (const AssetId& id : *named) {
        if (!stored.contains(id)) {
            wrong.append(tr("%1 is in the index but its file is missing").arg(id.sha256));
        }
    }
    for (const AssetId& id : stored) {
        if (auto sound = m_blobs->verify(id); !sound) {
            wrong.append(tr("%1: %2").arg(id.sha256, sound.error().detail));
        }
    }
    return wrong;
}

} // namespace maquette
