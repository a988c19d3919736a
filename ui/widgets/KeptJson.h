// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QObject>
#include <QThreadPool>
#include <QTimer>

namespace maquette {

/// How a part of the window is set, kept in a file: written half a second after the last change, and never in the
/// caller's thread.
class KeptJson : public QObject
{
    Q_OBJECT

public:
    /// An empty \a file keeps nothing. One that is not there, or damaged, is an empty object.
    explicit KeptJson(QString file, QObject* parent = nullptr);
    ~KeptJson() override;

    [[nodiscard]] const QJsonObject& value() const { return m_value; }
    void set(const QJsonObject& value);
    /// Writes what is waiting and returns when it is on disk.
    void flush();

private:
    void writeNow();

    QString m_file;
    QJsonObject m_value;
    QJsonObject m_written;
    QTimer m_timer;
    QThreadPool m_pool;
};

} // namespace maquette
