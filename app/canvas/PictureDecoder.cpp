// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/canvas/PictureDecoder.h"

#include "app/base/PictureTurn.h"

#include <QCoreApplication>
#include <QFile>
#include <QImageReader>

#include <mutex>

namespace maquette {

namespace {

constexpr int kAllocationLimitMiB = 4096; ///< Qt's own limit of 128 would refuse a 40 megapixel picture

QString tr(const char* text)
{
    return QCoreApplication::translate("PictureDecoder", text);
}

/// A file that tells how far it was read and fails every read once it is not wanted any more.
class WatchedFile : public QIODevice
{
public:
    WatchedFile(const QString& path, const std::atomic_bool* cancelled, const DecodeProgress& progressed)
        : m_file(path)
        , m_cancelled(cancelled)
        , m_progressed(progressed)
    {
    }

    bool openFile()
    {
        if (!m_file.open(QIODevice::ReadOnly)) {
            setErrorString(m_file.errorString());
            return false;
        }
        return open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    [[nodiscard]] qint64 size() const override { return m_file.size(); }
    bool seek(qint64 position) override { return QIODevice::seek(position) && m_file.seek(position); }

protected:
    qint64 readData(char* data, qint64 length) override
    {
        if (m_cancelled && *m_cancelled) {
            return -1;
        }
        const qint64 got = m_file.read(data, length);
        const int percent = m_file.size() > 0 ? int(m_file.pos() * 100 / m_file.size()) : 100;
        if (percent > m_percent && m_progressed) {
            m_percent = percent;
            m_progressed(percent);
        }
        return got;
    }
    qint64 writeData(const char* /*data*/, qint64 /*length*/) override { return -1; }

private:
    QFile m_file;
    const std::atomic_bool* m_cancelled;
    const DecodeProgress& m_progressed;
    int m_percent = 0;
};

QString sentenceFor(const QImageReader& reader)
{
    switch (reader.error()) {
    case QImageReader::UnsupportedFormatError:
        return tr("The file is no picture this program can read.");
    case QImageReader::DeviceError:
        return tr("The file ended early or could not be read.");
    default:
        return tr("The picture is damaged: %1.").arg(reader.errorString());
    }
}

void raiseAllocationLimit()
{
    static std::once_flag once;
    std::call_once(
        once, [] { QImageReader::setAllocationLimit(std::max(QImageReader::allocationLimit(), kAllocationLimitMiB)); });
}

} // namespace

Result<QImage> decodePicture(const QString& path, const std::atomic_bool* cancelled, const DecodeProgress& progressed)
{
    raiseAllocationLimit();
    WatchedFile file(path, cancelled, progressed);
    if (!file.openFile()) {
        return failure(ErrorKind::Storage, tr("The file cannot be opened: %1.").arg(file.errorString()), path);
    }
    QImageReader reader(&file);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    const qint64 pixels = qint64(size.width()) * size.height();
    if (pixels > kMaxPicturePixels) {
        return failure(ErrorKind::InvalidInput,
                       tr("The picture has %1 megapixels; at most %2 can be opened.")
                           .arg(pixels / 1'000'000)
                           .arg(kMaxPicturePixels / 1'000'000),
                       path);
    }
    const int left = orientationLeft(reader, path);
    QImage image;
    const bool read = reader.read(&image);
    if (cancelled && *cancelled) {
        return failure(ErrorKind::Cancelled, QString(), path);
    }
    if (!read || image.isNull()) {
        return failure(ErrorKind::InvalidInput, sentenceFor(reader), path);
    }
    return upright(image, left);
}

} // namespace maquette
