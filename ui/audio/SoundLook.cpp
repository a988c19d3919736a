// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audio/SoundLook.h"

#include <QStringList>

namespace maquette {

namespace {

double number(const QJsonObject& json, const QString& name, double low, double high, double otherwise)
{
    const double value = json.value(name).toDouble(otherwise);
    return value >= low && value <= high ? value : otherwise;
}

} // namespace

QJsonObject SoundLook::toJson() const
{
    return {{QStringLiteral("volume"), volume},
            {QStringLiteral("output"), QString::fromUtf8(output)},
            {QStringLiteral("levelMatched"), levelMatched},
            {QStringLiteral("spectrogram"), spectrogram},
            {QStringLiteral("exportFormat"), exports.format},
            {QStringLiteral("exportDepth"), exports.bitDepth},
            {QStringLiteral("exportNormalise"), exports.normalise},
            {QStringLiteral("exportTarget"), exports.target}};
}

SoundLook SoundLook::fromJson(const QJsonObject& json)
{
    static const QStringList formats{QStringLiteral("wav"), QStringLiteral("flac"), QStringLiteral("mp3"),
                                     QStringLiteral("ogg")};
    SoundLook look;
    look.volume = number(json, QStringLiteral("volume"), 0, 1, look.volume);
    look.output = json.value(QStringLiteral("output")).toString().toUtf8();
    look.levelMatched = json.value(QStringLiteral("levelMatched")).toBool(look.levelMatched);
    look.spectrogram = json.value(QStringLiteral("spectrogram")).toBool(look.spectrogram);
    const QString format = json.value(QStringLiteral("exportFormat")).toString();
    look.exports.format = formats.contains(format) ? format : look.exports.format;
    look.exports.bitDepth = json.value(QStringLiteral("exportDepth")).toInt() == 16 ? 16 : 24;
    look.exports.normalise = json.value(QStringLiteral("exportNormalise")).toBool(look.exports.normalise);
    look.exports.target = number(json, QStringLiteral("exportTarget"), -40, -5, look.exports.target);
    return look;
}

} // namespace maquette
