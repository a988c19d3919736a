// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QString>

#include <functional>
#include <memory>
#include <optional>

namespace maquette {

/// Where secrets are kept between runs. Every call returns at once and answers later in the same thread, exactly once,
/// or never when the backend is destroyed first. Errors: Storage, with the keychain's own words.
class SecretBackend
{
public:
    using ReadDone = std::function<void(Result<std::optional<QString>>)>;
    using Done = std::function<void(Result<void>)>;

    SecretBackend() = default;
    SecretBackend(const SecretBackend&) = delete;
    SecretBackend& operator=(const SecretBackend&) = delete;
    virtual ~SecretBackend() = default;

    /// The secret called \a name, nothing when there is none.
    virtual void read(const QString& name, ReadDone done) = 0;
    virtual void write(const QString& name, const QString& secret, Done done) = 0;
    /// Removing what is not there succeeds.
    virtual void remove(const QString& name, Done done) = 0;
};

/// The desktop's keychain (Secret Service or KWallet), service "Maquette". Never falls back to a plain file.
[[nodiscard]] std::unique_ptr<SecretBackend> makeDesktopKeychain();

} // namespace maquette
