// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/providers/stability/StabilityProvider.h"

#include <QTemporaryDir>

namespace maquette {

/// The smallest files of each kind: enough for their first bytes to prove what they are.
[[nodiscard]] QByteArray png();
[[nodiscard]] QByteArray jpeg();
[[nodiscard]] QByteArray webp();
[[nodiscard]] QByteArray mp3();
[[nodiscard]] QByteArray wav();
[[nodiscard]] QByteArray glb();

/// In the order of Step's alternatives.
enum class Is { Finished, Accepted, Pending, Failed };

/// What a step must be. Members that do not belong to its kind are not looked at.
struct Expected
{
    Is is = Is::Failed;
    ErrorKind kind = ErrorKind::Internal;
    bool free = false;
    bool retry = false;
    QString detail; ///< contained in the error's detail
    QString mediaType;
    qint64 seed = -1; ///< -1: none
    bool filtered = false;
    QString place;
    qint64 waitMs = -1; ///< retryAfterMs of an error
};

[[nodiscard]] Expected finished(const char* mediaType, qint64 seed, bool filtered = false);
[[nodiscard]] Expected failed(ErrorKind kind, bool free, const char* detail, bool retry = false);
[[nodiscard]] Expected simply(Is is);

/// JSON with \a bytes in base64 under \a key, and \a more members.
[[nodiscard]] QByteArray wrapped(const char* key, const QByteArray& bytes, const QByteArray& more);

/// An operation with the fields "prompt" and "image".
[[nodiscard]] Operation made(MediaKind output, bool asynchronous);

/// Answers in a folder of their own, read by the provider.
class AnswerKit
{
public:
    const QString key = QStringLiteral("sk-recorded-0123456789");
    const QString ticket{64, QLatin1Char('7')};
    const StabilityProvider provider{{QStringLiteral("stability"), QStringLiteral("Stability AI"), false, 0}};
    const ProviderAccess access{QUrl(QStringLiteral("https://api.stability.ai")), key};

    [[nodiscard]] HttpReply reply(int status, const HttpHeaders& headers, const QByteArray& body) const;
    /// Compares; fails the running test.
    void check(const Step& step, const Expected& expected) const;
    [[nodiscard]] QString folder() const { return m_folder.path(); }

private:
    QTemporaryDir m_folder;
};

} // namespace maquette

Q_DECLARE_METATYPE(maquette::Expected)
