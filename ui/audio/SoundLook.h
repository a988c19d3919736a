// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace maquette {

/// How one last exported. Fades are not kept: they belong to one sound.
struct SoundExportLook
{
    QString format = QStringLiteral("wav"); ///< wav, flac, mp3 or ogg
    int bitDepth = 24;                      ///< 16 or 24
    bool normalise = false;
    double target = -14; ///< LUFS, -40 to -5
    bool operator==(const SoundExportLook&) const = default;
};

/// How the sound bench is set, over a restart too. A value; out-of-range members of a file get their defaults.
struct SoundLook
{
    double volume = 1; ///< 0 to 1
    QByteArray output; ///< id of the chosen output; empty = the system's own choice
    bool levelMatched = false;
    bool spectrogram = true; ///< is shown
    SoundExportLook exports;

    [[nodiscard]] QJsonObject toJson() const;
    [[nodiscard]] static SoundLook fromJson(const QJsonObject& json);
    bool operator==(const SoundLook&) const = default;
};

} // namespace maquette
