// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/PictureLoader.h"

#include <QColorSpace>
#include <QCoreApplication>
#include <QFile>
#include <QImageReader>
#include <QPointer>

#include <functional>

namespace maquette {

namespace {

constexpr int kAllocationLimitMiB = 4096; ///< Qt's own limit of 128 would refuse a 40 megapixel picture

QString tr(const char* text)
{
    return QCoreApplication::translate("PictureLoader", text);
}

/// A file that tells how far it was read and fails every read once it is not wanted any more.
class WatchedFile : public QIODevice
{
public:
    WatchedFile(const QString& path, const std::atomic_bool& cancelled, std::function<void(int)> progressed)
        : m_file(path)
        , m_cancelled(cancelled)
        , m_progressed(std::move(progressed))
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
        if (m_cancelled) {
            return -1;
        }
        const qint64 got = m_file.read(data, length);
        const int percent = m_file.size() > 0 ? int(m_file.pos() * 100 / m_file.size()) : 100;
        if (percent > m_percent) {
            m_percent = percent;
            m_progressed(percent);
        }
        return got;
    }
    qint64 writeData(const char* /*data*/, qint64 /*length*/) override { return -1; }

private:
    QFile m_file;
    const std::atomic_bool& m_cancelled;
    std::function<void(int)> m_progressed;
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

/// Runs in a worker. Returns a sentence when it fails, else fills \a picture.
QString decode(const QString& path, const std::atomic_bool& cancelled, const std::function<void(int)>& progressed,
               MipPyramid& picture)
{
    WatchedFile file(path, cancelled, progressed);
    if (!file.openFile()) {
        return tr("The file cannot be opened: %1.").arg(file.errorString());
    }
    QImageReader reader(&file);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (qint64(size.width()) * size.height() > PictureLoader::kMaxPixels) {
        return tr("The picture has %1 megapixels, more than can be shown.")
            .arg(qint64(size.width()) * size.height() / 1'000'000);
    }
    QImage image;
    if (!reader.read(&image)) {
        return sentenceFor(reader);
    }
    if (image.colorSpace().isValid() && image.colorSpace() != QColorSpace(QColorSpace::SRgb)) {
        image.convertToColorSpace(QColorSpace(QColorSpace::SRgb));
    }
    if (!cancelled) {
        picture = MipPyramid::build(std::move(image));
    }
    return {};
}

} // namespace

struct PictureLoader::Task
{
    std::atomic_bool cancelled = false;
};

PictureLoader::PictureLoader(QObject* parent)
    : QObject(parent)
{
    QImageReader::setAllocationLimit(std::max(QImageReader::allocationLimit(), kAllocationLimitMiB));
    // Two: the one asked for need not wait until a broken-off one has noticed.
    m_pool.setMaxThreadCount(2);
}

PictureLoader::~PictureLoader()
{
    cancel();
    m_pool.waitForDone();
}

void PictureLoader::load(const QString& path)
{
    cancel();
    auto task = std::make_shared<Task>();
    m_task = task;
    m_pool.start([this, task, path] {
        if (task->cancelled) {
            return;
        }
        // The destructor waits for the pool, so this outlives the worker; what is posted dies with it.
        const auto progressed = [this, task](int percent) {
            QMetaObject::invokeMethod(
                this,
                [this, task, percent] {
                    if (m_task == task) {
                        Q_EMIT this->progressed(percent);
                    }
                },
                Qt::QueuedConnection);
        };
        MipPyramid picture;
        const QString why = decode(path, task->cancelled, progressed, picture);
        QMetaObject::invokeMethod(
            this, [this, task, picture, why] { finish(task, picture, why); }, Qt::QueuedConnection);
    });
}

void PictureLoader::cancel()
{
    if (m_task) {
        m_task->cancelled = true;
        m_task.reset();
    }
}

void PictureLoader::finish(const std::shared_ptr<Task>& task, const MipPyramid& picture, const QString& why)
{
    if (m_task != task) {
        return;
    }
    m_task.reset();
    if (why.isEmpty()) {
        Q_EMIT loaded(picture);
    } else {
        Q_EMIT failed(why);
    }
}

} // namespace maquette
