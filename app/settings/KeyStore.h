// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Error.h"
#include "app/settings/SecretBackend.h"

#include <QHash>
#include <QMetaType>
#include <QObject>
#include <QProcessEnvironment>

#include <memory>

namespace maquette {

/// Where the key in force came from.
enum class KeySource {
    None,        ///< there is no key
    Environment, ///< STABILITY_API_KEY and the like: before all others, never stored
    Keychain,    ///< the desktop's keychain
    Session      ///< typed in, gone at the end of this run
};

/// The providers' keys. Precedence: environment ("<PROVIDER>_API_KEY"), keychain, this session only. A key never
/// reaches a log, a signal or an error text. All answers come later, through signals.
class KeyStore : public QObject
{
    Q_OBJECT

public:
    explicit KeyStore(std::unique_ptr<SecretBackend> backend,
                      const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment(),
                      QObject* parent = nullptr);
    ~KeyStore() override;

    /// The key in force for \a provider ("stability"), empty when there is none (yet).
    [[nodiscard]] QString key(const QString& provider) const;
    [[nodiscard]] KeySource source(const QString& provider) const;
    /// True between load() and its signal.
    [[nodiscard]] bool isLoading(const QString& provider) const;
    /// The environment variable that names \a provider's key.
    [[nodiscard]] static QString environmentName(const QString& provider);
    /// Why \a key cannot be one (empty, spaces or control characters inside, not ASCII, longer than 512), empty when it
    /// can. Surrounding blanks do not count.
    [[nodiscard]] static QString whyUnusable(const QString& key);

    /// Why the key the environment names for \a provider is not used, empty when it is or when it names none.
    [[nodiscard]] QString environmentProblem(const QString& provider) const;

    /// Finds the key: keyLoaded() follows, also when there is none. When the keychain cannot be read failed() comes
    /// first.
    void load(const QString& provider);
    /// Uses \a key from now on and writes it to the keychain. keyStored() follows with Keychain; or failed() and then
    /// keyStored() with Session, when the keychain did not take it. An unusable key: only failed() (InvalidInput). A
    /// key in the environment still comes first.
    void store(const QString& provider, const QString& key);
    /// Uses \a key for this run only. keyStored() follows with Session, or failed() when it is unusable.
    void useForSession(const QString& provider, const QString& key);
    /// Forgets the key and removes it from the keychain. keyRemoved() follows; failed() before it when the keychain did
    /// not let it go. A key in the environment stays.
    void remove(const QString& provider);

Q_SIGNALS:
    void keyLoaded(const QString& provider, maquette::KeySource source);
    void keyStored(const QString& provider, maquette::KeySource source);
    void keyRemoved(const QString& provider);
    void failed(const QString& provider, const maquette::Error& why);

private:
    struct Entry
    {
        QString key;
        KeySource source = KeySource::None;
        quint64 turn = 0; ///< counts the orders, so that a late answer to an old one changes nothing
        bool loading = false;
    };
    [[nodiscard]] bool accepts(const QString& provider, const QString& key);
    [[nodiscard]] QString environmentKey(const QString& provider) const;
    void finishLoad(const QString& provider, quint64 turn, const Result<std::optional<QString>>& answer);
    void endLoading(const QString& provider);

    QProcessEnvironment m_environment;
    QHash<QString, Entry> m_entries;
    std::unique_ptr<SecretBackend> m_backend; ///< last, so that it goes first: its answers use what is above
};

} // namespace maquette

Q_DECLARE_METATYPE(maquette::KeySource)
