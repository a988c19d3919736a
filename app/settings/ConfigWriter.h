// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/base/Result.h"

#include <QJsonObject>
#include <QMutex>
#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

#include <chrono>
#include <optional>

namespace maquette {

/// Writes one small JSON file, atomically and never in the caller's thread, for a disk may take its time. The newest
/// state is the last one written; older ones that have not had their turn are left out. What still waits when the
/// writer ends is written then.
class ConfigWriter : public QObject
{
    Q_OBJECT

public:
    /// \a gather: how long it waits for a newer state after each write().
    explicit ConfigWriter(QString file, std::chrono::milliseconds gather = {}, QObject* parent = nullptr);
    ~ConfigWriter() override;

    void write(const QJsonObject& members);
    /// Returns when the newest state is on disk, or could not be written.
    void flush();

Q_SIGNALS:
    /// Storage: the state handed in last is not on disk.
    void failed(const maquette::Error& error);

private:
    void begin();
    void writeNewest();
    void tell();

    QString m_file;
    QTimer m_gather;
    QMutex m_mutex;
    std::optional<QJsonObject> m_newest; ///< guarded; waits for its turn
    std::optional<Error> m_untold;       ///< guarded
    QThreadPool m_thread;
};

} // namespace maquette
