// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/studio/Studio.h"

#include <memory>

namespace maquette::cli {

/// An open Studio for one command: with a key the real provider, without one practice mode, which is said on standard
/// error.
class Session
{
public:
    enum class Need {
        Work, ///< runs jobs: needs the library for itself
        Look  ///< starts and ends no job; shares it with another process when one is at work
    };

    enum class Account {
        KeyDecides,
        Practice ///< practice mode even where there is a key
    };

    /// Opens and waits for it. Problems of the user's catalogue files go to standard error. Errors: Storage and others
    /// of Studio::openFailed.
    [[nodiscard]] static Result<std::unique_ptr<Session>> open(Need need, bool refreshBalance,
                                                               Account account = Account::KeyDecides);

    [[nodiscard]] Studio& studio() { return *m_studio; }
    /// True when another process is at work on the library, and this one only reads.
    [[nodiscard]] bool isShared() const { return m_shared; }

private:
    Session() = default;
    [[nodiscard]] static Result<std::unique_ptr<Studio>> openStudio(Need need, bool readOnly, bool refreshBalance,
                                                                    Account account);
    std::unique_ptr<Studio> m_studio;
    bool m_shared = false;
};

} // namespace maquette::cli
