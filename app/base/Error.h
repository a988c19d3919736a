// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace maquette {

/// What went wrong, named by what a user can do about it.
enum class ErrorKind {
    KeyMissing,   ///< no key for this provider: add one
    KeyRejected,  ///< the provider does not know the key: check it
    OutOfCredits, ///< not enough credit, here or at the provider: top up
    RateLimited,  ///< too many requests: wait
    Refused,      ///< the provider's moderation or language rules: change the request
    Offline,      ///< no connection, or it broke: check the network
    TimedOut,     ///< no answer in time
    BadReply,     ///< an answer that breaks the contract, or a fault at the provider's side
    Storage,      ///< disk full, unreadable folder, damaged or locked database
    InvalidInput, ///< a field or a file the operation does not accept
    Cancelled,    ///< the user's own doing; shown nowhere
    Internal      ///< a fault of this program
};

/// Stable word for a kind, for logs, JSON output and the journal ("out-of-credits").
[[nodiscard]] QString errorKindName(ErrorKind kind);
/// The kind named by \a name, Internal when there is none of that name.
[[nodiscard]] ErrorKind errorKindFromName(const QString& name);

/// Why something could not be done. The texts are for people who look under "Details"; the sentence a user
/// reads is made from the kind (studio/ErrorText.h).
struct Error
{
    ErrorKind kind = ErrorKind::Internal;
    QString detail;           ///< the provider's, the system's or the check's own words, with every key removed
    QString place;            ///< the field, file or address it is about, if any
    int httpStatus = 0;       ///< 0 when no HTTP answer is involved
    qint64 retryAfterMs = -1; ///< how long to wait before trying again, -1 when unknown
    QString requestId;        ///< the provider's id of the call, for its support

    bool operator==(const Error&) const = default;
};

} // namespace maquette
