// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QIODevice>
#include <QtEndian>

namespace maquette {

/// Numbers at places of a file. What lies past the end reads as zero; ask size() where that matters.
class ByteReader
{
public:
    explicit ByteReader(QIODevice& device)
        : m_device(device)
    {
    }

    [[nodiscard]] qint64 size() const { return m_device.size(); }

    [[nodiscard]] QByteArray bytes(qint64 at, qint64 count) const
    {
        return at >= 0 && m_device.seek(at) ? m_device.read(count) : QByteArray();
    }

    template <typename T>
    [[nodiscard]] T little(qint64 at) const
    {
        const QByteArray raw = bytes(at, qint64(sizeof(T)));
        return raw.size() == qsizetype(sizeof(T)) ? qFromLittleEndian<T>(raw.constData()) : T(0);
    }

    template <typename T>
    [[nodiscard]] T big(qint64 at) const
    {
        const QByteArray raw = bytes(at, qint64(sizeof(T)));
        return raw.size() == qsizetype(sizeof(T)) ? qFromBigEndian<T>(raw.constData()) : T(0);
    }

private:
    QIODevice& m_device;
};

} // namespace maquette
