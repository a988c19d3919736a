// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/assets/BlobStore.h"
#include "app/base/Clock.h"
#include "app/base/Database.h"
#include "app/catalog/Catalogue.h"
#include "app/gallery/GalleryStore.h"
#include "app/jobs/BalanceReader.h"
#include "app/jobs/JobQueue.h"
#include "app/ledger/Ledger.h"
#include "app/settings/InstanceLock.h"
#include "app/settings/Paths.h"
#include "app/studio/BalanceView.h"
#include "app/studio/CoreOptions.h"
#include "app/studio/Refusal.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <vector>

namespace maquette {

class CoreJobHost;
namespace sandbox {
class PracticeServer;
}

/// Everything that touches disk or network, in one thread of its own: database, library, ledger, queue, HTTP and the
/// embedded practice server. Studio is its face in the UI thread.
class Core : public QObject
{
    Q_OBJECT

public:
    /// Takes the data folder, opens the stores and restores the queue. Errors: Storage (locked, damaged, unreadable,
    /// full).
    [[nodiscard]] static Result<std::unique_ptr<Core>> open(CoreOptions options, const Clock& clock);
    /// Breaks off what runs; the journal keeps it as sent.
    ~Core() override;

    using SubmitDone = std::function<void(tl::expected<QList<Job>, Refusal>)>;
    /// Checks, holds and queues. \a done is called once; later when the balance has to be asked for first.
    void submit(const Request& request, bool atFront, const SubmitDone& done);

    void setProvider(const QString& id);
    void setKey(const QString& providerId, const QString& key);
    /// Reads the balance with \a access (or the account's own when the key is empty) without touching the ledger.
    void testKey(const QString& providerId, const QString& key, BalanceReader::Callback done);
    void refreshBalance();
    /// Fills the play credits up to what a new practice account has; the ledger shows a TopUp. Errors: Offline
    /// (practice mode is not in use), Storage.
    [[nodiscard]] Result<void> refillPractice();
    /// Lets a restored job go on at today's price; all of them, or none, when \a id is empty. Errors: OutOfCredits,
    /// Storage, InvalidInput.
    [[nodiscard]] Result<void> resume(const QString& id);
    void setQueuePaused(bool paused);

    [[nodiscard]] JobQueue& queue() { return *m_queue; }
    [[nodiscard]] JobJournal& journal() { return *m_journal; }
    [[nodiscard]] GalleryStore& gallery() { return *m_gallery; }
    [[nodiscard]] Ledger& ledger() { return *m_ledger; }
    [[nodiscard]] const BlobStore& blobs() const { return *m_blobs; }
    [[nodiscard]] const Catalogue& catalogue() const { return m_options.catalogue; }
    [[nodiscard]] QList<Job> jobs() const;
    [[nodiscard]] QUrl practiceUrl() const;
    /// Compares blobs, index and names; the value lists what is wrong. Errors: Storage.
    [[nodiscard]] Result<QStringList> verifyLibrary();
    /// What is known of a stored file, with what only its pixels tell; they are read once. Errors: Storage,
    /// InvalidInput.
    [[nodiscard]] Result<Asset> look(const AssetId& id);
    /// The newest item with these bytes. For a file brought in, of which nothing is in the library yet: one without an
    /// id. Errors: Storage.
    [[nodiscard]] Result<std::optional<GalleryItem>> itemOf(const AssetId& id);
    /// \a asset was just read whole and stored.
    void keepInMind(const Asset& asset) { m_looked.insert(asset.id, asset); }
    /// The balance as it stands, sent again as balanceChanged().
    void announceBalance();

Q_SIGNALS:
    void jobChanged(const maquette::Job& job);
    void jobEnded(const maquette::Job& job);
    void itemAdded(const maquette::GalleryItem& item);
    void balanceChanged(const maquette::BalanceView& view);
    void queuePausedChanged(bool paused);
    void practiceStarted(const QUrl& url);
    void troubled(const maquette::Error& error);

private:
    friend class CoreJobHost;
    Core(CoreOptions options, const Clock& clock);
    [[nodiscard]] Result<void> openStores();
    [[nodiscard]] Result<void> startPractice();
    void sweepScratch();
    [[nodiscard]] const Provider* provider(const QString& id) const;
    [[nodiscard]] Result<ProviderAccess> access(const QString& providerId);
    [[nodiscard]] CheckOutcome check(const Request& request);
    void enqueueChecked(const CheckedRequest& checked, bool atFront, const SubmitDone& done);
    /// \a by: the mark of the key it was read with.
    void balanceRead(const QString& account, const QString& by, quint64 epoch, const Result<Credits>& reading);
    /// Brings the ledger to the provider's figure, and says why it had to.
    [[nodiscard]] Result<std::optional<LedgerEntry>> reconcile(const QString& account, const QString& by,
                                                               Credits reading);
    /// Reads again when the rate limit ends, and tells when that is.
    void readAfter(const QString& account, qint64 ms);
    [[nodiscard]] Credits sentHolds(const QString& account) const;
    void jobSettled(const Job& job);
    /// Whether the accounts have what \a jobs cost together. Errors: OutOfCredits, Storage.
    [[nodiscard]] Result<void> checkCredits(const QList<Job>& jobs) const;
    /// Whether there is room for the results of \a jobs beside those of the jobs sent already (and, \a withQueued, of
    /// those that wait to be). Errors: Storage.
    [[nodiscard]] Result<void> checkRoomFor(const QList<Job>& jobs, bool withQueued);
    [[nodiscard]] qint64 expectedFor(const Job& job);
    void forgetExpected(const QList<Job>& jobs);

    CoreOptions m_options;
    const Clock& m_clock;
    std::unique_ptr<InstanceLock> m_lock;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<BlobStore> m_blobs;
    QHash<AssetId, Asset> m_looked; ///< files read whole
    std::unique_ptr<Ledger> m_ledger;
    std::unique_ptr<GalleryStore> m_gallery;
    std::unique_ptr<JobJournal> m_journal;
    std::vector<std::unique_ptr<Provider>> m_providers;
    QHash<QString, QString> m_keys;
    std::unique_ptr<sandbox::PracticeServer> m_practice;
    std::optional<Error> m_practiceFault; ///< why it could not be started
    std::unique_ptr<HttpClient> m_client;
    std::unique_ptr<CoreJobHost> m_host;
    std::unique_ptr<JobQueue> m_queue;       ///< drained before all that is above goes
    std::unique_ptr<BalanceReader> m_reader; ///< waits at the queue's gates

    BalanceView m_view;
    QTimer m_refreshSoon;
    QHash<QString, qint64> m_expected; ///< bytes a job's result may take, by job
    quint64 m_moneyEpoch = 0;          ///< counts settlements, so that a reading taken across one is not believed
    bool m_readAgain = false;
    std::vector<std::function<void()>> m_whenBalanceRead;
};

} // namespace maquette
