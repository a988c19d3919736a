// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/providers/stability/StabilityProvider.h"

#include "app/assets/MediaProbe.h"
#include "app/net/Multipart.h"
#include "app/providers/stability/StabilityAnswers.h"

#include <QJsonArray>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace maquette {

namespace {

// Generation in one request takes "minutes, not seconds"; nothing moves on the wire meanwhile.
constexpr int kGenerateTimeoutMs = 600'000;
constexpr int kStartTimeoutMs = 180'000;
constexpr int kReadTimeoutMs = 120'000;
constexpr int kBalanceTimeoutMs = 30'000;
constexpr qint64 kDefaultPollMs = 10'000;
constexpr qint64 kSmallAnswer = qint64(4) * 1024 * 1024;

/// The key as it may stand in a header. Errors: KeyMissing, KeyRejected when no provider could have given it.
Result<QByteArray> usableKey(const ProviderAccess& access)
{
    const QString key = access.key.trimmed();
    if (key.isEmpty()) {
        return failure(ErrorKind::KeyMissing, QStringLiteral("there is no key for this provider"));
    }
    const bool plain =
        std::all_of(key.begin(), key.end(), [](QChar c) { return c.unicode() > 0x20 && c.unicode() < 0x7f; });
    if (!plain) {
        return failure(ErrorKind::KeyRejected, QStringLiteral("the key has characters that no key can have"));
    }
    return key.toLatin1();
}

QUrl urlFor(const ProviderAccess& access, const QString& path)
{
    QUrl url = access.baseUrl;
    QString base = url.path();
    while (base.endsWith(QLatin1Char('/'))) {
        base.chop(1);
    }
    url.setPath(base + path);
    url.setQuery(QString());
    url.setFragment(QString());
    return url;
}

/// What to accept: the first of the catalogue's list, empty for "say nothing".
QByteArray preferredType(const QJsonObject& wire, const QString& member)
{
    const QJsonValue value = wire.value(member);
    return (value.isArray() ? value.toArray().first().toString() : value.toString()).toLatin1();
}

HttpCall makeCall(HttpCall::Method method, const QUrl& url, const QByteArray& key, const QByteArray& accept)
{
    HttpCall call;
    call.method = method;
    call.url = url;
    call.headers.append({QByteArrayLiteral("Authorization"), "Bearer " + key});
    if (!accept.isEmpty()) {
        call.headers.append({QByteArrayLiteral("Accept"), accept});
    }
    call.secrets.append(QString::fromLatin1(key));
    return call;
}

/// For v2beta only: who asks, for the provider's support.
void nameClient(HttpCall& call)
{
    call.headers.append({QByteArrayLiteral("stability-client-id"), QByteArrayLiteral("Maquette")});
    call.headers.append({QByteArrayLiteral("stability-client-version"), QByteArrayLiteral(MAQUETTE_VERSION)});
}

/// A value as the text that travels: a dot, no grouping, no exponent, whatever the user's locale.
QByteArray textOf(const QJsonValue& value)
{
    if (value.isBool()) {
        return value.toBool() ? QByteArrayLiteral("true") : QByteArrayLiteral("false");
    }
    if (value.isDouble()) {
        const double number = value.toDouble();
        constexpr double kExact = 9007199254740992.0;
        if (std::floor(number) == number && std::abs(number) < kExact) {
            return QByteArray::number(static_cast<qint64>(number));
        }
        return QByteArray::number(number, 'f', QLocale::FloatingPointShortest);
    }
    return value.toString().toUtf8();
}

/// One text part per value the user set, in the catalogue's order.
QList<HttpPart> textParts(const CheckedRequest& checked, std::optional<quint32> seed)
{
    QList<HttpPart> parts;
    for (const ParamSpec& param : checked.operation.params) {
        QByteArray text;
        if (param.role == QLatin1String("seed")) {
            text = seed ? QByteArray::number(*seed) : QByteArray();
        } else {
            text = textOf(checked.request.values.value(param.name));
        }
        if (!text.isEmpty()) {
            parts.append(HttpPart{param.name, text, {}, {}, {}});
        }
    }
    return parts;
}

/// One file part per input given. The name told to the server is the role: the user's file names are nobody's business.
Result<QList<HttpPart>> fileParts(const CheckedRequest& checked, const QHash<QString, QString>& files)
{
    QList<HttpPart> parts;
    for (const InputSpec& input : checked.operation.inputs) {
        if (checked.request.input(input.role).isEmpty()) {
            continue;
        }
        const QString path = files.value(input.role);
        if (path.isEmpty()) {
            return failure(ErrorKind::InvalidInput, QStringLiteral("the file is missing"), input.role);
        }
        const QString mediaType = checked.files.value(input.role).info.mediaType;
        const QString name = input.role + QLatin1Char('.') + fileSuffixFor(mediaType);
        parts.append(HttpPart{input.role, {}, path, name, mediaType});
    }
    return parts;
}

} // namespace

StabilityProvider::StabilityProvider(Identity identity)
    : m_identity(std::move(identity))
{
}

Provider::RateLimit StabilityProvider::rateLimit() const
{
    return RateLimit{150, 10'000, 60'000};
}

qint64 StabilityProvider::pollIntervalMs(const Operation& operation) const
{
    if (m_identity.pollIntervalMs > 0) {
        return m_identity.pollIntervalMs;
    }
    return operation.pollSeconds > 0 ? operation.pollSeconds * qint64(1000) : kDefaultPollMs;
}

Result<Credits> StabilityProvider::quote(const CheckedRequest& request) const
{
    return priceOf(request.operation, request.request.values);
}

Result<HttpCall> StabilityProvider::submitCall(const CheckedRequest& request, const QHash<QString, QString>& files,
                                               std::optional<quint32> seed, const ProviderAccess& access) const
{
    const Operation& operation = request.operation;
    const auto key = usableKey(access);
    if (!key) {
        return tl::unexpected(key.error());
    }
    const QString path = operation.wire.value(QLatin1String("path")).toString();
    if (path.isEmpty() || !operation.isOrderable()) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("this operation cannot be ordered"), operation.id);
    }
    const auto attached = fileParts(request, files);
    if (!attached) {
        return tl::unexpected(attached.error());
    }
    HttpCall call = makeCall(HttpCall::Method::Post, urlFor(access, path), *key,
                             preferredType(operation.wire, QStringLiteral("accept")));
    nameClient(call);
    call.parts = textParts(request, seed) + *attached;
    call.timeoutMs = operation.asynchronous ? kStartTimeoutMs : kGenerateTimeoutMs;
    const auto length = multipartLength(call.parts);
    if (!length) {
        return tl::unexpected(length.error());
    }
    if (operation.maxBodyBytes > 0 && *length > operation.maxBodyBytes) {
        return failure(
            ErrorKind::InvalidInput,
            QStringLiteral("the request would have %1 bytes, at most %2 are allowed, files and text together")
                .arg(*length)
                .arg(operation.maxBodyBytes));
    }
    return call;
}

Step StabilityProvider::readSubmit(const Operation& operation, const HttpReply& reply,
                                   const ProviderAccess& access) const
{
    return stability::readSubmit(operation, reply, {access.key, access.key.trimmed()});
}

Result<HttpCall> StabilityProvider::pollCall(const Operation& operation, const QString& ticket,
                                             const ProviderAccess& access) const
{
    const auto key = usableKey(access);
    if (!key) {
        return tl::unexpected(key.error());
    }
    if (!stability::isTicket(ticket)) {
        return failure(ErrorKind::BadReply, QStringLiteral("the job's id is not one this provider gives"));
    }
    const bool isSound = operation.output == MediaKind::Audio;
    QString path = operation.wire.value(QLatin1String("resultPath")).toString();
    if (path.isEmpty()) {
        path = isSound ? QStringLiteral("/v2beta/audio/results/{id}") : QStringLiteral("/v2beta/results/{id}");
    }
    path.replace(QLatin1String("{id}"), ticket);
    QByteArray accept = preferredType(operation.wire, QStringLiteral("resultAccept"));
    if (accept.isEmpty()) {
        accept = isSound ? QByteArrayLiteral("audio/*") : QByteArrayLiteral("*/*");
    }
    HttpCall call = makeCall(HttpCall::Method::Get, urlFor(access, path), *key, accept);
    nameClient(call);
    call.timeoutMs = kReadTimeoutMs;
    return call;
}

Step StabilityProvider::readPoll(const Operation& operation, const HttpReply& reply, const ProviderAccess& access) const
{
    return stability::readPoll(operation, reply, {access.key, access.key.trimmed()}, pollIntervalMs(operation));
}

Result<HttpCall> StabilityProvider::balanceCall(const ProviderAccess& access) const
{
    const auto key = usableKey(access);
    if (!key) {
        return tl::unexpected(key.error());
    }
    HttpCall call = makeCall(HttpCall::Method::Get, urlFor(access, QStringLiteral("/v1/user/balance")), *key,
                             QByteArrayLiteral("application/json"));
    call.timeoutMs = kBalanceTimeoutMs;
    call.answerCap = kSmallAnswer;
    return call;
}

Result<BalanceReading> StabilityProvider::readBalance(const HttpReply& reply, const ProviderAccess& access) const
{
    return stability::readBalance(reply, {access.key, access.key.trimmed()});
}

} // namespace maquette
