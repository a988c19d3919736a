// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/BlobStore.h"
#include "app/base/Clock.h"
#include "app/catalog/Catalogue.h"
#include "app/catalog/Check.h"
#include "app/gallery/GalleryStore.h"
#include "app/jobs/JobJournal.h"
#include "app/ledger/Ledger.h"
#include "app/studio/BalanceView.h"
#include "app/studio/ComposedPicture.h"
#include "app/studio/DiskRoom.h"
#include "app/studio/Refusal.h"

#include <QFuture>
#include <QHash>
#include <QImage>
#include <QList>
#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>

namespace maquette {

class Core;
class KeyStore;
class PromptHistory;
class SettingsStore;
class Thumbnailer;

/// What differs between the window, the command line and a test.
struct StudioOptions
{
    QString home; ///< data root; empty = MAQUETTE_HOME or the system's place
    bool allowKeychain = true;
    qint64 practiceThinkMs = -1; ///< -1 = the practice server's default
    qint64 practiceAsyncMs = -1;
    qint64 pollOverrideMs = -1; ///< practice mode only; -1 = default of practice mode
    bool refreshAtStart = true;
    FreeBytes freeBytes = freeBytesAt; ///< asked before anything is sent
    bool readOnly = false;   ///< only looks: takes no lock, runs no job; for a look while another process works
    bool restoreJobs = true; ///< false: a look; jobs of an earlier run are neither started nor ended
};

/// A provider as the window lists it.
struct ProviderInfo
{
    QString id;
    QString title;
    bool practice = false;
    bool hasKey = false;
};

/// The whole program without its window. Lives in the UI thread and never blocks it: a core in a thread of its own owns
/// database, journal, ledger, library, queue and network; this keeps snapshots of what they say.
class Studio : public QObject
{
    Q_OBJECT

public:
    explicit Studio(StudioOptions options, QObject* parent = nullptr);
    /// Ends the core. Calls under way are broken off; what was sent is Unknown at the next start.
    ~Studio() override;

    /// Starts the core; opened() or openFailed() follows.
    void open();
    [[nodiscard]] bool isOpen() const;

    // Catalogue: available at once.
    [[nodiscard]] const Catalogue& catalogue() const;
    [[nodiscard]] QList<CatalogueProblem> catalogueProblems() const;

    // Settings and keys: available at once, in this thread.
    [[nodiscard]] SettingsStore& settings();
    [[nodiscard]] KeyStore& keys();
    [[nodiscard]] PromptHistory& promptHistory();

    // Providers.
    [[nodiscard]] QList<ProviderInfo> providers() const;
    [[nodiscard]] ProviderInfo provider() const; ///< the one in use
    void setProvider(const QString& id);
    /// Before open(): uses \a id for this run and leaves the settings as they are.
    void setProviderForThisRun(const QString& id);
    /// Asks the provider for the balance with \a key, without storing it. The value is that balance.
    [[nodiscard]] QFuture<Result<Credits>> testKey(const QString& providerId, const QString& key);

    // Orders.
    /// Checks without sending. Inputs must be known assets (imported, or from the library).
    [[nodiscard]] CheckOutcome check(const Request& request) const;
    /// The price of all of \a request's results, while the form is still incomplete too.
    [[nodiscard]] Result<Credits> price(const Request& request) const;
    /// Checks, holds and queues. Signals: jobChanged per job; the future tells the refusal, or the jobs.
    [[nodiscard]] QFuture<tl::expected<QList<Job>, Refusal>> submit(const Request& request, bool atFront = false);

    // Jobs.
    [[nodiscard]] QList<Job> jobs() const; ///< snapshot in queue order
    void cancelJob(const QString& id);
    void cancelPendingJobs();
    void cancelAllJobs();
    /// Orders the same again as a new job, at today's price. \a id: an ended job.
    [[nodiscard]] QFuture<tl::expected<QList<Job>, Refusal>> retryJob(const QString& id);
    /// Lets one restored, paused job go on at today's price; all of them when \a id is empty.
    void resumeJob(const QString& id = {});
    void moveJobToFront(const QString& id);
    void checkJobAgain(const QString& id);
    void settleUnknownJob(const QString& id, bool wasCharged);
    /// Takes an ended job out of the strip (not out of the journal).
    void dismissJob(const QString& id);
    [[nodiscard]] bool isQueuePaused() const;
    void setQueuePaused(bool paused);
    void setRunningLimit(int limit);
    /// Jobs whose paid call is under way: leaving now would make their outcome unknown.
    [[nodiscard]] int runningJobs() const;
    /// The newest \a limit jobs of any state, also of earlier runs, newest first.
    [[nodiscard]] QFuture<Result<QList<Job>>> recentJobs(int limit);
    /// What happened to a job, from the journal.
    [[nodiscard]] QFuture<Result<QList<JobEvent>>> jobEvents(const QString& id);

    // Library.
    [[nodiscard]] QFuture<Result<QList<GalleryItem>>> items(int limit, int offset = 0);
    /// The newest item with these bytes. For a file brought in, of which nothing is in the library yet: one without an
    /// id, with its name.
    [[nodiscard]] QFuture<Result<std::optional<GalleryItem>>> itemOf(const AssetId& id);
    [[nodiscard]] QFuture<Result<QList<GalleryItem>>> lineage(const QString& itemId);
    /// Keeps what was put together here as an item of its own, free, with the original and the results as its parents.
    /// The original joins the library when it is not in it yet. The bytes are on disk before the index names them.
    /// Errors: Storage, InvalidInput when none of the results is in the library or the picture is empty.
    [[nodiscard]] QFuture<Result<GalleryItem>> keepComposed(const ComposedPicture& picture);
    /// Copies a file in to work from, and remembers its name. It joins the library with the first result made of it.
    [[nodiscard]] QFuture<Result<Asset>> importFile(const QString& path);
    [[nodiscard]] QFuture<Result<Asset>> importImage(const QImage& image);
    /// A finished file that is in memory only: \a origin, where it is given, made ready for sending.
    [[nodiscard]] QFuture<Result<Asset>> importBytes(const QByteArray& bytes, const AssetId& origin = {});
    /// Puts a file brought in into the library, as \a title when it has no name, if nothing with its bytes is there.
    [[nodiscard]] QFuture<Result<void>> keepOriginal(const AssetId& original, const QString& title);
    /// Looks \a id up in the library and knows it from then on. Errors: Storage when it is not there.
    [[nodiscard]] QFuture<Result<Asset>> asset(const AssetId& id);
    /// What is known of an asset without looking.
    [[nodiscard]] std::optional<Asset> knownAsset(const AssetId& id) const;
    /// The file of an asset, for reading only.
    [[nodiscard]] QString assetPath(const AssetId& id) const;
    [[nodiscard]] Thumbnailer& thumbnailer();
    /// Checks every blob and index row; the value lists what is wrong.
    [[nodiscard]] QFuture<Result<QStringList>> verifyLibrary();

    // Money.
    [[nodiscard]] BalanceView balance() const;
    void refreshBalance();
    /// Fills the play credits of practice mode up to a new account's; balanceChanged() or troubled() follows.
    void refillPractice();
    /// What they are filled up to.
    [[nodiscard]] static Credits practiceCredits();
    [[nodiscard]] QFuture<Result<QList<LedgerEntry>>> ledgerEntries(const QString& account, int limit, int offset = 0);

    /// Does once more what troubled() last told to have failed in that way; asks for the balance when there is nothing
    /// of that kind.
    void repeatFailed(ErrorKind kind);

    [[nodiscard]] QString dataFolder() const;
    /// Where space is scarcest: the data folder, or the library when it is on another disk with less room.
    [[nodiscard]] QString folderToFree() const;
    [[nodiscard]] QUrl practiceUrl() const; ///< of the embedded server, empty while it is not running

Q_SIGNALS:
    void opened();
    void openFailed(const maquette::Error& error);
    void jobChanged(const maquette::Job& job);
    void jobEnded(const maquette::Job& job);
    void jobDismissed(const QString& id);
    void itemAdded(const maquette::GalleryItem& item);
    void balanceChanged(const maquette::BalanceView& balance);
    void providersChanged();
    void queuePausedChanged(bool paused);
    /// Something that has no job of its own went wrong.
    void troubled(const maquette::Error& error);

private:
    void coreOpened(Core* core, const Error& error);
    void onQueue(std::function<Result<void>(Core&)> work);
    [[nodiscard]] QFuture<Result<Asset>> know(std::function<Result<Asset>(Core&)> find);
    void knowSoon(const Asset& asset);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace maquette
