// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/settings/ConfigWriter.h"
#include "ui/prompt/FormState.h"

#include <QObject>

namespace maquette {

/// Keeps a FormState in one file. It is written half a second after the last change, or when the store ends.
class FormStore : public QObject
{
    Q_OBJECT

public:
    explicit FormStore(QString file, QObject* parent = nullptr);

    /// The state on disk, the default when there is none. A damaged file is renamed to "<file>.damaged" first.
    [[nodiscard]] FormState read();
    void write(const FormState& state);

Q_SIGNALS:
    void failed(const maquette::Error& error);

private:
    QString m_file;
    FormState m_newest;
    bool m_mayWrite = true;
    ConfigWriter m_writer;
};

} // namespace maquette
