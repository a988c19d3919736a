// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/base/Error.h"

#include <array>
#include <utility>

namespace maquette {

namespace {
constexpr std::array<std::pair<ErrorKind, const char*>, 12> kNames{{
    {ErrorKind::KeyMissing, "key-missing"},
    {ErrorKind::KeyRejected, "key-rejected"},
    {ErrorKind::OutOfCredits, "out-of-credits"},
    {ErrorKind::RateLimited, "rate-limited"},
    {ErrorKind::Refused, "refused"},
    {ErrorKind::Offline, "offline"},
    {ErrorKind::TimedOut, "timed-out"},
    {ErrorKind::BadReply, "bad-reply"},
    {ErrorKind::Storage, "storage"},
    {ErrorKind::InvalidInput, "invalid-input"},
    {ErrorKind::Cancelled, "cancelled"},
    {ErrorKind::Internal, "internal"},
}};
} // namespace

QString errorKindName(ErrorKind kind)
{
    for (const auto& [value, name] : kNames) {
        if (value == kind) {
            return QString::fromLatin1(name);
        }
    }
    return QStringLiteral("internal");
}

ErrorKind errorKindFromName(const QString& name)
{
    for (const auto& [value, text] : kNames) {
        if (name == QLatin1String(text)) {
            return value;
        }
    }
    return ErrorKind::Internal;
}

} // namespace maquette
