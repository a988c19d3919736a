// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Session.h"

#include "app/cli/CommandOutput.h"
#include "app/settings/KeyStore.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTimer>

namespace maquette::cli {

namespace {

constexpr int kKeychainPatienceMs = 3000;
const QString kStability = QStringLiteral("stability");

/// Finds the key, or gives up on a keychain that waits for somebody to unlock it.
void findKey(KeyStore& keys)
{
    QEventLoop loop;
    QTimer::singleShot(kKeychainPatienceMs, &loop, &QEventLoop::quit);
    bool answered = false;
    QObject::connect(&keys, &KeyStore::keyLoaded, &loop, [&] {
        answered = true;
        loop.quit();
    });
    keys.load(kStability);
    if (!answered) {
        loop.exec();
    }
}

} // namespace

Result<std::unique_ptr<Studio>> Session::openStudio(Need need, bool readOnly, bool refreshBalance, Account account)
{
    StudioOptions options;
    options.refreshAtStart = refreshBalance;
    options.readOnly = readOnly;
    options.restoreJobs = need == Need::Work;
    auto studio = std::make_unique<Studio>(options);
    if (account == Account::KeyDecides) {
        // Never practice mode in its stead: who sets a key means to use it.
        if (const QString why = studio->keys().environmentProblem(kStability); !why.isEmpty()) {
            return failure(ErrorKind::KeyRejected, why, KeyStore::environmentName(kStability));
        }
        findKey(studio->keys());
    }
    const bool hasKey = account == Account::KeyDecides && !studio->keys().key(kStability).isEmpty();
    studio->setProviderForThisRun(hasKey ? kStability : QStringLiteral("practice"));
    QEventLoop loop;
    std::optional<Error> fault;
    QObject::connect(studio.get(), &Studio::opened, &loop, &QEventLoop::quit);
    QObject::connect(studio.get(), &Studio::openFailed, &loop, [&](const Error& error) {
        fault = error;
        loop.quit();
    });
    studio->open();
    loop.exec();
    if (fault) {
        return tl::unexpected(*fault);
    }
    return studio;
}

Result<std::unique_ptr<Session>> Session::open(Need need, bool refreshBalance, Account account)
{
    auto studio = openStudio(need, false, refreshBalance, account);
    bool isShared = false;
    if (!studio && need == Need::Look) {
        auto shared = openStudio(need, true, refreshBalance, account);
        if (shared) {
            studio = std::move(shared);
            isShared = true;
        }
    }
    if (!studio) {
        return tl::unexpected(studio.error());
    }
    for (const CatalogueProblem& problem : (*studio)->catalogueProblems()) {
        tell(QCoreApplication::translate("Cli", "%1 is left out: %2: %3")
                 .arg(problem.file, problem.place, problem.reason));
    }
    if ((*studio)->provider().practice) {
        tell(account == Account::Practice
                 ? QCoreApplication::translate("Cli", "Practice mode: this uses the practice server and play credits.")
                 : QCoreApplication::translate(
                       "Cli", "Practice mode: no key was found, so this uses the practice server and play credits."));
    }
    std::unique_ptr<Session> session(new Session);
    session->m_studio = std::move(*studio);
    session->m_shared = isShared;
    return session;
}

} // namespace maquette::cli
