// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/mesh/MeshReader.h"

#include <atomic>
#include <thread>
#include <vector>

namespace maquette {

/// Decodes a mesh's pictures beside whatever else is done. A picture that is no PNG, JPEG or WebP, is cut short, or is
/// larger than the limits allow (which is seen before it is decoded) is null, with the problem in words.
class MeshImageDecoder
{
public:
    /// \a images have name and problem set already; \a encoded must stay as it is until finish().
    MeshImageDecoder(QList<MeshImage>& images, std::vector<QByteArray> encoded, const MeshReadOptions& options);
    ~MeshImageDecoder();
    MeshImageDecoder(const MeshImageDecoder&) = delete;
    MeshImageDecoder& operator=(const MeshImageDecoder&) = delete;

    /// Helps until all are done, or stops early when the reading is cancelled.
    void finish();

private:
    void work();
    void decode(MeshImage& image, const QByteArray& bytes);

    MeshImage* m_images;
    std::vector<QByteArray> m_encoded;
    MeshLimits m_limits;
    const std::atomic_bool* m_cancelled;
    std::atomic_size_t m_next = 0;
    std::atomic<qint64> m_pixels = 0;
    std::vector<std::thread> m_threads;
};

} // namespace maquette
