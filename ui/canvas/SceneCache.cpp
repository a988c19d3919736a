// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/canvas/SceneCache.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace maquette {

namespace {

constexpr double kWhole = 1e-6;

/// Moves the pixels of \a image; what comes into it keeps its old value.
void scrollImage(QImage& image, QPoint by)
{
    const QRect stays = image.rect() & image.rect().translated(by);
    if (image.isNull() || stays.isEmpty()) {
        return;
    }
    const size_t bytes = size_t(stays.width()) * sizeof(QRgb);
    const auto move = [&](int y) {
        const uchar* const from = image.constScanLine(y - by.y()) + qsizetype(stays.x() - by.x()) * 4;
        std::memmove(image.scanLine(y) + qsizetype(stays.x()) * 4, from, bytes);
    };
    if (by.y() > 0) {
        for (int y = stays.bottom(); y >= stays.top(); --y) {
            move(y);
        }
    } else {
        for (int y = stays.top(); y <= stays.bottom(); ++y) {
            move(y);
        }
    }
}

void copyPixels(const QImage& from, QImage& to, QRect area)
{
    for (int y = area.top(); y <= area.bottom(); ++y) {
        const auto* const row = reinterpret_cast<const QRgb*>(from.constScanLine(y)) + area.x();
        std::copy(row, row + area.width(), reinterpret_cast<QRgb*>(to.scanLine(y)) + area.x());
    }
}

} // namespace

void SceneCache::place(const QTransform& toDevice, QSize size)
{
    if (m_picture.size() != size) {
        m_picture = QImage(size, QImage::Format_RGB32);
        m_layered = {};
        m_toDevice = toDevice;
        invalidate();
        return;
    }
    if (toDevice == m_toDevice) {
        return;
    }
    const QTransform before = std::exchange(m_toDevice, toDevice);
    const QPointF by(toDevice.dx() - before.dx(), toDevice.dy() - before.dy());
    const QPoint whole(int(std::lround(by.x())), int(std::lround(by.y())));
    const bool sameLook = toDevice.m11() == before.m11() && toDevice.m12() == before.m12() &&
                          toDevice.m21() == before.m21() && toDevice.m22() == before.m22();
    if (sameLook && std::abs(by.x() - whole.x()) < kWhole && std::abs(by.y() - whole.y()) < kWhole) {
        scroll(whole);
    } else {
        invalidate();
    }
}

void SceneCache::scroll(QPoint by)
{
    scrollImage(m_picture, by);
    scrollImage(m_layered, by);
    const QRegion come = QRegion(rect()) - QRegion(rect().translated(by));
    m_pictureMissing = (m_pictureMissing.translated(by) & rect()) + come;
    m_layersMissing = (m_layersMissing.translated(by) & rect()) + come;
}

void SceneCache::invalidate()
{
    m_pictureMissing = rect();
    m_layersMissing = rect();
}

void SceneCache::invalidateLayers(QRect area)
{
    m_layersMissing += area & rect();
}

void SceneCache::invalidateLayers()
{
    m_layersMissing = rect();
}

QRegion SceneCache::takeMissingPicture(const QRegion& area)
{
    QRegion now = m_pictureMissing & area;
    m_pictureMissing -= now;
    m_layersMissing += now;
    return now;
}

QRegion SceneCache::takeMissingLayers(const QRegion& area)
{
    if (m_layered.isNull() && !m_picture.isNull()) {
        m_layered = QImage(m_picture.size(), QImage::Format_RGB32);
        m_layersMissing = rect();
    }
    QRegion now = m_layersMissing & area;
    m_layersMissing -= now;
    for (const QRect& part : now) {
        copyPixels(m_picture, m_layered, part);
    }
    return now;
}

} // namespace maquette
