// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/studio/Studio.h"

#include "app/sandbox/PracticeServer.h"
#include "app/studio/StudioPrivate.h"

namespace maquette {

namespace {

const QString kPractice = QStringLiteral("practice");
const QString kStability = QStringLiteral("stability");
constexpr int kAssetsKnownAtStart = 200;

/// A keychain that keeps nothing, for tests and for machines where none shall be asked.
class NoKeychain final : public SecretBackend
{
public:
    void read(const QString&, ReadDone done) override { done(std::optional<QString>()); }
    void write(const QString&, const QString&, Done done) override
    {
        done(failure(ErrorKind::Storage, QStringLiteral("no keychain is in use")));
    }
    void remove(const QString&, Done done) override { done({}); }
};

} // namespace

Studio::Studio(StudioOptions options, QObject* parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    qRegisterMetaType<Job>();
    qRegisterMetaType<GalleryItem>();
    qRegisterMetaType<BalanceView>();
    d->options = std::move(options);
    d->paths = d->options.home.isEmpty() ? Paths::fromEnvironment() : Paths::at(d->options.home);
    d->settings = std::make_unique<SettingsStore>(d->paths.settingsFile());
    d->paths = d->paths.withLibrary(settings().settings().libraryFolder);
    d->keys =
        std::make_unique<KeyStore>(d->options.allowKeychain ? makeDesktopKeychain() : std::make_unique<NoKeychain>());
    d->history = std::make_unique<PromptHistory>(d->paths.promptHistoryFile());
    connect(d->settings.get(), &SettingsStore::failed, this, &Studio::troubled);
    connect(d->history.get(), &PromptHistory::failed, this, &Studio::troubled);
    d->provider = settings().settings().provider;
    d->balance.provider = d->provider;
    if (auto catalogue = Catalogue::load(d->paths.operations(), &d->catalogueProblems)) {
        d->catalogue = *catalogue;
    } else {
        d->catalogueFault = catalogue.error();
    }
    const auto keyChanged = [this](const QString& provider) {
        d->core.post([provider, key = d->keys->key(provider)](Core* core) {
            if (core != nullptr) {
                core->setKey(provider, key);
            }
        });
        Q_EMIT providersChanged();
    };
    connect(d->keys.get(), &KeyStore::keyLoaded, this, keyChanged);
    connect(d->keys.get(), &KeyStore::keyStored, this, keyChanged);
    connect(d->keys.get(), &KeyStore::keyRemoved, this, keyChanged);
}

Studio::~Studio() = default;

void Studio::open()
{
    if (d->catalogueFault) {
        QMetaObject::invokeMethod(
            this, [this] { Q_EMIT openFailed(*d->catalogueFault); }, Qt::QueuedConnection);
        return;
    }
    d->keys->load(kStability);
    CoreOptions options;
    options.paths = d->paths;
    options.catalogue = d->catalogue;
    options.provider = d->provider;
    options.keys.insert(kStability, d->keys->key(kStability));
    if (const QString url = qEnvironmentVariable("MAQUETTE_STABILITY_URL"); !url.isEmpty()) {
        options.baseUrls.insert(kStability, QUrl(url));
    }
    options.runningLimit = settings().settings().runningJobLimit;
    options.practiceThinkMs = d->options.practiceThinkMs;
    options.practiceAsyncMs = d->options.practiceAsyncMs;
    options.practicePollMs = d->options.pollOverrideMs;
    options.freeBytes = d->options.freeBytes;
    options.readOnly = d->options.readOnly;
    options.restoreJobs = d->options.restoreJobs;
    d->core.open(std::move(options), d->clock, [this](Core* core, const Error& error) { coreOpened(core, error); });
}

void Studio::coreOpened(Core* core, const Error& error)
{
    // In the core's thread: everything for this object goes through its event loop.
    if (core == nullptr) {
        QMetaObject::invokeMethod(
            this, [this, error] { Q_EMIT openFailed(error); }, Qt::QueuedConnection);
        return;
    }
    connect(core, &Core::jobChanged, this, [this](const Job& job) {
        d->jobs.insert(job.id, job);
        Q_EMIT jobChanged(job);
    });
    connect(core, &Core::jobEnded, this, &Studio::jobEnded);
    connect(core, &Core::itemAdded, this, [this](const GalleryItem& item) {
        d->assets.insert(item.asset.id, item.asset);
        Q_EMIT itemAdded(item);
    });
    connect(core, &Core::balanceChanged, this, [this](const BalanceView& view) {
        d->balance = view;
        Q_EMIT balanceChanged(view);
    });
    connect(core, &Core::queuePausedChanged, this, [this](bool paused) {
        d->queuePaused = paused;
        Q_EMIT queuePausedChanged(paused);
    });
    connect(core, &Core::practiceStarted, this, [this](const QUrl& url) { d->practiceUrl = url; });
    connect(core, &Core::troubled, this, &Studio::troubled);
    QList<Asset> assets;
    if (const auto items = core->gallery().list(kAssetsKnownAtStart)) {
        for (const GalleryItem& item : *items) {
            assets.append(item.asset);
        }
    }
    QMetaObject::invokeMethod(
        this,
        [this, jobs = core->jobs(), assets, url = core->practiceUrl()] {
            for (const Job& job : jobs) {
                d->jobs.insert(job.id, job);
            }
            for (const Asset& asset : assets) {
                d->assets.insert(asset.id, asset);
            }
            d->practiceUrl = url;
            d->open = true;
            Q_EMIT opened();
        },
        Qt::QueuedConnection);
    core->announceBalance();
    if (d->options.refreshAtStart) {
        core->refreshBalance();
    }
}

bool Studio::isOpen() const
{
    return d->open;
}

const Catalogue& Studio::catalogue() const
{
    return d->catalogue;
}

QList<CatalogueProblem> Studio::catalogueProblems() const
{
    return d->catalogueProblems;
}

SettingsStore& Studio::settings()
{
    return *d->settings;
}

KeyStore& Studio::keys()
{
    return *d->keys;
}

PromptHistory& Studio::promptHistory()
{
    return *d->history;
}

QList<ProviderInfo> Studio::providers() const
{
    return {{kStability, tr("Stability"), false, !d->keys->key(kStability).isEmpty()},
            {kPractice, tr("Practice"), true, true}};
}

ProviderInfo Studio::provider() const
{
    const QList<ProviderInfo> all = providers();
    for (const ProviderInfo& info : all) {
        if (info.id == d->provider) {
            return info;
        }
    }
    return all.last();
}

void Studio::setProviderForThisRun(const QString& id)
{
    d->provider = id;
    d->balance.provider = id;
}

void Studio::setProvider(const QString& id)
{
    setProviderForThisRun(id);
    Settings changed = d->settings->settings();
    changed.provider = id;
    d->settings->update(changed);
    d->balance = BalanceView{};
    d->balance.provider = id;
    d->core.post([id](Core* core) {
        if (core != nullptr) {
            core->setProvider(id);
        }
    });
    Q_EMIT providersChanged();
}

QFuture<Result<Credits>> Studio::testKey(const QString& providerId, const QString& key)
{
    auto promise = std::make_shared<QPromise<Result<Credits>>>();
    promise->start();
    d->core.post([promise, providerId, key](Core* core) {
        const auto answer = [promise](const Result<Credits>& reading) {
            promise->addResult(reading);
            promise->finish();
        };
        if (core == nullptr) {
            answer(failure(ErrorKind::Storage, QStringLiteral("the library is not open")));
            return;
        }
        core->testKey(providerId, key, answer);
    });
    return promise->future();
}

CheckOutcome Studio::check(const Request& request) const
{
    const Operation* operation = d->catalogue.find(request.operation);
    if (operation == nullptr) {
        return {{FieldProblem{QStringLiteral("operation"), FieldProblem::Code::Unknown, request.operation, {}, {}}},
                {}};
    }
    QHash<QString, Asset> files;
    for (const InputRef& input : request.inputs) {
        if (const auto known = d->assets.constFind(input.asset); known != d->assets.constEnd()) {
            files.insert(input.role, *known);
        }
    }
    return checkRequest(*operation, request, files);
}

Result<Credits> Studio::price(const Request& request) const
{
    const Operation* operation = d->catalogue.find(request.operation);
    if (operation == nullptr) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("no such operation"), request.operation);
    }
    const auto one = priceOf(*operation, request.values);
    return one ? Result<Credits>(*one * request.count) : one;
}

BalanceView Studio::balance() const
{
    return d->balance;
}

void Studio::refreshBalance()
{
    onQueue([](Core& core) -> Result<void> {
        core.refreshBalance();
        return {};
    });
}

void Studio::refillPractice()
{
    onQueue([](Core& core) { return core.refillPractice(); });
}

Credits Studio::practiceCredits()
{
    return sandbox::PracticeOptions().openingBalance;
}

QFuture<Result<QList<LedgerEntry>>> Studio::ledgerEntries(const QString& account, int limit, int offset)
{
    return d->core.ask<QList<LedgerEntry>>(
        [account, limit, offset](Core& core) { return core.ledger().entries(account, limit, offset); });
}

QString Studio::dataFolder() const
{
    return d->paths.root;
}

QString Studio::folderToFree() const
{
    const auto left = d->options.freeBytes(d->paths.root);
    const auto leftInLibrary = d->options.freeBytes(d->paths.library);
    return left && leftInLibrary && *leftInLibrary < *left ? d->paths.library : d->paths.root;
}

QUrl Studio::practiceUrl() const
{
    return d->practiceUrl;
}

} // namespace maquette
