// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/audio/AudioFile.h"

#include <QByteArray>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <functional>
#include <vector>

namespace maquette {

/// Sound files made and read without the code under test: WAV byte by byte, the rest by ffmpeg.
class AudioKit
{
public:
    /// \a value gives the sample of a frame and channel, -1 to 1. 16 bit, or 32 bit floating point.
    QString wav(const QString& name, int rate, int channels, qint64 frames,
                const std::function<double(qint64, int)>& value, bool floating = false) const;
    QString file(const QString& name, const QByteArray& bytes) const;
    /// Runs ffmpeg with \a arguments; the value is its error output. Fails the test when it fails.
    static QByteArray ffmpeg(const QStringList& arguments);
    /// \a path as ffmpeg decodes it, interleaved.
    static std::vector<float> decoded(const QString& path, int rate, int channels);
    [[nodiscard]] QString path(const QString& name) const { return m_dir.filePath(name); }

    static std::shared_ptr<AudioFile> opened(const QString& path, bool scanned = true);

private:
    QTemporaryDir m_dir;
};

[[nodiscard]] double sineAt(qint64 frame, double hertz, int rate);

} // namespace maquette
