// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings/KeyStore.h"

#include "app/base/Redaction.h"

#include <algorithm>

namespace maquette {

namespace {

constexpr qsizetype kLongestKey = 512;

/// The keychain's words without any key, in case it repeats one.
Error cleaned(Error error, const QString& key)
{
    error.detail = redacted(error.detail, {key});
    return error;
}

} // namespace

KeyStore::KeyStore(std::unique_ptr<SecretBackend> backend, const QProcessEnvironment& environment, QObject* parent)
    : QObject(parent)
    , m_environment(environment)
    , m_backend(std::move(backend))
{
}

KeyStore::~KeyStore() = default;

QString KeyStore::environmentName(const QString& provider)
{
    QString name = provider.toUpper();
    name.replace(QLatin1Char('-'), QLatin1Char('_'));
    return name + QStringLiteral("_API_KEY");
}

QString KeyStore::whyUnusable(const QString& key)
{
    const QString trimmed = key.trimmed();
    if (trimmed.isEmpty()) {
        return tr("The key is empty.");
    }
    if (trimmed.size() > kLongestKey) {
        return tr("The key is longer than %1 characters.").arg(kLongestKey);
    }
    // It becomes an HTTP header: a line break in it could add another.
    const bool plain =
        std::all_of(trimmed.cbegin(), trimmed.cend(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7F; });
    return plain ? QString() : tr("The key contains a blank, a line break or a letter no key has.");
}

QString KeyStore::environmentKey(const QString& provider) const
{
    const QString key = m_environment.value(environmentName(provider)).trimmed();
    return whyUnusable(key).isEmpty() ? key : QString();
}

QString KeyStore::environmentProblem(const QString& provider) const
{
    const QString key = m_environment.value(environmentName(provider)).trimmed();
    return key.isEmpty() ? QString() : whyUnusable(key);
}

QString KeyStore::key(const QString& provider) const
{
    const QString fromEnvironment = environmentKey(provider);
    return fromEnvironment.isEmpty() ? m_entries.value(provider).key : fromEnvironment;
}

KeySource KeyStore::source(const QString& provider) const
{
    return environmentKey(provider).isEmpty() ? m_entries.value(provider).source : KeySource::Environment;
}

bool KeyStore::isLoading(const QString& provider) const
{
    return m_entries.value(provider).loading;
}

void KeyStore::load(const QString& provider)
{
    Entry& entry = m_entries[provider];
    entry.loading = true;
    const quint64 turn = ++entry.turn;
    if (!environmentKey(provider).isEmpty()) {
        QMetaObject::invokeMethod(
            this, [this, provider, turn] { finishLoad(provider, turn, std::optional<QString>()); },
            Qt::QueuedConnection);
        return;
    }
    m_backend->read(provider, [this, provider, turn](const Result<std::optional<QString>>& answer) {
        finishLoad(provider, turn, answer);
    });
}

void KeyStore::finishLoad(const QString& provider, quint64 turn, const Result<std::optional<QString>>& answer)
{
    Entry& entry = m_entries[provider];
    if (entry.turn != turn) {
        return;
    }
    entry.loading = false;
    if (!answer) {
        Q_EMIT failed(provider, cleaned(answer.error(), entry.key));
    } else if (const QString found = answer->value_or(QString()).trimmed(); whyUnusable(found).isEmpty()) {
        entry.key = found;
        entry.source = KeySource::Keychain;
    }
    Q_EMIT keyLoaded(provider, source(provider));
}

bool KeyStore::accepts(const QString& provider, const QString& key)
{
    const QString why = whyUnusable(key);
    if (why.isEmpty()) {
        return true;
    }
    QMetaObject::invokeMethod(
        this,
        [this, provider, why] {
            Q_EMIT failed(provider, Error{ErrorKind::InvalidInput, why, {}, 0, -1, {}});
        },
        Qt::QueuedConnection);
    return false;
}

void KeyStore::endLoading(const QString& provider)
{
    // Whoever waits for keyLoaded() must not wait for ever: a newer order stands in for the keychain's answer.
    Entry& entry = m_entries[provider];
    if (std::exchange(entry.loading, false)) {
        QMetaObject::invokeMethod(
            this, [this, provider] { Q_EMIT keyLoaded(provider, source(provider)); }, Qt::QueuedConnection);
    }
}

void KeyStore::store(const QString& provider, const QString& key)
{
    if (!accepts(provider, key)) {
        return;
    }
    Entry& entry = m_entries[provider];
    entry.key = key.trimmed();
    entry.source = KeySource::Session;
    const quint64 turn = ++entry.turn;
    endLoading(provider);
    m_backend->write(provider, key.trimmed(), [this, provider, turn](const Result<void>& written) {
        Entry& now = m_entries[provider];
        if (now.turn != turn) {
            return;
        }
        if (!written) {
            Q_EMIT failed(provider, cleaned(written.error(), now.key));
        } else {
            now.source = KeySource::Keychain;
        }
        Q_EMIT keyStored(provider, written ? KeySource::Keychain : KeySource::Session);
    });
}

void KeyStore::useForSession(const QString& provider, const QString& key)
{
    if (!accepts(provider, key)) {
        return;
    }
    Entry& entry = m_entries[provider];
    entry.key = key.trimmed();
    entry.source = KeySource::Session;
    ++entry.turn;
    endLoading(provider);
    QMetaObject::invokeMethod(
        this, [this, provider] { Q_EMIT keyStored(provider, KeySource::Session); }, Qt::QueuedConnection);
}

void KeyStore::remove(const QString& provider)
{
    Entry& entry = m_entries[provider];
    const QString old = std::exchange(entry.key, QString());
    entry.source = KeySource::None;
    const quint64 turn = ++entry.turn;
    endLoading(provider);
    m_backend->remove(provider, [this, provider, turn, old](const Result<void>& removed) {
        if (m_entries[provider].turn != turn) {
            return;
        }
        if (!removed) {
            Q_EMIT failed(provider, cleaned(removed.error(), old));
        }
        Q_EMIT keyRemoved(provider);
    });
}

} // namespace maquette
