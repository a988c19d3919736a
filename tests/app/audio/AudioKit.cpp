// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/audio/AudioKit.h"

#include <QFile>
#include <QProcess>
#include <QTest>

#include <cmath>
#include <cstring>

namespace maquette {

namespace {

QByteArray little(quint32 value, int bytes)
{
    QByteArray out;
    for (int i = 0; i < bytes; ++i) {
        out.append(char(value >> (8 * i) & 0xff));
    }
    return out;
}

} // namespace

QString AudioKit::file(const QString& name, const QByteArray& bytes) const
{
    QFile out(path(name));
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) != bytes.size()) {
        qFatal("cannot write a test file");
    }
    return out.fileName();
}

QString AudioKit::wav(const QString& name, int rate, int channels, qint64 frames,
                      const std::function<double(qint64, int)>& value, bool floating) const
{
    QByteArray data;
    const int bytes = floating ? 4 : 2;
    data.reserve(frames * channels * bytes);
    for (qint64 frame = 0; frame < frames; ++frame) {
        for (int channel = 0; channel < channels; ++channel) {
            const double sample = value(frame, channel);
            if (floating) {
                const auto single = float(sample);
                quint32 bits = 0;
                std::memcpy(&bits, &single, 4);
                data += little(bits, 4);
            } else {
                data += little(quint32(quint16(qint16(std::lround(sample * 32'767)))), 2);
            }
        }
    }
    return file(name, "RIFF" + little(quint32(36 + data.size()), 4) + "WAVEfmt " + little(16, 4) +
                          little(floating ? 3 : 1, 2) + little(quint32(channels), 2) + little(quint32(rate), 4) +
                          little(quint32(rate * channels * bytes), 4) + little(quint32(channels * bytes), 2) +
                          little(quint32(8 * bytes), 2) + "data" + little(quint32(data.size()), 4) + data);
}

QByteArray AudioKit::ffmpeg(const QStringList& arguments)
{
    QProcess process;
    process.start(QStringLiteral("ffmpeg"),
                  QStringList{QStringLiteral("-hide_banner"), QStringLiteral("-nostats"), QStringLiteral("-y")} +
                      arguments);
    if (!process.waitForFinished(60'000) || process.exitCode() != 0) {
        qFatal("ffmpeg failed: %s", process.readAllStandardError().constData());
    }
    return process.readAllStandardError();
}

std::vector<float> AudioKit::decoded(const QString& path, int rate, int channels)
{
    QTemporaryDir dir;
    const QString raw = dir.filePath(QStringLiteral("raw"));
    ffmpeg({QStringLiteral("-i"), path, QStringLiteral("-f"), QStringLiteral("f32le"), QStringLiteral("-ar"),
            QString::number(rate), QStringLiteral("-ac"), QString::number(channels), raw});
    QFile file(raw);
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("no decoded samples");
    }
    const QByteArray bytes = file.readAll();
    std::vector<float> samples(size_t(bytes.size()) / 4);
    std::memcpy(samples.data(), bytes.constData(), samples.size() * 4);
    return samples;
}

std::shared_ptr<AudioFile> AudioKit::opened(const QString& path, bool scanned)
{
    auto file = AudioFile::open(path);
    if (!file) {
        qFatal("cannot open: %s", qPrintable(file.error().detail));
    }
    if (scanned) {
        const std::atomic_bool never = false;
        if (!(*file)->scan([](const float*, qint64) {}, never)) {
            qFatal("cannot scan");
        }
    }
    return *file;
}

double sineAt(qint64 frame, double hertz, int rate)
{
    return std::sin(2 * M_PI * hertz * double(frame) / rate);
}

} // namespace maquette
