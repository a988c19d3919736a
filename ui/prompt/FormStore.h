// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/prompt/FormState.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

namespace maquette {

/// Keeps a FormState in one file. Writing happens half a second after the last change, atomically and never in the
/// caller's thread; what is not yet written is written when the store ends.
class FormStore : public QObject
{
    Q_OBJECT

public:
    explicit FormStore(QString file, QObject* parent = nullptr);
    ~FormStore() override;

    /// The state on disk, the default when there is none. A damaged file is renamed to "<file>.damaged" first.
    [[nodiscard]] FormState read();
    void write(const FormState& state);
    /// Writes what is waiting and returns when it is on disk.
    void flush();

Q_SIGNALS:
    void failed(const maquette::Error& error);

private:
    void writeNow();

    QString m_file;
    FormState m_waiting;
    FormState m_written;
    QTimer m_timer;
    QThreadPool m_pool;
};

} // namespace maquette
