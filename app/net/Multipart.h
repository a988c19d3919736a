// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"
#include "app/net/HttpMessage.h"

#include <QByteArray>
#include <QList>

namespace maquette {

/// A boundary nobody can guess, always of the same length and needing no quotes (RFC 2046, section 5.1.1).
[[nodiscard]] QByteArray makeBoundary();

/// What comes before the bytes of \a part: delimiter, headers, empty line. Names are escaped as HTML's
/// multipart/form-data encoding says (line ends and quotes as %0D, %0A, %22).
[[nodiscard]] QByteArray partHead(const HttpPart& part, const QByteArray& boundary);

/// The end of the body.
[[nodiscard]] QByteArray closingDelimiter(const QByteArray& boundary);

/// The exact length of the body \a parts will have, files included. Errors: Storage when a file cannot be looked at.
[[nodiscard]] Result<qint64> multipartLength(const QList<HttpPart>& parts);

} // namespace maquette
