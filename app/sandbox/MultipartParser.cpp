// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sandbox/MultipartParser.h"

#include <QByteArrayMatcher>
#include <QHash>

#include <cstring>
#include <optional>

namespace maquette::sandbox {

namespace {

/// "form-data; name=\"a;b\"; filename=c" as the first word and its parameters.
struct HeaderValue
{
    QByteArray word;
    QHash<QByteArray, QByteArray> parameters;
};

/// Reads a quoted string that begins at \a at (on the quote); \a at ends behind the closing one.
std::optional<QByteArray> quotedString(const QByteArray& text, qsizetype& at)
{
    QByteArray value;
    for (++at; at < text.size(); ++at) {
        const char c = text.at(at);
        if (c == '"') {
            ++at;
            return value;
        }
        // Only quote and backslash are escaped in practice; old browsers send file paths with bare backslashes.
        if (c == '\\' && at + 1 < text.size() && (text.at(at + 1) == '"' || text.at(at + 1) == '\\')) {
            ++at;
        }
        value += text.at(at);
    }
    return std::nullopt;
}

qsizetype pastBlanks(const QByteArray& text, qsizetype at)
{
    while (at < text.size() && (text.at(at) == ' ' || text.at(at) == '\t')) {
        ++at;
    }
    return at;
}

std::optional<HeaderValue> readHeaderValue(const QByteArray& text)
{
    HeaderValue out;
    qsizetype at = text.indexOf(';');
    out.word = (at < 0 ? text : text.left(at)).trimmed().toLower();
    while (at >= 0 && at < text.size()) {
        at = pastBlanks(text, at + 1);
        if (at >= text.size()) {
            break;
        }
        const qsizetype equals = text.indexOf('=', at);
        if (equals < 0) {
            return std::nullopt;
        }
        const QByteArray name = text.mid(at, equals - at).trimmed().toLower();
        at = pastBlanks(text, equals + 1);
        QByteArray value;
        if (at < text.size() && text.at(at) == '"') {
            const auto quoted = quotedString(text, at);
            if (!quoted) {
                return std::nullopt;
            }
            value = *quoted;
            at = pastBlanks(text, at);
            if (at < text.size() && text.at(at) != ';') {
                return std::nullopt;
            }
        } else {
            const qsizetype end = text.indexOf(';', at);
            value = text.mid(at, end < 0 ? -1 : end - at).trimmed();
            at = end < 0 ? text.size() : end;
        }
        if (name.isEmpty() || out.parameters.contains(name)) {
            return std::nullopt;
        }
        out.parameters.insert(name, value);
    }
    return out;
}

bool isBoundary(const QByteArray& text)
{
    if (text.isEmpty() || text.size() > 70 || text.endsWith(' ')) {
        return false;
    }
    for (const char c : text) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (!plain && std::strchr("'()+_,-./:=? ", c) == nullptr) {
            return false;
        }
    }
    return true;
}

tl::unexpected<Error> malformed(const char* what, qsizetype at)
{
    return failure(ErrorKind::InvalidInput, QString::fromLatin1(what), QStringLiteral("byte %1").arg(at));
}

/// The header block of one part, without its last line end.
Result<FormPart> readHeaders(const QByteArray& block, qsizetype at)
{
    FormPart part;
    bool named = false;
    qsizetype from = 0;
    while (from < block.size()) {
        qsizetype end = block.indexOf("\r\n", from);
        end = end < 0 ? block.size() : end;
        const QByteArray line = block.mid(from, end - from);
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0) {
            return malformed("a part header has no name", at + from);
        }
        const QByteArray name = line.left(colon).toLower();
        const auto value = readHeaderValue(line.mid(colon + 1).trimmed());
        if (name == "content-disposition") {
            if (!value || named || value->word != "form-data" || value->parameters.value("name").isEmpty()) {
                return malformed("a part is not form-data with a name", at + from);
            }
            named = true;
            part.name = value->parameters.value("name");
            part.hasFileName = value->parameters.contains("filename");
            part.fileName = value->parameters.value("filename");
        } else if (name == "content-type") {
            part.mediaType = value ? value->word : QByteArray();
        } else if (name == "content-transfer-encoding") {
            if (!value || (value->word != "binary" && value->word != "8bit" && value->word != "7bit")) {
                return malformed("a part has a transfer encoding other than binary", at + from);
            }
        }
        from = end + 2;
    }
    if (!named) {
        return malformed("a part has no content-disposition", at);
    }
    return part;
}

} // namespace

bool MultipartParser::isMultipart(const QByteArray& contentType)
{
    return contentType.split(';').first().trimmed().toLower() == "multipart/form-data";
}

Result<QByteArray> MultipartParser::boundaryOf(const QByteArray& contentType)
{
    if (!isMultipart(contentType)) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("must be multipart/form-data"));
    }
    const auto value = readHeaderValue(contentType);
    const QByteArray boundary = value ? value->parameters.value("boundary") : QByteArray();
    if (!isBoundary(boundary)) {
        return failure(ErrorKind::InvalidInput, QStringLiteral("multipart boundary missing or invalid"));
    }
    return boundary;
}

Result<QList<FormPart>> MultipartParser::parse(const QByteArray& body, const QByteArray& boundary)
{
    const QByteArray dashed = "--" + boundary;
    const QByteArrayMatcher delimiter("\r\n" + dashed);
    QList<FormPart> parts;
    qsizetype at = 0;
    if (body.startsWith(dashed)) {
        at = dashed.size();
    } else {
        at = delimiter.indexIn(body);
        if (at < 0) {
            return malformed("the boundary never appears", 0);
        }
        at += 2 + dashed.size();
    }
    // Here at is just behind a delimiter: either "--" closes the body or the line ends and a part follows.
    while (body.mid(at, 2) != "--") {
        at = pastBlanks(body, at);
        if (body.mid(at, 2) != "\r\n") {
            return malformed("a delimiter line does not end", at);
        }
        at += 2;
        if (parts.size() == kMaxParts) {
            return malformed("too many parts", at);
        }
        const qsizetype headersEnd = body.indexOf("\r\n\r\n", at);
        if (headersEnd < 0 || headersEnd - at > kMaxHeaderBytes) {
            return malformed("a part has no end of its headers", at);
        }
        auto part = readHeaders(body.mid(at, headersEnd - at), at);
        if (!part) {
            return tl::unexpected(part.error());
        }
        // An empty part's delimiter may share the blank line's own line end.
        const qsizetype contentStart = headersEnd + 4;
        const qsizetype next = delimiter.indexIn(body, headersEnd + 2);
        if (next < 0) {
            return malformed("the closing boundary is missing", body.size());
        }
        part->content =
            next > contentStart ? QByteArray(body.constData() + contentStart, next - contentStart) : QByteArray();
        parts.append(*part);
        at = next + 2 + dashed.size();
    }
    return parts;
}

} // namespace maquette::sandbox
