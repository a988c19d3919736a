// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/SecretBackend.h"

#include <QObject>

#include <qt6keychain/keychain.h>

namespace maquette {

namespace {

QString serviceName()
{
    return QStringLiteral("Maquette");
}

/// The keychain's own words are often no more than "Unknown error", as when no such service runs.
QString reasonOf(QKeychain::Error error)
{
    switch (error) {
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return QStringLiteral("this desktop has no keychain service");
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return QStringLiteral("access to the keychain was denied");
    case QKeychain::CouldNotDeleteEntry:
        return QStringLiteral("the keychain did not let the entry go");
    default:
        return QStringLiteral("the keychain cannot be used; is a keychain service running?");
    }
}

Error errorOf(const QKeychain::Job& job)
{
    const QString words = QStringLiteral("%1 (%2)").arg(reasonOf(job.error()), job.errorString());
    return Error{ErrorKind::Storage, words, QStringLiteral("keychain"), 0, -1, {}};
}

/// No answer comes after its end. The jobs themselves outlive it and delete themselves: libsecret answers later with a
/// pointer to the job, and a job deleted before that (seen with QtKeychain 0.13) is used after its end.
class DesktopKeychain final : public SecretBackend
{
public:
    void read(const QString& name, ReadDone done) override
    {
        auto* job = new QKeychain::ReadPasswordJob(serviceName());
        job->setKey(name);
        QObject::connect(job, &QKeychain::Job::finished, &m_owner, [job, done = std::move(done)] {
            if (job->error() == QKeychain::EntryNotFound) {
                done(std::optional<QString>());
            } else if (job->error() != QKeychain::NoError) {
                done(tl::unexpected(errorOf(*job)));
            } else {
                done(std::optional<QString>(job->textData()));
            }
        });
        job->start();
    }

    void write(const QString& name, const QString& secret, Done done) override
    {
        auto* job = new QKeychain::WritePasswordJob(serviceName());
        job->setKey(name);
        job->setTextData(secret);
        QObject::connect(job, &QKeychain::Job::finished, &m_owner, [job, done = std::move(done)] {
            done(job->error() == QKeychain::NoError ? Result<void>() : tl::unexpected(errorOf(*job)));
        });
        job->start();
    }

    void remove(const QString& name, Done done) override
    {
        auto* job = new QKeychain::DeletePasswordJob(serviceName());
        job->setKey(name);
        QObject::connect(job, &QKeychain::Job::finished, &m_owner, [job, done = std::move(done)] {
            const bool gone = job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound;
            done(gone ? Result<void>() : tl::unexpected(errorOf(*job)));
        });
        job->start();
    }

private:
    QObject m_owner;
};

} // namespace

std::unique_ptr<SecretBackend> makeDesktopKeychain()
{
    return std::make_unique<DesktopKeychain>();
}

} // namespace maquette
