// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/RunCommand.h"

#include "app/assets/MediaProbe.h"
#include "app/base/ExportedFile.h"
#include "app/base/Files.h"
#include "app/cli/Await.h"
#include "app/cli/CommandLine.h"
#include "app/cli/CommandOutput.h"
#include "app/cli/Session.h"
#include "app/studio/TroubleCost.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSet>
#include <QTimer>

#include <algorithm>

namespace maquette::cli {

namespace {

QString text(const char* source)
{
    return QCoreApplication::translate("Cli", source);
}

/// Splits "name=value". An empty name means there was no equals sign.
QPair<QString, QString> splitPair(const QString& pair)
{
    const qsizetype at = pair.indexOf(QLatin1Char('='));
    return at <= 0 ? QPair<QString, QString>() : QPair<QString, QString>(pair.left(at), pair.mid(at + 1));
}

/// Puts the values into \a request. Empty when all went well, else what is wrong.
QString readValues(const Operation& operation, const QStringList& pairs, Request& request)
{
    for (const QString& pair : pairs) {
        const auto [name, value] = splitPair(pair);
        if (name.isEmpty()) {
            return text("--set wants name=value, not \"%1\".").arg(pair);
        }
        if (name == QLatin1String("seed")) {
            bool isNumber = false;
            const quint32 seed = value.toUInt(&isNumber);
            if (!isNumber) {
                return text("The seed must be a whole number from 0 to 4294967294, not \"%1\".").arg(value);
            }
            request.seed = seed == 0 ? std::nullopt : std::optional<quint32>(seed);
            continue;
        }
        const ParamSpec* param = operation.param(name);
        request.values.insert(name, param != nullptr ? valueFromText(*param, value) : QJsonValue(value));
    }
    return {};
}

constexpr int kSettleMs = 300; // for a job that had just begun when the queue stopped

/// Follows jobs until all of them have ended, or those that have not will not start because of trouble.
class Follower : public QObject
{
public:
    /// Of \a asked, Unknown ones that were just asked for, only what happens from now on counts.
    Follower(Studio& studio, QSet<QString> ids, bool json, QSet<QString> asked = {})
        : m_studio(studio)
        , m_open(std::move(ids))
        , m_asked(std::move(asked))
        , m_json(json)
    {
        connect(&studio, &Studio::jobChanged, this, &Follower::follow);
        connect(&studio, &Studio::troubled, this, [this](const Error& error) {
            m_codes.append(report(error, costOfTrouble(error, m_studio.jobs()), m_json));
            m_settle.start();
        });
        m_settle.setSingleShot(true);
        m_settle.setInterval(kSettleMs);
        connect(&m_settle, &QTimer::timeout, this, &Follower::endIfHalted);
    }

    void add(const QSet<QString>& ids) { m_open += ids; }

    /// Returns the worst exit code.
    int wait()
    {
        for (const Job& job : m_studio.jobs()) {
            if (!m_asked.contains(job.id) || job.state != JobState::Unknown) {
                follow(job);
            }
        }
        if (!m_open.isEmpty()) {
            m_loop.exec();
        }
        return m_codes.isEmpty() ? kDone : *std::max_element(m_codes.begin(), m_codes.end());
    }

    [[nodiscard]] const QList<Job>& done() const { return m_done; }

private:
    void follow(const Job& job)
    {
        if (!m_open.contains(job.id)) {
            return;
        }
        if (m_shown.value(job.id) != int(job.state) || job.rateLimited) {
            m_shown.insert(job.id, int(job.state));
            showState(job);
        }
        // One that waits for a key waits for longer than a command does.
        const bool waitsForKey =
            job.state == JobState::Waiting && job.error && job.error->kind == ErrorKind::KeyMissing;
        if (!isEnding(job.state) && !waitsForKey) {
            return;
        }
        m_open.remove(job.id);
        if (job.state == JobState::Done) {
            m_done.append(job);
        } else if (job.state == JobState::Unknown) {
            tell(errorText(job).sentence());
            m_codes.append(kUnknown);
        } else if (job.error) {
            const ErrorCost cost = waitsForKey             ? ErrorCost::MayHaveCost
                                   : job.charged.milli > 0 ? ErrorCost::Charged
                                                           : ErrorCost::Nothing;
            m_codes.append(report(*job.error, cost, false));
        }
        if (m_open.isEmpty()) {
            m_loop.quit();
        } else if (!m_codes.isEmpty()) {
            m_settle.start();
        }
    }

    void endIfHalted()
    {
        if (m_codes.isEmpty() || m_open.isEmpty()) {
            return;
        }
        const QList<Job> jobs = m_studio.jobs();
        const bool isQueueHalted = m_studio.isQueuePaused();
        const bool goesOn = std::any_of(jobs.begin(), jobs.end(), [this, isQueueHalted](const Job& job) {
            return m_open.contains(job.id) && (job.state != JobState::Queued || !(isQueueHalted || job.paused));
        });
        if (goesOn) {
            return;
        }
        tell(
            text("%1 of the results were not asked for; they stay in the queue. \"maquette-cli jobs --resume\" goes on "
                 "with them.")
                .arg(m_open.size()));
        m_loop.quit();
    }

    void showState(const Job& job) const
    {
        if (m_json) {
            sayJson(toJson(job));
            return;
        }
        const QString place = job.groupSize > 1 ? text("%1 of %2: ").arg(job.index + 1).arg(job.groupSize) : QString();
        QString line = place + jobStateName(job.state);
        if (job.rateLimited) {
            line += text(", the provider's rate limit holds it back until %1")
                        .arg(job.nextCheck.toLocalTime().toString(QStringLiteral("HH:mm:ss")));
        }
        tell(line);
    }

    Studio& m_studio;
    QSet<QString> m_open;
    QSet<QString> m_asked;
    QHash<QString, int> m_shown;
    QList<Job> m_done;
    QList<int> m_codes;
    QEventLoop m_loop;
    QTimer m_settle;
    bool m_json;
};

/// Copies a result to where the user wants it, never over another file.
Result<QString> copyOut(Studio& studio, const Job& job, const QString& folder)
{
    const auto asset = studio.knownAsset(job.asset);
    const QString suffix = fileSuffixFor(asset ? asset->info.mediaType : QString());
    const QString stem = job.request.operation.section(QLatin1Char('.'), -1) + QLatin1Char('-') +
                         (job.usedSeed ? QString::number(*job.usedSeed) : job.asset.sha256.left(8));
    for (int number = 1; number < 10000; ++number) {
        const QString name = number == 1 ? stem : stem + QLatin1Char('-') + QString::number(number);
        const QString target = QDir(folder).absoluteFilePath(name + QLatin1Char('.') + suffix);
        if (QFile::exists(target)) {
            continue;
        }
        const auto bytes = readFile(studio.assetPath(job.asset), qint64(512) * 1024 * 1024);
        if (!bytes) {
            return tl::unexpected(bytes.error());
        }
        if (auto written = writeExportedFile(target, *bytes); !written) {
            return tl::unexpected(written.error());
        }
        return target;
    }
    return failure(ErrorKind::Storage, text("no free file name"), folder);
}

int deliver(Studio& studio, const QList<Job>& jobs, const RunOptions& options)
{
    int code = kDone;
    for (const Job& job : jobs) {
        QString path = studio.assetPath(job.asset);
        if (!options.outFolder.isEmpty()) {
            const auto copied = copyOut(studio, job, options.outFolder);
            if (copied) {
                path = *copied;
            } else {
                // Paid for and in the library all the same.
                code = report(copied.error(), ErrorCost::Charged, options.json);
            }
        }
        if (job.filtered) {
            tell(text("The provider blurred this result by its rules for content; it probably cost credits."));
        }
        if (options.json) {
            QJsonObject line = toJson(job);
            line.insert(QStringLiteral("file"), path);
            sayJson(line);
        } else {
            say(path);
        }
    }
    return code;
}

/// What the check needs: every input in the library's store. An exit code when one is not usable.
int importInputs(Studio& studio, const QStringList& pairs, Request& request, bool json)
{
    for (const QString& pair : pairs) {
        const auto [role, path] = splitPair(pair);
        if (role.isEmpty()) {
            return badArgument(text("--input wants role=FILE, not \"%1\".").arg(pair), json);
        }
        const auto asset = await(studio.importFile(path));
        if (!asset) {
            return report(asset.error(), importErrorText(asset.error(), path), json);
        }
        request.inputs.append({role, asset->id});
    }
    return kDone;
}

} // namespace

int runOperation(const RunOptions& options)
{
    if (!options.outFolder.isEmpty()) {
        if (!QDir().mkpath(options.outFolder)) {
            return report({ErrorKind::Storage, text("the folder cannot be made"), options.outFolder, 0, -1, {}},
                          ErrorCost::Nothing, options.json);
        }
    }
    auto session = Session::open(Session::Need::Work, true,
                                 options.practice ? Session::Account::Practice : Session::Account::KeyDecides);
    if (!session) {
        return report(session.error(), ErrorCost::Nothing, options.json);
    }
    Studio& studio = (*session)->studio();
    const Operation* operation = studio.catalogue().find(options.operation);
    if (operation == nullptr || !operation->isOrderable()) {
        return badArgument(
            text("There is no operation \"%1\". \"maquette-cli operations\" lists them.").arg(options.operation),
            options.json);
    }
    Request request;
    request.operation = options.operation;
    request.provider = studio.provider().id;
    request.count = options.count;
    if (const QString wrong = readValues(*operation, options.values, request); !wrong.isEmpty()) {
        return badArgument(wrong, options.json);
    }
    if (const int code = importInputs(studio, options.inputs, request, options.json); code != kDone) {
        return code;
    }
    if (const CheckOutcome checked = studio.check(request); !checked.checked) {
        return report(operation, Refusal{checked.problems, {}}, options.json);
    }
    const auto price = studio.price(request);
    if (price) {
        tell(text("%1: %2 credits").arg(operation->label, price->toPlain()));
    }
    Follower follower(studio, {}, options.json); // from before the first of them begins
    const auto jobs = await(studio.submit(request));
    if (!jobs) {
        return report(operation, jobs.error(), options.json);
    }
    QSet<QString> ids;
    for (const Job& job : *jobs) {
        ids.insert(job.id);
    }
    follower.add(ids);
    const int code = follower.wait();
    return std::max(code, deliver(studio, follower.done(), options));
}

namespace {

/// What "jobs --resume" takes up.
struct Resumption
{
    QSet<QString> ids;
    QSet<QString> asked; ///< Unknown ones with a ticket or a kept answer
    int sent = 0;        ///< sent earlier: they cost no more than what is held
    int toSend = 0;
    Credits price; ///< of those to send, at today's prices
};

Result<Resumption> whatToResume(const Studio& studio)
{
    Resumption found;
    for (const Job& job : studio.jobs()) {
        const bool canAsk = !job.ticket.isEmpty() || !job.keptFile.isEmpty();
        if (job.paused) {
            const auto price = studio.price(job.request);
            if (!price) {
                return tl::unexpected(price.error());
            }
            found.price += *price;
            ++found.toSend;
        } else if (job.state == JobState::Unknown && canAsk) {
            found.asked.insert(job.id);
            ++found.sent;
        } else if (!isEnding(job.state) || job.state == JobState::Done) { // done: stored by this very start
            ++found.sent;
        } else {
            continue;
        }
        found.ids.insert(job.id);
    }
    return found;
}

} // namespace

int resumeJobs(bool json)
{
    auto session = Session::open(Session::Need::Work, true);
    if (!session) {
        return report(session.error(), ErrorCost::Nothing, json);
    }
    Studio& studio = (*session)->studio();
    const auto found = whatToResume(studio);
    if (!found) {
        return report(found.error(), ErrorCost::Nothing, json);
    }
    if (found->ids.isEmpty()) {
        tell(text("No job waits to be resumed."));
        return kDone;
    }
    if (found->sent > 0) {
        tell(text("Sent earlier and taken up again, at no cost beyond what is held: %1").arg(found->sent));
    }
    if (found->toSend > 0) {
        tell(text("To be sent now: %1, for %2 credits in all").arg(found->toSend).arg(found->price.toPlain()));
    }
    Follower follower(studio, found->ids, json, found->asked);
    for (const QString& id : found->asked) {
        studio.checkJobAgain(id);
    }
    if (found->toSend > 0) {
        studio.resumeJob();
    }
    RunOptions options;
    options.json = json;
    const int code = follower.wait();
    return std::max(code, deliver(studio, follower.done(), options));
}

} // namespace maquette::cli
