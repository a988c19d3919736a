// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QByteArray>
#include <QList>

namespace maquette::sandbox {

/// One part of a multipart/form-data body.
struct FormPart
{
    QByteArray name;     ///< as sent, unescaped
    QByteArray fileName; ///< empty when there was none
    bool hasFileName = false;
    QByteArray mediaType; ///< the part's own Content-Type, lower case, without parameters; empty when absent
    QByteArray content;   ///< shares no memory with the body
    bool operator==(const FormPart&) const = default;
};

/// Reads multipart/form-data (RFC 7578 over RFC 2046) strictly: lines end in CR LF, every part is form-data with a
/// name, the closing delimiter is there. Text before the first and after the last delimiter is ignored as the RFC asks.
class MultipartParser
{
public:
    static constexpr int kMaxParts = 64;
    static constexpr int kMaxHeaderBytes = 16 * 1024;

    /// The boundary of a Content-Type value, quoted or not. Errors: InvalidInput when the type is not
    /// multipart/form-data or the boundary is missing, longer than 70 characters or not made of the characters RFC 2046
    /// allows.
    [[nodiscard]] static Result<QByteArray> boundaryOf(const QByteArray& contentType);

    /// True when the Content-Type value names multipart/form-data, with or without a boundary.
    [[nodiscard]] static bool isMultipart(const QByteArray& contentType);

    /// The parts of \a body in their order. Errors: InvalidInput with what is wrong and where.
    [[nodiscard]] static Result<QList<FormPart>> parse(const QByteArray& body, const QByteArray& boundary);
};

} // namespace maquette::sandbox
