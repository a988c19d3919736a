// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/catalog/Check.h"
#include "app/jobs/Job.h"
#include "app/providers/Provider.h"

#include <QHash>
#include <QString>

#include <functional>

namespace maquette {

/// What jobs need from the rest of the program, which they must not include: ledger, library, keys.
/// All calls come from the jobs' thread.
class JobHost
{
public:
    JobHost() = default;
    JobHost(const JobHost&) = delete;
    JobHost& operator=(const JobHost&) = delete;
    virtual ~JobHost() = default;

    /// The provider of \a id, null when there is none.
    [[nodiscard]] virtual const Provider* provider(const QString& id) const = 0;
    /// Address and key to use now. Errors: KeyMissing, Offline (practice server not running).
    [[nodiscard]] virtual Result<ProviderAccess> access(const QString& providerId) const = 0;
    /// Checks the request again with what is known of its inputs. Errors: InvalidInput.
    [[nodiscard]] virtual Result<CheckedRequest> checked(const Request& request) const = 0;
    /// Paths of the inputs by role.
    [[nodiscard]] virtual QHash<QString, QString> inputFiles(const Request& request) const = 0;

    /// Where the whole answer to the job's paid call is kept until the journal names it: the same path at every start,
    /// in the folder that answers arrive in.
    [[nodiscard]] virtual QString answerFile(const QString& jobId) const = 0;

    /// Whether the disk has room for what the answers of \a job and of those already sent may bring. Errors: Storage.
    [[nodiscard]] virtual Result<void> roomFor(const Job& job) const = 0;

    /// Runs \a work so that journal and ledger keep all of it or nothing. Errors: those of \a work, Storage.
    [[nodiscard]] virtual Result<void> atomically(const std::function<Result<void>()>& work) = 0;

    /// Reserves the job's quote. Errors: OutOfCredits, Storage.
    [[nodiscard]] virtual Result<void> hold(const Job& job) = 0;
    /// Gives the hold back. Harmless when there is none.
    [[nodiscard]] virtual Result<void> release(const Job& job) = 0;
    /// Replaces the hold by \a amount. Harmless when repeated.
    [[nodiscard]] virtual Result<void> charge(const Job& job, Credits amount) = 0;

    struct Kept
    {
        QString item;
        AssetId asset;
    };
    /// Puts the received answer (job.keptFile) into the library, durably. The file stays where it is. Repeating it for
    /// the same job is harmless and gives the same item. Errors: Storage, BadReply (the file is gone, or not the bytes
    /// it claims to be).
    [[nodiscard]] virtual Result<Kept> keep(const Job& job) = 0;
};

} // namespace maquette
