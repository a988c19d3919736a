// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace maquette {

/// \a text with each of \a secrets, and everything that looks like a provider key ("sk-" and what follows),
/// replaced by "[key]". Providers repeat the key in error messages; nothing they say is kept or shown
/// without passing through here.
[[nodiscard]] QString redacted(const QString& text, const QStringList& secrets = {});

} // namespace maquette
