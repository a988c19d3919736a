// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QtEndian>

namespace maquette {

/// Puts numbers and texts one after the other, little end first.
class ByteWriter
{
public:
    template <typename T>
    void put(T value)
    {
        char raw[sizeof(T)];
        qToLittleEndian(value, raw);
        m_bytes.append(raw, qsizetype(sizeof(T)));
    }
    void putBool(bool value) { put(quint8(value ? 1 : 0)); }
    /// The length first.
    void putBytes(const QByteArray& bytes)
    {
        put(quint32(bytes.size()));
        m_bytes.append(bytes);
    }
    void putText(const QString& text) { putBytes(text.toUtf8()); }

    [[nodiscard]] const QByteArray& bytes() const { return m_bytes; }

private:
    QByteArray m_bytes;
};

/// Reads them again and never past the end: what is not there is 0 or empty, and failed() is true from then on.
class ByteSource
{
public:
    explicit ByteSource(QByteArray bytes)
        : m_bytes(std::move(bytes))
    {
    }

    template <typename T>
    T take()
    {
        if (!has(qint64(sizeof(T)))) {
            return T(0);
        }
        const T value = qFromLittleEndian<T>(m_bytes.constData() + m_at);
        m_at += qsizetype(sizeof(T));
        return value;
    }
    bool takeBool() { return take<quint8>() != 0; }
    /// A number from \a low to \a high; anything else is a failure.
    template <typename T>
    T takeWithin(T low, T high)
    {
        const T value = take<T>();
        if (value < low || value > high) {
            fail();
            return low;
        }
        return value;
    }
    QByteArray takeBytes()
    {
        const auto count = take<quint32>();
        if (!has(count)) {
            return {};
        }
        QByteArray bytes = m_bytes.mid(m_at, count);
        m_at += count;
        return bytes;
    }
    QString takeText() { return QString::fromUtf8(takeBytes()); }

    void fail() { m_failed = true; }
    [[nodiscard]] bool failed() const { return m_failed; }
    [[nodiscard]] qint64 left() const { return m_failed ? 0 : m_bytes.size() - m_at; }

private:
    bool has(qint64 count)
    {
        if (m_failed || m_bytes.size() - m_at < count) {
            m_failed = true;
        }
        return !m_failed;
    }

    QByteArray m_bytes;
    qsizetype m_at = 0;
    bool m_failed = false;
};

} // namespace maquette
