// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/net/HttpMessage.h"

namespace maquette::leftanswer {

/// Gives the body of a success in \a reply the name \a file, which belongs to its job, and writes its headers beside
/// it: from then on a whole answer is found by the job's id alone, with its seed, its marks and its request id,
/// whatever becomes of the journal. What looks like a key, or is one of \a secrets, is not written. Anything but a
/// success stays where it is.
void nameAfterJob(HttpReply& reply, const QString& file, const QStringList& secrets);
/// The answer kept under \a file. Without headers when those could not be written.
[[nodiscard]] HttpReply read(const QString& file);
/// Removes \a file and its headers.
void remove(const QString& file);

} // namespace maquette::leftanswer
