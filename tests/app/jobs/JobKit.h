// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Database.h"
#include "app/catalog/Catalogue.h"
#include "app/jobs/JobQueue.h"
#include "app/providers/ProviderRegistry.h"
#include "tests/app/jobs/ScriptedHttpClient.h"
#include "tests/support/ManualClock.h"

#include <QTemporaryDir>

namespace maquette {

/// A host that notes what it is asked for, with a real database under it and faults on demand.
class NotingHost final : public JobHost
{
public:
    NotingHost(Database& database, const Catalogue& catalogue, QStringList& log, QString inputFile);

    [[nodiscard]] const Provider* provider(const QString& id) const override;
    [[nodiscard]] Result<ProviderAccess> access(const QString& providerId) const override;
    [[nodiscard]] Result<CheckedRequest> checked(const Request& request) const override;
    [[nodiscard]] QHash<QString, QString> inputFiles(const Request& request) const override;
    [[nodiscard]] QString answerFile(const QString& jobId) const override;
    [[nodiscard]] Result<void> roomFor(const Job& job) const override;
    [[nodiscard]] Result<void> atomically(const std::function<Result<void>()>& work) override;
    [[nodiscard]] Result<void> hold(const Job& job) override;
    [[nodiscard]] Result<void> release(const Job& job) override;
    [[nodiscard]] Result<void> charge(const Job& job, Credits amount) override;
    [[nodiscard]] Result<Kept> keep(const Job& job) override;

    Credits available = Credits::whole(100);
    QHash<QString, Credits> held;
    Credits spent;
    bool storageFull = false;
    bool noRoom = false;        ///< for what is not sent yet
    bool journalBroken = false; ///< nothing can be committed
    int refused = 0;            ///< commits that failed for it
    bool keyMissing = false;
    QByteArray keptBytes;

private:
    QString m_inputFile;
    Database& m_database;
    const Catalogue& m_catalogue;
    QStringList& m_log;
    std::vector<std::unique_ptr<Provider>> m_providers;
};

/// Everything a job needs, in one temporary folder. reopen() stands for a restart of the program.
class JobKit
{
public:
    JobKit();
    void reopen();
    [[nodiscard]] Job newJob(const QString& operation = QStringLiteral("stable-image.generate.core"));
    /// The names of a job's events in the journal.
    [[nodiscard]] QStringList events(const QString& id) const;
    [[nodiscard]] JobState state(const QString& id) const;

    QTemporaryDir folder;
    ManualClock clock;
    Catalogue catalogue;
    QStringList log;
    JobQueueOptions options;
    std::unique_ptr<Database> database;
    std::unique_ptr<NotingHost> host;
    std::unique_ptr<JobJournal> journal;
    std::unique_ptr<ScriptedHttpClient> client;
    std::unique_ptr<JobQueue> queue;

private:
    int m_made = 0;
};

[[nodiscard]] ScriptedAnswer pictureAnswer();
/// The same picture inside JSON, as base64.
[[nodiscard]] ScriptedAnswer wrappedAnswer();
[[nodiscard]] ScriptedAnswer errorAnswer(int status, const QByteArray& name, HttpHeaders headers = {});
[[nodiscard]] ScriptedAnswer ticketAnswer(int status = 200);
[[nodiscard]] ScriptedAnswer pendingAnswer();

} // namespace maquette
